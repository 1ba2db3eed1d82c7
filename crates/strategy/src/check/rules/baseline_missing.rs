//! K707: a goal has no baseline, target, unit or due date.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, phrase},
    finding::{Finding, Severity},
    graph::Of,
    record::{Goal, Kind, Kpi},
};

pub(super) const RULE: Rule = Rule {
    code: "K707",
    name: "baseline-missing",
    severity: Severity::Minor,
    version: 1,
    summary: "a goal has no baseline, target, unit or due date",
    serves: "S0-26, S2-22",
    reads: &[Kind::Goal, Kind::Kpi],
    page: include_str!("baseline-missing.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for goal in cx.subjects::<Goal>(1) {
        let kpi = goal.body.kpi.as_ref().and_then(|kpi| cx.follow::<Kpi>(kpi));
        let unit = !goal.unit.trim().is_empty() || kpi.is_some_and(|kpi| !kpi.unit.trim().is_empty());
        let has = [("baseline", goal.baseline.is_some()), ("target", goal.target.is_some()), ("unit", unit), ("due", goal.due.is_some())];
        let missing: Vec<&str> = has.into_iter().filter(|(_, has)| !has).map(|(field, _)| field).collect();
        if let Some(first) = missing.first() {
            out.raise(incomplete(cx, &goal, kpi, first, &missing));
        }
    }
}

fn incomplete(cx: &Context<'_>, goal: &Of<'_, Goal>, kpi: Option<Of<'_, Kpi>>, first: &str, missing: &[&str]) -> Finding {
    let words: Vec<&str> = missing.iter().map(|field| if *field == "due" { "due date" } else { field }).collect();
    let list = phrase::list(&words).replace(" and ", " or ");
    let mut finding = Finding::new(goal.record, first, format!("goal `{}` has no {list}", goal.title()))
        .help(format!("state the {}, so that anybody can tell whether the goal is reached", phrase::list(&words)))
        .unless(format!("the goal stated its {}", phrase::list(&words)));
    for field in missing {
        finding = finding.fact(goal.record, field);
    }
    // The last number reported is where the goal stands.
    let reported = kpi.into_iter().flat_map(|kpi| kpi.body.observations.iter().map(move |o| (kpi, o)));
    let known = reported.filter(|(_, o)| o.value.is_some() && o.month.is_some_and(|month| month <= cx.day));
    if let (&"baseline", Some((kpi, latest))) = (&first, known.max_by_key(|(_, o)| o.month))
        && let (Some(value), Some(month)) = (&latest.value, latest.month)
    {
        let label = format!("take {value} of {:04}-{:02} from {} as baseline", month.year(), month.month(), kpi.key());
        finding = finding.fix(Fix::set(label, goal.record, "baseline", value.as_str()));
    }
    finding
}
