//! What a seat sees: of the strategy ([`Sight`]), of facts in rows ([`FactSight`]), who sees what, and why not.
//! Every look goes through here; nothing that is not granted comes out.

mod absence;
mod blind;
mod conceal;
mod cut;
mod facts;
mod gated;
mod project;
mod sight;
mod simulate;
mod themes;
mod viewer;
mod watchers;
mod whose;
mod why;

pub use absence::Absence;
pub use facts::{FactField, FactSight, Facts, Lens, Marks, Part};
pub use sight::{Aggregate, Blind, Depth, Existence, Level, Quarter, Sight, Withheld};
pub use simulate::{GainLoss, Holding, Shift, holdings, simulate};
pub use themes::{FEWEST_INSTITUTIONS, FEWEST_PEOPLE};
pub use viewer::{NO_COLUMN, NO_PACK, OTHER_MARKETS};
pub use watchers::Watcher;
pub use whose::{Functions, Spot, Whose};
pub use why::Why;
