//! What is permitted when: for a few acts that matter, the gate's verdict in each stage that a market goes through.

use jiff::{ToSpan, civil::Date};
use strategy::{
    Function,
    graph::Of,
    record::{ActivityKind, Audience as To, Market, Stage},
};

use super::{
    Desk, plan,
    reading::{self, Says},
};
use crate::{Ask, Jurisdiction, StageGroup, Verdict};

/// One act in one market, window by window.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The act in a word and whose it is, for where there is little room: `promotion, Marketing`.
    pub short: &'static str,
    /// The act in words: `branded promotion to professionals, by marketing`.
    pub words: &'static str,
    /// The windows, in their order and without gaps.
    pub windows: Vec<Window>,
}

/// The days for which a market stays in a stage, and what the gate says of an act there.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The stage.
    pub stage: Stage,
    /// What was asked.
    pub ask: Ask,
    /// What the gate says.
    pub verdict: Verdict,
}

type Watched = (&'static str, &'static str, ActivityKind, Function, To, bool);

/// The acts: what it is called, how the same work would be planned.
const WATCHED: [Watched; 4] = [
    (
        "promotion, Marketing",
        "branded promotion to professionals, by marketing",
        ActivityKind::Promotion,
        Function::Marketing,
        To::Hcp,
        true,
    ),
    (
        "science, Medical",
        "scientific exchange with professionals, by medical",
        ActivityKind::ScientificExchange,
        Function::Medical,
        To::Hcp,
        false,
    ),
    (
        "payers, Market access",
        "product information for payers, by market access",
        ActivityKind::PayerEngagement,
        Function::MarketAccess,
        To::Payer,
        true,
    ),
    (
        "disease, Medical",
        "disease education of professionals, by medical",
        ActivityKind::UnbrandedEducation,
        Function::Medical,
        To::Hcp,
        false,
    ),
];

impl Desk<'_> {
    /// What is permitted in a market between two days; nothing where its place or its stages are not known.
    pub fn windows(&self, market: &Of<'_, Market>, from: Date, to: Date) -> Vec<Row> {
        let (Some(calendar), Some(place)) = (self.calendar(market), plan::place(market)) else { return vec![] };
        let starts: Vec<(Date, Stage)> = std::iter::once((from, calendar.on(from))).chain(calendar.turns(from, to)).collect();
        let end = |index: usize| starts.get(index + 1).and_then(|(next, _)| next.checked_sub(1.days()).ok()).unwrap_or(to);
        let row = |(short, words, kind, by, audience, branded): &Watched| {
            let window = |(index, (from, stage)): (usize, &(Date, Stage))| {
                let ask = ask((*kind, *by, *audience, *branded), &place, *stage, *from);
                let verdict = self.gate.decide(&ask);
                Window { from: *from, to: end(index), stage: *stage, ask, verdict }
            };
            Row { short, words, windows: starts.iter().enumerate().map(window).collect() }
        };
        WATCHED.iter().map(row).collect()
    }
}

fn ask((kind, by, to, branded): (ActivityKind, Function, To, bool), place: &Jurisdiction, stage: Stage, day: Date) -> Ask {
    let says = Says { branded, beyond_label: false };
    let (act, class) = reading::of_activity(kind, by, to, says, place, StageGroup::of(stage));
    Ask::new(by, act, class, stage, day).at(place.clone()).to(reading::audience(act, to))
}
