//! When the answer changes: on the next day on which a rule starts or ends, and at the next stage of the asset.

use strategy::record::Stage;

use super::{By, Gate, combine};
use crate::{Ask, Becomes, Outcome};

/// The next day and the next stage with another outcome.
pub(super) fn becomes(gate: &Gate, ask: &Ask, now: Outcome, by: By) -> Vec<Becomes> {
    let later = gate.turns.iter().filter(|turn| **turn > ask.day);
    let by_day = later.map(|turn| Ask { day: *turn, ..ask.clone() }).find(|then| gate.outcome_by(then, by) != now);
    let stages = Stage::ALL.iter().filter(|stage| **stage > ask.stage);
    let by_stage = stages.map(|stage| Ask { stage: *stage, ..ask.clone() }).find(|then| gate.outcome_by(then, by) != now);
    let day = by_day.map(|then| change(gate, &then, by, |b| Becomes { on: Some(then.day), ..b }));
    let stage = by_stage.map(|then| change(gate, &then, by, |b| Becomes { stage: Some(then.stage), ..b }));
    day.into_iter().chain(stage).collect()
}

fn change(gate: &Gate, then: &Ask, by: By, with: impl Fn(Becomes) -> Becomes) -> Becomes {
    let said = gate.said(then, by);
    let outcome = combine::outcome(&said);
    with(Becomes { on: None, stage: None, outcome, rules: combine::rules(&said, outcome) })
}
