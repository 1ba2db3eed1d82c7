//! From where customers are looked at: the markets that facts about them touch.

use ::customers::Stakeholder;
use guardrails::{Gate, Jurisdiction, Lens, Purpose, Seat, Spot};
use jiff::civil::Date;
use strategy::{Graph, Key, record::Market};

/// Whoever has a number of the US register is at home there.
const HOME: &str = "US";

/// One seat looking at customers, through one gate.
pub(super) struct Look<'a> {
    gate: &'a Gate,
    seat: &'a Seat,
    day: Date,
    /// At home, and elsewhere.
    places: [Vec<Spot>; 2],
}

impl<'a> Look<'a> {
    /// The markets of an asset, as far as the seat sees them. At home those of the country count; elsewhere any could be it.
    pub(super) fn new(gate: &'a Gate, seat: &'a Seat, day: Date, graph: &Graph, asset: Option<&Key>) -> Look<'a> {
        let is_mine = |record| asset.is_none_or(|asset| graph.asset_of(record).is_none_or(|of| of.key() == asset));
        let markets = graph.all::<Market>().filter(|market| is_mine(market.record));
        let all: Vec<Spot> = markets.map(|market| Spot::of(market.key(), market.body)).collect();
        let is_home = |spot: &&Spot| spot.jurisdiction == Some(Jurisdiction::parse(HOME));
        let home = all.iter().filter(is_home).cloned().collect();
        Look { gate, seat, day, places: [home, all] }
    }

    pub(super) fn lens(&self) -> Lens<'_> {
        self.gate.lens(self.seat, Purpose::Work, self.day, &self.places)
    }
}

/// The number of a place.
pub(super) fn place(is_at_home: bool) -> u32 {
    u32::from(!is_at_home)
}

/// Whether a customer is at home.
pub(super) fn is_at_home(stakeholder: &Stakeholder) -> bool {
    stakeholder.golden.iter().any(|golden| golden.field.word() == "npi")
}
