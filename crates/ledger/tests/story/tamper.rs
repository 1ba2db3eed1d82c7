//! Somebody with the file in hand changes it. Whatever they do, at every place of the log, the first bad revision is named.

use std::path::PathBuf;

use ledger::{Checkpoint, Ledger, Problem, Verification};
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::json;
use tempfile::TempDir;

use crate::given::*;

/// A ledger of about sixty revisions in batches of one to three, and a raw connection that obeys no rule.
struct Scene {
    _folder: TempDir,
    path: PathBuf,
    ledger: Ledger,
    raw: Connection,
    length: i64,
}

const TABLES: [&str; 4] = ["revision", "batch", "chain_head", "heads"];

fn scene() -> Scene {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    fill(&ledger, "first");
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch(
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF;
        DROP TRIGGER revision_is_never_changed; DROP TRIGGER revision_is_never_deleted;
        DROP TRIGGER batch_is_never_changed; DROP TRIGGER batch_is_never_deleted;",
    )
    .unwrap();
    for table in TABLES {
        raw.execute_batch(&format!("CREATE TEMP TABLE kept_{table} AS SELECT * FROM main.{table}")).unwrap();
    }
    let length = ledger.checkpoint().unwrap().seq as i64;
    Scene { _folder: folder, path, ledger, raw, length }
}

/// Sixty revisions: creations, edits, a removal, an undo.
fn fill(ledger: &Ledger, word: &str) {
    let mut minutes = 0;
    let mut next = || {
        minutes += 1;
        minutes
    };
    for number in 0..8 {
        let keys = [format!("C-{number}"), format!("D-{number}"), format!("E-{number}")];
        let writes = keys.iter().take(1 + number % 3).map(|key| write(key, None, json!({ "word": word }))).collect();
        ledger.append(change(next(), "create", writes)).unwrap();
    }
    for round in 1..5u32 {
        for number in 0..8 {
            let edit = write(&format!("C-{number}"), Some(round), json!({ "word": word, "round": round }));
            ledger.append(change(next(), "edit", vec![edit])).unwrap();
        }
    }
    let removed = ledger.append(change(next(), "remove", vec![removal("C-0", 5), removal("D-1", 1)])).unwrap();
    let undone = ledger.undo(undo_of(&removed, next())).unwrap();
    ledger.undo(undo_of(&undone, next())).unwrap();
    let last = (0..7).map(|number| write(&format!("F-{number}"), None, json!({ "word": word }))).collect();
    ledger.append(change(next(), "create", last)).unwrap();
}

impl Scene {
    /// What verification finds after `tamper`; afterwards everything is as it was.
    fn after(&self, witness: Option<&Checkpoint>, tamper: impl FnOnce(&Connection)) -> Verification {
        self.raw.execute_batch("BEGIN").unwrap();
        tamper(&self.raw);
        self.raw.execute_batch("COMMIT").unwrap();
        let found = self.ledger.verify(witness).unwrap();
        let restore: String =
            TABLES.iter().map(|table| format!("DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM kept_{table};")).collect();
        self.raw.execute_batch(&format!("BEGIN; {restore} COMMIT;")).unwrap();
        found
    }

    fn number(&self, sql: &str) -> i64 {
        self.raw.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn columns(&self, table: &str) -> Vec<String> {
        let mut statement = self.raw.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    }
}

fn names(found: &Verification, seq: i64) -> bool {
    let sound_before = found.sound.seq as i64 == seq - 1;
    sound_before && found.fault.as_ref().is_some_and(|fault| fault.seq as i64 == seq)
}

/// The value with one bit flipped.
fn flipped(value: Sql) -> Sql {
    let flip = |mut bytes: Vec<u8>| {
        match bytes.last_mut() {
            Some(byte) => *byte ^= 1,
            None => bytes.push(b'!'),
        }
        bytes
    };
    match value {
        Sql::Null => Sql::Text("{}".into()),
        Sql::Integer(number) => Sql::Integer(number ^ (1 << 20)),
        Sql::Text(text) => Sql::Text(String::from_utf8(flip(text.into_bytes())).unwrap()),
        Sql::Blob(bytes) => Sql::Blob(flip(bytes)),
        Sql::Real(_) => panic!("no column holds a fraction"),
    }
}

#[test]
fn an_untouched_log_is_sound_up_to_its_end() {
    let scene = scene();
    assert_eq!(scene.length, 60);
    let end = scene.ledger.checkpoint().unwrap();
    let found = scene.after(Some(&end), |_| {});
    assert_eq!((found.sound, found.fault), (end, None));
}

#[test]
fn a_flipped_bit_in_any_column_of_any_revision_is_found() {
    let scene = scene();
    for column in scene.columns("revision") {
        for seq in 1..=scene.length {
            let found = scene.after(None, |raw| flip(raw, "revision", &column, "seq", seq));
            assert!(names(&found, seq), "{column} of {seq}: {found:?}");
        }
    }
}

#[test]
fn a_flipped_bit_in_any_column_of_any_batch_is_found() {
    let scene = scene();
    let mut statement = scene.raw.prepare("SELECT first_seq FROM batch").unwrap();
    let batches: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for column in scene.columns("batch") {
        for &first in &batches {
            let found = scene.after(None, |raw| flip(raw, "batch", &column, "first_seq", first));
            assert!(names(&found, first), "{column} of the batch at {first}: {found:?}");
        }
    }
}

fn flip(raw: &Connection, table: &str, column: &str, id: &str, row: i64) {
    let read = format!("SELECT {column} FROM {table} WHERE {id} = $1");
    let value: Sql = raw.query_row(&read, [row], |found| found.get(0)).unwrap();
    let write = format!("UPDATE {table} SET {column} = $1 WHERE {id} = $2");
    assert_eq!(raw.execute(&write, (flipped(value), row)).unwrap(), 1);
}

#[test]
fn text_that_is_no_longer_text_is_found() {
    let scene = scene();
    let found = scene.after(None, |raw| {
        raw.execute("UPDATE revision SET body = CAST(x'7b22ff227d' AS TEXT) WHERE seq = 30", []).unwrap();
    });
    assert!(names(&found, 30), "{found:?}");
}

#[test]
fn a_deleted_revision_is_found_at_every_place() {
    let scene = scene();
    for seq in 1..=scene.length {
        let found = scene.after(None, |raw| {
            raw.execute("DELETE FROM revision WHERE seq = $1", [seq]).unwrap();
        });
        assert!(names(&found, seq), "{seq}: {found:?}");
        let closed = scene.after(None, |raw| {
            raw.execute("DELETE FROM revision WHERE seq = $1", [seq]).unwrap();
            raw.execute("UPDATE revision SET seq = -seq WHERE seq > $1", [seq]).unwrap();
            raw.execute("UPDATE revision SET seq = -seq - 1 WHERE seq < 0", []).unwrap();
        });
        assert!(names(&closed, seq), "{seq} with the gap closed: {closed:?}");
    }
}

#[test]
fn an_inserted_revision_is_found_at_every_place() {
    let scene = scene();
    for seq in 1..=scene.length + 1 {
        let source = seq.min(scene.length);
        let found = scene.after(None, |raw| {
            raw.execute("UPDATE revision SET seq = -seq WHERE seq >= $1", [seq]).unwrap();
            raw.execute("UPDATE revision SET seq = -seq + 1 WHERE seq < 0", []).unwrap();
            let moved = if seq > source { source } else { source + 1 };
            raw.execute(
                "INSERT INTO revision (seq, batch, record, kind, key, number, body, previous, hash) \
                 SELECT $1, batch, 'forged', kind, key, 1, body, previous, hash FROM revision WHERE seq = $2",
                [seq, moved],
            )
            .unwrap();
        });
        assert!(names(&found, seq), "{seq}: {found:?}");
    }
}

#[test]
fn a_revision_before_the_first_is_found() {
    let scene = scene();
    let found = scene.after(None, |raw| {
        raw.execute("UPDATE revision SET seq = 0 WHERE seq = 1", []).unwrap();
    });
    assert!(names(&found, 1), "{found:?}");
}

#[test]
fn neighbours_that_changed_places_are_found() {
    let scene = scene();
    for seq in 1..scene.length {
        let found = scene.after(None, |raw| {
            raw.execute("UPDATE revision SET seq = -1 WHERE seq = $1", [seq]).unwrap();
            raw.execute("UPDATE revision SET seq = $1 WHERE seq = $1 + 1", [seq]).unwrap();
            raw.execute("UPDATE revision SET seq = $1 + 1 WHERE seq = -1", [seq]).unwrap();
        });
        assert!(names(&found, seq), "{seq}: {found:?}");
    }
}

/// Cuts the log after `seq` as a careful forger would: batches, head row and heads all agree with what is left.
fn cut(raw: &Connection, seq: i64) {
    raw.execute("DELETE FROM revision WHERE seq > $1", [seq]).unwrap();
    raw.execute("DELETE FROM batch WHERE first_seq > $1", [seq]).unwrap();
    raw.execute_batch(
        "UPDATE chain_head SET seq = 0, hash = zeroblob(32);
        UPDATE chain_head SET (seq, hash, effective_us) = (SELECT r.seq, r.hash, b.effective_us FROM revision AS r JOIN batch AS b ON b.first_seq = r.batch ORDER BY r.seq DESC LIMIT 1)
        WHERE EXISTS (SELECT 1 FROM revision);
        DELETE FROM heads;
        INSERT INTO heads (record, seq, number, kind, key, removed)
        SELECT record, max(seq), number, kind, key, body IS NULL FROM revision GROUP BY record;",
    )
    .unwrap();
}

#[test]
fn a_log_cut_short_is_found_with_the_witness_at_every_place() {
    let scene = scene();
    let witness = scene.ledger.checkpoint().unwrap();
    for seq in 0..scene.length {
        let found = scene.after(Some(&witness), |raw| cut(raw, seq));
        assert!(names(&found, seq + 1), "cut after {seq}: {found:?}");
        assert_eq!(found.fault.unwrap().problem, Problem::MissingTail);
    }
}

#[test]
fn a_cut_that_forgets_the_head_row_or_a_batch_needs_no_witness() {
    let scene = scene();
    for seq in 0..scene.length {
        let found = scene.after(None, |raw| {
            raw.execute("DELETE FROM revision WHERE seq > $1", [seq]).unwrap();
            raw.execute("DELETE FROM batch WHERE first_seq > $1", [seq]).unwrap();
        });
        assert!(names(&found, seq + 1), "cut after {seq}: {found:?}");
    }
    let inside = scene.number("SELECT first_seq FROM batch WHERE last_seq > first_seq ORDER BY first_seq DESC LIMIT 1");
    let found = scene.after(None, |raw| cut(raw, inside));
    assert!(names(&found, inside + 1), "a batch cut in two: {found:?}");
}

#[test]
fn a_log_rewritten_as_a_whole_is_found_with_the_witness() {
    let scene = scene();
    let witness = scene.ledger.checkpoint().unwrap();
    let other = Ledger::in_memory().unwrap();
    fill(&other, "second");
    assert_eq!(other.verify(None).unwrap().fault, None);
    let fault = other.verify(Some(&witness)).unwrap().fault.unwrap();
    assert_eq!((fault.seq, fault.problem), (60, Problem::WitnessDisagrees));
    assert_eq!(fault.to_string(), "revision 60 of the log, `F-6`, is not the one the witness saw: the log was rewritten here or before");
}

#[test]
fn an_old_witness_still_agrees_after_more_changes() {
    let (ledger, created) = two_claims();
    ledger.append(change(1, "edit", vec![write("C-1", Some(1), json!({}))])).unwrap();
    let found = ledger.verify(Some(&created.checkpoint)).unwrap();
    assert_eq!((found.sound.seq, found.fault), (3, None));
    assert_eq!(ledger.verify(Some(&Checkpoint::default())).unwrap().fault, None);
}

#[test]
fn a_changed_head_row_is_found() {
    let scene = scene();
    for sql in [
        "UPDATE chain_head SET hash = zeroblob(32)",
        "UPDATE chain_head SET effective_us = effective_us + 1",
        "UPDATE chain_head SET seq = seq - 1",
        "UPDATE chain_head SET seq = seq + 1",
        "DELETE FROM chain_head",
    ] {
        let found = scene.after(None, |raw| {
            raw.execute(sql, []).unwrap();
        });
        assert_eq!(found.sound.seq, 60, "{sql}");
        let fault = found.fault.unwrap();
        assert!(fault.seq >= 60 && matches!(fault.problem, Problem::HeadRowDisagrees | Problem::MissingTail), "{sql}: {fault}");
    }
}

#[test]
fn a_changed_head_of_a_record_is_found_and_mended_from_the_log() {
    let scene = scene();
    for column in scene.columns("heads") {
        let found = scene.after(None, |raw| {
            let change = match column.as_str() {
                "removed" => "1 - removed",
                "seq" | "number" => "999",
                _ => "'X'",
            };
            raw.execute(&format!("UPDATE heads SET {column} = {change} WHERE seq = 55"), []).unwrap();
        });
        let fault = found.fault.unwrap_or_else(|| panic!("{column} goes unnoticed"));
        assert_eq!((fault.seq, fault.problem), (55, Problem::HeadsDisagree), "{column}");
    }
    let before = scene.ledger.heads().unwrap();
    scene.raw.execute("DELETE FROM heads WHERE seq > 30", []).unwrap();
    assert_eq!(scene.ledger.verify(None).unwrap().fault.map(|fault| fault.problem), Some(Problem::HeadsDisagree));
    scene.ledger.rebuild_heads().unwrap();
    assert_eq!(scene.ledger.heads().unwrap(), before);
    sound(&scene.ledger);
}

#[test]
fn a_scrambled_page_is_found_or_the_file_is_refused() {
    let Scene { _folder, path, ledger, raw, .. } = scene();
    raw.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    drop((ledger, raw));
    let good = std::fs::read(&path).unwrap();
    let mut unnoticed = 0;
    let pages = good.len() / 4096;
    for page in 0..pages {
        let mut bad = good.clone();
        bad[page * 4096..][..64].fill(0xA5);
        std::fs::write(&path, &bad).unwrap();
        let noticed = match Ledger::open_read_only(&path) {
            Err(_) => true,
            Ok(ledger) => ledger.verify(None).map_or(true, |found| found.fault.is_some()),
        };
        unnoticed += usize::from(!noticed);
    }
    assert_eq!(unnoticed, 0, "of {pages} pages");
}
