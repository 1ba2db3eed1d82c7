//! Who asks: a person, the one function acted as, in which markets, with which cases, at which instant.
//! Two functions of one person never unite: a seat has exactly one, and everything seen is seen from a seat.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use strategy::{Function, Key, words_enum};

use crate::Class;

/// Who asks for something. A person may hold several functions; a seat acts as exactly one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The person's name.
    pub person: String,
    /// The one function acted as.
    pub function: Function,
    /// The markets for which the person holds the function; none named means all.
    pub markets: Vec<Key>,
    /// The cases that Compliance has opened for this person.
    pub cases: Vec<Case>,
    /// When the person last proved who they are, for what asks for it again.
    pub stepped_up_at: Option<Timestamp>,
    /// The instant, by the edge's clock.
    pub at: Timestamp,
}

/// A case: Compliance opens one class of data, for a reason, for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The class that it opens.
    pub class: Class,
    /// Why, in the words of whoever opened it.
    pub reason: String,
    /// The instant at which it closes.
    pub until: Timestamp,
}

words_enum! {
    /// What a projection is for.
    pub enum Purpose {
        /// Reading and planning in the product. Only here do cases count.
        Work = "work",
        /// A file that leaves the product. What a case opens is read, not carried away.
        Export = "export",
        /// Measuring need, not choosing people.
        Need = "need",
        /// The owner of the rules looks through another's eyes: sees what they see, and no case of their own.
        Preview = "preview",
    }
}

impl Seat {
    /// A seat for all markets, without cases.
    pub fn new(person: impl Into<String>, function: Function, at: Timestamp) -> Seat {
        Seat { person: person.into(), function, markets: vec![], cases: vec![], stepped_up_at: None, at }
    }

    /// Whether the person holds the function in a market.
    pub fn covers(&self, market: &Key) -> bool {
        self.markets.is_empty() || self.markets.contains(market)
    }

    /// The case that opens a class now, for this purpose.
    pub fn case_for(&self, class: Class, purpose: Purpose) -> Option<&Case> {
        let open = |case: &&Case| case.class == class && self.at < case.until && !case.reason.trim().is_empty();
        self.cases.iter().find(open).filter(|_| purpose == Purpose::Work)
    }
}
