//! A104: a need does not say what success is.

use serde_json::Value;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, phrase::list},
    finding::{Finding, Severity},
    graph::Of,
    record::{Goal, GoalKind, Kind, Need},
};

pub(super) const RULE: Rule = Rule {
    code: "A104",
    name: "success-undefined",
    severity: Severity::Major,
    version: 1,
    summary: "a need says nothing of success for patients, or for clinicians",
    serves: "S0-26, S0-10",
    reads: &[Kind::Need, Kind::Goal],
    page: include_str!("success-undefined.md"),
    check,
};

/// One side of success: the field and the people, and the kind of goal that speaks of them.
struct Side {
    field: &'static str,
    people: &'static str,
    goal: GoalKind,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    for need in cx.subjects::<Need>(0) {
        let sides = [
            (Side { field: "success.patients", people: "patients", goal: GoalKind::PatientOutcome }, &need.success.patients),
            (Side { field: "success.clinicians", people: "clinicians", goal: GoalKind::ClinicianOutcome }, &need.success.clinicians),
        ];
        let missing: Vec<Side> = sides.into_iter().filter(|(_, said)| said.trim().is_empty()).map(|(side, _)| side).collect();
        if !missing.is_empty() {
            out.raise(undefined(cx, &need, &missing));
        }
    }
}

fn undefined(cx: &Context<'_>, need: &Of<'_, Need>, missing: &[Side]) -> Finding {
    let people: Vec<&str> = missing.iter().map(|side| side.people).collect();
    let field = if let [only] = missing { only.field } else { "success" };
    let mut finding =
        Finding::new(need.record, field, format!("need `{}` does not say what success is for {}", need.key(), people.join(" or for ")))
            .help("say in one sentence each what would be better for them, so that everybody works towards the same end")
            .fact(need.record, "statement")
            .fact(need.record, "success")
            .unless(format!("the need said what success is for {}", list(&people)));
    let found: Vec<(Change, String)> = missing.iter().filter_map(|side| candidate(cx, need, side)).collect();
    if found.len() == missing.len() {
        let (changes, from): (Vec<Change>, Vec<String>) = found.into_iter().unzip();
        finding = finding.fix(Fix::of(format!("take success for {} from {}", list(&people), list(&from)), changes));
    }
    finding
}

/// What is already written elsewhere of this side's success: in a goal on the need, or in the burden that is to shrink.
fn candidate(cx: &Context<'_>, need: &Of<'_, Need>, side: &Side) -> Option<(Change, String)> {
    let set = |text: String| Change::Set { key: need.key().clone(), field: side.field.into(), value: Value::String(text) };
    let goal = cx.pointing_at::<Goal>(need.node, "serves").find(|goal| goal.kind == Some(side.goal) && !goal.outcome.trim().is_empty());
    if let Some(goal) = goal {
        return Some((set(goal.outcome.clone()), format!("goal {}", goal.key())));
    }
    let burden = need.burden.iter().find(|burden| !burden.measure.trim().is_empty() && burden.wanted.is_some());
    let burden = burden.filter(|_| side.goal == GoalKind::PatientOutcome)?;
    let wanted = burden.wanted.as_ref()?;
    let text = match &burden.today {
        Some(today) => format!("{} goes from {today} to {wanted} {}", burden.measure, burden.unit),
        None => format!("{} reaches {wanted} {}", burden.measure, burden.unit),
    };
    Some((set(text.trim().to_owned()), "its burden".into()))
}
