//! The gate: who may see, say or do what, to whom, when and why.
//! This is the only crate that names the policy engine. Start reading at [`Ask`] and [`Verdict`]; the rules themselves
//! stand in `packs/` at the root of the project.

mod ask;
mod jurisdiction;
mod verdict;
mod words;

pub use ask::{Ask, Circumstances};
pub use jurisdiction::Jurisdiction;
pub use verdict::{Becomes, Outcome, Route, RuleId, Verdict};
pub use words::{Act, Audience, Class, StageGroup, function_word, parse_stage, stage_word};
