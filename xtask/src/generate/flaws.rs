//! Flaws as plans have them, scattered over a plan that was in order: about one record in fifty gets one.

use serde_json::{Map, Value, json};

use super::{Dice, Plan};

/// One record in so many of the kinds that can have a flaw.
const ONE_IN: usize = 40;

/// Spoils some of the records.
pub(super) fn scatter(plan: &mut Plan, dice: &mut Dice) {
    for entry in &mut plan.entries {
        if dice.throw(ONE_IN) == 0 {
            spoil(entry.kind, &mut entry.fields, dice.throw(2) == 0);
        }
    }
}

fn spoil(kind: &str, fields: &mut Map<String, Value>, first: bool) {
    let (field, value) = match (kind, first) {
        ("claim", true) => ("stands_on", json!([])),
        ("claim", false) => ("defended", json!({ "answer": "no", "reason": "the comparison is indirect", "by": "medical" })),
        ("evidence", true) => ("identifiers", json!(["NCT123"])),
        ("evidence", false) => ("status", json!("retracted")),
        ("content", true) => ("valid_until", json!("2026-05-01")),
        ("content", false) => ("approval", json!({})),
        ("goal", true) => ("baseline", Value::Null),
        ("goal", false) => ("owners", json!(["sales"])),
        ("barrier", _) => ("mitigation", json!("")),
        ("initiative", _) => ("customer_outcome", json!("")),
        ("decision", _) => ("reason", json!("")),
        ("need", _) => ("success", json!({ "patients": "no admission in the year after discharge" })),
        ("activity", true) => ("ends", json!("2026-01-01")),
        ("insight", true) => ("status", json!("accepted")),
        _ => return,
    };
    match value {
        Value::Null => fields.shift_remove(field),
        value => fields.insert(field.to_owned(), value),
    };
}
