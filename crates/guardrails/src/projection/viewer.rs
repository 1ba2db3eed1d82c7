//! How deep one seat may look, for one purpose on one day: the gate asked about each market touched, the strictest counting.

use jiff::civil::Date;
use strategy::{Function, record::Stage};

use super::whose::{Functions, Spot, Whose};
use crate::{
    Act, Ask, Circumstances, Class, Column, DataKind, Depth, Gate, Jurisdiction, Purpose, RuleId, Seat, Shows, StageGroup, matrix::Place,
};

/// The rule named where a seat holds its function in none of the markets touched.
pub const OTHER_MARKETS: &str = "seat:markets";
/// The rule named where a market's jurisdiction has no pack.
pub const NO_PACK: &str = "no-pack";
/// The rule named where clinical or safety look at what is neither their own nor an item of theirs.
pub const NO_COLUMN: &str = "matrix:no-column";

/// One seat looking.
pub(crate) struct Viewer<'a> {
    pub(crate) gate: &'a Gate,
    pub(crate) seat: &'a Seat,
    pub(crate) purpose: Purpose,
    pub(crate) day: Date,
    /// The functions whose data is the seat's own.
    pub(crate) mine: Functions,
    /// The jurisdictions that have a pack on that day.
    packed: Vec<Jurisdiction>,
}

/// What may be seen, and the rule that keeps it from being more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) shows: Shows,
    pub(crate) rule: Option<RuleId>,
}

impl Seen {
    const ALL: Seen = Seen { shows: Shows { content: true, metadata: true, aggregate: true }, rule: None };

    fn nothing(rule: &str) -> Seen {
        Seen { shows: Shows::default(), rule: Some(rule.into()) }
    }

    pub(crate) fn depth(&self) -> Depth {
        self.shows.depth()
    }
}

impl<'a> Viewer<'a> {
    pub(crate) fn new(gate: &'a Gate, seat: &'a Seat, purpose: Purpose, day: Date) -> Viewer<'a> {
        let packed = Jurisdiction::KNOWN.into_iter().filter(|place| gate.book(day, place).is_some()).collect();
        Viewer { gate, seat, purpose, day, mine: Functions::alike(seat.function), packed }
    }

    fn function(&self) -> Function {
        self.seat.function
    }

    /// What is known of a piece of data when this seat looks at it.
    fn facts(&self, class: Class, whose: &Whose) -> Circumstances {
        Circumstances {
            own: whose.own.meets(self.mine),
            party: whose.party.meets(self.mine),
            case: self.seat.case_for(class, self.purpose).is_some(),
            for_need: self.purpose == Purpose::Need,
            origin: whose.origin.and_then(Column::of),
            promotional: whose.promotional,
            on_label: whose.on_label,
            opted_out: whose.opted_out,
            ..Circumstances::default()
        }
    }

    /// How deep the seat may look into a class, at data that touches these spots: no deeper than in the strictest.
    pub(crate) fn seen(&self, class: Class, whose: &Whose, spots: &[Spot]) -> Seen {
        let nowhere = [Spot::nowhere()];
        let spots = if spots.is_empty() { &nowhere } else { spots };
        let elsewhere = |spot: &Spot| spot.market.as_ref().is_some_and(|market| !self.seat.covers(market));
        if spots.iter().all(elsewhere) {
            return Seen::nothing(OTHER_MARKETS);
        }
        let mut ask = Ask::new(self.function(), Act::See, class, Stage::Preclinical, self.day).given(self.facts(class, whose));
        spots.iter().map(|spot| self.at(&mut ask, spot)).fold(Seen::ALL, strictest)
    }

    fn at(&self, ask: &mut Ask, spot: &Spot) -> Seen {
        let known = spot.jurisdiction.as_ref().filter(|place| self.packed.contains(place));
        // Planning objects are open where nothing forbids; data of the matrix is seen without a pack by whoever owns it.
        if known.is_none() && (self.packed.is_empty() || (ask.class.in_matrix() && !ask.facts.own)) {
            return Seen::nothing(NO_PACK);
        }
        let places = known.map_or(self.packed.as_slice(), std::slice::from_ref);
        let stages = spot.stage.as_ref().map_or(Stage::ALL, std::slice::from_ref);
        let mut seen = Seen::ALL;
        for place in places {
            for stage in stages {
                ask.regions.clear();
                ask.regions.push(place.clone());
                ask.stage = *stage;
                seen = strictest(seen, self.look(ask));
            }
        }
        seen
    }

    /// One stage in one place.
    fn look(&self, ask: &mut Ask) -> Seen {
        let shows = self.gate.levels(ask);
        if shows.content {
            return Seen { shows, rule: None };
        }
        let forbidden_by = self.gate.forbidden_by(ask);
        if !ask.class.in_matrix() {
            // No cell speaks of it: it is open unless a rule forbids it.
            return match forbidden_by {
                None => Seen::ALL,
                rule => Seen { shows: Shows { content: false, ..shows }, rule },
            };
        }
        Seen { shows, rule: Some(forbidden_by.unwrap_or_else(|| cell(ask))) }
    }
}

/// The cell of the matrix that did not grant it.
fn cell(ask: &Ask) -> RuleId {
    match (DataKind::of(ask.class), Column::of(ask.function)) {
        (Some(data), Some(column)) => Place { stage: StageGroup::of(ask.stage), data, column }.rule(),
        _ => NO_COLUMN.into(),
    }
}

/// What both allow, with the rule of the stricter one.
fn strictest(one: Seen, other: Seen) -> Seen {
    let shows = one.shows.and(other.shows);
    let rule = if other.depth() < one.depth() { other.rule } else { one.rule };
    Seen { shows, rule }
}
