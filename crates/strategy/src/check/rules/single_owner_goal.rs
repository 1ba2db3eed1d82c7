//! K701: an asset goal is owned by one function only.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, phrase},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    record::{Goal, GoalKind, Kind, Kpi},
};

pub(super) const RULE: Rule = Rule {
    code: "K701",
    name: "single-owner-goal",
    severity: Severity::Major,
    version: 1,
    summary: "an asset goal is owned by one function only",
    serves: "S0-17, S3-4, S3-17",
    reads: &[Kind::Goal, Kind::Kpi],
    page: include_str!("single-owner-goal.md"),
    check,
};

/// The three that form one strategy: the least that own a goal together.
const PARTNERS: &[Function] = &[Function::Medical, Function::Marketing, Function::MarketAccess];

fn check(cx: &Context<'_>, out: &mut Findings) {
    for goal in cx.all::<Goal>().filter(|goal| !is_patient_engagement(cx, goal)) {
        if let Some(alone) = alone(&goal) {
            let message = format!("goal `{}` is owned by {}", goal.title(), alone.words());
            let finding = single(&goal, message, PARTNERS);
            out.raise(finding.help("agree with the other functions which part of the outcome is theirs, and let them own it too"));
        }
    }
}

/// Who owns a goal that functions do not own together.
pub(super) enum Alone {
    /// One function.
    Function(Function),
    /// Nobody.
    Nobody,
}

impl Alone {
    /// `medical alone`, `no function`.
    pub(super) fn words(&self) -> String {
        match self {
            Alone::Function(function) => format!("{function} alone"),
            Alone::Nobody => "no function".into(),
        }
    }
}

/// Whether fewer than two functions own a goal; where the goal names no owners, the owner of the record counts.
pub(super) fn alone(goal: &Of<'_, Goal>) -> Option<Alone> {
    match owners(goal).into_iter().collect::<Vec<_>>().as_slice() {
        [] => Some(Alone::Nobody),
        [one] => Some(Alone::Function(*one)),
        _ => None,
    }
}

fn owners(goal: &Of<'_, Goal>) -> BTreeSet<Function> {
    let stated: BTreeSet<Function> = goal.body.owners.iter().copied().collect();
    if stated.is_empty() { goal.record.header.owner.iter().map(|owner| owner.function).collect() } else { stated }
}

/// Whether a goal is about the engagement of patients, by its kind or by its KPI.
pub(super) fn is_patient_engagement(cx: &Context<'_>, goal: &Of<'_, Goal>) -> bool {
    let kpi = goal.body.kpi.as_ref().and_then(|kpi| cx.follow::<Kpi>(kpi));
    goal.kind == Some(GoalKind::PatientEngagement) || kpi.is_some_and(|kpi| kpi.patient_engagement)
}

/// The finding, with the fix that lets more functions own the goal.
pub(super) fn single(goal: &Of<'_, Goal>, message: String, partners: &[Function]) -> Finding {
    let mut together: Vec<Function> = owners(goal).into_iter().collect();
    for partner in partners.iter().filter(|partner| !owners(goal).contains(partner)) {
        together.push(*partner);
    }
    let words: Vec<&str> = together.iter().map(|function| function.as_str()).collect();
    let label = format!("let {} own {} together", phrase::list(&words), goal.key());
    Finding::new(goal.record, "owners", message)
        .fact(goal.record, "owners")
        .fact(goal.record, "owner")
        .unless("two functions or more owned the goal together")
        .fix(Fix::set(label, goal.record, "owners", Value::from(words)))
}
