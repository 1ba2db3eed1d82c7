//! Between a record and its stored revision. The body of a revision is the record's fields as JSON.

use ledger::{Bare, Revision};
use serde_json::{Map, Value};
use strategy::{
    Draft, Finding, Graph, Key, Kind, Record, RecordId,
    draft::{self, Stored},
};

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

/// The same of a bare revision.
pub(in crate::app) fn record_of_bare(bare: &Bare) -> Option<Record> {
    stored(bare)?.record()
}

/// The graph of some revisions; those of kinds that this program does not know are left out.
pub(in crate::app) fn graph_of(revisions: &[Bare]) -> Graph {
    Graph::of(draft::records_of(&revisions.iter().filter_map(stored).collect::<Vec<_>>()))
}

fn stored(bare: &Bare) -> Option<Stored<'_>> {
    let text = bare.body.as_deref()?;
    Some(Stored { kind: &bare.kind, key: &bare.key, id: RecordId(bare.record), revision: bare.number, text })
}

/// The fields of a body as a record of its kind would write them; what cannot be read is left out.
pub(in crate::app) fn fields_of(kind: Kind, key: &Key, body: &Map<String, Value>) -> Map<String, Value> {
    Draft::new(kind, key.clone(), body.clone()).into_record().0.fields()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_record_is_read_as_it_was_written() {
        let (_, batch) = super::super::example();
        let drafts: Vec<Record> = batch.drafts.iter().map(|draft| draft.clone().into_record().0).collect();
        assert!(drafts.len() > 50);
        for record in drafts {
            let text = Value::Object(record.fields()).to_string();
            let (kind, key) = (record.kind().name(), record.key.as_str());
            let read = Stored { kind, key, id: record.id, revision: record.revision, text: &text }.record();
            assert_eq!(read, Some(Record { origin: None, ..record.clone() }), "{key}");
        }
    }
}
