//! The adapter between our SQL and a database driver: connection, parameter, row, nothing more.
//! SQL is written once in a dialect both engines share (BIGINT, TEXT, BYTEA; `$1..$n` in order of first use; no
//! autoincrement; time as microseconds; JSON and ids as TEXT); what differs stays in the engine's file below.

mod sqlite;

use std::ops::ControlFlow;
use std::path::Path;

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;

/// One connection to one engine. A second engine is a second variant here and a second file below.
pub(crate) enum Connection {
    /// SQLite, in the process.
    Sqlite(sqlite::Sqlite),
}

/// A value handed to a statement.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Param<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// A value read from a row. Text that is not UTF-8 arrives as bytes, so that it is never mistaken for text.
#[derive(Debug)]
pub(crate) enum Cell {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// One row; each call takes the next column.
pub(crate) struct Row {
    cells: std::vec::IntoIter<Cell>,
}

impl Connection {
    /// Opens or creates the file for writing and asserts version and settings.
    pub(crate) fn open(path: &Path) -> Result<Connection, Error> {
        sqlite::Sqlite::open(path).map(Connection::Sqlite)
    }

    /// Opens the file for reading and asserts version and settings.
    pub(crate) fn open_read_only(path: &Path) -> Result<Connection, Error> {
        sqlite::Sqlite::open_read_only(path).map(Connection::Sqlite)
    }

    /// A store that lives as long as the connection.
    pub(crate) fn in_memory() -> Result<Connection, Error> {
        sqlite::Sqlite::in_memory().map(Connection::Sqlite)
    }

    /// True if the store holds a table of this name.
    pub(crate) fn has_table(&self, name: &str) -> Result<bool, Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.has_table(name),
        }
    }

    /// True if the store holds no table at all.
    pub(crate) fn is_blank(&self) -> Result<bool, Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.is_blank(),
        }
    }

    /// Runs a statement of table definition written in the shared dialect.
    pub(crate) fn define(&self, statement: &str) -> Result<(), Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.define(statement),
        }
    }

    /// The triggers that keep the tables of a schema step append-only, in the engine's own words. Steps count from 0.
    pub(crate) fn guards(&self, step: u32) -> &'static [&'static str] {
        let steps = match self {
            Connection::Sqlite(_) => sqlite::GUARDS,
        };
        steps.get(step as usize).copied().unwrap_or_default()
    }

    /// Runs a statement and returns the number of rows it touched.
    pub(crate) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<usize, Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.execute(sql, params),
        }
    }

    /// Streams the rows of a query until `each` breaks.
    pub(crate) fn each(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut each: impl FnMut(&mut Row) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.each(sql, params, &mut each),
        }
    }

    /// All rows of a query.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Row) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        self.each(sql, params, |row| {
            rows.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    /// The first row of a query.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&mut Row) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut found = None;
        self.each(sql, params, |row| {
            found = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// Starts a transaction that holds the write lock from its first moment.
    pub(crate) fn begin_write(&self) -> Result<(), Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.begin_write(),
        }
    }

    /// Starts a transaction that sees one state of the store throughout.
    pub(crate) fn begin_read(&self) -> Result<(), Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.begin_read(),
        }
    }

    /// Makes the transaction durable.
    pub(crate) fn commit(&self) -> Result<(), Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.commit(),
        }
    }

    /// Forgets the transaction; does nothing if the engine has already done so.
    pub(crate) fn rollback(&self) -> Result<(), Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.rollback(),
        }
    }

    /// Moves committed pages from the engine's log into its file. An error puts later writes in doubt.
    pub(crate) fn settle(&self) -> Result<(), Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.settle(),
        }
    }

    /// Keeps the engine's log as it is when the connection closes.
    pub(crate) fn leave_log(&self) {
        match self {
            Connection::Sqlite(sqlite) => sqlite.leave_log(),
        }
    }

    /// What the engine's own check of pages and indexes complains about first.
    pub(crate) fn damage(&self) -> Result<Option<String>, Error> {
        match self {
            Connection::Sqlite(sqlite) => sqlite.damage(),
        }
    }
}

impl<'a> From<u64> for Param<'a> {
    fn from(number: u64) -> Param<'a> {
        // A place in the log stays far below 2^63; beyond that the largest number is as good as any.
        Param::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'a> From<Option<&'a str>> for Param<'a> {
    fn from(text: Option<&'a str>) -> Param<'a> {
        text.map_or(Param::Null, Param::Text)
    }
}

impl<'a> From<&'a Cell> for Param<'a> {
    fn from(cell: &'a Cell) -> Param<'a> {
        match cell {
            Cell::Null => Param::Null,
            Cell::Integer(number) => Param::Integer(*number),
            Cell::Text(text) => Param::Text(text),
            Cell::Bytes(bytes) => Param::Bytes(bytes),
        }
    }
}

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Row {
        Row { cells: cells.into_iter() }
    }

    /// The remaining columns as they are.
    pub(crate) fn cells(&mut self) -> Vec<Cell> {
        self.cells.by_ref().collect()
    }

    pub(crate) fn integer(&mut self) -> Result<i64, Error> {
        match self.cells.next() {
            Some(Cell::Integer(number)) => Ok(number),
            _ => Err(Error::Unreadable { what: "number" }),
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn natural<N: TryFrom<i64>>(&mut self) -> Result<N, Error> {
        N::try_from(self.integer()?).map_err(|_| Error::Unreadable { what: "number" })
    }

    pub(crate) fn optional_natural<N: TryFrom<i64>>(&mut self) -> Result<Option<N>, Error> {
        match self.cells.next() {
            Some(Cell::Null) => Ok(None),
            Some(Cell::Integer(number)) => N::try_from(number).map(Some).map_err(|_| Error::Unreadable { what: "number" }),
            _ => Err(Error::Unreadable { what: "number" }),
        }
    }

    pub(crate) fn optional_text(&mut self) -> Result<Option<String>, Error> {
        match self.cells.next() {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Null) => Ok(None),
            _ => Err(Error::Unreadable { what: "text" }),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, Error> {
        self.optional_text()?.ok_or(Error::Unreadable { what: "text" })
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, Error> {
        match self.cells.next() {
            Some(Cell::Bytes(bytes)) => Ok(bytes),
            _ => Err(Error::Unreadable { what: "hash" }),
        }
    }

    pub(crate) fn hash(&mut self) -> Result<crate::Hash, Error> {
        crate::Hash::from_slice(&self.bytes()?).ok_or(Error::Unreadable { what: "hash" })
    }

    pub(crate) fn optional_uuid(&mut self) -> Result<Option<Uuid>, Error> {
        let id = self.optional_text()?.map(|text| Uuid::parse_str(&text)).transpose();
        id.map_err(|_| Error::Unreadable { what: "id" })
    }

    pub(crate) fn uuid(&mut self) -> Result<Uuid, Error> {
        self.optional_uuid()?.ok_or(Error::Unreadable { what: "id" })
    }

    pub(crate) fn instant(&mut self) -> Result<Timestamp, Error> {
        Timestamp::from_microsecond(self.integer()?).map_err(|_| Error::Unreadable { what: "instant" })
    }

    pub(crate) fn optional_instant(&mut self) -> Result<Option<Timestamp>, Error> {
        let instant = match self.cells.next() {
            Some(Cell::Null) => return Ok(None),
            Some(Cell::Integer(micros)) => Timestamp::from_microsecond(micros).ok(),
            _ => None,
        };
        instant.map(Some).ok_or(Error::Unreadable { what: "instant" })
    }

    /// A value kept as JSON.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&mut self, what: &'static str) -> Result<T, Error> {
        serde_json::from_str(&self.text()?).map_err(|_| Error::Unreadable { what })
    }
}
