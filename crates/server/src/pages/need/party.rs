//! The parties that sign a need: Medical, Commercial and Market Access, and Compliance beside them.

use strategy::{Function, Lane};

use crate::parts::Mark;

/// A party to the strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    Medical,
    Commercial,
    Access,
    Compliance,
}

impl Party {
    /// The three that form the strategy.
    pub(super) const PLANNERS: [Party; 3] = [Party::Medical, Party::Commercial, Party::Access];

    /// The planners, and the one that keeps the rules.
    pub(super) const ALL: [Party; 4] = [Party::Medical, Party::Commercial, Party::Access, Party::Compliance];

    /// The party that a function signs for; `None` for those that sign for nobody.
    pub(super) fn of(function: Function) -> Option<Party> {
        match (function, function.lane()) {
            (Function::Compliance, _) => Some(Party::Compliance),
            (_, Lane::Medical) => Some(Party::Medical),
            (_, Lane::Commercial) => Some(Party::Commercial),
            (_, Lane::Access) => Some(Party::Access),
            (_, Lane::Joint) => None,
        }
    }

    /// The party's name.
    pub(super) fn word(self) -> &'static str {
        match self {
            Party::Medical => "Medical",
            Party::Commercial => "Commercial",
            Party::Access => "Market Access",
            Party::Compliance => "Compliance",
        }
    }

    /// The party's mark.
    pub(super) fn mark(self) -> Mark {
        match self {
            Party::Medical => Mark::Medical,
            Party::Commercial => Mark::Commercial,
            Party::Access => Mark::Access,
            Party::Compliance => Mark::Other,
        }
    }
}
