//! The gate: who may see, say or do what, to whom, when and why.
//! This is the only crate that names the policy engine. Start reading at [`Ask`] and [`Verdict`]; the rules themselves
//! stand in `packs/` at the root of the project.

mod ask;
mod data;
mod jurisdiction;
mod projection;
mod seat;
mod verdict;
mod visible;
mod words;

pub use ask::{Ask, Circumstances};
pub use data::{Column, DataKind};
pub use jurisdiction::Jurisdiction;
pub use projection::{Absence, Aggregate, Blind, Depth, Existence, Level, Quarter, Sight, Withheld};
pub use seat::{Case, Purpose, Seat};
pub use verdict::{Becomes, Outcome, Route, RuleId, Verdict};
pub use visible::Visible;
pub use words::{Act, Audience, Class, StageGroup, function_word, parse_stage, stage_word};
