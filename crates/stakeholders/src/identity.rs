//! One identity per stakeholder: records of many sources become clusters, and every link says why.
//!
//! Values are standardised when they come in ([`Records`]), records that share a blocking key are compared field by
//! field, a Fellegi–Sunter model that learns from the records themselves scores each pair, and pairs are joined under
//! constraints. Nothing is ever told the truth; a person's decisions ([`Decision`]) stand above the scores.

mod address;
mod birth;
mod block;
mod cluster;
mod compare;
mod coverage;
mod decision;
mod estimate;
mod explain;
mod field;
mod fold;
mod golden;
mod identifier;
mod level;
mod link;
mod model;
mod name;
mod nickname;
mod pairs;
mod pool;
mod records;
mod score;
mod similarity;
mod train;

pub use address::Address;
pub use decision::{Decision, Verdict};
pub use explain::{Step, Waterfall};
pub use field::Field;
pub use golden::{Golden, Offer, golden};
pub use identifier::{is_npi, npi};
pub use level::{Comparison, Level};
pub use link::{Linked, Linker, Memory, Options, Pair, Report};
pub use records::{Records, RowId, SourceId};
