//! Opening files: new, again, for reading, foreign, newer.

use ledger::{Error, Ledger};
use rusqlite::Connection;
use serde_json::json;

use crate::given::*;

#[test]
fn a_ledger_opened_again_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let first = Ledger::open(&path).unwrap();
    first.append(change(0, "create", vec![write("C-1", None, json!({ "é": "ü" }))])).unwrap();
    let (seen_first, end) = (first.heads().unwrap(), first.checkpoint().unwrap());
    drop(first);
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["ledger.db"], "a closed ledger is one file");
    let again = Ledger::open(&path).unwrap();
    assert_eq!((again.heads().unwrap(), again.checkpoint().unwrap()), (seen_first, end));
    sound(&again);
}

#[test]
fn a_ledger_for_reading_sees_what_the_writer_writes_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let writer = Ledger::open(&path).unwrap();
    let reader = Ledger::open_read_only(&path).unwrap();
    writer.append(change(0, "create", vec![write("C-1", None, json!({}))])).unwrap();
    assert_eq!(now(&reader), now(&writer));
    assert!(matches!(reader.append(change(1, "edit", vec![])), Err(Error::ReadOnly)));
    assert!(matches!(reader.rebuild_heads(), Err(Error::ReadOnly)));
    sound(&reader);
}

#[test]
fn two_writers_on_one_file_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let [one, other] = [Ledger::open(&path).unwrap(), Ledger::open(&path).unwrap()];
    for number in 0..10 {
        let writer = if number % 2 == 0 { &one } else { &other };
        writer.append(change(number, "create", vec![write(&format!("C-{number}"), None, json!({}))])).unwrap();
    }
    assert_eq!(one.checkpoint().unwrap(), other.checkpoint().unwrap());
    sound(&one);
}

#[test]
fn a_missing_file_is_not_made_by_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    assert!(matches!(Ledger::open_read_only(&path), Err(Error::CannotOpen { .. })));
    assert!(!path.exists());
    assert!(matches!(Ledger::open(folder.path().join("no/such/folder.db")), Err(Error::CannotOpen { .. })));
}

#[test]
fn a_foreign_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "these are notes, long enough to be read as a header of a database file").unwrap();
    assert!(matches!(Ledger::open(&text), Err(Error::NotALedger { .. })));
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("these are notes"));

    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
    let refusal = Ledger::open(&other).unwrap_err();
    assert!(matches!(refusal, Error::NotALedger { .. }));
    let tables: i64 = Connection::open(&other).unwrap().query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn an_older_program_refuses_a_newer_file_and_a_reader_an_older_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    drop(Ledger::open(&path).unwrap());
    let set = |version: i64| Connection::open(&path).unwrap().execute("UPDATE schema_version SET version = $1", [version]).unwrap();
    set(99);
    let refusal =
        "this ledger has schema 99 and this program knows up to 3; install the newer program or restore a backup made before the upgrade";
    assert_eq!(Ledger::open(&path).unwrap_err().to_string(), refusal);
    assert_eq!(Ledger::open_read_only(&path).unwrap_err().to_string(), refusal);
    set(1);
    assert!(matches!(Ledger::open_read_only(&path), Err(Error::OlderSchema { found: 1, known: 3 })));
}

/// A ledger as the first schema left it, with one record.
fn of_the_first_schema(path: &std::path::Path) {
    let ledger = Ledger::open(path).unwrap();
    ledger.append(change(0, "create", vec![write("C-1", None, json!({}))])).unwrap();
    drop(ledger);
    let raw = Connection::open(path).unwrap();
    // Their indexes go with them.
    for table in ["signature", "event", "event_head", "session", "passkey", "person", "ledger_identity"] {
        raw.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
    raw.execute_batch("UPDATE schema_version SET version = 1").unwrap();
}

#[test]
fn a_ledger_of_the_first_schema_gets_people_and_audit_and_keeps_its_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    of_the_first_schema(&path);
    assert!(matches!(Ledger::open_read_only(&path), Err(Error::OlderSchema { found: 1, known: 3 })));
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(now(&ledger), [("C-1".to_owned(), json!({}))]);
    assert!(!ledger.has_people().unwrap());
    assert_eq!(ledger.audit_end().unwrap().seq, 0);
    sound(&ledger);
}

#[test]
fn the_file_is_in_write_ahead_mode_with_strict_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let _open = Ledger::open(&path).unwrap();
    let raw = Connection::open(&path).unwrap();
    let mode: String = raw.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    let sql = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND strict = 0";
    let loose: i64 = raw.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(loose, 0);
}
