//! E303: a cited item was retracted, withdrawn or superseded.

use serde_json::Value;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::{Node, Of},
    key::Ref,
    record::{Belief, Claim, Evidence, EvidenceStatus, Kind, Message, Need, Record},
};

pub(super) const RULE: Rule = Rule {
    code: "E303",
    name: "retracted-or-superseded",
    severity: Severity::Blocker,
    version: 1,
    summary: "a cited item was retracted, withdrawn or superseded",
    serves: "S0-42, S1-11",
    reads: &[Kind::Claim, Kind::Need, Kind::Belief, Kind::Evidence, Kind::Message],
    page: include_str!("retracted-or-superseded.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut judge = |record: &Record, node: Node, field: &'static str, cited: &[Ref<Evidence>]| {
        for evidence in cx.follow_all(cited) {
            let successor = successor(cx, &evidence);
            let retracted = evidence.status == Some(EvidenceStatus::Retracted);
            if retracted || evidence.status == Some(EvidenceStatus::Superseded) || successor.is_some() {
                let used = cx.pointing_at::<Message>(node, "claims").next();
                out.raise(outdated(record, field, cited, &evidence, successor.as_ref(), used));
            }
        }
    };
    for claim in cx.local_subjects::<Claim>(2) {
        judge(claim.record, claim.node, "stands_on", &claim.body.stands_on);
    }
    for need in cx.local_subjects::<Need>(2) {
        judge(need.record, need.node, "evidence", &need.body.evidence);
    }
    for belief in cx.local_subjects::<Belief>(2) {
        judge(belief.record, belief.node, "evidence", &belief.body.evidence);
    }
}

/// What has replaced an item: the first public evidence by key that says so and was not retracted itself.
fn successor<'g>(cx: &Context<'g>, older: &Of<'g, Evidence>) -> Option<Of<'g, Evidence>> {
    let replaces = |newer: &Of<'_, Evidence>| {
        newer.node != older.node && newer.is_public_on(cx.day) && newer.status != Some(EvidenceStatus::Retracted)
    };
    cx.pointing_at::<Evidence>(older.node, "supersedes").find(replaces)
}

fn outdated(
    record: &Record,
    field: &'static str,
    cited: &[Ref<Evidence>],
    evidence: &Of<'_, Evidence>,
    successor: Option<&Of<'_, Evidence>>,
    used: Option<Of<'_, Message>>,
) -> Finding {
    let retracted = evidence.status == Some(EvidenceStatus::Retracted);
    let what = if retracted { "was retracted" } else { "was superseded" };
    let by = successor.map(|newer| format!(" by `{}`", newer.title())).filter(|_| !retracted).unwrap_or_default();
    let message = format!("{} `{}` cites `{}`, which {what}{by}", record.kind().label(), record.title(), evidence.title());
    let help = if retracted {
        "withdraw what rests on it, or cite evidence that stands"
    } else {
        "read the newer evidence, and cite it if it still shows this"
    };
    let mut finding = Finding::new(record, field, message)
        .help(help)
        .severity(if retracted { Severity::Blocker } else { Severity::Major })
        .fact(record, field)
        .fact_said(evidence.record, "status", evidence.status.map_or("none", EvidenceStatus::as_str))
        .unless(format!("it did not cite {}", evidence.key()))
        .step(evidence.record, "")
        .step(record, field);
    if let Some(message) = used {
        finding = finding.step(message.record, "claims");
    }
    let others: Vec<String> = cited.iter().filter(|link| link.key != *evidence.key()).map(ToString::to_string).collect();
    if let Some(newer) = successor {
        finding = finding.fact(newer.record, "supersedes");
        if !cited.iter().any(|link| link.key == *newer.key()) {
            let list: Vec<String> = others.iter().cloned().chain([newer.key().to_string()]).collect();
            let label = format!("cite {} in place of {}", newer.key(), evidence.key());
            finding = finding.fix(Fix::set(label, record, field, Value::from(list)));
        }
    }
    if !others.is_empty() {
        let label = format!("let {} rest on its other evidence only", record.key);
        finding = finding.fix(Fix::set(label, record, field, Value::from(others)));
    }
    if record.kind() == Kind::Claim { finding.fix(Fix::withdraw(record)) } else { finding }
}
