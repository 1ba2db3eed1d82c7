//! What a revision is, and how a record is pointed at: by its id or by its readable key.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::hash::Hash;

/// A record's fields as JSON. The ledger keeps them in canonical form, sorted by name.
pub type Body = Map<String, Value>;

/// One state of one record, never changed once written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Revision {
    /// Place in the whole log, from 1 without gaps.
    pub seq: u64,
    /// The change this revision was part of.
    pub batch: Uuid,
    /// The change's label, such as "edit" or "import demo.xlsx".
    pub label: String,
    /// The record's id, the same in all its revisions.
    pub record: Uuid,
    /// The record's kind, the same in all its revisions.
    pub kind: String,
    /// The record's readable key at this revision.
    pub key: String,
    /// Number of this revision within its record, from 1.
    pub number: u32,
    /// The record's fields; `None` if this revision removes the record.
    pub body: Option<Body>,
    /// The person who wrote it.
    pub author: String,
    /// The function the person acted as.
    pub acting_as: String,
    /// When it was written by the author's clock, to the microsecond.
    pub at: Timestamp,
    /// The instant time travel goes by: `at`, or the latest instant before it in the log if that was later.
    pub effective: Timestamp,
    /// Why, in the author's words; may be empty.
    pub reason: String,
    /// Hash of the revision before it in the log.
    pub previous: Hash,
    /// Hash over all of the above.
    pub hash: Hash,
}

/// A revision without who wrote it, when and why, its fields as they are stored: what a whole strategy is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// Place in the whole log.
    pub seq: u64,
    /// The record's id.
    pub record: Uuid,
    /// The record's kind.
    pub kind: String,
    /// The record's readable key at this revision.
    pub key: String,
    /// Number of this revision within its record, from 1.
    pub number: u32,
    /// The record's fields as canonical JSON; `None` if this revision removes the record.
    pub body: Option<String>,
}

/// A record, named by its id or by its key.
///
/// A key names the live record that has it; if none has, the record that had it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    /// The record with this id.
    Id(Uuid),
    /// The record with this key.
    Key(&'a str),
}

impl From<Uuid> for Which<'_> {
    fn from(id: Uuid) -> Self {
        Which::Id(id)
    }
}

impl<'a> From<&'a str> for Which<'a> {
    fn from(key: &'a str) -> Self {
        Which::Key(key)
    }
}

impl<'a> From<&'a String> for Which<'a> {
    fn from(key: &'a String) -> Self {
        Which::Key(key)
    }
}
