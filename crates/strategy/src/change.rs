//! A change to the strategy that can be tried before it is saved, and a fix: a change that mends a finding.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    draft::Draft,
    finding::Finding,
    graph::Graph,
    input,
    key::Key,
    record::{Kind, Record},
};

/// One change to one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// Writes a record, new or old, with all its fields.
    Put {
        /// The kind's name.
        kind: String,
        /// The key.
        key: Key,
        /// All fields.
        fields: Map<String, Value>,
    },
    /// Sets one field; `success.patients` reaches into a group. Null empties it.
    Set {
        /// The record.
        key: Key,
        /// The field.
        field: String,
        /// The new value.
        value: Value,
    },
    /// Takes a record out altogether.
    Remove {
        /// The record.
        key: Key,
    },
}

impl Change {
    /// The record that is touched.
    pub fn key(&self) -> &Key {
        match self {
            Change::Put { key, .. } | Change::Set { key, .. } | Change::Remove { key } => key,
        }
    }
}

/// A way to mend a finding. Without changes it is advice that a person must carry out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as a command: `narrow the audience of T-3 to hcp`.
    pub label: String,
    /// The changes, which can be previewed and applied.
    pub changes: Vec<Change>,
}

impl Fix {
    /// A fix that sets one field of one record.
    pub fn set(label: impl Into<String>, record: &Record, field: &str, value: impl Into<Value>) -> Fix {
        Fix { label: label.into(), changes: vec![Change::Set { key: record.key.clone(), field: field.to_owned(), value: value.into() }] }
    }

    /// A fix that adds a link to a list field.
    pub fn link(label: impl Into<String>, record: &Record, field: &str, to: &Key) -> Fix {
        let mut list = match record.field(field) {
            Some(Value::Array(list)) => list,
            _ => vec![],
        };
        list.push(Value::String(to.to_string()));
        Fix::set(label, record, field, list)
    }

    /// A fix that creates a record with these fields.
    pub fn create(label: impl Into<String>, kind: Kind, key: Key, fields: Value) -> Fix {
        let fields = match fields {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        Fix { label: label.into(), changes: vec![Change::Put { kind: kind.name().into(), key, fields }] }
    }

    /// A fix that withdraws a record.
    pub fn withdraw(record: &Record) -> Fix {
        Fix::set(format!("withdraw {} {}", record.kind().label(), record.key), record, "state", "withdrawn")
    }

    /// A fix of several changes.
    pub fn of(label: impl Into<String>, changes: Vec<Change>) -> Fix {
        Fix { label: label.into(), changes }
    }

    /// How many records it touches; advice counts as many, so that it ranks last.
    pub fn touches(&self) -> usize {
        let mut keys: Vec<&Key> = self.changes.iter().map(Change::key).collect();
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() { usize::MAX } else { keys.len() }
    }
}

impl Graph {
    /// This graph with the changes applied, and findings for changes that make no sense.
    /// Each touched record gets the next revision.
    pub fn with(&self, changes: &[Change]) -> (Graph, Vec<Finding>) {
        let mut graph = self.clone();
        let findings = graph.apply(changes);
        (graph, findings)
    }

    /// Applies the changes to this graph. Records touched get the next revision, once; the earlier one is remembered.
    pub fn apply(&mut self, changes: &[Change]) -> Vec<Finding> {
        let mut findings = vec![];
        let mut touched: Vec<Key> = vec![];
        for change in changes {
            let before = self.record(change.key()).cloned();
            let step = u32::from(!touched.contains(change.key()));
            match change {
                Change::Remove { key } => self.remove(key),
                Change::Put { kind, key, fields } => {
                    let Some(kind) = Kind::parse(kind) else {
                        findings.push(input::unknown_kind(kind, None));
                        continue;
                    };
                    findings.extend(self.write(kind, key, fields.clone(), before.as_ref(), step));
                }
                Change::Set { key, field, value } => {
                    let Some(before) = before else {
                        findings.push(input::no_such_record(key));
                        continue;
                    };
                    let mut fields = before.fields();
                    set(&mut fields, field, value.clone());
                    findings.extend(self.write(before.kind(), key, fields, Some(&before), step));
                }
            }
            touched.push(change.key().clone());
        }
        findings
    }

    fn write(&mut self, kind: Kind, key: &Key, fields: Map<String, Value>, before: Option<&Record>, step: u32) -> Vec<Finding> {
        let mut draft = Draft::new(kind, key.clone(), fields);
        if let Some(before) = before {
            draft.id = Some(before.id);
            draft.revision = Some(before.revision + step);
            draft.origin = before.origin.clone();
            if step > 0 {
                self.remember(before.clone());
            }
        }
        let (record, findings) = draft.into_record();
        self.put(record);
        findings
    }
}

/// Sets a field by its path, making groups on the way; list items are reached by their number.
pub fn set(fields: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            fields.insert(path.to_owned(), value);
        }
        Some((group, rest)) => {
            let inner = fields.entry(group).or_insert_with(|| Value::Object(Map::new()));
            set_in(inner, rest, value);
        }
    }
}

fn set_in(target: &mut Value, path: &str, value: Value) {
    match target {
        Value::Array(list) => {
            let (index, rest) = path.split_once('.').map_or((path, None), |(index, rest)| (index, Some(rest)));
            let Some(slot) = index.parse().ok().and_then(|i: usize| list.get_mut(i)) else { return };
            match rest {
                Some(rest) => set_in(slot, rest, value),
                None => *slot = value,
            }
        }
        Value::Object(map) => set(map, path, value),
        other => {
            let mut map = Map::new();
            set(&mut map, path, value);
            *other = Value::Object(map);
        }
    }
}
