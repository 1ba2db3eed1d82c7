//! Create, edit, collide, merge, remove, undo, undo the undo, import twice.

use ledger::merge;
use serde_json::json;
use uuid::Uuid;

use crate::given::*;

#[test]
fn a_record_keeps_every_revision_with_who_when_and_why() {
    let (ledger, created) = two_claims();
    assert_eq!(created.checkpoint.seq, 2);
    let edit = change(5, "edit", vec![write("C-1", Some(1), json!({ "statement": "fewer admissions", "strength": 2 }))]);
    let edited = ledger.append(edit).unwrap();
    assert_eq!(edited.written[0].number, 2);

    let history = ledger.history("C-1").unwrap();
    let numbers: Vec<u32> = history.iter().map(|revision| revision.number).collect();
    assert_eq!(numbers, [2, 1]);
    let newest = &history[0];
    assert_eq!((newest.seq, newest.author.as_str(), newest.acting_as.as_str()), (3, "ana", "medical"));
    assert_eq!((newest.at, newest.reason.as_str(), newest.label.as_str()), (minute(5), "because", "edit"));
    assert_eq!(newest.previous, created.checkpoint.hash);
    assert_eq!(newest.hash, ledger.checkpoint().unwrap().hash);
    assert_eq!(ledger.revision(id("C-1"), 1).unwrap().as_ref(), history.last());
    assert_eq!(ledger.since(2).unwrap(), history[..1]);
    assert_eq!(ledger.batches(Some(newest.seq), 10).unwrap().len(), 1, "the next page starts before the edit");
    sound(&ledger);
}

#[test]
fn a_stale_edit_gets_both_versions_and_a_merge_by_field() {
    let (ledger, _) = two_claims();
    let ana = write("C-1", Some(1), json!({ "statement": "fewer admissions", "strength": 3 }));
    let ben = write("C-1", Some(1), json!({ "statement": "fewer first admissions", "strength": 1 }));
    ledger.append(change(1, "edit", vec![ana])).unwrap();
    let refused = ledger.append(change(2, "edit", vec![ben, write("C-2", Some(1), json!({}))]));
    assert_eq!(refused.as_ref().unwrap_err().to_string(), "`C-1` changed since you read it; compare both versions and save the merged one");

    let conflicts = stale(refused);
    let [conflict] = conflicts.as_slice() else { panic!("one record has moved on") };
    assert_eq!(conflict.theirs.number, 2);
    assert_eq!(now(&ledger)[1].1["statement"], "faster onset", "nothing of the refused change is there");

    let base = conflict.base.clone().and_then(|base| base.body).unwrap();
    let merged = merge(&base, conflict.theirs.body.as_ref().unwrap(), conflict.yours.as_ref().unwrap());
    assert_eq!(merged.conflicts, []);
    let both = json!({ "statement": "fewer first admissions", "strength": 3 });
    assert_eq!(json!(merged.merged), both);
    ledger.append(change(3, "edit", vec![write("C-1", Some(2), both.clone())])).unwrap();
    assert_eq!(now(&ledger)[0].1, both);
    sound(&ledger);
}

#[test]
fn undo_brings_back_what_was_and_can_itself_be_undone() {
    let (ledger, created) = two_claims();
    let before = now(&ledger);
    let mixed = vec![
        write("C-1", Some(1), json!({ "statement": "changed" })),
        removal("C-2", 1),
        write("C-3", None, json!({ "statement": "new" })),
    ];
    let changed = ledger.append(change(1, "tidy up", mixed)).unwrap();
    let after = now(&ledger);
    assert_ne!(before, after);

    let undone = ledger.undo(undo_of(&changed, 2)).unwrap();
    assert_eq!(now(&ledger), before);
    let redone = ledger.undo(undo_of(&undone, 3)).unwrap();
    assert_eq!(now(&ledger), after);

    let batches = ledger.batches(None, 10).unwrap();
    let labels: Vec<&str> = batches.iter().map(|batch| batch.label.as_str()).collect();
    assert_eq!(labels, ["undo of undo of tidy up", "undo of tidy up", "tidy up", "create"]);
    assert_eq!(batches[1].undoes, changed.batch);
    assert_eq!(batches[1].undone_by, redone.batch);
    assert_eq!(ledger.batch(created.batch.unwrap()).unwrap().as_ref(), batches.last());
    assert_eq!(ledger.batches(Some(batches[1].first_seq), 1).unwrap(), batches[2..3]);
    sound(&ledger);
}

#[test]
fn a_batch_says_what_it_changed_in_each_record() {
    let (ledger, created) = two_claims();
    let writes = vec![write("C-3", None, json!({ "new": true })), write("C-2", Some(1), json!({ "edited": true }))];
    let changed = ledger.append(change(1, "edit", writes)).unwrap();
    let steps = ledger.changes(changed.batch.unwrap()).unwrap();
    let told: Vec<(&str, bool)> = steps.iter().map(|step| (step.after.key.as_str(), step.before.is_some())).collect();
    assert_eq!(told, [("C-3", false), ("C-2", true)]);
    assert_eq!(steps[1].before, ledger.revision("C-2", 1).unwrap());
    assert_eq!(ledger.changes(created.batch.unwrap()).unwrap().len(), 2);
    assert_eq!(ledger.changes(Uuid::nil()).unwrap(), []);
}

#[test]
fn an_undo_never_takes_a_later_change_with_it() {
    let (ledger, created) = two_claims();
    ledger.append(change(1, "edit", vec![write("C-2", Some(1), json!({ "statement": "later" }))])).unwrap();
    let before = now(&ledger);
    let conflicts = stale(ledger.undo(undo_of(&created, 2)));
    assert_eq!(conflicts.len(), 1);
    assert_eq!((conflicts[0].key.as_str(), conflicts[0].theirs.number, &conflicts[0].yours), ("C-2", 2, &None));
    assert_eq!(now(&ledger), before);
}

#[test]
fn the_same_undo_twice_is_refused_by_the_first_one() {
    let (ledger, _) = two_claims();
    let edited = ledger.append(change(1, "edit", vec![write("C-1", Some(1), json!({ "strength": 2 }))])).unwrap();
    ledger.undo(undo_of(&edited, 2)).unwrap();
    assert_eq!(stale(ledger.undo(undo_of(&edited, 3))).len(), 1);
}

#[test]
fn a_removed_record_is_gone_from_now_and_kept_in_the_past() {
    let (ledger, _) = two_claims();
    ledger.append(change(1, "remove", vec![removal("C-1", 1)])).unwrap();
    assert_eq!(now(&ledger).len(), 1);
    assert_eq!(at(&ledger, 0).len(), 2);
    assert_eq!(ledger.head("C-1").unwrap().unwrap().body, None);

    let restored = write("C-1", Some(2), json!({ "statement": "back" }));
    let receipt = ledger.append(change(2, "restore", vec![restored])).unwrap();
    assert_eq!(receipt.written[0].number, 3);
    assert_eq!(now(&ledger).len(), 2);
    sound(&ledger);
}

#[test]
fn importing_the_same_twice_changes_nothing() {
    let ledger = ledger::Ledger::in_memory().unwrap();
    let rows = [("C-1", json!({ "a": 1, "b": { "x": 1, "y": 2 } })), ("C-2", json!({ "a": 2 }))];
    let import = |minutes| {
        let number = |key| ledger.head(id(key)).unwrap().map(|head| head.number);
        let writes = rows.iter().map(|(key, value)| write(key, number(key), value.clone())).collect();
        ledger.append(change(minutes, "import demo.xlsx", writes)).unwrap()
    };
    let first = import(0);
    assert_eq!((first.written.len(), first.unchanged), (2, 0));
    let second = import(1);
    assert_eq!((second.batch, second.written.len(), second.unchanged), (None, 0, 2));
    assert_eq!(second.checkpoint, first.checkpoint);
    assert_eq!(ledger.batches(None, 10).unwrap().len(), 1);
}

#[test]
fn the_order_of_fields_is_no_change() {
    let (ledger, _) = two_claims();
    let turned = write("C-1", Some(1), json!({ "strength": 1, "statement": "fewer admissions" }));
    assert_eq!(ledger.append(change(1, "edit", vec![turned])).unwrap().batch, None);
}

#[test]
fn a_request_sent_twice_happens_once() {
    let (ledger, _) = two_claims();
    let mut request = change(1, "edit", vec![write("C-1", Some(1), json!({ "strength": 2 }))]);
    request.idempotency_key = Some("k-1".into());
    let first = ledger.append(request.clone()).unwrap();
    request.at = minute(2);
    assert_eq!(ledger.append(request.clone()).unwrap(), first);
    assert_eq!(ledger.checkpoint().unwrap(), first.checkpoint);

    let mut other = request.clone();
    other.writes[0].body = Some(body(json!({ "strength": 3 })));
    let refused = ledger.append(other.clone()).unwrap_err();
    assert_eq!(refused.to_string(), "the idempotency key `k-1` was already used for another request; send a new key");

    other.author = "ben".into();
    other.writes[0].base = Some(2);
    assert!(ledger.append(other).unwrap().batch.is_some(), "another person's key is another key");

    let undo = ledger::Undo {
        idempotency_key: Some("k-2".into()),
        ..undo_of(&ledger.append(change(3, "edit", vec![write("C-2", Some(1), json!({}))])).unwrap(), 4)
    };
    assert_eq!(ledger.undo(undo.clone()).unwrap(), ledger.undo(undo).unwrap());

    assert_eq!(ledger.forget_idempotency_keys(minute(4)).unwrap(), 2);
    assert_eq!(stale(ledger.append(request)).len(), 1, "once forgotten, it is a new request");
    sound(&ledger);
}

#[test]
fn keys_may_change_and_be_swapped_but_never_shared() {
    let (ledger, _) = two_claims();
    let named = |record: &str, key: &str, base| ledger::Write { key: key.into(), ..write(record, base, json!({ "was": record })) };
    let swap = vec![named("C-1", "C-2", Some(1)), named("C-2", "C-1", Some(1))];
    let swapped = ledger.append(change(1, "swap", swap)).unwrap();
    assert_eq!(ledger.head("C-1").unwrap().unwrap().record, id("C-2"));

    let refused = ledger.append(change(2, "edit", vec![named("C-3", "C-1", None)])).unwrap_err();
    assert_eq!(refused.to_string(), "the key `C-1` is already used by another record; choose another key");
    let refused = ledger.append(change(2, "edit", vec![named("C-3", "C-9", None), named("C-4", "C-9", None)]));
    assert!(matches!(refused, Err(ledger::Error::KeyTaken { holder, .. }) if holder == id("C-3")));

    ledger.undo(undo_of(&swapped, 3)).unwrap();
    assert_eq!(ledger.head("C-1").unwrap().unwrap().record, id("C-1"));
    sound(&ledger);
}

#[test]
fn a_new_key_alone_is_a_change() {
    let (ledger, _) = two_claims();
    let renamed = ledger::Write { key: "C-9".into(), ..write("C-2", Some(1), json!({ "statement": "faster onset" })) };
    ledger.append(change(1, "rename", vec![renamed])).unwrap();
    assert_eq!(ledger.head("C-9").unwrap().map(|head| (head.record, head.number)), Some((id("C-2"), 2)));
}

#[test]
fn a_key_given_up_names_the_record_that_had_it_last() {
    let (ledger, _) = two_claims();
    ledger.append(change(1, "rename", vec![ledger::Write { key: "C-9".into(), ..write("C-1", Some(1), json!({})) }])).unwrap();
    assert_eq!(ledger.history("C-1").unwrap(), ledger.history("C-9").unwrap());
    assert_eq!(ledger.history("C-77").unwrap(), []);
    assert_eq!(ledger.head("C-77").unwrap(), None);
}
