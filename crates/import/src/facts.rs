//! Facts: what files and systems deliver by the million. Bytes in; rows of plain columns, findings and rejects out, in the
//! memory of one batch whatever the size of the file. Nothing here writes; a [`Sink`] takes what is read.
//! Start at [`read()`], the way in; [`tables()`] says what facts there are and [`sources()`] which files bring them.

mod batch;
mod column;
mod delimited;
mod entries;
mod layout;
mod mapping;
mod plan;
mod read;
mod reading;
mod records;
mod rejects;
mod release;
mod sink;
mod source;
mod sources;
mod stream;
mod suggest;
mod table;
pub mod tables;
mod tally;
mod text;
mod unpacked;
mod writer;

pub use batch::{Batch, Provenance};
pub use column::{Column, Texts, Value};
pub use entries::Entries;
pub use layout::{From, Layout, Part, Repeated, Take, When};
pub use mapping::Mapping;
pub use read::{Asked, read};
pub use reading::{DayOrder, is_npi};
pub use records::Records;
pub use rejects::Rejects;
pub use sink::{End, Reject, Sink, Summary};
pub use source::{Shape, Source, detect};
pub use sources::{source, sources};
pub use suggest::{Suggestion, heading, mapping_text, suggest, suggest_table};
pub use table::{Field, Form, PROVENANCE, Table, Type};
pub use tables::{table, tables};
