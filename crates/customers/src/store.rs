//! Opening SQLite with the settings that keep commits, and asserting that they hold.

use std::{path::Path, sync::Arc, time::Duration};

use rusqlite::{Connection, ErrorCode, OpenFlags, types::ValueRef};

use crate::Error;

/// How long a writer waits for another process to finish.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements kept prepared per connection; this crate has fewer.
const PREPARED: usize = 96;

/// `PRAGMA` name, value set, value read back: what a writer needs. Memory stays bounded, because SQLite moves changed pages
/// of a long transaction from its cache of 64 MB into the log.
const WRITER: &[(&str, &str, &str)] = &[
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("checkpoint_fullfsync", "ON", "1"),
    ("cache_size", "-65536", "-65536"),
    // 64 MB: the log shrinks back to this after a large import.
    ("journal_size_limit", "67108864", "67108864"),
];

/// What every connection needs.
const EVERY: &[(&str, &str, &str)] = &[("trusted_schema", "OFF", "0"), ("cell_size_check", "ON", "1")];

/// Opens or makes a file for writing.
pub(crate) fn writer(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = open(path, flags)?;
    configure(&connection, path, &[("journal_mode", "WAL", "wal")])?;
    configure(&connection, path, WRITER)?;
    Ok(connection)
}

/// Opens a file for reading.
pub(crate) fn reader(path: &Path) -> Result<Connection, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    configure(&connection, path, &[("query_only", "ON", "1")])?;
    Ok(connection)
}

/// A store that lives as long as the connection.
pub(crate) fn in_memory() -> Result<Connection, Error> {
    open(Path::new(":memory:"), OpenFlags::default())
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection =
        Connection::open_with_flags(path, flags).map_err(|error| Error::CannotOpen { path: path.to_owned(), source: Arc::new(error) })?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    configure(&connection, path, EVERY)?;
    Ok(connection)
}

/// Sets each setting and asserts that it took effect.
fn configure(connection: &Connection, path: &Path, settings: &[(&'static str, &str, &'static str)]) -> Result<(), Error> {
    for &(name, value, wanted) in settings {
        let named = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::NotCustomers { path: path.to_owned() },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) => Error::CannotOpen { path: path.to_owned(), source: Arc::new(error) },
            _ => error.into(),
        };
        connection.execute_batch(&format!("PRAGMA {name} = {value}")).map_err(named)?;
        let found = connection.query_row(&format!("PRAGMA {name}"), [], |row| {
            Ok(match row.get_ref(0)? {
                ValueRef::Integer(number) => number.to_string(),
                other => String::from_utf8_lossy(other.as_bytes_or_null()?.unwrap_or_default()).into_owned(),
            })
        });
        let found = found.map_err(named)?;
        if found != wanted {
            return Err(Error::Setting { name, found, wanted });
        }
    }
    Ok(())
}
