//! Who asks: a person, the one function acted as, and the instant.

use jiff::Timestamp;
use strategy::Function;

/// Who asks for something. A person may hold several functions; a request acts as exactly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The person's name.
    pub person: String,
    /// The function acted as.
    pub function: Function,
    /// When, by the edge's clock.
    pub at: Timestamp,
}
