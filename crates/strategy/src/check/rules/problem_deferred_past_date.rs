//! R904: a problem was put off, and the date has passed.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, dates::days_between, phrase::count},
    finding::{Finding, Severity},
    record::{DeferredProblem, Kind},
};

pub(super) const RULE: Rule = Rule {
    code: "R904",
    name: "problem-deferred-past-date",
    severity: Severity::Major,
    version: 1,
    summary: "a deferred problem's date has passed",
    serves: "S3-22",
    reads: &[Kind::DeferredProblem],
    page: include_str!("problem-deferred-past-date.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for problem in cx.subjects::<DeferredProblem>(0).filter(|problem| problem.resolved_on.is_none()) {
        let Some(until) = problem.until.filter(|until| *until < cx.day) else { continue };
        let late = count(days_between(until, cx.day), "day");
        let finding = Finding::new(problem.record, "until", format!("problem `{}` was put off until {until}, {late} ago", problem.title()))
            .help("solve it, or put it off again with a new date, a reason and a name")
            .fact(problem.record, "until")
            .fact(problem.record, "resolved_on")
            .unless("it were resolved, or its date were still to come")
            .fix(Fix::set(
                format!("record that {} was resolved on {}", problem.key(), cx.day),
                problem.record,
                "resolved_on",
                cx.day.to_string(),
            ))
            .fix(Fix::of("decide on a new date in the planning forum", vec![]));
        out.raise(match (&problem.record.header.owner, &problem.deferred_by) {
            (None, Some(who)) => finding.owner(who.clone()),
            _ => finding,
        });
    }
}
