//! Verification: reads the whole log, recomputes every hash and names the first revision that is not as it was written.
//! A log that was shortened or rewritten as a whole is found out only with a checkpoint kept outside: the witness.

use std::collections::HashMap;
use std::fmt;
use std::ops::ControlFlow;

use serde::Serialize;

use crate::hash::{Checkpoint, Hash, seal};
use crate::log::{self, sealed};
use crate::store::{Cell, Connection, Param};
use crate::{Error, Ledger};

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The end of the sound part of the log; without a fault that is the whole log.
    pub sound: Checkpoint,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// The first bad revision and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Its place in the log; 0 if the fault lies outside the log.
    pub seq: u64,
    /// The record's id as found, if the revision is there.
    pub record: Option<String>,
    /// The record's key as found, if the revision is there.
    pub key: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// Its content does not match its hash.
    Altered,
    /// It does not follow on the revision before it.
    OutOfOrder,
    /// It is not there, but later ones are.
    Missing,
    /// It and all later ones are not there, although the head row or the witness knows of them.
    MissingTail,
    /// The end of the log is not what the head row says.
    HeadRowDisagrees,
    /// Its number is not one more than that of the record's revision before it.
    WrongNumber,
    /// It does not fit into the batch it says it belongs to.
    WrongBatch,
    /// Its effective instant is not the latest instant so far.
    WrongInstant,
    /// The witness holds another hash for it: the log was rewritten here or before.
    WitnessDisagrees,
    /// The table of current revisions disagrees with the log.
    HeadsDisagree,
    /// The file's pages or indexes are damaged.
    Damaged,
}

impl Ledger {
    /// Reads the whole log and checks every hash, order, number and batch, then the head row, the heads, the file's pages
    /// and, if given, that the log still contains what the `witness` saw. Writers are not held up.
    pub fn verify(&self, witness: Option<&Checkpoint>) -> Result<Verification, Error> {
        self.read_one_state(|connection| {
            let mut walk = Walk { witness: witness.copied(), ..Walk::default() };
            let fault = match faults(connection, &mut walk) {
                Err(Error::Damaged { .. }) => Some(walk.nameless(Problem::Damaged)),
                found => found?,
            };
            Ok(Verification { sound: walk.end, fault })
        })
    }
}

/// The first fault, in the order in which they spoil what follows.
fn faults(connection: &Connection, walk: &mut Walk) -> Result<Option<Fault>, Error> {
    let checks: [Check; 5] = [revisions, empty_batches, ends, heads, pages];
    for check in checks {
        if let Some(fault) = check(connection, walk)? {
            return Ok(Some(fault));
        }
    }
    Ok(None)
}

/// Looks at one part of the store; the walk along the log comes first and tells the others where the log ends.
type Check = fn(&Connection, &mut Walk) -> Result<Option<Fault>, Error>;

/// The way along the log so far.
#[derive(Default)]
struct Walk {
    end: Checkpoint,
    effective_us: Option<i64>,
    batch_end: u64,
    numbers: HashMap<String, i64>,
    witness: Option<Checkpoint>,
}

fn revisions(connection: &Connection, walk: &mut Walk) -> Result<Option<Fault>, Error> {
    let mut fault = None;
    let sql = concat!("SELECT r.hash, ", sealed!(), " FROM revision AS r LEFT JOIN batch AS b ON b.first_seq = r.batch ORDER BY r.seq");
    connection.each(sql, &[], |row| {
        let cells = row.cells();
        fault = walk.step(&cells);
        Ok(if fault.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(fault)
}

impl Walk {
    /// Takes one row: its hash, then the sealed columns.
    fn step(&mut self, cells: &[Cell]) -> Option<Fault> {
        let [Cell::Bytes(hash), columns @ ..] = cells else { return Some(self.nameless(Problem::Altered)) };
        let expected = self.end.seq + 1;
        let seq = integer(columns.first()).unwrap_or_default();
        if u64::try_from(seq) != Ok(expected) {
            let missing = seq > 0;
            return Some(self.nameless(if missing { Problem::Missing } else { Problem::OutOfOrder }));
        }
        let problem = self.problem(hash, columns);
        if let Some(problem) = problem {
            return Some(Fault { seq: expected, record: text(columns.get(1)), key: text(columns.get(3)), problem });
        }
        None
    }

    /// What is wrong with the next row; if nothing, it becomes the end.
    fn problem(&mut self, hash: &[u8], columns: &[Cell]) -> Option<Problem> {
        let params: Vec<Param<'_>> = columns.iter().map(Param::from).collect();
        let sealed = seal(log::REVISION, &params);
        let [_, Cell::Text(record), _, _, Cell::Integer(number), _, Cell::Bytes(previous), rest @ ..] = columns else {
            return Some(Problem::Altered);
        };
        let [Cell::Integer(first), Cell::Integer(last), _, _, _, _, Cell::Integer(at), Cell::Integer(effective), ..] = rest else {
            return Some(Problem::Altered);
        };
        let seq = self.end.seq + 1;
        if hash != sealed.0 {
            return Some(Problem::Altered);
        }
        if Hash::from_slice(previous) != Some(self.end.hash) {
            return Some(Problem::OutOfOrder);
        }
        let before = self.numbers.get(record).copied().unwrap_or_default();
        if *number != before + 1 {
            return Some(Problem::WrongNumber);
        }
        let starts_batch = seq == self.batch_end + 1;
        let batch_end = u64::try_from(*last).unwrap_or_default();
        let fits = if starts_batch { u64::try_from(*first) == Ok(seq) } else { batch_end == self.batch_end };
        if !fits || batch_end < seq {
            return Some(Problem::WrongBatch);
        }
        let latest = self.effective_us.map_or(*at, |before| before.max(*at));
        if *effective != latest {
            return Some(Problem::WrongInstant);
        }
        if self.witness == Some(Checkpoint { seq, hash: sealed }) {
            self.witness = None;
        }
        if self.witness.is_some_and(|witness| witness.seq == seq) {
            return Some(Problem::WitnessDisagrees);
        }
        self.numbers.insert(record.clone(), *number);
        self.batch_end = batch_end;
        self.effective_us = Some(latest);
        self.end = Checkpoint { seq, hash: sealed };
        None
    }

    /// A fault at the next place, where no revision can be shown.
    fn nameless(&self, problem: Problem) -> Fault {
        Fault { seq: self.end.seq + 1, record: None, key: None, problem }
    }
}

/// Batches whose revisions are not in the log, and a last batch that is not whole.
fn empty_batches(connection: &Connection, walk: &mut Walk) -> Result<Option<Fault>, Error> {
    let empty = connection.one(
        "SELECT b.first_seq FROM batch AS b LEFT JOIN revision AS r ON r.seq = b.first_seq \
         WHERE r.seq IS NULL OR r.batch <> b.first_seq ORDER BY b.first_seq LIMIT 1",
        &[],
        |row| row.integer(),
    )?;
    let cut_short = walk.batch_end > walk.end.seq;
    Ok((empty.is_some() || cut_short).then(|| walk.nameless(Problem::MissingTail)))
}

/// The head row and the witness know how long the log was.
fn ends(connection: &Connection, walk: &mut Walk) -> Result<Option<Fault>, Error> {
    let tail = match log::tail(connection) {
        Err(Error::Unreadable { .. }) => None,
        found => Some(found?),
    };
    let known = walk.witness.map_or(0, |witness| witness.seq).max(tail.as_ref().map_or(0, |tail| tail.checkpoint.seq));
    if known > walk.end.seq {
        return Ok(Some(walk.nameless(Problem::MissingTail)));
    }
    let agrees = tail.as_ref().is_some_and(|tail| {
        let same_instant = walk.effective_us.is_none_or(|effective_us| effective_us == tail.effective_us);
        tail.checkpoint == walk.end && same_instant
    });
    if agrees {
        return Ok(None);
    }
    // Revisions behind the head row were not written by the ledger; the first of them is the bad one.
    let seq = tail.map_or(walk.end.seq, |tail| walk.end.seq.min(tail.checkpoint.seq + 1));
    named(connection, seq, Problem::HeadRowDisagrees).map(Some)
}

/// The table of current revisions must be what the log gives.
fn heads(connection: &Connection, _: &mut Walk) -> Result<Option<Fault>, Error> {
    let stale = connection.one(
        "SELECT r.seq FROM (SELECT max(seq) AS seq FROM revision GROUP BY record) AS last \
         JOIN revision AS r ON r.seq = last.seq LEFT JOIN heads AS h ON h.record = r.record \
         WHERE h.record IS NULL OR h.seq <> r.seq OR h.number <> r.number OR h.kind <> r.kind OR h.key <> r.key \
         OR h.removed <> CASE WHEN r.body IS NULL THEN 1 ELSE 0 END ORDER BY r.seq LIMIT 1",
        &[],
        |row| row.natural(),
    )?;
    let invented = connection.one(
        "SELECT h.seq FROM heads AS h LEFT JOIN revision AS r ON r.seq = h.seq AND r.record = h.record \
         WHERE r.seq IS NULL ORDER BY h.seq LIMIT 1",
        &[],
        |row| row.natural(),
    )?;
    match stale.or(invented) {
        Some(seq) => named(connection, seq, Problem::HeadsDisagree).map(Some),
        None => Ok(None),
    }
}

fn pages(connection: &Connection, _: &mut Walk) -> Result<Option<Fault>, Error> {
    let damage = connection.damage()?;
    Ok(damage.map(|_| Fault { seq: 0, record: None, key: None, problem: Problem::Damaged }))
}

/// A fault at a revision, with the record it belongs to.
fn named(connection: &Connection, seq: u64, problem: Problem) -> Result<Fault, Error> {
    let sql = "SELECT record, key FROM revision WHERE seq = $1";
    let names = connection.one(sql, &[Param::from(seq)], |row| Ok((row.optional_text()?, row.optional_text()?)))?;
    let (record, key) = names.unwrap_or_default();
    Ok(Fault { seq, record, key, problem })
}

fn integer(cell: Option<&Cell>) -> Option<i64> {
    match cell {
        Some(Cell::Integer(number)) => Some(*number),
        _ => None,
    }
}

fn text(cell: Option<&Cell>) -> Option<String> {
    match cell {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.problem {
            Problem::Altered => "was altered: its content does not match its hash",
            Problem::OutOfOrder => "does not follow on the revision before it",
            Problem::Missing => "is missing, although later revisions are there",
            Problem::MissingTail => "and everything after it is missing",
            Problem::HeadRowDisagrees => "is the end of the log, but the head row says otherwise",
            Problem::WrongNumber => "has the wrong number within its record",
            Problem::WrongBatch => "does not fit into its change",
            Problem::WrongInstant => "has an instant that does not follow on the ones before",
            Problem::WitnessDisagrees => "is not the one the witness saw: the log was rewritten here or before",
            Problem::HeadsDisagree => "is not what the table of current revisions says",
            Problem::Damaged if self.seq == 0 => return write!(out, "the file's pages or indexes are damaged"),
            Problem::Damaged => "lies on a damaged page of the file",
        };
        match &self.key {
            Some(key) => write!(out, "revision {} of the log, `{key}`, {what}", self.seq),
            None => write!(out, "revision {} of the log {what}", self.seq),
        }
    }
}

#[cfg(test)]
mod tests;
