//! The parties that form the strategy together: Medical, Commercial and Market Access, and Compliance beside them.
//! A signature, a reading or a seat in the forum counts for the party of its function.

use crate::function::{Function, Lane};

/// A party to the strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// The lane of medical affairs.
    Medical,
    /// Sales and marketing.
    Commercial,
    /// Market access and health economics.
    Access,
    /// Compliance and legal.
    Compliance,
}

impl Party {
    /// The three that form the strategy.
    pub const PLANNERS: [Party; 3] = [Party::Medical, Party::Commercial, Party::Access];

    /// The three that form it, and the one that keeps the rules.
    pub const ALL: [Party; 4] = [Party::Medical, Party::Commercial, Party::Access, Party::Compliance];

    /// The party that a function belongs to.
    pub fn of(function: Function) -> Option<Party> {
        match (function, function.lane()) {
            (Function::Compliance, _) => Some(Party::Compliance),
            (_, Lane::Medical) => Some(Party::Medical),
            (_, Lane::Commercial) => Some(Party::Commercial),
            (_, Lane::Access) => Some(Party::Access),
            (_, Lane::Joint) => None,
        }
    }

    /// The party's name.
    pub fn word(self) -> &'static str {
        match self {
            Party::Medical => "Medical",
            Party::Commercial => "Commercial",
            Party::Access => "Market Access",
            Party::Compliance => "Compliance",
        }
    }

    /// The function that usually speaks for the party.
    pub fn function(self) -> Function {
        match self {
            Party::Medical => Function::Medical,
            Party::Commercial => Function::Marketing,
            Party::Access => Function::MarketAccess,
            Party::Compliance => Function::Compliance,
        }
    }
}

/// The names of parties as one phrase.
pub fn phrase(parties: &[Party], joint: &str) -> String {
    let words: Vec<&str> = parties.iter().map(|party| party.word()).collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {joint} {last}", first.join(", ")),
        words => words.concat(),
    }
}
