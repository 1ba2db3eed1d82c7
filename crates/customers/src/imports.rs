//! What is kept: who brings a file and why, what came of it, and the list of all.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Customers, Error};

/// Who brings a file, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The function that brings it; every fact remembers it.
    pub acting_as: String,
    /// The person.
    pub person: String,
    /// Why; may be empty.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Whose ids the records of a file have that is read through a mapping: the name of the mapping. `None` leaves it at
    /// `mapping`, as if all such files came from one system.
    pub system: Option<String>,
}

/// What came of keeping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The files, in their order; an archive has several.
    pub files: Vec<KeptFile>,
}

/// What came of keeping one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptFile {
    /// The import's id: equal for equal content.
    pub import: String,
    /// The file's name.
    pub file: String,
    /// The rows that were kept; 0 where the content was kept before.
    pub facts: u64,
    /// Rows of tables that are not kept here, by table.
    pub ignored: Vec<(String, u64)>,
    /// Whether the same content had been kept before, so that nothing was changed.
    pub was_kept: bool,
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The import's id.
    pub id: String,
    /// The system whose records it speaks of.
    pub system: String,
    /// The source.
    pub source: String,
    /// The file's name.
    pub file: String,
    /// The release.
    pub release: String,
    /// The terms of the source.
    pub licence: String,
    /// The function that brought it.
    pub acting_as: String,
    /// The person who did.
    pub person: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// How many rows are kept of it.
    pub facts: u64,
    /// How many rows could not be read.
    pub rejected: u64,
    /// Rows of tables that are not kept here, by table.
    pub ignored: Vec<(String, u64)>,
}

impl Customers {
    /// Whether content with this import id is kept.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn is_kept(&self, import: &str) -> Result<bool, Error> {
        self.read(|connection| is_kept(connection, import))
    }

    /// Every file that is kept, the latest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn imports(&self) -> Result<Vec<Imported>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM import ORDER BY number DESC"))?;
            let rows = statement.query_map([], |row| Ok(imported(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// Whether records have changed since they were last linked.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn needs_link(&self) -> Result<bool, Error> {
        self.read(|connection| Ok(connection.query_row("SELECT needs_link FROM standing WHERE id = 1", [], |row| row.get(0))?))
    }
}

const COLUMNS: &str = "id, system, source, file, release, licence, acting_as, person, reason, at_us, facts, rejected, ignored";

pub(crate) fn is_kept(connection: &Connection, import: &str) -> Result<bool, Error> {
    let sql = "SELECT 1 FROM import WHERE id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([import], |_| Ok(())).optional()?.is_some())
}

/// The import of an id.
pub(crate) fn of_id(connection: &Connection, id: &str) -> Result<Option<Imported>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM import WHERE id = ?1");
    connection.prepare_cached(&sql)?.query_row([id], |row| Ok(imported(row))).optional()?.transpose()
}

fn imported(row: &Row<'_>) -> Result<Imported, Error> {
    let ignored: String = row.get("ignored")?;
    let count = |name: &str| row.get::<_, i64>(name).map(|count| u64::try_from(count).unwrap_or_default());
    Ok(Imported {
        id: row.get("id")?,
        system: row.get("system")?,
        source: row.get("source")?,
        file: row.get("file")?,
        release: row.get("release")?,
        licence: row.get("licence")?,
        acting_as: row.get("acting_as")?,
        person: row.get("person")?,
        reason: row.get("reason")?,
        at: instant(row.get("at_us")?)?,
        facts: count("facts")?,
        rejected: count("rejected")?,
        ignored: serde_json::from_str(&ignored).map_err(|_| Error::Unreadable { what: "list of tables" })?,
    })
}

/// An instant of the file.
pub(crate) fn instant(at_us: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(at_us).map_err(|_| Error::Unreadable { what: "instant" })
}
