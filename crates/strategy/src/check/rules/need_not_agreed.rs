//! A102: a need lacks a signature that it must have.

use std::collections::BTreeSet;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        parties::{Party, phrase},
        signatures::{self, Signed},
    },
    finding::{Finding, Severity},
    graph::Of,
    record::{Kind, Need, Subject},
};

pub(super) const RULE: Rule = Rule {
    code: "A102",
    name: "need-not-agreed",
    severity: Severity::Major,
    version: 1,
    summary: "a need lacks the signature of Medical, Commercial or Market Access",
    serves: "S0-39, S0-2, S2-5",
    reads: &[Kind::Need, Kind::Agreement],
    page: include_str!("need-not-agreed.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let signed = signatures::of(cx, Subject::Need);
    for need in cx.all::<Need>() {
        let of_need = signed.get(&need.node).map(Vec::as_slice).unwrap_or_default();
        let have: BTreeSet<Party> = of_need.iter().map(|signature| signature.party).collect();
        let asked = Party::ALL.into_iter().filter(|party| *party != Party::Compliance || cx.limits(need.record).compliance_signs_needs);
        let missing: Vec<Party> = asked.filter(|party| !have.contains(party)).collect();
        if !missing.is_empty() {
            out.raise(not_agreed(&need, of_need, &missing));
        }
    }
}

fn not_agreed(need: &Of<'_, Need>, signed: &[Signed<'_>], missing: &[Party]) -> Finding {
    let missing_words = phrase(missing, "and");
    let message = match signed {
        [] => format!("need `{}` is signed by none of {missing_words}", need.key()),
        _ => format!("need `{}` lacks the signature of {missing_words}", need.key()),
    };
    let mut finding = Finding::new(need.record, "", message)
        .help(format!("ask {missing_words} to read the need and sign it, or to say what keeps them from signing"))
        .fact(need.record, "statement")
        .unless(format!("an agreement on the need bore the signature of {missing_words}"))
        .fix(Fix::of(format!("ask {missing_words} to sign {} at revision {}", need.key(), need.record.revision), vec![]));
    let agreements: BTreeSet<_> = signed.iter().map(|signature| signature.agreement.node).collect();
    for node in agreements {
        if let Some(signature) = signed.iter().find(|signature| signature.agreement.node == node) {
            finding = finding.fact(signature.agreement.record, "signatures");
        }
    }
    match missing {
        [only] => finding.owner(only.function()),
        _ => finding,
    }
}
