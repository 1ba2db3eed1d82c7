//! What differs between two states of the strategy: records that came, went or changed, field by field.

use serde_json::{Map, Value};

use crate::{
    graph::Graph,
    key::Key,
    record::{Kind, Record},
};

/// One record that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The record.
    pub key: Key,
    /// Its kind.
    pub kind: Kind,
    /// Its title, the later one where it changed.
    pub title: String,
    /// How it differs.
    pub what: What,
}

/// How a record differs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// These fields changed.
    Changed(Vec<FieldChange>),
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The field; `success.patients` for a field in a group.
    pub field: String,
    /// The earlier value, if there was one.
    pub before: Option<Value>,
    /// The later value, if there is one.
    pub after: Option<Value>,
}

/// What differs between an earlier and a later state, by kind and key.
pub fn compare(before: &Graph, after: &Graph) -> Vec<Difference> {
    let difference = |key: &Key, kind: Kind, title: &str, what: What| Difference { key: key.clone(), kind, title: title.to_owned(), what };
    let gone = before.records().filter(|old| after.record(&old.key).is_none_or(|new| new.kind() != old.kind()));
    let mut differences: Vec<Difference> = gone.map(|old| difference(&old.key, old.kind(), old.title(), What::Removed)).collect();
    for new in after.records() {
        match before.record(&new.key).filter(|old| old.kind() == new.kind()) {
            None => differences.push(difference(&new.key, new.kind(), new.title(), What::Added)),
            Some(old) => {
                let changes = fields_changed(old, new);
                if !changes.is_empty() {
                    differences.push(difference(&new.key, new.kind(), new.title(), What::Changed(changes)));
                }
            }
        }
    }
    differences.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    differences
}

/// The fields that differ between two revisions of a record, groups field by field.
pub fn fields_changed(before: &Record, after: &Record) -> Vec<FieldChange> {
    if before.header == after.header && before.body == after.body {
        return vec![];
    }
    values_changed(&before.fields(), &after.fields())
}

/// The fields that differ between two sets of fields, groups field by field.
pub fn values_changed(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<FieldChange> {
    let mut changes = vec![];
    differ("", &Value::Object(before.clone()), &Value::Object(after.clone()), &mut changes);
    changes
}

fn differ(path: &str, before: &Value, after: &Value, into: &mut Vec<FieldChange>) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
            for name in names {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match (old.get(name), new.get(name)) {
                    (Some(old), Some(new)) => differ(&path, old, new, into),
                    (old, new) => into.push(FieldChange { field: path, before: old.cloned(), after: new.cloned() }),
                }
            }
        }
        (old, new) if old != new => into.push(FieldChange { field: path.to_owned(), before: Some(old.clone()), after: Some(new.clone()) }),
        _ => {}
    }
}
