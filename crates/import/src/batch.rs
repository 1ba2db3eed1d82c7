//! What one file gives: drafts, what could not be read, and where it comes from.

use jiff::civil::Date;
use serde_json::{Value, json};
use strategy::{Draft, Finding};

/// What was read from a file. Nothing of it is written anywhere yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The records that the file would create or change.
    pub drafts: Vec<Draft>,
    /// Label versions that can be attached to a market.
    pub labels: Vec<LabelDraft>,
    /// What could not be read, or was read with a doubt.
    pub findings: Vec<Finding>,
    /// The name of the source; empty when the file was not recognised.
    pub source: &'static str,
    /// What was read and under which terms it was published, on one line.
    pub about: String,
}

/// A version of a drug label. It belongs into a market, which the label does not name, so a person chooses it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelDraft {
    /// The product's name as the label states it.
    pub product: String,
    /// The number of the version.
    pub version: String,
    /// The first day in force.
    pub from: Option<Date>,
    /// The text of the indications, shortened with a mark when very long.
    pub indication: String,
    /// The identifier that all versions of the label share.
    pub set_id: String,
}

impl LabelDraft {
    /// The label as an entry of a market's `labels`.
    pub fn label_version(&self) -> Value {
        let mut version = json!({ "version": self.version, "indication": self.indication, "set_id": self.set_id });
        if let Some(from) = self.from {
            version["from"] = from.to_string().into();
        }
        version
    }
}

impl Batch {
    /// A batch that holds nothing but the finding that says why.
    pub fn failed(source: &'static str, finding: Finding) -> Batch {
        Batch { findings: vec![finding], source, ..Batch::default() }
    }

    /// Adds what another file of the same archive says.
    pub(crate) fn join(&mut self, other: Batch) {
        if self.source.is_empty() {
            self.source = other.source;
        }
        self.drafts.extend(other.drafts);
        self.labels.extend(other.labels);
        self.findings.extend(other.findings);
        if self.about.is_empty() {
            self.about = other.about;
        }
    }
}
