//! Evidence: one revision or event with the path that proves it under a witnessed checkpoint. It is verified with the
//! public key alone, without the ledger, without us.

mod pack;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::audit::{EVENT, sealed_event};
use crate::hash::seal;
use crate::log::{REVISION, sealed};
use crate::merkle::{self, Path};
use crate::refusal::Refusal;
use crate::store::{Cell, Connection, Param};
use crate::verify::Log;
use crate::witness::{PublicKey, Witnessed};
use crate::{Body, Error, Hash, Ledger, witness};

pub use pack::{Checked, Pack, Unproved};

/// The columns under a revision's hash, in their order.
const OF_REVISION: [&str; 17] = [
    "seq",
    "record",
    "kind",
    "key",
    "number",
    "body",
    "previous",
    "first_seq",
    "last_seq",
    "batch",
    "label",
    "author",
    "acting_as",
    "at_us",
    "effective_us",
    "reason",
    "undoes",
];

/// The columns under an event's hash, in their order.
const OF_EVENT: [&str; 14] =
    ["seq", "at_us", "person", "acting_as", "session", "what", "about", "rules", "epoch", "request", "reason", "was", "became", "previous"];

/// One entry of a log, and what proves it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The log.
    pub log: Log,
    /// The entry's place in it, from 1.
    pub seq: u64,
    /// The entry's columns as they were hashed.
    pub entry: Body,
    /// The hashes beside the path from the entry to the root, from the entry up.
    pub path: Vec<Hash>,
    /// The signed checkpoint with the root.
    pub checkpoint: String,
}

impl Ledger {
    /// Evidence for the entry at a place of a log, under the first witnessed checkpoint that covers it.
    pub fn evidence(&self, log: Log, seq: u64, witnessed: &[Witnessed]) -> Result<Evidence, Error> {
        let ledger = self.identity()?;
        let covers = |one: &&Witnessed| one.ledger == ledger && one.log == log && one.size >= seq && seq > 0;
        let checkpoint = witnessed.iter().filter(covers).min_by_key(|one| one.size);
        let checkpoint = checkpoint.ok_or(Refusal::BadEvidence { wrong: "no witnessed checkpoint covers this entry yet" })?;
        self.read_one_state(|connection| {
            let entry = entry(connection, log, seq)?.ok_or(Refusal::BadEvidence { wrong: "there is no such entry" })?;
            let path = path(connection, log, seq, checkpoint.size)?;
            Ok(Evidence { log, seq, entry, path, checkpoint: checkpoint.note.clone() })
        })
    }
}

impl Evidence {
    /// Verifies that the entry is, unchanged, where it says it is in the log that the key's holder attested.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        let bad = |wrong| Refusal::BadEvidence { wrong };
        let found = witness::read(&self.checkpoint, key)?;
        let [checkpoint] = found.as_slice() else { return Err(bad("it needs exactly one signed checkpoint")) };
        if checkpoint.log != self.log {
            return Err(bad("the checkpoint is of another log"));
        }
        if self.entry.get("seq").and_then(Value::as_u64) != Some(self.seq) || self.seq == 0 {
            return Err(bad("the entry is from another place"));
        }
        let hash = self.hash().ok_or(bad("the entry's columns are not those of its log"))?;
        if !merkle::leads(&hash, self.seq - 1, checkpoint.size, &self.path, &checkpoint.root) {
            return Err(bad("the entry is not what the checkpoint was signed over"));
        }
        Ok(())
    }

    /// The hash of the entry's columns.
    fn hash(&self) -> Option<Hash> {
        hash_of(self.log, &self.entry)
    }
}

/// The hash of an entry's columns; none if these are not the columns of its log.
fn hash_of(log: Log, entry: &Body) -> Option<Hash> {
    let (purpose, names): (_, &[&str]) = match log {
        Log::Revisions => (REVISION, &OF_REVISION),
        Log::Events => (EVENT, &OF_EVENT),
    };
    if entry.len() != names.len() {
        return None;
    }
    let previous: Hash = entry.get("previous")?.as_str()?.parse().ok()?;
    let column = |name: &&str| match entry.get(*name)? {
        _ if *name == "previous" => Some(Param::Bytes(&previous.0)),
        Value::Null => Some(Param::Null),
        Value::String(text) => Some(Param::Text(text)),
        Value::Number(number) => number.as_i64().map(Param::Integer),
        _ => None,
    };
    let columns: Option<Vec<Param<'_>>> = names.iter().map(column).collect();
    Some(seal(purpose, &columns?))
}

fn entry(connection: &Connection, log: Log, seq: u64) -> Result<Option<Body>, Error> {
    let (sql, names): (_, &[&str]) = match log {
        Log::Revisions => {
            (concat!("SELECT ", sealed!(), " FROM revision AS r JOIN batch AS b ON b.first_seq = r.batch WHERE r.seq = $1"), &OF_REVISION)
        }
        Log::Events => (concat!("SELECT ", sealed_event!(), " FROM event AS e WHERE e.seq = $1"), &OF_EVENT),
    };
    let value = |cell: Cell| -> Result<Value, Error> {
        match cell {
            Cell::Null => Ok(Value::Null),
            Cell::Integer(number) => Ok(number.into()),
            Cell::Text(text) => Ok(text.into()),
            Cell::Bytes(bytes) => Ok(Hash::from_slice(&bytes).ok_or(Error::Unreadable { what: "hash" })?.to_string().into()),
        }
    };
    connection.one(sql, &[Param::from(seq)], |row| {
        names.iter().zip(row.cells()).map(|(name, cell)| Ok(((*name).to_owned(), value(cell)?))).collect()
    })
}

fn path(connection: &Connection, log: Log, seq: u64, size: u64) -> Result<Vec<Hash>, Error> {
    Ok(paths(connection, log, &[seq], size)?.remove(&seq).unwrap_or_default())
}

/// The paths of several entries under a tree of one size, in one walk along the log.
fn paths(connection: &Connection, log: Log, seqs: &[u64], size: u64) -> Result<BTreeMap<u64, Vec<Hash>>, Error> {
    if seqs.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = match log {
        Log::Revisions => "SELECT hash FROM revision WHERE seq <= $1 ORDER BY seq",
        Log::Events => "SELECT hash FROM event WHERE seq <= $1 ORDER BY seq",
    };
    let mut paths: Vec<(u64, Path)> = seqs.iter().map(|seq| (*seq, Path::new(seq - 1, size))).collect();
    connection.each(sql, &[Param::from(size)], |row| {
        let hash = row.hash()?;
        paths.iter_mut().for_each(|(_, path)| path.push(&hash));
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    Ok(paths.into_iter().map(|(seq, path)| (seq, path.finish())).collect())
}
