//! E301: a claim cites no evidence.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    record::{Claim, Evidence, Message},
};

pub(super) const RULE: Rule = Rule {
    code: "E301",
    name: "unsupported",
    severity: Severity::Blocker,
    version: 1,
    summary: "a claim cites no evidence",
    serves: "S0-33, S1-3",
    reads: &[],
    page: include_str!("claim-unsupported.md"),
    check,
};

/// How many candidates are offered as fixes.
const OFFERED: usize = 3;

fn check(cx: &Context<'_>, out: &mut Findings) {
    for claim in cx.subjects::<Claim>(1).filter(|claim| cx.linked::<Evidence>(claim.node, "stands_on").next().is_none()) {
        let mut finding = Finding::new(claim.record, "stands_on", format!("claim `{}` cites no evidence", claim.title()))
            .help("attach the evidence that shows it, or withdraw the claim")
            .fact(claim.record, "stands_on")
            .unless("the claim stood on at least one evidence record")
            .fix(Fix::withdraw(claim.record));
        let candidates = cx.beside::<Evidence>(claim.node).into_iter().filter(|e| e.is_public_on(cx.day));
        for evidence in candidates.take(OFFERED) {
            let label = format!("let {} stand on {} `{}`", claim.key(), evidence.key(), evidence.title());
            finding = finding.fix(Fix::link(label, claim.record, "stands_on", evidence.key()));
        }
        for message in cx.pointing_at::<Message>(claim.node, "claims").take(1) {
            finding = finding.step(claim.record, "").step(message.record, "claims");
        }
        out.raise(finding);
    }
}
