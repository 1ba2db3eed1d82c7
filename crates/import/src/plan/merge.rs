//! Two descendants of one revision into one: what only one side changed is taken, groups field by field.
//! Where both sides changed the same field differently, that is named and nothing is decided.

use serde_json::{Map, Value};
use strategy::compare::FieldChange;

/// The merged fields, and the fields on which the strategy (`before`) and the file (`after`) disagree.
pub(super) fn merge(
    base: &Map<String, Value>,
    present: &Map<String, Value>,
    file: &Map<String, Value>,
) -> (Map<String, Value>, Vec<FieldChange>) {
    let mut disagree = vec![];
    let merged = groups("", base, present, file, &mut disagree);
    (merged, disagree)
}

fn groups(
    path: &str,
    base: &Map<String, Value>,
    present: &Map<String, Value>,
    file: &Map<String, Value>,
    disagree: &mut Vec<FieldChange>,
) -> Map<String, Value> {
    let names = present.keys().chain(file.keys().filter(|name| !present.contains_key(*name)));
    let merged = names.filter_map(|name| {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let value = field(path, base.get(name), present.get(name), file.get(name), disagree)?;
        Some((name.clone(), value))
    });
    merged.collect()
}

fn field(
    path: String,
    base: Option<&Value>,
    present: Option<&Value>,
    file: Option<&Value>,
    disagree: &mut Vec<FieldChange>,
) -> Option<Value> {
    if present == file || file == base {
        return present.cloned();
    }
    if present == base {
        return file.cloned();
    }
    if let (Some(Value::Object(present)), Some(Value::Object(file))) = (present, file) {
        let none = Map::new();
        let base = base.and_then(Value::as_object).unwrap_or(&none);
        return Some(groups(&path, base, present, file, disagree).into());
    }
    disagree.push(FieldChange { field: path, before: present.cloned(), after: file.cloned() });
    present.cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn merged(base: Value, present: Value, file: Value) -> (Value, Vec<String>) {
        let map = |value: &Value| value.as_object().cloned().expect("a group of fields");
        let (fields, disagree) = merge(&map(&base), &map(&present), &map(&file));
        (fields.into(), disagree.into_iter().map(|change| change.field).collect())
    }

    #[test]
    fn each_side_keeps_what_it_alone_changed() {
        let base = json!({ "rank": 1, "note": "old", "success": { "patients": "a", "payers": "b" } });
        let present = json!({ "rank": 2, "note": "old", "success": { "patients": "a", "payers": "new" } });
        let file = json!({ "rank": 1, "success": { "patients": "new", "payers": "b" } });
        assert_eq!(merged(base, present, file), (json!({ "rank": 2, "success": { "patients": "new", "payers": "new" } }), vec![]));
    }

    #[test]
    fn both_changing_one_field_the_same_way_agree() {
        let changed = json!({ "rank": 2 });
        assert_eq!(merged(json!({ "rank": 1 }), changed.clone(), changed.clone()), (changed, vec![]));
    }

    #[test]
    fn both_changing_one_field_differently_disagree() {
        let (_, disagree) = merged(json!({ "rank": 1 }), json!({ "rank": 2 }), json!({ "rank": 3 }));
        assert_eq!(disagree, ["rank"]);
    }

    #[test]
    fn a_group_that_one_side_emptied_and_the_other_changed_is_a_disagreement() {
        let (_, disagree) = merged(json!({ "success": { "patients": "a" } }), json!({ "success": { "patients": "b" } }), json!({}));
        assert_eq!(disagree, ["success"]);
    }
}
