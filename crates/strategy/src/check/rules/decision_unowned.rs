//! R906: a decision has no owner, reason or date.

use jiff::civil::Date;
use serde_json::Value;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, phrase::list},
    finding::{Finding, Severity},
    graph::Of,
    record::{Decision, Session},
};

pub(super) const RULE: Rule = Rule {
    code: "R906",
    name: "decision-unowned",
    severity: Severity::Minor,
    version: 1,
    summary: "a decision has no owner, reason or date",
    serves: "S0-45, S3-21",
    // The owner of what a decision is about may be that of a record of any kind.
    reads: &[],
    page: include_str!("decision-unowned.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for decision in cx.subjects::<Decision>(0) {
        // An open question has neither reason nor date yet, but somebody must bring it to a decision.
        let decided = !decision.decided.trim().is_empty();
        let lacks = [
            ("owner", "owner", decision.record.header.owner.is_none()),
            ("reason", "reason", decided && decision.reason.trim().is_empty()),
            ("decided_on", "date", decided && decision.decided_on.is_none()),
        ];
        let missing: Vec<(&str, &str)> = lacks.into_iter().filter(|(.., lacks)| *lacks).map(|(field, word, _)| (field, word)).collect();
        if !missing.is_empty() {
            out.raise(unowned(cx, &decision, decided, &missing));
        }
    }
}

fn unowned(cx: &Context<'_>, decision: &Of<'_, Decision>, decided: bool, missing: &[(&'static str, &str)]) -> Finding {
    let words: Vec<String> = missing.iter().map(|(_, word)| format!("no {word}")).collect();
    let what = if decided { "decision" } else { "open question" };
    let mut finding = Finding::new(decision.record, missing[0].0, format!("{what} `{}` has {}", decision.title(), list(&words)))
        .help("write down who answers for it, why it was decided so, and when, while people still remember")
        .fact(decision.record, "decided")
        .unless("it named an owner and, once decided, the reason and the day");
    for (field, _) in missing {
        finding = finding.fact(decision.record, field);
    }
    let session = cx.pointing_at::<Session>(decision.node, "decisions").find(|session| session.held_on.is_some_and(|day| day <= cx.day));
    if let Some(session) = session {
        finding = finding.step(decision.record, "").step(session.record, "decisions");
    }
    let values: Vec<(&str, Option<String>)> =
        missing.iter().map(|(field, _)| (*field, candidate(cx, decision, session.and_then(|s| s.held_on), field))).collect();
    if let Some(values) = values.into_iter().map(|(field, value)| Some((field, value?))).collect::<Option<Vec<_>>>() {
        let label: Vec<String> = values.iter().map(|(field, value)| format!("{} to {value}", field.replace('_', " "))).collect();
        let changes = values.into_iter().map(|(field, value)| set(decision, field, value.into())).collect();
        finding = finding.fix(Fix::of(format!("set {}", list(&label)), changes));
    }
    finding
}

fn set(decision: &Of<'_, Decision>, field: &str, value: Value) -> Change {
    Change::Set { key: decision.key().clone(), field: field.to_owned(), value }
}

/// What a missing field probably is; a reason cannot be guessed.
fn candidate(cx: &Context<'_>, decision: &Of<'_, Decision>, held: Option<Date>, field: &str) -> Option<String> {
    match field {
        "owner" => {
            let about = decision.body.about.iter().filter_map(|link| cx.graph.record(&link.key));
            let owner = about.filter_map(|record| record.header.owner.clone()).next();
            let sponsor = || cx.graph.asset_of(decision.record).and_then(|asset| asset.sponsor.clone());
            owner.or_else(sponsor).map(|owner| owner.to_string())
        }
        "decided_on" => held.map(|day| day.to_string()),
        _ => None,
    }
}
