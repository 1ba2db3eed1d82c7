//! K706: goals on one need have targets or populations that cannot all hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, scope::share_market},
    finding::{Finding, Severity},
    graph::{Node, Of},
    population::gap_words,
    record::{Direction, Goal, Kind, Need, Number},
};

pub(super) const RULE: Rule = Rule {
    code: "K706",
    name: "goals-diverge",
    severity: Severity::Major,
    version: 1,
    summary: "goals on one need have targets or populations that cannot all hold",
    serves: "S0-10, S0-17",
    reads: &[Kind::Goal, Kind::Need],
    page: include_str!("goals-diverge.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    let mut by_need: BTreeMap<Node, Vec<Of<'_, Goal>>> = BTreeMap::new();
    for goal in cx.all::<Goal>() {
        for need in cx.linked::<Need>(goal.node, "serves") {
            by_need.entry(need.node).or_default().push(goal);
        }
    }
    // A goal on two needs may meet the same other goal twice; each pair is told once.
    let mut told: BTreeSet<(Node, Node)> = BTreeSet::new();
    for goals in by_need.values() {
        for (place, later) in goals.iter().enumerate() {
            let found = goals[..place].iter().find_map(|earlier| {
                let clash = clash(earlier, later)?;
                Some((earlier.node, clash))
            });
            if let Some((earlier, finding)) = found
                && told.insert((earlier, later.node))
            {
                out.raise(finding);
            }
        }
    }
}

fn clash(earlier: &Of<'_, Goal>, later: &Of<'_, Goal>) -> Option<Finding> {
    if !share_market(earlier.record, later.record) {
        return None;
    }
    let same_patients = earlier.population.overlaps(&later.population);
    let same_kpi = earlier.body.kpi.is_some() && kpi(earlier) == kpi(later);
    let same_unit =
        earlier.unit.trim().is_empty() || later.unit.trim().is_empty() || earlier.unit.trim().eq_ignore_ascii_case(later.unit.trim());
    if !same_patients {
        return other_patients(earlier, later);
    }
    if !(same_kpi && same_unit) {
        return None;
    }
    opposite_ways(earlier, later).or_else(|| two_targets(earlier, later))
}

fn kpi<'g>(goal: &Of<'g, Goal>) -> Option<&'g crate::key::Key> {
    goal.body.kpi.as_ref().map(|kpi| &kpi.key)
}

/// Which way a goal moves its KPI: from the baseline to the target.
fn way(goal: &Goal) -> Option<Direction> {
    let (from, to) = (goal.baseline.as_ref()?.value(), goal.target.as_ref()?.value());
    match to.partial_cmp(&from)? {
        std::cmp::Ordering::Greater => Some(Direction::Up),
        std::cmp::Ordering::Less => Some(Direction::Down),
        std::cmp::Ordering::Equal => None,
    }
}

fn opposite_ways(earlier: &Of<'_, Goal>, later: &Of<'_, Goal>) -> Option<Finding> {
    let (one, other) = (way(earlier)?, way(later)?);
    if one == other {
        return None;
    }
    let message = format!("goal `{}` moves `{}` {other}, goal `{}` moves it {one}", later.title(), kpi(later)?, earlier.title());
    Some(about_target(earlier, later, message, "both goals moved the KPI the same way"))
}

fn two_targets(earlier: &Of<'_, Goal>, later: &Of<'_, Goal>) -> Option<Finding> {
    let (one, other) = (earlier.body.target.as_ref()?, later.body.target.as_ref()?);
    let due = earlier.due.filter(|day| Some(*day) == later.due)?;
    if one.value() == other.value() {
        return None;
    }
    let message =
        format!("goal `{}` wants `{}` at {other} by {due}, goal `{}` wants it at {one}", later.title(), kpi(later)?, earlier.title());
    Some(about_target(earlier, later, message, "both goals had one target for that day"))
}

fn about_target(earlier: &Of<'_, Goal>, later: &Of<'_, Goal>, message: String, unless: &str) -> Finding {
    let finding = Finding::new(later.record, "target", message)
        .help("agree on one target in the planning forum, and let both functions own it")
        .fact(later.record, "target")
        .fact(later.record, "baseline")
        .fact(later.record, "due")
        .fact(earlier.record, "target")
        .fact(earlier.record, "baseline")
        .fact(earlier.record, "due")
        .unless(unless)
        .step(earlier.record, "")
        .step(later.record, "serves")
        .fix(Fix::withdraw(later.record));
    let taken = |number: &Number| format!("take the target {number} of {} in {} too", earlier.key(), later.key());
    match &earlier.body.target {
        Some(target) if agrees_with(later, target, earlier) => {
            finding.fix(Fix::set(taken(target), later.record, "target", target.as_str()))
        }
        _ => finding,
    }
}

/// Whether the later goal, with the earlier one's target, no longer moves the other way.
fn agrees_with(later: &Goal, target: &Number, earlier: &Goal) -> bool {
    let moved = Goal { target: Some(target.clone()), baseline: later.baseline.clone(), ..Goal::default() };
    way(&moved).is_none() || way(earlier).is_none() || way(&moved) == way(earlier)
}

/// Functions that chase the same need in patients who have nothing in common.
fn other_patients(earlier: &Of<'_, Goal>, later: &Of<'_, Goal>) -> Option<Finding> {
    let apart = |goal: &Of<'_, Goal>| !goal.body.owners.is_empty();
    // Functions that own both goals have split the patients on purpose.
    let share_owner = earlier.body.owners.iter().any(|owner| later.body.owners.contains(owner));
    if !apart(earlier) || !apart(later) || share_owner {
        return None;
    }
    let mut gaps = later.population.difference(&earlier.population);
    gaps.retain(|gap| gap.disjoint);
    let message =
        format!("goals `{}` and `{}` serve one need and count no patient in common: {}", later.title(), earlier.title(), gap_words(&gaps));
    let finding = Finding::new(later.record, "population", message)
        .help("agree whose need it is, or split the need in two")
        .severity(Severity::Minor)
        .fact_said(later.record, "population", later.population.words())
        .fact_said(earlier.record, "population", earlier.population.words())
        .unless("the two goals counted some of the same patients, or one function owned both")
        .step(earlier.record, "")
        .step(later.record, "serves")
        .fix(Fix::withdraw(later.record));
    let Ok(population) = serde_json::to_value(&earlier.body.population) else { return Some(finding) };
    Some(finding.fix(Fix::set(
        format!("let {} count the patients of {}", later.key(), earlier.key()),
        later.record,
        "population",
        population,
    )))
}
