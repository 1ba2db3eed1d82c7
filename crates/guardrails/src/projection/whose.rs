//! Whose a piece of data is, and where: what a look depends on beside the class.

use jiff::civil::Date;
use strategy::{
    Function, Graph, Key, Record,
    record::{Asset, Market, Stage},
};

use crate::{Column, Jurisdiction};

/// A set of functions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Functions(u16);

impl Functions {
    /// The set with one more.
    pub fn with(self, function: Function) -> Functions {
        Functions(self.0 | 1 << function as u16)
    }

    /// The functions that see what belongs to a function: itself, and those of its column of the matrix.
    pub fn alike(function: Function) -> Functions {
        let column = Column::of(function);
        let alike = |other: &Function| *other == function || (column.is_some() && Column::of(*other) == column);
        Function::ALL.iter().copied().filter(alike).collect()
    }

    /// Whether the two sets share a function.
    pub fn meets(self, other: Functions) -> bool {
        self.0 & other.0 != 0
    }
}

impl FromIterator<Function> for Functions {
    fn from_iter<I: IntoIterator<Item = Function>>(functions: I) -> Functions {
        functions.into_iter().fold(Functions::default(), Functions::with)
    }
}

/// Whose a piece of data is, and what sort of contact it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Whose {
    /// The function it comes from.
    pub origin: Option<Function>,
    /// The functions whose own it is.
    pub own: Functions,
    /// The functions that are party to an open item about it.
    pub party: Functions,
    /// Whether it comes from a promotional contact.
    pub promotional: bool,
    /// Whether it stays within the label.
    pub on_label: bool,
    /// Whether the person it is about has opted out.
    pub opted_out: bool,
}

impl Whose {
    /// The own data of a function; of nobody, if none is known.
    pub fn of(origin: Option<Function>) -> Whose {
        Whose { origin, own: origin.into_iter().collect(), ..Whose::default() }
    }
}

/// A market as far as looking depends on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The market; `None` where a record touches none.
    pub market: Option<Key>,
    /// Its stage on the day, if it is known.
    pub stage: Option<Stage>,
    /// Its jurisdiction, if it is written.
    pub jurisdiction: Option<Jurisdiction>,
}

impl Spot {
    /// Where nothing is known of the market: only one's own is seen there.
    pub fn nowhere() -> Spot {
        Spot { market: None, stage: None, jurisdiction: None }
    }

    /// The spot of a market.
    pub fn of(key: &Key, market: &Market) -> Spot {
        let jurisdiction = Some(market.jurisdiction.trim()).filter(|text| !text.is_empty()).map(Jurisdiction::parse);
        Spot { market: Some(key.clone()), stage: market.stage, jurisdiction }
    }
}

/// The spots that a record touches; that of no market, if it touches none.
pub(crate) fn spots(graph: &Graph, record: &Record) -> Vec<Spot> {
    let mut spots: Vec<Spot> = graph.markets_of(record).iter().map(|market| Spot::of(market.key(), market.body)).collect();
    // A market that is named and not there could be any that is.
    if record.header.markets.iter().any(|link| graph.follow(link).is_none()) {
        spots.extend(present(graph));
    }
    if spots.is_empty() {
        spots.push(Spot::nowhere());
    }
    spots
}

/// The spots in which the strategy plays; also nowhere, where an asset has no market.
pub(crate) fn present(graph: &Graph) -> Vec<Spot> {
    let mut spots: Vec<Spot> = graph.all::<Market>().map(|market| Spot::of(market.key(), market.body)).collect();
    let bare = |asset: strategy::graph::Of<'_, Asset>| graph.markets_of(asset.record).is_empty();
    if spots.is_empty() || graph.all::<Asset>().any(bare) {
        spots.push(Spot::nowhere());
    }
    spots
}

/// Whether an item that ends on a day is still open.
pub(crate) fn is_open(closed_on: Option<Date>, day: Date) -> bool {
    closed_on.is_none_or(|closed| day < closed)
}
