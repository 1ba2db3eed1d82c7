//! The tables, as an ordered list of migrations that are part of the program.
//! A store remembers how far it came; an older program refuses a store that is ahead of it.

mod second;
mod third;

use std::path::Path;

use crate::Error;
use crate::hash::Hash;
use crate::store::{Connection, Param};

/// One step from one schema version to the next, in the shared dialect. Steps are only ever added.
struct Migration {
    statements: &'static [&'static str],
    /// Writes the rows with which the new tables begin. The triggers of the step are set before it.
    begin: fn(&Connection) -> Result<(), Error>,
}

const MIGRATIONS: &[Migration] = &[
    Migration { statements: FIRST, begin: begin_log },
    Migration { statements: second::TABLES, begin: second::begin },
    Migration { statements: third::INDEXES, begin: third::begin },
];

const FIRST: &[&str] = &[
    // One change. `first_seq` is its name inside the store, `id` outside.
    "CREATE TABLE batch (
        first_seq BIGINT PRIMARY KEY,
        last_seq BIGINT NOT NULL CHECK (last_seq >= first_seq),
        id TEXT NOT NULL UNIQUE,
        label TEXT NOT NULL,
        author TEXT NOT NULL,
        acting_as TEXT NOT NULL,
        at_us BIGINT NOT NULL,
        effective_us BIGINT NOT NULL,
        reason TEXT NOT NULL,
        undoes TEXT UNIQUE REFERENCES batch (id)
    )",
    "CREATE INDEX batch_by_instant ON batch (effective_us, last_seq)",
    // The log. `body` is canonical JSON, or null where the revision removes the record.
    "CREATE TABLE revision (
        seq BIGINT PRIMARY KEY,
        batch BIGINT NOT NULL REFERENCES batch (first_seq),
        record TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        number BIGINT NOT NULL,
        body TEXT,
        previous BYTEA NOT NULL,
        hash BYTEA NOT NULL,
        UNIQUE (record, number)
    )",
    "CREATE INDEX revision_by_key ON revision (key, seq)",
    // Derived: the current revision of each record. Rebuilt from the log at any time.
    "CREATE TABLE heads (
        record TEXT PRIMARY KEY,
        seq BIGINT NOT NULL UNIQUE REFERENCES revision (seq),
        number BIGINT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        removed BIGINT NOT NULL CHECK (removed IN (0, 1))
    )",
    "CREATE UNIQUE INDEX heads_by_key ON heads (key) WHERE removed = 0",
    // The head row: the end of the chain, from which the next number is taken.
    "CREATE TABLE chain_head (
        id BIGINT PRIMARY KEY CHECK (id = 1),
        seq BIGINT NOT NULL,
        hash BYTEA NOT NULL,
        effective_us BIGINT NOT NULL
    )",
    "CREATE TABLE idempotency (
        author TEXT NOT NULL,
        key TEXT NOT NULL,
        request BYTEA NOT NULL,
        receipt TEXT NOT NULL,
        at_us BIGINT NOT NULL,
        PRIMARY KEY (author, key)
    )",
];

/// The newest schema version this program knows.
const KNOWN: u32 = MIGRATIONS.len() as u32;

/// Brings a store up to date, each step in its own transaction; a blank store starts from nothing.
pub(crate) fn bring_up_to_date(connection: &Connection, path: &Path) -> Result<(), Error> {
    loop {
        connection.begin_write()?;
        let stepped = step(connection, path);
        match stepped {
            Ok(true) => connection.commit()?,
            Ok(false) => return connection.rollback(),
            Err(error) => {
                connection.rollback()?;
                return Err(error);
            }
        }
    }
}

/// Refuses a store that is not exactly at the version this program needs.
pub(crate) fn must_be_current(connection: &Connection, path: &Path) -> Result<(), Error> {
    let found = version(connection, path)?;
    if found < KNOWN {
        return Err(Error::OlderSchema { found, known: KNOWN });
    }
    Ok(())
}

/// Runs the next migration; false if there is none.
fn step(connection: &Connection, path: &Path) -> Result<bool, Error> {
    let found = version(connection, path)?;
    let Some(migration) = MIGRATIONS.get(found as usize) else {
        return Ok(false);
    };
    if found == 0 {
        connection.define("CREATE TABLE schema_version (id BIGINT PRIMARY KEY CHECK (id = 1), version BIGINT NOT NULL)")?;
        connection.execute("INSERT INTO schema_version (id, version) VALUES (1, 0)", &[])?;
    }
    for statement in migration.statements {
        connection.define(statement)?;
    }
    for guard in connection.guards(found) {
        connection.define(guard)?;
    }
    (migration.begin)(connection)?;
    connection.execute("UPDATE schema_version SET version = $1 WHERE id = 1", &[Param::from(u64::from(found) + 1)])?;
    Ok(true)
}

fn begin_log(connection: &Connection) -> Result<(), Error> {
    let start = i64::MIN;
    connection.execute(
        "INSERT INTO chain_head (id, seq, hash, effective_us) VALUES (1, 0, $1, $2)",
        &[Param::Bytes(&Hash::START.0), Param::Integer(start)],
    )?;
    Ok(())
}

/// The store's schema version; 0 for a blank store.
fn version(connection: &Connection, path: &Path) -> Result<u32, Error> {
    if !connection.has_table("schema_version")? {
        let blank = connection.is_blank()?;
        return if blank { Ok(0) } else { Err(Error::NotALedger { path: path.to_owned() }) };
    }
    let found = connection.one("SELECT version FROM schema_version WHERE id = 1", &[], |row| row.natural::<u32>())?;
    let found = found.ok_or(Error::Unreadable { what: "schema version" })?;
    if found > KNOWN {
        return Err(Error::NewerSchema { found, known: KNOWN });
    }
    Ok(found)
}
