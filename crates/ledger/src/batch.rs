//! A batch is one change: everything one person wrote in one go, undone as one unit.
//! The activity page lists them; each can say what it changed.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::revision::Revision;
use crate::store::{Param, Row};
use crate::{Error, Ledger};

/// One change to the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Batch {
    /// Random id, safe to show in an address.
    pub id: Uuid,
    /// Place of its first revision in the log.
    pub first_seq: u64,
    /// Place of its last revision in the log.
    pub last_seq: u64,
    /// What it was, such as "edit", "import demo.xlsx" or "undo of edit".
    pub label: String,
    /// The person who made it.
    pub author: String,
    /// The function the person acted as.
    pub acting_as: String,
    /// When, by the author's clock.
    pub at: Timestamp,
    /// When, as time travel sees it; never earlier than the batch before.
    pub effective: Timestamp,
    /// Why, in the author's words; may be empty.
    pub reason: String,
    /// The batch that this one undid.
    pub undoes: Option<Uuid>,
    /// The batch that undid this one.
    pub undone_by: Option<Uuid>,
}

/// One record's step within a batch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The record before; `None` if the batch created it.
    pub before: Option<Revision>,
    /// The record after.
    pub after: Revision,
}

impl Ledger {
    /// Lists changes, newest first: at most `limit`, and only those that ended before the place `before` in the log.
    /// For the next page pass the `first_seq` of the last batch of this one.
    pub fn batches(&self, before: Option<u64>, limit: u32) -> Result<Vec<Batch>, Error> {
        let below = before.unwrap_or(i64::MAX as u64);
        self.read(|connection| {
            connection.all(
                "SELECT b.id, b.first_seq, b.last_seq, b.label, b.author, b.acting_as, b.at_us, b.effective_us, b.reason, b.undoes, u.id \
                 FROM batch AS b LEFT JOIN batch AS u ON u.undoes = b.id \
                 WHERE b.last_seq < $1 ORDER BY b.first_seq DESC LIMIT $2",
                &[Param::from(below), Param::from(u64::from(limit))],
                read_batch,
            )
        })
    }

    /// The change with this id.
    pub fn batch(&self, id: Uuid) -> Result<Option<Batch>, Error> {
        self.read(|connection| find(connection, id))
    }

    /// What a change did, record by record in log order; empty if there is no such change.
    pub fn changes(&self, batch: Uuid) -> Result<Vec<Change>, Error> {
        self.read(|connection| changes(connection, batch))
    }
}

/// The batch with this id.
pub(crate) fn find(connection: &crate::store::Connection, id: Uuid) -> Result<Option<Batch>, Error> {
    connection.one(
        "SELECT b.id, b.first_seq, b.last_seq, b.label, b.author, b.acting_as, b.at_us, b.effective_us, b.reason, b.undoes, u.id \
         FROM batch AS b LEFT JOIN batch AS u ON u.undoes = b.id WHERE b.id = $1",
        &[Param::Text(&id.to_string())],
        read_batch,
    )
}

/// The steps of a batch in log order.
pub(crate) fn changes(connection: &crate::store::Connection, batch: Uuid) -> Result<Vec<Change>, Error> {
    let id = batch.to_string();
    let after = connection.all(crate::read::revisions!("WHERE b.id = $1 ORDER BY r.seq"), &[Param::Text(&id)], crate::read::revision)?;
    let before = connection.all(
        crate::read::revisions!(
            "JOIN revision AS n ON n.record = r.record AND n.number = r.number + 1 \
             JOIN batch AS c ON c.first_seq = n.batch WHERE c.id = $1 ORDER BY n.seq"
        ),
        &[Param::Text(&id)],
        crate::read::revision,
    )?;
    let mut before = before.into_iter().peekable();
    let change = |after: Revision| Change { before: before.next_if(|earlier| earlier.record == after.record), after };
    Ok(after.into_iter().map(change).collect())
}

fn read_batch(row: &mut Row) -> Result<Batch, Error> {
    Ok(Batch {
        id: row.uuid()?,
        first_seq: row.natural()?,
        last_seq: row.natural()?,
        label: row.text()?,
        author: row.text()?,
        acting_as: row.text()?,
        at: row.instant()?,
        effective: row.instant()?,
        reason: row.text()?,
        undoes: row.optional_uuid()?,
        undone_by: row.optional_uuid()?,
    })
}
