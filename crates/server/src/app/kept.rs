//! What a seat could not see when it wrote is kept as it is: the record as the seat saw it, what the seat made of it,
//! and the record as it stands, joined. Without this, saving a form would empty every field that was withheld from it.
//! It never fails: that something cannot be joined would say that there is something.

use serde_json::{Map, Value};

type Fields = Map<String, Value>;

/// The fields to write: `wanted` wherever the seat saw everything, and what stands wherever it did not.
pub(super) fn keep(stands: &Fields, seen: &Fields, wanted: &Fields) -> Fields {
    let hidden = stands.keys().filter(|name| !wanted.contains_key(*name));
    let names = wanted.keys().chain(hidden);
    names.filter_map(|name| Some((name.clone(), value(stands.get(name), seen.get(name), wanted.get(name))?))).collect()
}

fn value(stands: Option<&Value>, seen: Option<&Value>, wanted: Option<&Value>) -> Option<Value> {
    if seen == wanted {
        return stands.cloned();
    }
    if seen == stands {
        return wanted.cloned();
    }
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let group = |value: Option<&Value>| value.and_then(Value::as_object).cloned().unwrap_or_default();
    match stands {
        Some(Value::Object(stands)) => {
            let kept = keep(stands, &group(seen), &group(wanted));
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        Some(Value::Array(stands)) => {
            let kept = items(stands, &list(seen), &list(wanted));
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        // Withheld altogether: what is written over it was never asked for.
        stands => stands.cloned(),
    }
}

/// A list of which items, or parts of items, were left out. An item that the seat left alone is what stands; one that it
/// rewrote keeps its hidden parts; one that it took out goes with them. Hidden items stay behind the one before them.
fn items(stands: &[Value], seen: &[Value], wanted: &[Value]) -> Vec<Value> {
    let places = places(stands, seen);
    let hidden_behind = |at: usize| {
        let until = places.get(at + 1).copied().unwrap_or(stands.len());
        stands[places[at] + 1..until].to_vec()
    };
    let mut kept = stands[..places.first().copied().unwrap_or(stands.len())].to_vec();
    let mut left: Vec<usize> = (0..places.len()).collect();
    let known: Vec<Option<usize>> = wanted.iter().map(|item| take(&mut left, |at| seen[at] == *item)).collect();
    for (item, known) in wanted.iter().zip(known) {
        // What is not there as it was may be a rewritten one of those that are missing.
        let place = known.or_else(|| take(&mut left, |at| item.is_object() && seen[at].is_object()));
        kept.extend(match place {
            Some(at) => value(Some(&stands[places[at]]), Some(&seen[at]), Some(item)),
            None => Some(item.clone()),
        });
        kept.extend(place.into_iter().flat_map(hidden_behind));
    }
    kept.extend(left.into_iter().flat_map(hidden_behind));
    kept
}

/// Takes the first of some places that fits.
fn take(left: &mut Vec<usize>, fits: impl Fn(usize) -> bool) -> Option<usize> {
    left.iter().position(|at| fits(*at)).map(|found| left.remove(found))
}

/// Where each seen item stands: all of them, with parts left out, or some of them. Items that cannot be found are at the end.
fn places(stands: &[Value], seen: &[Value]) -> Vec<usize> {
    if stands.len() == seen.len() {
        return (0..seen.len()).collect();
    }
    let mut from = 0;
    let place = |item: &Value| {
        let at = from + stands[from..].iter().position(|whole| shows(whole, item))?;
        from = at + 1;
        Some(at)
    };
    seen.iter().map_while(place).collect()
}

/// Whether an item may be the shown part of a whole one.
fn shows(whole: &Value, item: &Value) -> bool {
    match (whole, item) {
        (Value::Object(whole), Value::Object(item)) => {
            item.iter().all(|(name, value)| whole.get(name).is_some_and(|whole| shows(whole, value)))
        }
        (Value::Array(whole), Value::Array(item)) => item.len() <= whole.len(),
        (whole, item) => whole == item,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn kept(stands: &Value, seen: &Value, wanted: &Value) -> Value {
        let map = |value: &Value| value.as_object().cloned().expect("fields");
        Value::Object(keep(&map(stands), &map(seen), &map(wanted)))
    }

    #[test]
    fn a_withheld_field_stays_and_the_others_are_as_wanted() {
        let stands = json!({ "name": "Dr A", "contracts": "speaker", "success": { "patients": "home", "terms": "secret" } });
        let seen = json!({ "name": "Dr A", "success": { "patients": "home" } });
        assert_eq!(
            kept(&stands, &seen, &json!({ "name": "Dr B", "note": "moved" })),
            json!({ "name": "Dr B", "note": "moved", "contracts": "speaker", "success": { "terms": "secret" } })
        );
        let over = json!({ "name": "Dr A", "contracts": "none", "success": { "patients": "home" } });
        assert_eq!(kept(&stands, &seen, &over)["contracts"], "speaker", "what was never shown is not written over");
    }

    #[test]
    fn hidden_items_of_a_list_stay_where_they_were() {
        let stands = json!({ "l": ["IN-1", "E-1", "IN-2", "E-2", "IN-3"] });
        let with = |wanted: Value| kept(&stands, &json!({ "l": ["E-1", "E-2"] }), &json!({ "l": wanted }))["l"].clone();
        assert_eq!(with(json!(["E-1", "E-2"])), stands["l"], "untouched");
        assert_eq!(with(json!(["E-1", "E-9", "E-2"])), json!(["IN-1", "E-1", "IN-2", "E-9", "E-2", "IN-3"]));
        assert_eq!(with(json!(["E-2"])), json!(["IN-1", "E-2", "IN-3", "IN-2"]), "only what was taken out goes");
        assert_eq!(with(json!(null)), json!(["IN-1", "IN-2", "IN-3"]));
        assert_eq!(kept(&json!({ "l": ["IN-1"] }), &json!({}), &json!({ "l": ["E-3"] })), json!({ "l": ["IN-1", "E-3"] }));
    }

    #[test]
    fn the_hidden_part_of_an_item_goes_with_the_item() {
        let stands = json!({ "l": [{ "name": "a", "result": 1 }, { "name": "b", "result": 2 }] });
        let with = |wanted: Value| kept(&stands, &json!({ "l": [{ "name": "a" }, { "name": "b" }] }), &json!({ "l": wanted }))["l"].clone();
        assert_eq!(with(json!([{ "name": "b" }, { "name": "a" }])), json!([{ "name": "b", "result": 2 }, { "name": "a", "result": 1 }]));
        assert_eq!(with(json!([{ "name": "a" }, { "name": "b2" }])), json!([{ "name": "a", "result": 1 }, { "name": "b2", "result": 2 }]));
        assert_eq!(with(json!([{ "name": "b" }])), json!([{ "name": "b", "result": 2 }]));
    }

    #[test]
    fn where_everything_is_seen_it_is_as_wanted() {
        let stands = json!({ "a": 1, "l": [1, 2] });
        assert_eq!(kept(&stands, &stands, &json!({ "l": [2] })), json!({ "l": [2] }));
    }
}
