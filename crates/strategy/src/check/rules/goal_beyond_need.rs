//! F206: a goal counts patients outside the need that it serves.

use crate::{
    change::Fix,
    check::{Context, Findings, Rule, within},
    finding::{Finding, Severity},
    graph::Of,
    population::gap_words,
    record::{Goal, Kind, Need},
};

pub(super) const RULE: Rule = Rule {
    code: "F206",
    name: "goal-beyond-need",
    severity: Severity::Major,
    version: 1,
    summary: "a goal counts patients outside the need that it serves",
    serves: "S0-17, S0-19",
    reads: &[Kind::Goal, Kind::Need],
    page: include_str!("goal-beyond-need.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for goal in cx.subjects::<Goal>(1) {
        let needs: Vec<Of<'_, Need>> = cx.linked::<Need>(goal.node, "serves").collect();
        let Some((need, gaps)) = within::nearest_gap(&goal.population, needs.iter().map(|need| (need, &need.body.population))) else {
            continue;
        };
        let message = format!("goal `{}` counts patients outside need `{}`: {}", goal.title(), need.title(), gap_words(&gaps));
        let mut finding = Finding::new(goal.record, "population", message)
            .help("count the patients who have the need, or name the need of the others")
            .fact_said(goal.record, "population", goal.population.words())
            .unless("all the patients whom the goal counts had a need that it serves")
            .step(need.record, "")
            .step(goal.record, "serves");
        for need in &needs {
            finding = finding.fact_said(need.record, "population", need.population.words());
        }
        if let Some(fix) = within::narrow(goal.record, "population", &goal.population, &need.population) {
            finding = finding.fix(fix);
        }
        if let Ok(population) = serde_json::to_value(&need.population) {
            let label = format!("let {} count the patients of {}", goal.key(), need.key());
            finding = finding.fix(Fix::set(label, goal.record, "population", population));
        }
        out.raise(finding);
    }
}
