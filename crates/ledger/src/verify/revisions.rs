//! Verifying the revisions: hashes, order, numbers, batches, instants, and what is derived from them.

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::Error;
use crate::hash::{Checkpoint, Hash, seal};
use crate::log::{self, sealed};
use crate::store::{Cell, Connection, Param};
use crate::verify::trail::Trail;
use crate::verify::{Fault, Log, Problem, text};

/// The way along the revisions so far.
pub(super) struct Walk {
    pub(super) trail: Trail,
    effective_us: Option<i64>,
    batch_end: u64,
    numbers: HashMap<String, i64>,
    witness: Option<Checkpoint>,
}

/// Looks at the revisions and what is derived from them; the walk along the log comes first and says where it ends.
pub(super) fn faults(connection: &Connection, walk: &mut Walk) -> Result<Option<Fault>, Error> {
    let checks: [Check; 4] = [revisions, empty_batches, ends, heads];
    for check in checks {
        if let Some(fault) = check(connection, walk)? {
            return Ok(Some(fault));
        }
    }
    Ok(None)
}

type Check = fn(&Connection, &mut Walk) -> Result<Option<Fault>, Error>;

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
    pub(super) fn new(trail: Trail, witness: Option<Checkpoint>) -> Walk {
        Walk { trail, effective_us: None, batch_end: 0, numbers: HashMap::new(), witness }
    }

    /// Takes one row: its hash, then the sealed columns.
    fn step(&mut self, cells: &[Cell]) -> Option<Fault> {
        let [Cell::Bytes(hash), columns @ ..] = cells else { return Some(self.trail.nameless(Problem::Altered)) };
        let expected = self.trail.end.seq + 1;
        let seq = integer(columns.first()).unwrap_or_default();
        if u64::try_from(seq) != Ok(expected) {
            let missing = seq > 0;
            return Some(self.trail.nameless(if missing { Problem::Missing } else { Problem::OutOfOrder }));
        }
        match self.problem(hash, columns) {
            Ok(sealed) => self.trail.advance(sealed),
            Err(problem) => {
                let (record, key) = (text(columns.get(1)), text(columns.get(3)));
                Some(Fault { record, key, ..self.trail.nameless(problem) })
            }
        }
    }

    /// What is wrong with the next row; if nothing, its hash.
    fn problem(&mut self, hash: &[u8], columns: &[Cell]) -> Result<Hash, Problem> {
        let params: Vec<Param<'_>> = columns.iter().map(Param::from).collect();
        let sealed = seal(log::REVISION, &params);
        let [_, Cell::Text(record), _, _, Cell::Integer(number), _, Cell::Bytes(previous), rest @ ..] = columns else {
            return Err(Problem::Altered);
        };
        let [Cell::Integer(first), Cell::Integer(last), _, _, _, _, Cell::Integer(at), Cell::Integer(effective), ..] = rest else {
            return Err(Problem::Altered);
        };
        let seq = self.trail.end.seq + 1;
        if hash != sealed.0 {
            return Err(Problem::Altered);
        }
        if Hash::from_slice(previous) != Some(self.trail.end.hash) {
            return Err(Problem::OutOfOrder);
        }
        let before = self.numbers.get(record).copied().unwrap_or_default();
        if *number != before + 1 {
            return Err(Problem::WrongNumber);
        }
        let starts_batch = seq == self.batch_end + 1;
        let batch_end = u64::try_from(*last).unwrap_or_default();
        let fits = if starts_batch { u64::try_from(*first) == Ok(seq) } else { batch_end == self.batch_end };
        if !fits || batch_end < seq {
            return Err(Problem::WrongBatch);
        }
        let latest = self.effective_us.map_or(*at, |before| before.max(*at));
        if *effective != latest {
            return Err(Problem::WrongInstant);
        }
        if self.witness == Some(Checkpoint { seq, hash: sealed }) {
            self.witness = None;
        }
        if self.witness.is_some_and(|witness| witness.seq == seq) {
            return Err(Problem::WitnessDisagrees);
        }
        self.numbers.insert(record.clone(), *number);
        self.batch_end = batch_end;
        self.effective_us = Some(latest);
        Ok(sealed)
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
    let cut_short = walk.batch_end > walk.trail.end.seq;
    Ok((empty.is_some() || cut_short).then(|| walk.trail.nameless(Problem::MissingTail)))
}

/// The head row and the witness know how long the log was.
fn ends(connection: &Connection, walk: &mut Walk) -> Result<Option<Fault>, Error> {
    let tail = match log::tail(connection) {
        Err(Error::Unreadable { .. }) => None,
        found => Some(found?),
    };
    let known =
        walk.witness.map_or(0, |witness| witness.seq).max(walk.trail.known()).max(tail.as_ref().map_or(0, |tail| tail.checkpoint.seq));
    if known > walk.trail.end.seq {
        return Ok(Some(walk.trail.nameless(Problem::MissingTail)));
    }
    let agrees = tail.as_ref().is_some_and(|tail| {
        let same_instant = walk.effective_us.is_none_or(|effective_us| effective_us == tail.effective_us);
        tail.checkpoint == walk.trail.end && same_instant
    });
    if agrees {
        return Ok(None);
    }
    // Revisions behind the head row were not written by the ledger; the first of them is the bad one.
    let seq = tail.map_or(walk.trail.end.seq, |tail| walk.trail.end.seq.min(tail.checkpoint.seq + 1));
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

/// A fault at a revision, with the record it belongs to.
fn named(connection: &Connection, seq: u64, problem: Problem) -> Result<Fault, Error> {
    let sql = "SELECT record, key FROM revision WHERE seq = $1";
    let names = connection.one(sql, &[Param::from(seq)], |row| Ok((row.optional_text()?, row.optional_text()?)))?;
    let (record, key) = names.unwrap_or_default();
    Ok(Fault { log: Log::Revisions, seq, until: None, record, key, problem })
}

fn integer(cell: Option<&Cell>) -> Option<i64> {
    match cell {
        Some(Cell::Integer(number)) => Some(*number),
        _ => None,
    }
}
