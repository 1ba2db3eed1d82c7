//! Undoing a change is a change: a new batch that makes each record what it was before, so that history is kept.
//! An undo can itself be undone.

use jiff::Timestamp;
use uuid::Uuid;

use crate::append::Receipt;
use crate::batch::{self, Change};
use crate::hash::seal;
use crate::log::{self, Header, Next};
use crate::store::{Connection, Param};
use crate::{Conflict, Error, Ledger, Which, idempotency, read};

/// A request to undo one batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// The batch to undo.
    pub batch: Uuid,
    /// The person who undoes it.
    pub author: String,
    /// The function the person acts as.
    pub acting_as: String,
    /// Now, by the caller's clock; kept to the microsecond.
    pub at: Timestamp,
    /// Why, in the author's words; may be empty.
    pub reason: String,
    /// Chosen by the author's client, so that sending the same request again does nothing.
    pub idempotency_key: Option<String>,
}

impl Ledger {
    /// Makes every record of the batch what it was before it; records the batch created are removed.
    ///
    /// If a later batch touched one of them, nothing is written and [`Error::Stale`] carries, for each such record,
    /// the batch's own revision as `base`, the current one as `theirs` and the state before the batch as `yours`.
    pub fn undo(&self, undo: Undo) -> Result<Receipt, Error> {
        let id = undo.batch.to_string();
        let texts = [id.as_str(), &undo.author, &undo.acting_as, &undo.reason].map(Param::Text);
        let request = idempotency::Request {
            author: &undo.author,
            key: undo.idempotency_key.as_deref(),
            content: seal("ledger undo 1", &texts),
            at: undo.at,
        };
        self.write(|connection| idempotency::once(connection, &request, || undo_batch(connection, &undo)))
    }
}

fn undo_batch(connection: &Connection, undo: &Undo) -> Result<Receipt, Error> {
    let batch = batch::find(connection, undo.batch)?.ok_or(Error::UnknownBatch { batch: undo.batch })?;
    let changes = batch::changes(connection, undo.batch)?;
    let conflicts = conflicts(connection, &changes)?;
    if !conflicts.is_empty() {
        return Err(Error::Stale { conflicts });
    }
    let nexts: Vec<Next<'_>> = changes.iter().map(reversed).collect();
    let header = Header {
        label: &format!("undo of {}", batch.label),
        author: &undo.author,
        acting_as: &undo.acting_as,
        at: undo.at,
        reason: &undo.reason,
        undoes: Some(undo.batch),
    };
    log::add(connection, &header, &nexts, 0)
}

/// The revision that takes a step back.
fn reversed(change: &Change) -> Next<'_> {
    let restored = change.before.as_ref();
    Next {
        record: change.after.record,
        kind: &change.after.kind,
        key: restored.map_or(&change.after.key, |before| &before.key),
        number: change.after.number + 1,
        body: restored.and_then(|before| before.body.as_ref()),
    }
}

/// The records that a later batch has touched.
fn conflicts(connection: &Connection, changes: &[Change]) -> Result<Vec<Conflict>, Error> {
    let mut conflicts = Vec::new();
    for Change { before, after } in changes {
        let head = read::head(connection, Which::Id(after.record))?.ok_or(Error::Unreadable { what: "head" })?;
        if head.seq != after.seq {
            conflicts.push(Conflict {
                key: after.key.clone(),
                base: Some(after.clone()),
                theirs: head,
                yours: before.as_ref().and_then(|before| before.body.clone()),
            });
        }
    }
    Ok(conflicts)
}
