//! What the ledger refuses to write, and what it does when the machine fails.

use ledger::{Error, Ledger, Write};
use rusqlite::Connection;
use serde_json::json;

use crate::given::*;

fn refused(ledger: &Ledger, writes: Vec<Write>) -> String {
    let end = ledger.checkpoint().unwrap();
    let error = ledger.append(change(1, "edit", writes)).unwrap_err();
    assert_eq!(ledger.checkpoint().unwrap(), end, "a refused change leaves nothing");
    error.to_string()
}

#[test]
fn each_refusal_says_what_to_do() {
    let (ledger, _) = two_claims();
    let twice = vec![write("C-1", Some(1), json!({})), write("C-1", Some(1), json!({}))];
    assert_eq!(refused(&ledger, twice), "the record `C-1` is written twice in one change; combine both into one");
    let unknown = "there is no record `C-8` to change; create it first";
    assert_eq!(refused(&ledger, vec![write("C-8", Some(3), json!({}))]), unknown);
    assert_eq!(refused(&ledger, vec![removal("C-8", 1)]), unknown);
    let turned = Write { kind: "need".into(), ..write("C-1", Some(1), json!({})) };
    assert_eq!(refused(&ledger, vec![turned]), "the record `C-1` is a `claim` and cannot become a `need`; create a new record instead");
    let many = (0..5).map(|number| write(&format!("M-{number}"), None, json!({}))).collect::<Vec<_>>();
    ledger.append(change(0, "create", many.clone())).unwrap();
    let again = many.into_iter().map(|one| Write { body: Some(body(json!({ "b": 1 }))), ..one }).collect();
    assert_eq!(
        refused(&ledger, again),
        "`M-0`, `M-1`, `M-2` and 2 more changed since you read them; compare both versions and save the merged one"
    );
    let nowhere = ledger::Undo { batch: uuid::Uuid::nil(), ..undo_of(&two_claims().1, 3) };
    assert!(matches!(ledger.undo(nowhere), Err(Error::UnknownBatch { .. })));
}

#[test]
fn the_log_cannot_be_changed_even_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    ledger.append(change(0, "create", vec![write("C-1", None, json!({}))])).unwrap();
    let raw = Connection::open(&path).unwrap();
    for sql in ["UPDATE revision SET key = 'X'", "DELETE FROM revision", "UPDATE batch SET author = 'X'", "DELETE FROM batch"] {
        let refusal = raw.execute(sql, []).unwrap_err().to_string();
        assert!(refusal.contains("is never"), "{sql}: {refusal}");
    }
}

#[test]
fn after_a_failed_commit_nothing_more_is_written_and_reading_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    ledger.append(change(0, "create", vec![write("C-1", None, json!({}))])).unwrap();
    // A reference that is checked at commit and does not hold makes the commit itself fail.
    let trap = "CREATE TABLE nowhere (id INTEGER PRIMARY KEY);
        CREATE TABLE trap (id INTEGER REFERENCES nowhere (id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER springs AFTER INSERT ON revision BEGIN INSERT INTO trap VALUES (7); END;";
    Connection::open(&path).unwrap().execute_batch(trap).unwrap();

    let edit = change(1, "edit", vec![write("C-1", Some(1), json!({ "a": 1 }))]);
    assert!(matches!(ledger.append(edit.clone()), Err(Error::Halted { .. })));
    Connection::open(&path).unwrap().execute_batch("DROP TRIGGER springs").unwrap();
    assert!(matches!(ledger.append(edit.clone()), Err(Error::Halted { .. })), "it is not tried again");
    assert!(matches!(ledger.clone().halted(), Some(Error::Halted { .. })));
    assert_eq!(now(&ledger), [("C-1".to_owned(), json!({}))]);

    drop(ledger);
    let restarted = Ledger::open(&path).unwrap();
    restarted.append(edit).unwrap();
    sound(&restarted);
}

#[test]
fn a_statement_that_fails_takes_the_whole_change_with_it_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    ledger.append(change(0, "create", vec![write("C-1", None, json!({}))])).unwrap();
    let before = now(&ledger);
    let huge = "x".repeat(4_000_000);
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch(
        "CREATE TRIGGER limit_size BEFORE INSERT ON revision WHEN length(NEW.body) > 1000000 BEGIN SELECT RAISE(ABORT, 'too long'); END",
    )
    .unwrap();
    let writes = vec![write("C-2", None, json!({})), write("C-1", Some(1), json!({ "text": huge }))];
    assert!(matches!(ledger.append(change(1, "edit", writes)), Err(Error::Storage { halts: false, .. })));
    assert_eq!(now(&ledger), before, "the first write of the failed change is not there either");
    assert!(ledger.halted().is_none());
    ledger.append(change(2, "edit", vec![write("C-1", Some(1), json!({ "a": 1 }))])).unwrap();
    sound(&ledger);
}

#[test]
fn threads_that_edit_the_same_record_never_lose_an_edit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    // Two threads share one ledger, the other two have their own, as other processes would.
    let shared = Ledger::open(&path).unwrap();
    let ledgers = [shared.clone(), shared.clone(), Ledger::open(&path).unwrap(), Ledger::open(&path).unwrap()];
    shared.append(change(0, "create", vec![write("C-1", None, json!({ "count": 0 }))])).unwrap();
    let count_up = |ledger: Ledger| {
        let mut done = 0;
        while done < 25 {
            let head = ledger.head("C-1").unwrap().unwrap();
            let count = head.body.unwrap()["count"].as_i64().unwrap();
            let edit = write("C-1", Some(head.number), json!({ "count": count + 1 }));
            match ledger.append(change(1, "edit", vec![edit])) {
                Ok(_) => done += 1,
                Err(Error::Stale { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
    };
    std::thread::scope(|scope| {
        for ledger in ledgers {
            scope.spawn(move || count_up(ledger));
        }
    });
    assert_eq!(now(&shared)[0].1, json!({ "count": 100 }));
    sound(&shared);
}
