//! What a seat sees: of the strategy ([`Sight`]), of facts in rows, and why not.
//! Every look goes through here; nothing that is not granted comes out.

mod absence;
mod sight;

pub use absence::Absence;
pub use sight::{Aggregate, Blind, Depth, Existence, Level, Quarter, Sight, Withheld};
