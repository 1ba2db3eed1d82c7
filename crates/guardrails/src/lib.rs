//! The gate: who may see, say or do what, to whom, when and why.
//! This is the only crate that names the policy engine. Start reading at [`Ask`] and [`Verdict`]; the rules themselves
//! stand in `packs/` at the root of the project.

mod ask;
mod book;
mod cedar;
pub mod check;
mod cond;
mod data;
mod decisions;
mod difference;
mod every;
mod examples;
mod field;
mod gate;
mod gates;
mod jurisdiction;
mod lint;
mod load;
mod matching;
mod matrix;
mod policy;
mod projection;
mod proposal;
mod refusal;
mod rule;
mod ruling;
mod seat;
mod slot;
mod sources;
mod spoken;
mod verdict;
mod visible;
mod words;

pub use ask::{Ask, Circumstances};
pub use data::{Column, DataKind};
pub use difference::{Change, Difference, difference};
pub use gate::{Gate, Look, Shows};
pub use gates::Gates;
pub use jurisdiction::Jurisdiction;
pub use lint::{LintFinding, LintLevel, lint, lint_gate};
pub use load::digests;
pub use matrix::{Cell, CellChange, Duty, Grant, Holder, Letter, Matrix, Only, Place, Row, diff};
pub use policy::{POLICY, Policy, Signature};
pub use projection::{
    Absence, Aggregate, Blind, Depth, Existence, FEWEST_INSTITUTIONS, FEWEST_PEOPLE, FactField, FactSight, Facts, Functions, GainLoss,
    Holding, Lens, Level, Marks, NO_COLUMN, NO_PACK, OTHER_MARKETS, Part, Quarter, Shift, Sight, Spot, Watcher, Whose, Why, Withheld,
    holdings, simulate,
};
pub use proposal::Proposal;
pub use refusal::Refusal;
pub use rule::{Norm, RuleEffect, RuleInfo, Standing};
pub use seat::{Case, Purpose, Seat};
pub use sources::{PackInfo, Sources};
pub use spoken::{Misheard, Question, Spoken};
pub use verdict::{Becomes, Grade, Outcome, Route, RuleId, Verdict};
pub use visible::Visible;
pub use words::{Act, Audience, Class, StageGroup, function_word, parse_stage, stage_word};
