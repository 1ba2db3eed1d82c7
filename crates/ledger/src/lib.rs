//! The ledger: an append-only, hash-chained log of revisions that remembers who wrote what, as which function, when and why.
//! It knows records only as kinds, keys and JSON bodies; what they mean is decided in the pure crates.
//! Start at [`Ledger`]; the promises it keeps are told as a story in `tests/story`.

mod append;
mod batch;
mod canonical;
mod error;
mod hash;
mod heads;
mod idempotency;
mod ledger;
mod log;
mod merge;
mod read;
mod revision;
mod schema;
mod store;
mod undo;
mod verify;

pub use append::{Append, Receipt, Write, Written};
pub use batch::{Batch, Change};
pub use error::{Conflict, Error};
pub use hash::{Checkpoint, Hash};
pub use ledger::Ledger;
pub use merge::{FieldConflict, Merge, merge};
pub use revision::{Body, Revision, Which};
pub use undo::Undo;
pub use verify::{Fault, Problem, Verification};
