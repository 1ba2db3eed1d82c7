//! Merging two changes of one record, field by field.

use ledger::{Merge, merge};
use serde_json::{Value, json};

use crate::given::body;

fn merged(base: Value, theirs: Value, yours: Value) -> Merge {
    merge(&body(base), &body(theirs), &body(yours))
}

#[test]
fn changes_of_different_fields_come_together() {
    let both = merged(
        json!({ "a": 1, "b": 1, "gone": 1 }),
        json!({ "a": 2, "b": 1, "gone": 1, "theirs": 1 }),
        json!({ "a": 1, "b": 2, "yours": 1 }),
    );
    assert_eq!(both.conflicts, []);
    assert_eq!(json!(both.merged), json!({ "a": 2, "b": 2, "theirs": 1, "yours": 1 }));
}

#[test]
fn fields_within_a_field_are_merged_one_by_one() {
    let both = merged(
        json!({ "success": { "patients": "a", "clinicians": "a" } }),
        json!({ "success": { "patients": "b", "clinicians": "a" } }),
        json!({ "success": { "patients": "c", "clinicians": "b", "payers": "new" } }),
    );
    assert_eq!(json!(both.merged), json!({ "success": { "patients": "b", "clinicians": "b", "payers": "new" } }));
    let [conflict] = both.conflicts.as_slice() else { panic!("one field is in conflict") };
    assert_eq!(conflict.field, "success.patients");
    assert_eq!((&conflict.base, &conflict.theirs, &conflict.yours), (&Some(json!("a")), &Some(json!("b")), &Some(json!("c"))));
}

#[test]
fn removing_a_field_against_changing_it_is_a_conflict() {
    let both = merged(json!({ "a": 1 }), json!({}), json!({ "a": 2 }));
    assert_eq!(json!(both.merged), json!({}));
    assert_eq!((both.conflicts[0].theirs.clone(), both.conflicts[0].yours.clone()), (None, Some(json!(2))));
}

#[test]
fn lists_are_taken_whole() {
    let both = merged(json!({ "serves": ["N-1"] }), json!({ "serves": ["N-1", "N-2"] }), json!({ "serves": ["N-3"] }));
    assert_eq!(both.conflicts.len(), 1);
    assert_eq!(json!(both.merged), json!({ "serves": ["N-1", "N-2"] }));
}

#[test]
fn two_new_objects_meet_but_a_value_and_an_object_do_not() {
    let met = merged(json!({}), json!({ "o": { "a": 1 } }), json!({ "o": { "b": 2 } }));
    assert_eq!((json!(met.merged), met.conflicts.len()), (json!({ "o": { "a": 1, "b": 2 } }), 0));
    let unmet = merged(json!({ "o": 1 }), json!({ "o": { "a": 1 } }), json!({ "o": { "b": 2 } }));
    assert_eq!((json!(unmet.merged), unmet.conflicts.len()), (json!({ "o": { "a": 1 } }), 1));
}
