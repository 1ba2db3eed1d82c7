//! What one file gives: drafts, what could not be read, and where it comes from.

use strategy::{Draft, Finding};

/// What was read from one file.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The records, as drafts.
    pub drafts: Vec<Draft>,
    /// What could not be read.
    pub findings: Vec<Finding>,
    /// The source's name.
    pub source: &'static str,
    /// What was read, in one line, with its licence where it has one.
    pub about: String,
    /// Label versions that can be attached to a market.
    pub labels: Vec<LabelDraft>,
}

/// A label version that was read, to be attached to a market.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelDraft {
    /// The product's name.
    pub product: String,
    /// The version.
    pub version: String,
    /// The day from which it is in force.
    pub from: Option<jiff::civil::Date>,
    /// The text of the indication.
    pub indication: String,
    /// The identifier of the document.
    pub set_id: String,
}
