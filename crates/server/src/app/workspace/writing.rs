//! Writing to the ledger: one batch at a time, whole or not at all, and the strategy brought up to it afterwards.
//! Nothing is ever overwritten unseen: an edit of an older revision comes back with both versions and their merge.

use ledger::{Append, FieldConflict, Undo, Write, sessions::Call, signatures::Signs};
use serde_json::{Map, Value};
use strategy::{Finding, Graph, Key, Kind, compare::FieldChange, links};
use uuid::Uuid;

use super::{Error, Workspace, Writing, stored};
use crate::app::{Denial, Seat};

/// What became of a change.
#[derive(Debug)]
pub enum Saved {
    /// It is written. Nothing to write counts as written, without a batch.
    Done {
        /// The batch, for undo.
        batch: Option<Uuid>,
    },
    /// Somebody else changed the record in the meantime; nothing is written.
    Stale(Box<StaleEdit>),
    /// It cannot be written as it is; nothing is written.
    Rejected(Vec<Finding>),
    /// The seat may not do this; nothing is written.
    Denied(Denial),
}

/// An edit of an older revision: what the other side did, what you did, and both together.
#[derive(Debug)]
pub struct StaleEdit {
    /// The record.
    pub key: Key,
    /// The kind.
    pub kind: Kind,
    /// The revision that stands now.
    pub revision: u32,
    /// Who wrote it, as which function.
    pub author: String,
    /// What the other side changed since you read it.
    pub theirs: Vec<FieldChange>,
    /// What you changed.
    pub yours: Vec<FieldChange>,
    /// Both together; where they disagree, theirs.
    pub merged: Map<String, Value>,
    /// The fields on which both disagree.
    pub conflicts: Vec<FieldConflict>,
}

impl Workspace {
    /// Undoes a batch as a new revision of every record that it touched.
    pub fn undo(&self, seat: &Seat, batch: Uuid, reason: &str) -> Result<Saved, Error> {
        self.undo_holding(&self.lock(), seat, batch, reason)
    }

    /// Undoes a batch for somebody who holds the writing already.
    pub(in crate::app) fn undo_holding(&self, _writing: &Writing<'_>, seat: &Seat, batch: Uuid, reason: &str) -> Result<Saved, Error> {
        // The policy is rolled back by a step of its own, which asks who may and is audited.
        if self.ledger().changes(batch)?.iter().any(|change| change.after.kind == crate::app::policy::KIND) {
            return Err(Error::NoBatch(batch.to_string()));
        }
        let undo = Undo {
            batch,
            author: seat.person.clone(),
            acting_as: seat.function.as_str().into(),
            at: seat.at,
            reason: reason.to_owned(),
            idempotency_key: None,
        };
        match self.ledger().undo(undo) {
            Ok(receipt) => {
                self.catch_up()?;
                Ok(Saved::Done { batch: receipt.batch })
            }
            Err(ledger::Error::Stale { conflicts }) => Ok(stale(conflicts)),
            Err(ledger::Error::UnknownBatch { batch }) => Err(Error::NoBatch(batch.to_string())),
            Err(other) => Err(other.into()),
        }
    }

    /// One write of a record, with its links confirmed at the revisions that their targets have once the whole change is
    /// written: `now` is the strategy before the change, `after` the one it makes.
    pub(in crate::app) fn write(
        &self,
        now: &Graph,
        after: &Graph,
        kind: Kind,
        key: &Key,
        base: Option<u32>,
        fields: Option<Map<String, Value>>,
    ) -> Write {
        let before = now.record(key);
        let body = fields.map(|mut fields| {
            links::confirm(kind, &mut fields, |target| confirmed(now, after, before, target));
            fields
        });
        let record_id = before.map_or_else(|| self.new_id(), |record| record.id.0);
        Write { record_id, kind: kind.name().into(), key: key.to_string(), base, body }
    }

    /// Writes one batch, unless somebody is writing already; then waits.
    pub(super) fn append(&self, seat: &Seat, label: String, reason: &str, writes: Vec<Write>) -> Result<Saved, Error> {
        self.append_holding(&self.lock(), seat, (&label, reason), writes, None)
    }

    /// Writes one batch for somebody who holds the writing already, and so has seen what stands; with the signature that it
    /// rests on, if it rests on one.
    pub(in crate::app) fn append_holding(
        &self,
        _writing: &Writing<'_>,
        seat: &Seat,
        (label, reason): (&str, &str),
        writes: Vec<Write>,
        signs: Option<(Call<'_>, Signs<'_>)>,
    ) -> Result<Saved, Error> {
        let change = Append {
            author: seat.person.clone(),
            acting_as: seat.function.as_str().into(),
            at: seat.at,
            label: label.to_owned(),
            reason: reason.to_owned(),
            writes,
            idempotency_key: None,
        };
        let written = match signs {
            Some((call, signs)) => self.ledger().append_signed(&call, &signs, change, &[]).map(|(_, receipt)| receipt),
            None => self.ledger().append(change),
        };
        match written {
            Ok(receipt) => {
                self.catch_up()?;
                Ok(Saved::Done { batch: receipt.batch })
            }
            Err(ledger::Error::Stale { conflicts }) => Ok(stale(conflicts)),
            Err(other) => Err(other.into()),
        }
    }

    /// Brings the strategy up to what the ledger holds.
    fn catch_up(&self) -> Result<(), Error> {
        let current = self.current();
        let newer = self.ledger().since(current.seq())?;
        self.swap(current.with(&newer));
        Ok(())
    }
}

/// The revision at which a link is confirmed: the one at which the record already links, else the target's own.
fn confirmed(now: &Graph, after: &Graph, before: Option<&strategy::Record>, target: &Key) -> Option<u32> {
    let own = before.and_then(|record| now.node(&record.key)).map(|node| now.links(node)).unwrap_or_default();
    let known = now.node(target).and_then(|node| own.iter().find(|link| link.other == node)).and_then(|link| link.revision);
    known.or_else(|| after.record(target).map(|record| record.revision))
}

fn stale(conflicts: Vec<ledger::Conflict>) -> Saved {
    let read = |conflict: &ledger::Conflict| {
        let kind = Kind::parse(&conflict.theirs.kind)?;
        let key = Key::new(&conflict.key)?;
        let fields = |body: Option<&ledger::Body>| stored::fields_of(kind, &key, body.unwrap_or(&Map::new()));
        let base = fields(conflict.base.as_ref().and_then(|revision| revision.body.as_ref()));
        let theirs = fields(conflict.theirs.body.as_ref());
        let yours = fields(conflict.yours.as_ref());
        let merge = ledger::merge(&base, &theirs, &yours);
        Some(StaleEdit {
            theirs: strategy::compare::values_changed(&base, &theirs),
            yours: strategy::compare::values_changed(&base, &yours),
            revision: conflict.theirs.number,
            author: format!("{}, {}", conflict.theirs.author, conflict.theirs.acting_as),
            merged: merge.merged,
            conflicts: merge.conflicts,
            key,
            kind,
        })
    };
    match conflicts.iter().find_map(read) {
        Some(edit) => Saved::Stale(Box::new(edit)),
        None => {
            Saved::Rejected(conflicts.iter().filter_map(|c| Key::new(&c.key)).map(|key| strategy::input::no_such_record(&key)).collect())
        }
    }
}
