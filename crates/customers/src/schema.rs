//! The tables. What is kept stands in `import`, `subject`, `fact`, `also` and `decision`; everything else follows from these
//! and can be made anew. A file remembers its schema in `user_version`, and whose it is in `application_id`.

use std::path::Path;

use rusqlite::Connection;

use crate::Error;

/// `LdCu`, by which a file of customers is told from any other.
const OURS: i64 = 0x4c64_4375;

/// The steps from one schema to the next. Steps are only ever added.
const STEPS: &[&str] = &[FIRST];

const FIRST: &str = "
    -- One file that was kept. `id` is null only within the transaction that keeps it.
    CREATE TABLE import (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT UNIQUE,
        system TEXT NOT NULL,
        source TEXT NOT NULL,
        file TEXT NOT NULL,
        release TEXT NOT NULL,
        licence TEXT NOT NULL,
        acting_as TEXT NOT NULL,
        person TEXT NOT NULL,
        reason TEXT NOT NULL,
        at_us INTEGER NOT NULL,
        facts INTEGER NOT NULL,
        rejected INTEGER NOT NULL,
        ignored TEXT NOT NULL,
        first_fact INTEGER NOT NULL,
        last_fact INTEGER NOT NULL
    ) STRICT;
    -- Whom facts are about: a record of a system, or an identifier such as an NPI. A number is never given twice.
    CREATE TABLE subject (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        system TEXT NOT NULL,
        code TEXT NOT NULL,
        UNIQUE (system, code)
    ) STRICT;
    -- One row of a file. `same` is alike for the same row of another release. Events have a day, since 1970-01-01.
    -- The facts of one import have numbers without gaps.
    CREATE TABLE fact (
        id INTEGER PRIMARY KEY,
        import INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        subject INTEGER,
        day INTEGER,
        same INTEGER NOT NULL,
        line INTEGER NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX fact_by_subject ON fact (subject, kind, day) WHERE subject IS NOT NULL;
    CREATE INDEX fact_by_same ON fact (same);
    -- Whom a fact is about beside its subject: the organisation of an affiliation, the other of two who share patients.
    CREATE TABLE also (subject INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (subject, fact)) STRICT, WITHOUT ROWID;
    CREATE INDEX also_by_fact ON also (fact);
    -- What people decided about pairs of records. Records are named as their systems name them, so that a decision outlives
    -- an import that is taken back and kept again.
    CREATE TABLE decision (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        verdict TEXT NOT NULL CHECK (verdict IN ('one', 'two')),
        one_system TEXT NOT NULL, one_code TEXT NOT NULL,
        other_system TEXT NOT NULL, other_code TEXT NOT NULL,
        acting_as TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL, at_us INTEGER NOT NULL,
        back_acting_as TEXT, back_person TEXT, back_reason TEXT, back_at_us INTEGER
    ) STRICT;
    -- Derived: a record of a person or organisation as its newest release has it, and the stakeholder that it is.
    -- A stakeholder is named for the record of it that was heard of first.
    CREATE TABLE record (
        subject INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        is_person INTEGER NOT NULL,
        is_scored INTEGER NOT NULL,
        version INTEGER NOT NULL,
        day INTEGER NOT NULL,
        details TEXT NOT NULL,
        stakeholder INTEGER NOT NULL,
        joined INTEGER NOT NULL,
        score REAL,
        linked_to INTEGER,
        why TEXT
    ) STRICT;
    CREATE INDEX record_by_stakeholder ON record (stakeholder);
    -- Derived: other subjects whose facts are about a record: its NPI, its ORCID, the formularies of its plans.
    CREATE TABLE alias (record INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (record, subject)) STRICT, WITHOUT ROWID;
    CREATE INDEX alias_by_subject ON alias (subject);
    -- Derived: pairs that are for a person to look at.
    CREATE TABLE doubt (
        one INTEGER NOT NULL, other INTEGER NOT NULL, probability REAL NOT NULL, is_one INTEGER NOT NULL, why TEXT NOT NULL,
        PRIMARY KEY (one, other)
    ) STRICT, WITHOUT ROWID;
    -- Derived: the words of records, by which they are found.
    CREATE VIRTUAL TABLE words USING fts5 (
        name, npi, city, organisation,
        content = '', contentless_delete = 1, prefix = '1 2 3 4',
        tokenize = 'unicode61 remove_diacritics 2'
    );
    -- One row: whether records have changed since they were linked.
    CREATE TABLE standing (id INTEGER PRIMARY KEY CHECK (id = 1), needs_link INTEGER NOT NULL) STRICT;
    INSERT INTO standing (id, needs_link) VALUES (1, 0);
";

/// Brings a file up to date, each step in its own transaction.
pub(crate) fn bring_up_to_date(connection: &Connection, path: &Path) -> Result<(), Error> {
    loop {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let stepped = step(connection, path);
        match stepped {
            Ok(true) => connection.execute_batch("COMMIT")?,
            other => {
                connection.execute_batch("ROLLBACK")?;
                return other.map(|_| ());
            }
        }
    }
}

/// Takes the next step; false if there is none.
fn step(connection: &Connection, path: &Path) -> Result<bool, Error> {
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let (owner, found) = (pragma("application_id")?, pragma("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_blank = owner == 0 && found == 0 && tables == 0;
    if owner != OURS && !is_blank {
        return Err(Error::NotCustomers { path: path.to_owned() });
    }
    let known = STEPS.len() as i64;
    if found > known {
        return Err(Error::NewerSchema { found, known });
    }
    let Some(statements) = usize::try_from(found).ok().and_then(|found| STEPS.get(found)) else { return Ok(false) };
    connection.execute_batch(statements)?;
    connection.execute_batch(&format!("PRAGMA application_id = {OURS}; PRAGMA user_version = {}", found + 1))?;
    Ok(true)
}
