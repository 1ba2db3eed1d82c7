//! Between a record and its stored revision. The body of a revision is the record's fields as JSON.

use ledger::Revision;
use serde_json::{Map, Value};
use strategy::{Draft, Finding, Key, Kind, Record, RecordId};

/// The record of a revision; `None` for a removal, or for a kind or key that this program does not know.
/// Findings name fields that this program can no longer read.
pub(in crate::app) fn record_of(revision: &Revision) -> Option<(Record, Vec<Finding>)> {
    let draft = Draft {
        kind: Kind::parse(&revision.kind)?,
        key: Key::new(&revision.key)?,
        id: Some(RecordId(revision.record)),
        revision: Some(revision.number),
        fields: revision.body.clone()?,
        origin: None,
    };
    Some(draft.into_record())
}

/// The fields of a body as a record of its kind would write them; what cannot be read is left out.
pub(in crate::app) fn fields_of(kind: Kind, key: &Key, body: &Map<String, Value>) -> Map<String, Value> {
    Draft::new(kind, key.clone(), body.clone()).into_record().0.fields()
}
