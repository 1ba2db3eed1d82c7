//! E308: a claim that asks for a choice has no path to a scientific statement on the same need.

use std::collections::HashSet;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::Of,
    record::{Claim, ClaimKind, Evidence, Message},
};

pub(super) const RULE: Rule = Rule {
    code: "E308",
    name: "credibility-unlinked",
    severity: Severity::Major,
    version: 1,
    summary: "a product or economic claim has no path to a scientific statement on the same need",
    serves: "S0-33, S1-3",
    reads: &[],
    page: include_str!("credibility-unlinked.md"),
    check,
};

/// How many candidates are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    for claim in cx.all::<Claim>().filter(|claim| asks_for_choice(claim)) {
        // A claim on no need is an orphan, which is another rule's finding.
        let orphan = cx.needs_of(claim.node).is_empty();
        let beside = || cx.needs_of(claim.node).iter().flat_map(|need| cx.serving::<Claim>(*need)).filter(|claim| is_science(claim));
        let has_science = || beside().any(|c| c.kind == Some(ClaimKind::Scientific));
        if orphan || has_science() || shares_evidence(cx, &claim) || rests_on_science(cx, claim) {
            continue;
        }
        out.raise(unlinked(cx, &claim, beside().take(OFFERED)));
    }
}

fn is_science(claim: &Claim) -> bool {
    matches!(claim.kind, Some(ClaimKind::Scientific | ClaimKind::Disease))
}

fn asks_for_choice(claim: &Claim) -> bool {
    matches!(claim.kind, Some(ClaimKind::Product | ClaimKind::Economic))
}

/// Whether a scientific or disease statement stands on the same evidence.
fn shares_evidence(cx: &Context<'_>, claim: &Of<'_, Claim>) -> bool {
    let shown = |evidence: Of<'_, Evidence>| cx.pointing_at::<Claim>(evidence.node, "stands_on").any(|claim| is_science(&claim));
    cx.linked::<Evidence>(claim.node, "stands_on").any(shown)
}

/// Whether the claim builds on a scientific or disease statement, also through other claims.
fn rests_on_science<'g>(cx: &Context<'g>, claim: Of<'g, Claim>) -> bool {
    let mut seen = HashSet::from([claim.node]);
    let mut open = vec![claim];
    while let Some(claim) = open.pop() {
        for below in cx.linked::<Claim>(claim.node, "rests_on") {
            if is_science(&below) {
                return true;
            }
            if seen.insert(below.node) {
                open.push(below);
            }
        }
    }
    false
}

fn unlinked<'g>(cx: &Context<'g>, claim: &Of<'g, Claim>, candidates: impl Iterator<Item = Of<'g, Claim>>) -> Finding {
    let kind = claim.kind.map_or("product", ClaimKind::as_str);
    let mut finding = Finding::new(
        claim.record,
        "rests_on",
        format!("{kind} claim `{}` has no path to a scientific statement on its need", claim.title()),
    )
    .help("name the scientific or disease statement that the claim builds on, or write it with Medical")
    .fact(claim.record, "rests_on")
    .fact(claim.record, "stands_on")
    .unless("it rested on a scientific or disease statement, shared its evidence with one, or its need had a scientific claim")
    .step(claim.record, "");
    for statement in candidates {
        let label = format!("let {} rest on {} `{}`", claim.key(), statement.key(), statement.title());
        finding = finding.fix(Fix::link(label, claim.record, "rests_on", statement.key()));
    }
    if let Some(message) = cx.pointing_at::<Message>(claim.node, "claims").next() {
        finding = finding.step(message.record, "claims");
    }
    finding.fix(Fix::withdraw(claim.record))
}
