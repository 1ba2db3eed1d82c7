//! A change by a person: which records become what, based on which revisions.
//! It happens as a whole or not at all, and never overwrites what the author has not seen.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audit::{self, Entry, What};
use crate::hash::{Checkpoint, Hash, seal};
use crate::log::{self, Header, Next};
use crate::sessions::Call;
use crate::signatures::{self, Sign, Signature, Signs};
use crate::store::{Connection, Param};
use crate::{Body, Conflict, Error, Ledger, Revision, Which, canonical, idempotency, read};

/// One change: everything in it becomes one batch, undone as one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Append {
    /// The person who makes the change.
    pub author: String,
    /// The function the person acts as.
    pub acting_as: String,
    /// Now, by the caller's clock; kept to the microsecond. It may be behind the log's last instant.
    pub at: Timestamp,
    /// What the change is, such as "edit" or "import demo.xlsx".
    pub label: String,
    /// Why, in the author's words; may be empty.
    pub reason: String,
    /// At most one write per record.
    pub writes: Vec<Write>,
    /// Chosen by the author's client, so that sending the same change again does nothing; see [`Receipt`].
    pub idempotency_key: Option<String>,
}

/// What one record becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Write {
    /// The record's id; a new random one for a new record.
    pub record_id: Uuid,
    /// The record's kind, the same for life.
    pub kind: String,
    /// The record's readable key, unique among live records; it may change.
    pub key: String,
    /// Number of the revision the author read; `None` for a record that must be new.
    pub base: Option<u32>,
    /// The record's fields, all of them; `None` removes the record.
    pub body: Option<Body>,
}

/// Proof of a durable change. The same idempotency key with the same content gets the same receipt again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The batch written; `None` if every record already was as asked, so that nothing was written.
    pub batch: Option<Uuid>,
    /// The end of the log after the change.
    pub checkpoint: Checkpoint,
    /// The new revisions in the order of the writes.
    pub written: Vec<Written>,
    /// Number of writes left out because the record already was as asked.
    pub unchanged: usize,
}

/// One new revision in a [`Receipt`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The record's id.
    pub record: Uuid,
    /// The record's key at this revision.
    pub key: String,
    /// Number of the new revision within its record.
    pub number: u32,
    /// Its place in the log.
    pub seq: u64,
}

impl Ledger {
    /// Writes one change, durably and as a whole.
    ///
    /// Writes that would leave their record as it is are left out. If a record has moved on since its `base`, even to
    /// what is asked, nothing is written and [`Error::Stale`] carries both versions of every such record.
    pub fn append(&self, change: Append) -> Result<Receipt, Error> {
        self.append_audited(change, &[])
    }

    /// Writes one change with the events that tell of it: both are durable when this returns, or neither happened.
    /// A change that was written before, under the same idempotency key, adds no event.
    pub fn append_audited(&self, change: Append, events: &[Entry]) -> Result<Receipt, Error> {
        // INVARIANT: as in [`Ledger::audit`]; verification holds these against their own tables.
        debug_assert!(!events.iter().any(|event| matches!(event.what, What::Signed | What::ChangedPeople)));
        self.write(|connection| written(connection, &change, events))
    }

    /// Writes one change together with a signature: of the revision that it rests on, or of the one that it writes. All of it
    /// is durable when this returns, with the events that tell of it, or none of it happened.
    pub fn append_signed(
        &self,
        call: &Call<'_>,
        signs: &Signs<'_>,
        change: Append,
        events: &[Entry],
    ) -> Result<(Signature, Receipt), Error> {
        debug_assert!(!events.iter().any(|event| matches!(event.what, What::Signed | What::ChangedPeople)));
        self.write(|connection| {
            let write = || written(connection, &change, events);
            let (signature, (receipt, count)) = match *signs {
                Signs::Shown(sign) => (signatures::put(connection, call, &sign)?, write()?),
                Signs::Written { record, meaning, reason } => {
                    let written = write()?;
                    let head = read::head(connection, Which::Id(record))?.ok_or(Error::Unreadable { what: "revision" })?;
                    let sign = Sign { record: Which::Id(record), number: head.number, revision: head.hash, meaning, reason };
                    (signatures::put(connection, call, &sign)?, written)
                }
            };
            Ok(((signature, receipt), count + 1))
        })
    }
}

/// Writes a change with its events, unless the same request has been carried out before.
fn written(connection: &Connection, change: &Append, events: &[Entry]) -> Result<(Receipt, usize), Error> {
    let request =
        idempotency::Request { author: &change.author, key: change.idempotency_key.as_deref(), content: content(change), at: change.at };
    idempotency::once(connection, &request, || {
        let (nexts, unchanged) = plan(connection, &change.writes)?;
        let receipt = log::add(connection, &header(change), &nexts, unchanged)?;
        if !events.is_empty() {
            audit::add(connection, events)?;
        }
        Ok(receipt)
    })
}

fn header(change: &Append) -> Header<'_> {
    Header {
        label: &change.label,
        author: &change.author,
        acting_as: &change.acting_as,
        at: change.at,
        reason: &change.reason,
        undoes: None,
    }
}

/// The revisions to add, and how many writes change nothing.
fn plan<'a>(connection: &Connection, writes: &'a [Write]) -> Result<(Vec<Next<'a>>, usize), Error> {
    let mut seen = HashSet::new();
    let mut nexts = Vec::with_capacity(writes.len());
    let mut conflicts = Vec::new();
    for write in writes {
        if !seen.insert(write.record_id) {
            return Err(Error::WrittenTwice { key: write.key.clone() });
        }
        let head = read::head(connection, Which::Id(write.record_id))?;
        match step(write, head)? {
            Step::Add(next) => nexts.push(next),
            Step::Unchanged => {}
            Step::Stale(theirs) => conflicts.push(conflict(connection, write, *theirs)?),
        }
    }
    if !conflicts.is_empty() {
        return Err(Error::Stale { conflicts });
    }
    let unchanged = writes.len() - nexts.len();
    Ok((nexts, unchanged))
}

enum Step<'a> {
    Add(Next<'a>),
    Unchanged,
    Stale(Box<Revision>),
}

fn step(write: &Write, head: Option<Revision>) -> Result<Step<'_>, Error> {
    let next = |number| Next { record: write.record_id, kind: &write.kind, key: &write.key, number, body: write.body.as_ref() };
    let creates = write.base.is_none() && write.body.is_some();
    let Some(head) = head else {
        return if creates { Ok(Step::Add(next(1))) } else { Err(Error::UnknownRecord { key: write.key.clone() }) };
    };
    if head.kind != write.kind {
        return Err(Error::KindDiffers { key: write.key.clone(), was: head.kind, asked: write.kind.clone() });
    }
    if write.base != Some(head.number) {
        return Ok(Step::Stale(Box::new(head)));
    }
    let unchanged = head.body == write.body && (head.key == write.key || write.body.is_none());
    Ok(if unchanged { Step::Unchanged } else { Step::Add(next(head.number + 1)) })
}

fn conflict(connection: &Connection, write: &Write, theirs: Revision) -> Result<Conflict, Error> {
    let base = match write.base {
        Some(number) => read::numbered(connection, Which::Id(write.record_id), number)?,
        None => None,
    };
    Ok(Conflict { key: write.key.clone(), base, theirs, yours: write.body.clone() })
}

/// A hash over what is asked for. The instant is left out: a second try comes later.
fn content(change: &Append) -> Hash {
    let texts: Vec<(String, Option<String>)> =
        change.writes.iter().map(|write| (write.record_id.to_string(), write.body.as_ref().map(canonical::text))).collect();
    let mut columns =
        vec![Param::Text(&change.author), Param::Text(&change.acting_as), Param::Text(&change.label), Param::Text(&change.reason)];
    for (write, (record, body)) in change.writes.iter().zip(&texts) {
        columns.extend([
            Param::Text(record),
            Param::Text(&write.kind),
            Param::Text(&write.key),
            write.base.map_or(Param::Null, |base| Param::from(u64::from(base))),
            Param::from(body.as_deref()),
        ]);
    }
    seal("ledger append 1", &columns)
}
