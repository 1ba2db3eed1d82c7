//! Adding one batch to the end of the log: numbers from the head row, hashes, heads, all in the caller's transaction.
//! Both an ordinary change and an undo end here.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use uuid::Uuid;

use crate::append::{Receipt, Written};
use crate::hash::{Checkpoint, Hash, seal};
use crate::store::{Connection, Param};
use crate::{Error, canonical};

/// What a revision's hash is for; the number changes when the sealed columns do.
pub(crate) const REVISION: &str = "ledger revision 1";

/// The columns under a revision's hash, in order, from `revision AS r` and `batch AS b`.
/// [`insert_revision`] lists the same ones; verification reads these and hashes what it finds.
macro_rules! sealed {
    () => {
        "r.seq, r.record, r.kind, r.key, r.number, r.body, r.previous, \
         b.first_seq, b.last_seq, b.id, b.label, b.author, b.acting_as, b.at_us, b.effective_us, b.reason, b.undoes"
    };
}
pub(crate) use sealed;

/// The end of the log.
pub(crate) struct Tail {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) effective_us: i64,
}

/// Who made a batch, and what the log says about it.
pub(crate) struct Header<'a> {
    pub(crate) label: &'a str,
    pub(crate) author: &'a str,
    pub(crate) acting_as: &'a str,
    pub(crate) at: Timestamp,
    pub(crate) reason: &'a str,
    pub(crate) undoes: Option<Uuid>,
}

/// A revision about to be added.
pub(crate) struct Next<'a> {
    pub(crate) record: Uuid,
    pub(crate) kind: &'a str,
    pub(crate) key: &'a str,
    pub(crate) number: u32,
    pub(crate) body: Option<&'a crate::Body>,
}

/// The end of the log as the head row has it.
pub(crate) fn tail(connection: &Connection) -> Result<Tail, Error> {
    let read = |row: &mut crate::store::Row| {
        let checkpoint = Checkpoint { seq: row.natural()?, hash: row.hash()? };
        Ok(Tail { checkpoint, effective_us: row.integer()? })
    };
    let tail = connection.one("SELECT seq, hash, effective_us FROM chain_head WHERE id = 1", &[], read)?;
    tail.ok_or(Error::Unreadable { what: "head row" })
}

/// Adds `nexts` as one batch; with nothing to add, the log stays as it is.
pub(crate) fn add(connection: &Connection, header: &Header<'_>, nexts: &[Next<'_>], unchanged: usize) -> Result<Receipt, Error> {
    let tail = tail(connection)?;
    let at_us = header.at.as_microsecond();
    if nexts.is_empty() {
        return Ok(Receipt { batch: None, checkpoint: tail.checkpoint, written: Vec::new(), unchanged });
    }
    keys_must_be_free(connection, nexts)?;
    let id = Uuid::new_v4();
    let batch = BatchRow {
        first_seq: tail.checkpoint.seq + 1,
        last_seq: tail.checkpoint.seq + nexts.len() as u64,
        id: id.to_string(),
        at_us,
        // INVARIANT: never falls along the log, so that "as of an instant" is always a beginning of the log.
        effective_us: at_us.max(tail.effective_us),
        undoes: header.undoes.map(|batch| batch.to_string()),
    };
    insert_batch(connection, header, &batch)?;
    let mut end = tail.checkpoint;
    let mut written = Vec::with_capacity(nexts.len());
    for next in nexts {
        end = insert_revision(connection, header, &batch, next, end)?;
        written.push(Written { record: next.record, key: next.key.to_owned(), number: next.number, seq: end.seq });
    }
    move_heads(connection, nexts, &batch)?;
    connection.execute(
        "UPDATE chain_head SET seq = $1, hash = $2, effective_us = $3 WHERE id = 1",
        &[Param::from(end.seq), Param::Bytes(&end.hash.0), Param::Integer(batch.effective_us)],
    )?;
    Ok(Receipt { batch: Some(id), checkpoint: end, written, unchanged })
}

/// A batch's own columns, as stored.
struct BatchRow {
    first_seq: u64,
    last_seq: u64,
    id: String,
    at_us: i64,
    effective_us: i64,
    undoes: Option<String>,
}

fn insert_batch(connection: &Connection, header: &Header<'_>, batch: &BatchRow) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO batch (first_seq, last_seq, id, label, author, acting_as, at_us, effective_us, reason, undoes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            Param::from(batch.first_seq),
            Param::from(batch.last_seq),
            Param::Text(&batch.id),
            Param::Text(header.label),
            Param::Text(header.author),
            Param::Text(header.acting_as),
            Param::Integer(batch.at_us),
            Param::Integer(batch.effective_us),
            Param::Text(header.reason),
            Param::from(batch.undoes.as_deref()),
        ],
    )?;
    Ok(())
}

/// Inserts one revision behind `end` and returns the new end.
fn insert_revision(
    connection: &Connection,
    header: &Header<'_>,
    batch: &BatchRow,
    next: &Next<'_>,
    end: Checkpoint,
) -> Result<Checkpoint, Error> {
    let seq = Param::from(end.seq + 1);
    let record = next.record.to_string();
    let number = Param::from(u64::from(next.number));
    let body = next.body.map(canonical::text);
    let body = Param::from(body.as_deref());
    let previous = Param::Bytes(&end.hash.0);
    let hash = seal(
        REVISION,
        &[
            seq,
            Param::Text(&record),
            Param::Text(next.kind),
            Param::Text(next.key),
            number,
            body,
            previous,
            Param::from(batch.first_seq),
            Param::from(batch.last_seq),
            Param::Text(&batch.id),
            Param::Text(header.label),
            Param::Text(header.author),
            Param::Text(header.acting_as),
            Param::Integer(batch.at_us),
            Param::Integer(batch.effective_us),
            Param::Text(header.reason),
            Param::from(batch.undoes.as_deref()),
        ],
    );
    connection.execute(
        "INSERT INTO revision (seq, batch, record, kind, key, number, body, previous, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            seq,
            Param::from(batch.first_seq),
            Param::Text(&record),
            Param::Text(next.kind),
            Param::Text(next.key),
            number,
            body,
            previous,
            Param::Bytes(&hash.0),
        ],
    )?;
    Ok(Checkpoint { seq: end.seq + 1, hash })
}

/// Points each touched record's head at its new revision. All old heads go first, so that two records may swap keys.
fn move_heads(connection: &Connection, nexts: &[Next<'_>], batch: &BatchRow) -> Result<(), Error> {
    for next in nexts {
        connection.execute("DELETE FROM heads WHERE record = $1", &[Param::Text(&next.record.to_string())])?;
    }
    for (next, seq) in nexts.iter().zip(batch.first_seq..) {
        connection.execute(
            "INSERT INTO heads (record, seq, number, kind, key, removed) VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                Param::Text(&next.record.to_string()),
                Param::from(seq),
                Param::from(u64::from(next.number)),
                Param::Text(next.kind),
                Param::Text(next.key),
                Param::Integer(i64::from(next.body.is_none())),
            ],
        )?;
    }
    Ok(())
}

/// After the batch, each key may belong to one live record only.
fn keys_must_be_free(connection: &Connection, nexts: &[Next<'_>]) -> Result<(), Error> {
    let touched: HashSet<Uuid> = nexts.iter().map(|next| next.record).collect();
    let mut taken: HashMap<&str, Uuid> = HashMap::new();
    for next in nexts.iter().filter(|next| next.body.is_some()) {
        let within = taken.insert(next.key, next.record);
        let outside = connection
            .one("SELECT record FROM heads WHERE key = $1 AND removed = 0", &[Param::Text(next.key)], |row| row.uuid())?
            .filter(|holder| !touched.contains(holder));
        if let Some(holder) = within.or(outside) {
            return Err(Error::KeyTaken { key: next.key.to_owned(), holder });
        }
    }
    Ok(())
}

impl crate::Ledger {
    /// The end of the log, to be kept by a witness outside and given to [`crate::Ledger::verify`] later.
    pub fn checkpoint(&self) -> Result<Checkpoint, Error> {
        self.read(|connection| Ok(tail(connection)?.checkpoint))
    }
}

impl Default for Checkpoint {
    /// The checkpoint of an empty log.
    fn default() -> Checkpoint {
        Checkpoint { seq: 0, hash: Hash::START }
    }
}
