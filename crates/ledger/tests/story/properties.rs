//! Any run of changes: undo restores, time travel agrees with a naive model, equal changes merge to themselves.

use std::collections::BTreeMap;

use ledger::{Body, Ledger, Write, merge};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::given::*;

/// What a step writes to one of a few records.
#[derive(Debug, Clone)]
enum Act {
    Set(u8, u8),
    Remove(u8),
}

/// One batch: a clock (which may go back) and what is written.
type Step = (i8, Vec<Act>);

/// The live records by key, as a naive store has them.
type State = BTreeMap<String, Value>;

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let act = prop_oneof![3 => (0..6u8, 0..4u8).prop_map(|(key, value)| Act::Set(key, value)), 1 => (0..6u8).prop_map(Act::Remove)];
    vec((0..60i8, vec(act, 1..5)), 1..12)
}

/// The writes for a step: the last act on a record counts, removals of records that are not there are left out.
fn writes(ledger: &Ledger, acts: &[Act]) -> Vec<Write> {
    let mut by_key = BTreeMap::new();
    for act in acts {
        let (key, value) = match act {
            Act::Set(key, value) => (key, Some(json!({ "value": value }))),
            Act::Remove(key) => (key, None),
        };
        by_key.insert(format!("C-{key}"), value);
    }
    let write_of = |(key, value): (String, Option<Value>)| {
        let head = ledger.head(id(&key)).unwrap();
        match (head, value) {
            (None, None) => None,
            (head, Some(value)) => Some(write(&key, head.map(|head| head.number), value)),
            (Some(head), None) => Some(removal(&key, head.number)),
        }
    };
    by_key.into_iter().filter_map(write_of).collect()
}

fn state(ledger: &Ledger) -> State {
    now(ledger).into_iter().collect()
}

fn fields() -> impl Strategy<Value = Body> {
    let plain = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), (0..3i64).prop_map(Value::from)];
    let value = plain.prop_recursive(2, 12, 3, |inner| {
        let names = "[ab]";
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::hash_map(names, inner, 0..3).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    });
    proptest::collection::hash_map("[abc]", value, 0..4).prop_map(|fields| fields.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_of_agrees_with_a_naive_model(steps in steps()) {
        let ledger = Ledger::in_memory().unwrap();
        // After each batch: the latest clock so far, and the state.
        let mut model: Vec<(i64, State)> = Vec::new();
        let mut live = State::new();
        for (clock, acts) in &steps {
            let writes = writes(&ledger, acts);
            for write in &writes {
                match &write.body {
                    Some(body) => live.insert(write.key.clone(), json!(body)),
                    None => live.remove(&write.key),
                };
            }
            let clock = i64::from(*clock);
            if ledger.append(change(clock, "step", writes)).unwrap().batch.is_some() {
                let latest = model.last().map_or(clock, |(before, _)| clock.max(*before));
                model.push((latest, live.clone()));
            }
            prop_assert_eq!(&state(&ledger), &live);
        }
        for minutes in -1..61 {
            let expected = model.iter().rfind(|(latest, _)| *latest <= minutes).map(|(_, state)| state.clone());
            let found: State = at(&ledger, minutes).into_iter().collect();
            prop_assert_eq!(found, expected.unwrap_or_default());
        }
        sound(&ledger);
    }

    #[test]
    fn undo_restores_the_heads_and_undoing_it_restores_the_change(steps in steps(), last in vec((0..6u8, 0..4u8).prop_map(|(key, value)| Act::Set(key, value)), 1..5)) {
        let ledger = Ledger::in_memory().unwrap();
        for (clock, acts) in &steps {
            ledger.append(change(i64::from(*clock), "step", writes(&ledger, acts))).unwrap();
        }
        let before = state(&ledger);
        let receipt = ledger.append(change(100, "last", writes(&ledger, &last))).unwrap();
        prop_assume!(receipt.batch.is_some());
        let after = state(&ledger);
        let undone = ledger.undo(undo_of(&receipt, 101)).unwrap();
        prop_assert_eq!(state(&ledger), before);
        ledger.undo(undo_of(&undone, 102)).unwrap();
        prop_assert_eq!(state(&ledger), after);
        sound(&ledger);
    }

    #[test]
    fn rebuilding_the_heads_changes_nothing(steps in steps()) {
        let ledger = Ledger::in_memory().unwrap();
        for (clock, acts) in &steps {
            ledger.append(change(i64::from(*clock), "step", writes(&ledger, acts))).unwrap();
        }
        let before = ledger.heads().unwrap();
        ledger.rebuild_heads().unwrap();
        prop_assert_eq!(ledger.heads().unwrap(), before);
        sound(&ledger);
    }

    #[test]
    fn merge_has_no_conflict_where_only_one_side_or_both_alike_changed(base in fields(), other in fields()) {
        for (theirs, yours) in [(&other, &other), (&other, &base), (&base, &other)] {
            let both = merge(&base, theirs, yours);
            prop_assert_eq!(&both.merged, &other);
            prop_assert!(both.conflicts.is_empty());
        }
    }

    #[test]
    fn merge_finds_the_same_conflicts_from_either_side(base in fields(), theirs in fields(), yours in fields()) {
        let names = |merged: ledger::Merge| {
            let mut names: Vec<String> = merged.conflicts.into_iter().map(|conflict| conflict.field).collect();
            names.sort();
            names
        };
        prop_assert_eq!(names(merge(&base, &theirs, &yours)), names(merge(&base, &yours, &theirs)));
    }
}
