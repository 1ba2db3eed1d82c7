//! What a change of policy does before it is made: what each function gains and loses, in words and counts.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use strategy::{Function, Graph, Key, Kind};

use super::{
    conceal::is_written,
    gated::{Fields, GATED, parts},
    sight::Depth,
    themes::FEWEST_PEOPLE,
    viewer::Viewer,
    whose::{Spot, Whose, spots},
};
use crate::{DataKind, Gate, Purpose, Seat};

/// So many pieces of data of one kind, alike in everything that looking depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The kind of data.
    pub data: DataKind,
    /// Whose it is.
    pub whose: Whose,
    /// The markets that it touches.
    pub spots: Vec<Spot>,
    /// How many.
    pub count: usize,
}

/// What one function gains and loses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GainLoss {
    /// The function.
    pub function: Function,
    /// What it sees more of.
    pub gains: Vec<Shift>,
    /// What it sees less of.
    pub losses: Vec<Shift>,
}

/// Some data of one kind that a function sees to another depth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The kind of data.
    pub data: DataKind,
    /// How deep it was seen.
    pub before: Depth,
    /// How deep it is seen then.
    pub after: Depth,
    /// How many pieces of data.
    pub count: usize,
    /// In which markets.
    pub markets: BTreeSet<Key>,
}

/// The data of the matrix that a strategy holds, counted.
pub fn holdings(graph: &Graph, day: Date) -> Vec<Holding> {
    let kinds: BTreeSet<Kind> = GATED.iter().map(|(kind, ..)| *kind).collect();
    let mut holdings: Vec<Holding> = vec![];
    for node in kinds.into_iter().flat_map(|kind| graph.nodes(kind)) {
        let Some(record) = graph.at(node) else { continue };
        for part in parts(graph, node, record, day) {
            let written = match part.fields {
                Fields::All(_) => true,
                Fields::These(fields) => fields.iter().any(|field| is_written(record, field)),
            };
            let Some(data) = DataKind::of(part.class).filter(|_| written) else { continue };
            let spots = spots(graph, record);
            match holdings.iter_mut().find(|held| held.data == data && held.whose == part.whose && held.spots == spots) {
                Some(held) => held.count += 1,
                None => holdings.push(Holding { data, whose: part.whose, spots, count: 1 }),
            }
        }
    }
    holdings
}

/// What each function gains and loses of what is held when one gate gives way to another. Functions for which nothing
/// changes are left out.
pub fn simulate(before: &Gate, after: &Gate, day: Date, holdings: &[Holding]) -> Vec<GainLoss> {
    let of = |function: &Function| {
        let mut shifts: BTreeMap<(DataKind, Depth, Depth), (usize, BTreeSet<Key>)> = BTreeMap::new();
        // A seat without cases and for all markets: the instant decides nothing.
        let seat = Seat::new(String::new(), *function, Timestamp::UNIX_EPOCH);
        let (was, will) = (Viewer::new(before, &seat, Purpose::Preview, day), Viewer::new(after, &seat, Purpose::Preview, day));
        for held in holdings {
            let depth = |viewer: &Viewer| viewer.seen(held.data.class(), &held.whose, &held.spots).depth();
            let (from, to) = (depth(&was), depth(&will));
            if from != to {
                let shift = shifts.entry((held.data, from, to)).or_default();
                shift.0 += held.count;
                shift.1.extend(held.spots.iter().filter_map(|spot| spot.market.clone()));
            }
        }
        let shifts = shifts.into_iter().map(|((data, before, after), (count, markets))| Shift { data, before, after, count, markets });
        let (gains, losses) = shifts.partition(|shift| shift.after > shift.before);
        GainLoss { function: *function, gains, losses }
    };
    Function::ALL.iter().map(of).filter(|change| !change.gains.is_empty() || !change.losses.is_empty()).collect()
}

impl GainLoss {
    /// What changes for the function, in one sentence: `Sales gains the metadata of 12 insights in 2 markets; loses …`.
    pub fn words(&self) -> String {
        let list = |shifts: &[Shift], verb: &str, depth: fn(&Shift) -> Depth| {
            let parts: Vec<String> = shifts.iter().map(|shift| shift.words(depth(shift))).collect();
            (!parts.is_empty()).then(|| format!("{verb} {}", parts.join(", ")))
        };
        let gains = list(&self.gains, "gains", |shift| shift.after);
        let losses = list(&self.losses, "loses", |shift| shift.before);
        let both: Vec<String> = gains.into_iter().chain(losses).collect();
        format!("{} {}", self.function.title(), both.join("; "))
    }
}

impl Shift {
    fn words(&self, depth: Depth) -> String {
        let what = match depth {
            Depth::Nothing => "nothing",
            Depth::Aggregate => "the aggregate",
            Depth::Flag => "the yes or no",
            Depth::Metadata => "the metadata",
            Depth::Full => "the content",
        };
        // Whoever simulates need not be somebody who sees it: a few are not counted out.
        let count = if self.count < FEWEST_PEOPLE { format!("fewer than {FEWEST_PEOPLE}") } else { self.count.to_string() };
        let markets = match self.markets.len() {
            0 => String::new(),
            1 => " in 1 market".into(),
            many => format!(" in {many} markets"),
        };
        let kept = if depth == self.before && self.after > Depth::Nothing { format!(" (keeps {})", self.after) } else { String::new() };
        format!("{what} of {count} {}{markets}{kept}", self.data.words())
    }
}
