//! What searching answers.

use crate::{Kind, StakeholderId};

/// The stakeholders that fit a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The best of them.
    pub found: Vec<Found>,
    /// How many there are, as far as was counted.
    pub count: usize,
    /// Whether there may be more than were counted.
    pub has_more: bool,
}

/// A stakeholder that fits, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its number.
    pub id: StakeholderId,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// City and state.
    pub place: String,
    /// The NPI, if it has one.
    pub npi: Option<String>,
    /// The organisation of a person.
    pub organisation: Option<String>,
    /// How many records it is.
    pub records: usize,
}
