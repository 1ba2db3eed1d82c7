//! C802: an initiative names no shared customer outcome or no corporate goal.

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule},
    finding::{Finding, Severity},
    graph::Of,
    record::{Goal, GoalKind, Initiative},
};

pub(super) const RULE: Rule = Rule {
    code: "C802",
    name: "initiative-adrift",
    severity: Severity::Minor,
    version: 1,
    summary: "an initiative names no shared customer outcome or no corporate goal",
    serves: "S3-4, S3-8, S3-10",
    reads: &[],
    page: include_str!("initiative-adrift.md"),
    check,
};

/// How many goals are offered as fixes.
const OFFERED: usize = 3;

fn check(cx: &Context<'_>, out: &mut Findings) {
    for initiative in cx.subjects::<Initiative>(1).filter(|initiative| initiative.ends.is_none_or(|ends| ends >= cx.day)) {
        let no_outcome = initiative.customer_outcome.trim().is_empty();
        let goal = initiative.goal.as_ref().and_then(|goal| cx.follow(goal));
        let no_goal = goal.is_none() && initiative.corporate_goal.trim().is_empty();
        if no_outcome || no_goal {
            out.raise(adrift(cx, &initiative, no_outcome, no_goal, goal));
        }
    }
}

fn adrift(cx: &Context<'_>, initiative: &Of<'_, Initiative>, no_outcome: bool, no_goal: bool, goal: Option<Of<'_, Goal>>) -> Finding {
    let (field, missing) = match (no_outcome, no_goal) {
        (true, true) => ("customer_outcome", "no shared customer outcome and no goal"),
        (true, false) => ("customer_outcome", "no shared customer outcome"),
        _ => ("goal", "no goal that it works towards"),
    };
    let mut finding = Finding::new(initiative.record, field, format!("initiative `{}` names {missing}", initiative.title()))
        .help("name what customers will have of it, and the goal or corporate goal that it works towards")
        .fact(initiative.record, "customer_outcome")
        .fact(initiative.record, "goal")
        .fact(initiative.record, "corporate_goal")
        .unless("the initiative named a customer outcome and a goal or corporate goal")
        .fix(Fix::withdraw(initiative.record));
    let candidates = match goal {
        Some(goal) => vec![goal],
        None => goals(cx, initiative),
    };
    for goal in candidates.iter().filter(|goal| !no_outcome || is_customer_outcome(goal)).take(OFFERED) {
        finding = finding.fix(take_from(initiative, goal, no_outcome, no_goal));
    }
    finding.owner = finding.owner.take().or(initiative.sponsor.clone());
    finding
}

/// The goals that an initiative may work towards: those on its needs, else those of its asset.
fn goals<'g>(cx: &Context<'g>, initiative: &Of<'g, Initiative>) -> Vec<Of<'g, Goal>> {
    let asset = cx.graph.asset_node(initiative.node);
    let of_asset: Vec<Of<'_, Goal>> = cx.all::<Goal>().filter(|goal| cx.graph.asset_node(goal.node) == asset).collect();
    let on_need: Vec<Of<'_, Goal>> = of_asset.iter().copied().filter(|goal| cx.share_need(goal.node, initiative.node)).collect();
    if on_need.is_empty() { of_asset } else { on_need }
}

/// Whether a goal's outcome is one for customers, so that an initiative can share it.
fn is_customer_outcome(goal: &Goal) -> bool {
    let for_customers = [GoalKind::PatientOutcome, GoalKind::ClinicianOutcome, GoalKind::Access, GoalKind::PatientEngagement];
    goal.kind.is_some_and(|kind| for_customers.contains(&kind)) && !goal.outcome.trim().is_empty()
}

fn take_from(initiative: &Of<'_, Initiative>, goal: &Of<'_, Goal>, outcome: bool, link: bool) -> Fix {
    let set = |field: &str, value: String| Change::Set { key: initiative.key().clone(), field: field.to_owned(), value: value.into() };
    let mut changes = vec![];
    changes.extend(outcome.then(|| set("customer_outcome", goal.outcome.clone())));
    changes.extend(link.then(|| set("goal", goal.key().to_string())));
    let what = match (outcome, link) {
        (true, true) => "work towards the outcome of",
        (true, false) => "share the customer outcome of",
        _ => "work towards",
    };
    Fix::of(format!("let {} {what} {} `{}`", initiative.key(), goal.key(), goal.title()), changes)
}
