//! The second step: people, sessions, the audit and the index of signatures.

use crate::Error;
use crate::hash::Hash;
use crate::store::{Connection, Param};

/// The tables.
pub(super) const TABLES: &[&str] = &[
    // The ledger's own name, by which a witness knows it.
    "CREATE TABLE ledger_identity (
        id BIGINT PRIMARY KEY CHECK (id = 1),
        ledger TEXT NOT NULL
    )",
    // The audit. `rules`, `was` and `became` are canonical JSON.
    "CREATE TABLE event (
        seq BIGINT PRIMARY KEY,
        at_us BIGINT NOT NULL,
        person TEXT NOT NULL,
        acting_as TEXT NOT NULL,
        session TEXT NOT NULL,
        what TEXT NOT NULL,
        about TEXT NOT NULL,
        rules TEXT NOT NULL,
        epoch BIGINT,
        request TEXT NOT NULL,
        reason TEXT NOT NULL,
        was TEXT,
        became TEXT,
        previous BYTEA NOT NULL,
        hash BYTEA NOT NULL
    )",
    "CREATE INDEX event_by_person ON event (person, seq)",
    "CREATE INDEX event_by_what ON event (what, seq)",
    "CREATE INDEX event_by_about ON event (about, seq)",
    "CREATE TABLE event_head (
        id BIGINT PRIMARY KEY CHECK (id = 1),
        seq BIGINT NOT NULL,
        hash BYTEA NOT NULL
    )",
    // Where the signatures of a record are in the audit. What was signed stands in the event alone.
    "CREATE TABLE signature (
        event BIGINT PRIMARY KEY REFERENCES event (seq),
        record TEXT NOT NULL,
        number BIGINT NOT NULL
    )",
    "CREATE INDEX signature_by_record ON signature (record, number)",
    // Accounts. `grants`, `roles` and `preferences` are JSON; every change but of preferences is in the audit.
    "CREATE TABLE person (
        id TEXT PRIMARY KEY,
        login TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        active BIGINT NOT NULL CHECK (active IN (0, 1)),
        password TEXT,
        grants TEXT NOT NULL,
        roles TEXT NOT NULL,
        preferences TEXT NOT NULL
    )",
    "CREATE TABLE passkey (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL REFERENCES person (id),
        label TEXT NOT NULL,
        credential TEXT NOT NULL,
        counter BIGINT NOT NULL
    )",
    "CREATE INDEX passkey_by_person ON passkey (person)",
    // Sessions. `token` is the SHA-256 of the id that the browser holds; the id itself is nowhere.
    "CREATE TABLE session (
        token BYTEA PRIMARY KEY,
        person TEXT NOT NULL REFERENCES person (id),
        acting_as TEXT,
        cases TEXT NOT NULL,
        device TEXT NOT NULL,
        started_us BIGINT NOT NULL,
        seen_us BIGINT NOT NULL,
        stepped_up_us BIGINT
    )",
    "CREATE INDEX session_by_person ON session (person)",
];

/// The audit begins empty, and the ledger gets its name.
pub(super) fn begin(connection: &Connection) -> Result<(), Error> {
    let name = uuid::Uuid::new_v4().to_string();
    connection.execute("INSERT INTO ledger_identity (id, ledger) VALUES (1, $1)", &[Param::Text(&name)])?;
    connection.execute("INSERT INTO event_head (id, seq, hash) VALUES (1, 0, $1)", &[Param::Bytes(&Hash::START.0)])?;
    Ok(())
}
