//! The ledger: an append-only, hash-chained log of revisions that remembers who wrote what, as which function, when and why.
//! It knows records only as kinds, keys and JSON bodies; what they mean is decided in the pure crates.
//! Beside the revisions it keeps people and their sessions, and the audit of what they did.
//! Start at [`Ledger`]; the promises it keeps are told as a story in `tests/story`.

mod append;
pub mod audit;
mod batch;
mod canonical;
mod error;
mod evidence;
mod hash;
mod heads;
mod idempotency;
mod ledger;
mod log;
mod merge;
mod merkle;
pub mod people;
mod read;
mod refusal;
mod revision;
mod schema;
pub mod sessions;
pub mod signatures;
mod store;
mod undo;
mod verify;
pub mod witness;

pub use append::{Append, Receipt, Write, Written};
pub use batch::{Batch, Change};
pub use error::{Conflict, Error};
pub use evidence::{Checked, Evidence, Pack, Unproved};
pub use hash::{Checkpoint, Hash};
pub use ledger::Ledger;
pub use merge::{FieldConflict, Merge, merge};
pub use refusal::Refusal;
pub use revision::{Bare, Body, Revision, Which};
pub use undo::Undo;
pub use verify::{Fault, Log, Problem, Verification};
