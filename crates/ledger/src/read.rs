//! Reading: the records as they are, as they were at any instant, and the history of each.
//! Order in the log decides; an instant stands for all batches whose effective instant is not later.

use jiff::Timestamp;

use crate::revision::{Bare, Body, Revision, Which};
use crate::store::{Connection, Param, Row};
use crate::{Error, Ledger};

/// A query for whole revisions: the columns [`revision`] reads, and the given rest of the statement.
macro_rules! revisions {
    ($rest:literal) => {
        concat!(
            "SELECT r.seq, b.id, b.label, r.record, r.kind, r.key, r.number, r.body, b.author, b.acting_as, \
             b.at_us, b.effective_us, b.reason, r.previous, r.hash \
             FROM revision AS r JOIN batch AS b ON b.first_seq = r.batch ",
            $rest
        )
    };
}
pub(crate) use revisions;

/// A query for bare revisions: the columns [`bare`] reads, and the given rest of the statement.
macro_rules! bare_revisions {
    ($body:literal, $rest:literal) => {
        concat!("SELECT r.seq, r.record, r.kind, r.key, r.number, ", $body, " FROM revision AS r ", $rest)
    };
}

impl Ledger {
    /// All live records as they are now, bare, by kind and key.
    pub fn bare_heads(&self) -> Result<Vec<Bare>, Error> {
        let sql = bare_revisions!("r.body", "JOIN heads AS h ON h.seq = r.seq WHERE h.removed = 0");
        self.read(|connection| connection.all(sql, &[], bare)).map(in_order)
    }

    /// [`Ledger::as_of`], bare.
    pub fn bare_as_of(&self, instant: Timestamp) -> Result<Vec<Bare>, Error> {
        let sql = bare_revisions!(
            "r.body",
            "JOIN (SELECT max(seq) AS seq FROM revision \
                   WHERE seq <= coalesce((SELECT max(last_seq) FROM batch WHERE effective_us <= $1), 0) \
                   GROUP BY record) AS last ON last.seq = r.seq \
             WHERE r.body IS NOT NULL"
        );
        self.read(|connection| connection.all(sql, &[Param::Integer(instant.as_microsecond())], bare)).map(in_order)
    }

    /// The revisions after place `seq` in log order, bare. Those that are the only one of their record come without a
    /// body, which nobody needs who looks for changes.
    pub fn bare_changes(&self, seq: u64) -> Result<Vec<Bare>, Error> {
        let sql = bare_revisions!(
            "CASE WHEN h.number > 1 THEN r.body END",
            "JOIN heads AS h ON h.record = r.record WHERE r.seq > $1 ORDER BY r.seq"
        );
        self.read(|connection| connection.all(sql, &[Param::from(seq)], bare))
    }

    /// All live records as they are now, by kind and key.
    pub fn heads(&self) -> Result<Vec<Revision>, Error> {
        let sql = revisions!("JOIN heads AS h ON h.seq = r.seq WHERE h.removed = 0 ORDER BY r.kind, r.key");
        self.read(|connection| connection.all(sql, &[], revision))
    }

    /// The current revision of a record, also if that removes it; `None` if there never was such a record.
    pub fn head<'a>(&self, which: impl Into<Which<'a>>) -> Result<Option<Revision>, Error> {
        let which = which.into();
        self.read(|connection| head(connection, which))
    }

    /// All records that were live at this instant, by kind and key, each as it was then.
    ///
    /// A batch counts from its effective instant on: its author's clock, or the latest clock before it in the log if
    /// that was later. A clock that goes backwards therefore never makes a later change appear before an earlier one.
    pub fn as_of(&self, instant: Timestamp) -> Result<Vec<Revision>, Error> {
        let sql = revisions!(
            "JOIN (SELECT max(seq) AS seq FROM revision \
                   WHERE seq <= coalesce((SELECT max(last_seq) FROM batch WHERE effective_us <= $1), 0) \
                   GROUP BY record) AS last ON last.seq = r.seq \
             WHERE r.body IS NOT NULL ORDER BY r.kind, r.key"
        );
        self.read(|connection| connection.all(sql, &[Param::Integer(instant.as_microsecond())], revision))
    }

    /// All records that were live when the log was `seq` revisions long, by kind and key.
    pub fn at_seq(&self, seq: u64) -> Result<Vec<Revision>, Error> {
        let sql = revisions!(
            "JOIN (SELECT max(seq) AS seq FROM revision WHERE seq <= $1 GROUP BY record) AS last ON last.seq = r.seq \
             WHERE r.body IS NOT NULL ORDER BY r.kind, r.key"
        );
        self.read(|connection| connection.all(sql, &[Param::from(seq)], revision))
    }

    /// The revisions after place `seq` in log order: what somebody who has seen the log up to there has missed.
    pub fn since(&self, seq: u64) -> Result<Vec<Revision>, Error> {
        let sql = revisions!("WHERE r.seq > $1 ORDER BY r.seq");
        self.read(|connection| connection.all(sql, &[Param::from(seq)], revision))
    }

    /// One revision of a record, by its number within the record.
    pub fn revision<'a>(&self, which: impl Into<Which<'a>>, number: u32) -> Result<Option<Revision>, Error> {
        let which = which.into();
        self.read(|connection| numbered(connection, which, number))
    }

    /// All revisions of a record, newest first; empty if there never was such a record.
    pub fn history<'a>(&self, which: impl Into<Which<'a>>) -> Result<Vec<Revision>, Error> {
        let which = which.into();
        self.read(|connection| {
            let Some(record) = record(connection, which)? else { return Ok(Vec::new()) };
            let sql = revisions!("WHERE r.record = $1 ORDER BY r.number DESC");
            connection.all(sql, &[Param::Text(&record)], revision)
        })
    }
}

/// The current revision of a record.
pub(crate) fn head(connection: &Connection, which: Which<'_>) -> Result<Option<Revision>, Error> {
    let Some(record) = record(connection, which)? else { return Ok(None) };
    let sql = revisions!("JOIN heads AS h ON h.seq = r.seq WHERE h.record = $1");
    connection.one(sql, &[Param::Text(&record)], revision)
}

/// One revision of a record.
pub(crate) fn numbered(connection: &Connection, which: Which<'_>, number: u32) -> Result<Option<Revision>, Error> {
    let Some(record) = record(connection, which)? else { return Ok(None) };
    let sql = revisions!("WHERE r.record = $1 AND r.number = $2");
    connection.one(sql, &[Param::Text(&record), Param::from(u64::from(number))], revision)
}

/// The id of a record as stored: for a key, the live record that has it, else the one that had it last.
fn record(connection: &Connection, which: Which<'_>) -> Result<Option<String>, Error> {
    let key = match which {
        Which::Id(id) => return Ok(Some(id.to_string())),
        Which::Key(key) => Param::Text(key),
    };
    let live = connection.one("SELECT record FROM heads WHERE key = $1 AND removed = 0", &[key], |row| row.text())?;
    match live {
        Some(record) => Ok(Some(record)),
        None => connection.one("SELECT record FROM revision WHERE key = $1 ORDER BY seq DESC LIMIT 1", &[key], |row| row.text()),
    }
}

/// Reads the columns of [`revisions`].
pub(crate) fn revision(row: &mut Row) -> Result<Revision, Error> {
    Ok(Revision {
        seq: row.natural()?,
        batch: row.uuid()?,
        label: row.text()?,
        record: row.uuid()?,
        kind: row.text()?,
        key: row.text()?,
        number: row.natural()?,
        body: row.optional_text()?.map(|text| body(&text)).transpose()?,
        author: row.text()?,
        acting_as: row.text()?,
        at: row.instant()?,
        effective: row.instant()?,
        reason: row.text()?,
        previous: row.hash()?,
        hash: row.hash()?,
    })
}

/// Reads the columns of [`bare_revisions`].
fn bare(row: &mut Row) -> Result<Bare, Error> {
    Ok(Bare {
        seq: row.natural()?,
        record: row.uuid()?,
        kind: row.text()?,
        key: row.text()?,
        number: row.natural()?,
        body: row.optional_text()?,
    })
}

fn in_order(mut bare: Vec<Bare>) -> Vec<Bare> {
    bare.sort_unstable_by(|one, other| (&one.kind, &one.key).cmp(&(&other.kind, &other.key)));
    bare
}

fn body(text: &str) -> Result<Body, Error> {
    serde_json::from_str(text).map_err(|_| Error::Unreadable { what: "record" })
}
