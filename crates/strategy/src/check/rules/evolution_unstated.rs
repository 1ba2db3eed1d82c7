//! A105: a need does not say how it is expected to change, or an expectation's date passed and nobody looked.

use serde_json::json;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::Of,
    record::{Evidence, EvidenceStatus, Expectation, Kind, Need},
};

pub(super) const RULE: Rule = Rule {
    code: "A105",
    name: "evolution-unstated",
    severity: Severity::Minor,
    version: 1,
    summary: "no expectation of how the need evolves, or one whose date passed unreviewed",
    serves: "S0-25, S0-39, S0-42",
    reads: &[Kind::Need, Kind::Evidence],
    page: include_str!("evolution-unstated.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for need in cx.subjects::<Need>(0) {
        if need.evolution.is_empty() {
            out.raise(unstated(cx, &need));
        }
        for (index, expectation) in need.evolution.iter().enumerate() {
            let passed = expectation.by.filter(|by| *by < cx.day);
            if let Some(by) = passed.filter(|by| expectation.reviewed_on.is_none_or(|reviewed| reviewed < *by)) {
                out.raise(overdue(cx, &need, index, expectation, by));
            }
        }
    }
}

fn unstated(cx: &Context<'_>, need: &Of<'_, Need>) -> Finding {
    let mut finding = Finding::new(need.record, "evolution", format!("need `{}` does not say how it is expected to change", need.key()))
        .help("say what may change the need, what would trigger that, by when, and what it would mean")
        .fact(need.record, "evolution")
        .unless("the need stated at least one expectation of how it changes");
    let coming = cx.pointing_at::<Evidence>(need.node, "serves").filter(|evidence| {
        let ahead = matches!(evidence.status, Some(EvidenceStatus::Planned | EvidenceStatus::Running | EvidenceStatus::ReadOut));
        ahead && evidence.available_on.is_some_and(|day| day > cx.day)
    });
    if let Some(next) = coming.min_by_key(|evidence| (evidence.available_on, evidence.key())) {
        let expectation = json!([{
            "change": format!("what `{}` shows may change how the need is seen", next.title()),
            "trigger": "its results are public",
            "trigger_record": next.key().as_str(),
            "by": next.available_on.map(|day| day.to_string()),
        }]);
        let label = format!("expect a change when the results of {} are public", next.key());
        finding = finding.fact(next.record, "available_on").fix(Fix::set(label, need.record, "evolution", expectation));
    }
    finding
}

fn overdue(cx: &Context<'_>, need: &Of<'_, Need>, index: usize, expectation: &Expectation, by: jiff::civil::Date) -> Finding {
    let field = format!("evolution.{index}");
    let what = [&expectation.change, &expectation.trigger].into_iter().find(|text| !text.trim().is_empty());
    let what = what.map_or_else(|| format!("number {}", index + 1), |text| format!("`{}`", text.trim()));
    let message = format!("the expectation {what} of need `{}` was due by {by} and nobody has reviewed it since", need.key());
    let label = format!("record that the expectation was reviewed on {}", cx.day);
    Finding::new(need.record, &field, message)
        .help("look whether it happened; then change the need, set a new date, or record that it was reviewed")
        .fact(need.record, &field)
        .unless("its date were still to come, or it had been reviewed on or after that date")
        .fix(Fix::set(label, need.record, &format!("{field}.reviewed_on"), cx.day.to_string()))
}
