//! Reads what teams have: bytes in, drafts and findings out. One file per source; nothing here opens a file.
//! A mistake in a file is a finding with its line or cell, never an error and never a panic.
//! [`plan`] says what a file would do to the strategy before anybody does it.

mod batch;
mod plan;

pub use batch::{Batch, LabelDraft};
pub use plan::{Action, Item, Plan, plan};
