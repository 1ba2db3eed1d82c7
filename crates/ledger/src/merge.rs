//! Three-way merge of a record's fields: what both sides changed differently is a conflict, all else comes together.
//! Objects are merged field by field at every depth; lists and plain values are taken whole.

use serde::Serialize;
use serde_json::Value;

use crate::Body;

/// Two changes of the same record brought together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Merge {
    /// All changes of both sides; where they disagree, `theirs` stands, so that nothing is overwritten unseen.
    pub merged: Body,
    /// The fields on which the sides disagree; empty if `merged` can be saved as it is.
    pub conflicts: Vec<FieldConflict>,
}

/// A field that both sides changed, differently. `None` means that the side does not have the field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldConflict {
    /// The field's name, with dots between levels: `success.patients`.
    pub field: String,
    /// The value both started from.
    pub base: Option<Value>,
    /// The value that is saved now.
    pub theirs: Option<Value>,
    /// The value the author wants.
    pub yours: Option<Value>,
}

/// Brings two changes of `base` together. If both sides created the record, pass an empty `base`.
pub fn merge(base: &Body, theirs: &Body, yours: &Body) -> Merge {
    let mut conflicts = Vec::new();
    let merged = merge_fields("", base, theirs, yours, &mut conflicts);
    Merge { merged, conflicts }
}

fn merge_fields(path: &str, base: &Body, theirs: &Body, yours: &Body, conflicts: &mut Vec<FieldConflict>) -> Body {
    let only_yours = yours.keys().filter(|name| !theirs.contains_key(*name));
    let mut merged = Body::new();
    for name in theirs.keys().chain(only_yours) {
        let field = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        if let Some(value) = merge_value(field, base.get(name), theirs.get(name), yours.get(name), conflicts) {
            merged.insert(name.clone(), value);
        }
    }
    merged
}

fn merge_value(
    field: String,
    base: Option<&Value>,
    theirs: Option<&Value>,
    yours: Option<&Value>,
    conflicts: &mut Vec<FieldConflict>,
) -> Option<Value> {
    if theirs == yours || yours == base {
        return theirs.cloned();
    }
    if theirs == base {
        return yours.cloned();
    }
    let nothing = Body::new();
    let base_fields = base.map_or(Some(&nothing), Value::as_object);
    if let (Some(base), Some(Value::Object(theirs)), Some(Value::Object(yours))) = (base_fields, theirs, yours) {
        return Some(Value::Object(merge_fields(&field, base, theirs, yours, conflicts)));
    }
    conflicts.push(FieldConflict { field, base: base.cloned(), theirs: theirs.cloned(), yours: yours.cloned() });
    theirs.cloned()
}
