//! SQLite behind the adapter: opening with the durability settings, statements, transactions, checkpoints.
//! Automatic checkpoints are off because SQLite hides their errors; the writer settles the log itself and sees them.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, OpenFlags, ToSql, params_from_iter};

use super::{Cell, Param, Row};
use crate::Error;

/// How long a writer waits for another process to finish.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Statements kept prepared per connection; the ledger has fewer than this.
const PREPARED: usize = 128;

/// `PRAGMA` name, value set, value read back. What writers need beyond what readers need.
const WRITER_SETTINGS: &[(&str, &str, &str)] = &[
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("checkpoint_fullfsync", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("recursive_triggers", "ON", "1"),
    ("wal_autocheckpoint", "0", "0"),
    // 64 MB: the log file shrinks back to this after a large import.
    ("journal_size_limit", "67108864", "67108864"),
];

/// Settings of every connection.
const SETTINGS: &[(&str, &str, &str)] = &[("trusted_schema", "OFF", "0"), ("cell_size_check", "ON", "1")];

/// Up to 32 MiB of pages are kept: a whole strategy is read again without going back to the file for every one.
const PAGES_KEPT: &str = "PRAGMA cache_size = -32768";

/// By schema step: revisions and batches, then events and signatures, can be added, never changed or deleted.
pub(super) const GUARDS: &[&[&str]] = &[
    &[
        "CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON revision BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END",
        "CREATE TRIGGER revision_is_never_deleted BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END",
        "CREATE TRIGGER batch_is_never_changed BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'a batch is never changed'); END",
        "CREATE TRIGGER batch_is_never_deleted BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'a batch is never deleted'); END",
    ],
    &[
        "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
        "CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END",
        "CREATE TRIGGER signature_is_never_changed BEFORE UPDATE ON signature BEGIN SELECT RAISE(ABORT, 'a signature is never changed'); END",
        "CREATE TRIGGER signature_is_never_deleted BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'a signature is never deleted'); END",
    ],
];

/// One SQLite connection.
pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Sqlite, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sqlite = Sqlite::open_with(path, flags)?;
        sqlite.configure(path, &[("journal_mode", "WAL", "wal")])?;
        sqlite.configure(path, WRITER_SETTINGS)?;
        Ok(sqlite)
    }

    pub(super) fn open_read_only(path: &Path) -> Result<Sqlite, Error> {
        let sqlite = Sqlite::open_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        sqlite.configure(path, &[("query_only", "ON", "1")])?;
        Ok(sqlite)
    }

    pub(super) fn in_memory() -> Result<Sqlite, Error> {
        let sqlite = Sqlite::open_with(Path::new(":memory:"), OpenFlags::default())?;
        sqlite.configure(Path::new(":memory:"), WRITER_SETTINGS)?;
        Ok(sqlite)
    }

    fn open_with(path: &Path, flags: OpenFlags) -> Result<Sqlite, Error> {
        if !keeps_commits(rusqlite::version_number()) {
            return Err(Error::UnsafeSqlite { version: rusqlite::version() });
        }
        let connection = rusqlite::Connection::open_with_flags(path, flags)
            .map_err(|error| Error::CannotOpen { path: path.to_owned(), source: Arc::new(error) })?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(failure)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        let sqlite = Sqlite { connection };
        sqlite.configure(path, SETTINGS)?;
        // Only for speed. What is wrong with the file is said by the first question that is asked of it.
        let _ = sqlite.connection.execute_batch(PAGES_KEPT);
        Ok(sqlite)
    }

    /// Sets each setting and asserts that it took effect.
    fn configure(&self, path: &Path, settings: &[(&'static str, &str, &'static str)]) -> Result<(), Error> {
        for &(name, value, wanted) in settings {
            let named = |error: rusqlite::Error| match error.sqlite_error_code() {
                Some(ErrorCode::NotADatabase) => Error::NotALedger { path: path.to_owned() },
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) => Error::CannotOpen { path: path.to_owned(), source: Arc::new(error) },
                _ => failure(error),
            };
            self.connection.execute_batch(&format!("PRAGMA {name} = {value}")).map_err(named)?;
            let found = self.pragma(name).map_err(named)?;
            if found != wanted {
                return Err(Error::Setting { name, found, wanted });
            }
        }
        Ok(())
    }

    fn pragma(&self, name: &str) -> Result<String, rusqlite::Error> {
        self.connection.query_row(&format!("PRAGMA {name}"), [], |row| match row.get_ref(0)? {
            ValueRef::Integer(number) => Ok(number.to_string()),
            other => Ok(String::from_utf8_lossy(other.as_bytes_or_null()?.unwrap_or_default()).into_owned()),
        })
    }

    pub(super) fn has_table(&self, name: &str) -> Result<bool, Error> {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1";
        let count: i64 = self.connection.query_row(sql, [name], |row| row.get(0)).map_err(failure)?;
        Ok(count > 0)
    }

    pub(super) fn is_blank(&self) -> Result<bool, Error> {
        let sql = "SELECT count(*) FROM sqlite_schema";
        let count: i64 = self.connection.query_row(sql, [], |row| row.get(0)).map_err(failure)?;
        Ok(count == 0)
    }

    /// Translates the shared type names; every table is STRICT, so that a column never holds another type.
    pub(super) fn define(&self, statement: &str) -> Result<(), Error> {
        let mut own = statement.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB");
        if own.starts_with("CREATE TABLE") {
            own.push_str(" STRICT");
        }
        self.connection.execute_batch(&own).map_err(failure)
    }

    pub(super) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<usize, Error> {
        let mut statement = self.connection.prepare_cached(sql).map_err(failure)?;
        statement.execute(params_from_iter(params)).map_err(failure)
    }

    pub(super) fn each(
        &self,
        sql: &str,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&mut Row) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(sql).map_err(failure)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(params)).map_err(failure)?;
        while let Some(row) = rows.next().map_err(failure)? {
            let cells: Result<Vec<Cell>, rusqlite::Error> = (0..columns).map(|place| Ok(cell(row.get_ref(place)?))).collect();
            if each(&mut Row::new(cells.map_err(failure)?))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn begin_write(&self) -> Result<(), Error> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(failure)
    }

    pub(super) fn begin_read(&self) -> Result<(), Error> {
        self.connection.execute_batch("BEGIN DEFERRED").map_err(failure)
    }

    pub(super) fn commit(&self) -> Result<(), Error> {
        self.connection.execute_batch("COMMIT").map_err(failure)
    }

    pub(super) fn rollback(&self) -> Result<(), Error> {
        // After a full disk or an I/O error SQLite may have rolled back by itself.
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.connection.execute_batch("ROLLBACK").map_err(failure)
    }

    pub(super) fn settle(&self) -> Result<(), Error> {
        // PASSIVE never waits for readers; what it cannot move now is moved next time.
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).map_err(failure)
    }

    pub(super) fn leave_log(&self) {
        // If even this fails, closing may settle the log, which is what happens without it.
        let _ = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }

    pub(super) fn damage(&self) -> Result<Option<String>, Error> {
        let found: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(failure)?;
        Ok((found != "ok").then_some(found))
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Param::Null => ValueRef::Null,
            Param::Integer(number) => ValueRef::Integer(number),
            Param::Text(text) => ValueRef::Text(text.as_bytes()),
            Param::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        // No column of ours holds one; its bits make it a mismatch instead of a panic.
        ValueRef::Real(number) => Cell::Bytes(number.to_be_bytes().to_vec()),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Cell::Text(text.to_owned()),
            Err(_) => Cell::Bytes(bytes.to_vec()),
        },
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
    }
}

/// True for a version without the known loss of committed data: 3.7.0 to 3.51.2 could corrupt a file when the
/// write-ahead log was reset, 3.52.0 was withdrawn.
fn keeps_commits(version: i32) -> bool {
    version >= 3_051_003 && version != 3_052_000
}

/// Sorts a driver error by what the ledger must do about it.
fn failure(error: rusqlite::Error) -> Error {
    use ErrorCode::*;
    let halts = match error.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked) => return Error::Busy,
        Some(DiskFull) => return Error::Full,
        Some(DatabaseCorrupt | NotADatabase) => return Error::Damaged { source: Arc::new(error) },
        Some(SystemIoFailure | OutOfMemory | CannotOpen | ReadOnly | FileLockingProtocolFailed | InternalMalfunction) => true,
        _ => false,
    };
    Error::Storage { halts, source: Arc::new(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_lose_commits_are_refused() {
        let refused = [3_006_000, 3_051_002, 3_052_000];
        let accepted = [3_051_003, 3_053_000, 3_054_001];
        assert!(!refused.into_iter().any(keeps_commits));
        assert!(accepted.into_iter().all(keeps_commits));
        assert!(keeps_commits(rusqlite::version_number()));
    }
}
