//! Reads what teams have: bytes in, drafts and findings out. One file per source; nothing here opens a file.
//! A mistake in a file is a finding with its line or cell, never an error and never a panic.
//! Start reading at [`sources`], the list of what becomes records; [`plan`] says what a file would do to the strategy.
//! Files by the million rows become facts instead of records: [`facts`].

pub mod clinicaltrials_json;
pub mod clinicaltrials_xml;
pub mod delimited;
pub mod facts;
pub mod medline;
pub mod sources;
pub mod spl;
pub mod strategy_toml;
pub mod workbook;

mod batch;
mod dates;
mod plan;
mod text;
mod trial;
mod unpack;
mod wording;
mod writing;
mod xml;

pub use batch::{Batch, LabelDraft};
pub use plan::{Action, Item, Plan, plan};
pub use sources::{SOURCES, Source, detect, read};
