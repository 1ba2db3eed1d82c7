//! E305: a payer's, HTA body's or clinician's evidence need has no planned or available evidence.

use serde_json::json;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, activities::free_key, by_need},
    finding::{Finding, Severity},
    graph::Of,
    record::{Asker, Evidence, EvidenceNeed, EvidenceStatus, Kind},
};

pub(super) const RULE: Rule = Rule {
    code: "E305",
    name: "evidence-need-unmet",
    severity: Severity::Major,
    version: 1,
    summary: "an evidence need of a payer, HTA body or clinician has no planned or available evidence",
    serves: "S4-11, S4-15",
    reads: &[],
    page: include_str!("evidence-need-unmet.md"),
    check,
};

/// How many candidates are offered as fixes.
const OFFERED: usize = 2;

fn check(cx: &Context<'_>, out: &mut Findings) {
    let asked = |need: &Of<'_, EvidenceNeed>| matches!(need.asked_by, Some(Asker::Payer | Asker::Hta | Asker::Clinician));
    let unmet: Vec<_> = cx
        .subjects::<EvidenceNeed>(1)
        .filter(|need| asked(need) && !cx.pointing_at::<Evidence>(need.node, "answers").any(|e| stands(&e)))
        .collect();
    for need in &unmet {
        out.raise(unanswered(cx, need));
    }
}

fn stands(evidence: &Of<'_, Evidence>) -> bool {
    evidence.status != Some(EvidenceStatus::Retracted)
}

fn unanswered<'g>(cx: &Context<'g>, need: &Of<'g, EvidenceNeed>) -> Finding {
    let asker = need.asked_by.map_or("stakeholder", Asker::as_str);
    let due = need.due.map(|day| format!(", due on {day}")).unwrap_or_default();
    let who = if need.asked_by == Some(Asker::Hta) { "HTA body" } else { asker };
    let article = if need.asked_by == Some(Asker::Hta) { "an" } else { "a" };
    let message = format!("no planned or available evidence answers {article} {who}'s question `{}`{due}", need.title());
    let mut finding = Finding::new(need.record, "question", message)
        .help("name the evidence that answers it, or plan a study that will")
        .fact(need.record, "asked_by")
        .fact(need.record, "question")
        .unless("some evidence, planned or available, were meant to answer it");
    for candidate in by_need::beside(cx, need.node, stands).iter().take(OFFERED) {
        let label = format!("let {} `{}` answer {}", candidate.key(), candidate.title(), need.key());
        finding = finding.fix(Fix::link(label, candidate.record, "answers", need.key()));
    }
    match free_key(cx, &format!("E-{}", need.key())) {
        Some(key) => finding.fix(Fix::create(format!("plan evidence that answers {}", need.key()), Kind::Evidence, key, planned(need))),
        None => finding,
    }
}

/// The first fields of evidence that is planned to answer a question.
fn planned(need: &Of<'_, EvidenceNeed>) -> serde_json::Value {
    let serves: Vec<String> = need.body.serves.iter().map(ToString::to_string).collect();
    let by = match need.body.answered_by.trim() {
        "" => format!("a study that answers: {}", need.title()),
        by => by.to_owned(),
    };
    let mut fields = json!({ "title": by, "status": "planned", "serves": serves, "answers": [need.key()] });
    if let Some(asset) = &need.record.header.asset {
        fields["asset"] = json!(asset.key);
    }
    fields
}
