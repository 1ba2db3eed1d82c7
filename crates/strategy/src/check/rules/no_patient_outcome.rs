//! K704: no goal of the asset is a patient outcome.

use serde_json::json;

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, activities::free_key, phrase},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    record::{Asset, Goal, GoalKind, Kind, Need},
};

pub(super) const RULE: Rule = Rule {
    code: "K704",
    name: "no-patient-outcome",
    severity: Severity::Major,
    version: 1,
    summary: "no goal of the asset is a patient outcome",
    serves: "S0-26, S1-30, S4-42",
    reads: &[Kind::Goal, Kind::Need],
    page: include_str!("no-patient-outcome.md"),
    check,
};

/// How many goals without a kind are offered as fixes.
const OFFERED: usize = 3;

fn check(cx: &Context<'_>, out: &mut Findings) {
    for asset in cx.all::<Asset>() {
        let of_asset = |record| cx.graph.asset_of(record).map(|a| a.node) == Some(asset.node);
        let goals: Vec<Of<'_, Goal>> = cx.all::<Goal>().filter(|goal| of_asset(goal.record)).collect();
        if goals.is_empty() || goals.iter().any(|goal| goal.kind == Some(GoalKind::PatientOutcome)) {
            continue;
        }
        let mut needs: Vec<Of<'_, Need>> = cx.all::<Need>().filter(|need| of_asset(need.record)).collect();
        needs.sort_by_key(|need| (need.rank.is_none(), need.rank));
        out.raise(no_outcome(cx, &asset, &goals, needs.first()));
    }
}

fn no_outcome(cx: &Context<'_>, asset: &Of<'_, Asset>, goals: &[Of<'_, Goal>], need: Option<&Of<'_, Need>>) -> Finding {
    let mut kinds: Vec<&str> = goals.iter().filter_map(|goal| goal.kind).map(GoalKind::as_str).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let about = if kinds.is_empty() { String::new() } else { format!(", but {}", phrase::list(&kinds)) };
    let none = if goals.len() == 1 { "the only goal".into() } else { format!("none of the {} goals", goals.len()) };
    let is = if goals.len() == 1 { "is not said to be" } else { "is" };
    let message = format!("{none} of asset `{}` {is} a patient outcome{about}", asset.title());
    let mut finding = Finding::new(asset.record, "", message)
        .help("add the outcome for patients that shows whether the need is met, and own it together")
        .unless("one of the goals were an outcome for patients")
        .owner(asset.sponsor.clone().unwrap_or(Function::Leadership.into()));
    for goal in goals {
        finding = finding.fact(goal.record, "kind");
    }
    for goal in goals.iter().filter(|goal| goal.kind.is_none()).take(OFFERED) {
        let label = format!("say that {} `{}` is a patient outcome", goal.key(), goal.title());
        finding = finding.fix(Fix::set(label, goal.record, "kind", GoalKind::PatientOutcome.as_str()));
    }
    let Some(need) = need else { return finding };
    let wanted = need.success.patients.trim();
    let outcome = if wanted.is_empty() { format!("patients no longer have this need: {}", need.title()) } else { wanted.to_owned() };
    let fields = json!({
        "asset": asset.key(), "outcome": outcome, "kind": GoalKind::PatientOutcome.as_str(), "serves": [need.key()],
        "owners": ["medical", "marketing", "market access"],
    });
    match free_key(cx, &format!("G-{}", need.key())) {
        Some(key) => finding.fix(Fix::create(format!("add a patient outcome for {}", need.key()), Kind::Goal, key, fields)),
        None => finding,
    }
}
