//! What has changed in a record since a link to it was confirmed, and the change that confirms the link again.

use serde_json::Value;

use crate::{
    change::{Change, Fix},
    compare::{FieldChange, fields_changed},
    finding::value_words,
    graph::Graph,
    key::{Any, Key, Ref},
    record::{Record, State},
};

/// How a record differs from a revision of it.
pub(super) enum Moved {
    /// Nobody remembers that revision.
    Unknown,
    /// These fields say something else; none when nothing that carries meaning changed.
    Fields(Vec<FieldChange>),
}

/// What has changed in a record since a revision. Remarks do not count, nor do links that were only confirmed again.
pub(super) fn since(graph: &Graph, record: &Record, revision: u32) -> Moved {
    let Some(past) = graph.past(&record.key, revision) else { return Moved::Unknown };
    let mut changes = fields_changed(past, record);
    changes.retain(|change| {
        let remark = matches!(change.field.as_str(), "note" | "see_also");
        !remark && change.before.as_ref().map(without_revisions) != change.after.as_ref().map(without_revisions)
    });
    Moved::Fields(changes)
}

impl Moved {
    /// Whether nothing that carries meaning changed.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Moved::Fields(fields) if fields.is_empty())
    }

    /// What changed, in words: ``its `population` changed``, `it is now revision 3`.
    pub(super) fn words(&self, record: &Record) -> String {
        if record.header.state == State::Withdrawn {
            return "it was withdrawn".into();
        }
        match self {
            Moved::Unknown => format!("it is now revision {}", record.revision),
            Moved::Fields(fields) => {
                let names: Vec<String> = fields.iter().map(|change| format!("`{}`", change.field)).collect();
                match fields.as_slice() {
                    [only] => from_to(only).unwrap_or_else(|| format!("its {} changed", names.concat())),
                    _ => format!("its {} changed", super::phrase::list(&names)),
                }
            }
        }
    }
}

/// One change with both values, where they are short: ``its `starts` went from `2026-06-01` to `2026-09-01` ``.
fn from_to(change: &FieldChange) -> Option<String> {
    const SHORT: usize = 40;
    let short = |value: &Option<Value>| match value {
        Some(Value::Array(_) | Value::Object(_)) | None => None,
        Some(value) => Some(value_words(value)).filter(|words| words.chars().count() <= SHORT),
    };
    Some(format!("its `{}` went from `{}` to `{}`", change.field, short(&change.before)?, short(&change.after)?))
}

/// The change that confirms every link from these fields to a target at the revision that it has now; for a target
/// that is withdrawn, the change that takes the links out.
pub(super) fn confirm(record: &Record, fields: &[&str], target: &Record) -> Fix {
    let withdrawn = target.header.state == State::Withdrawn;
    let link = if withdrawn { Value::Null } else { Ref::<Any>::at(target.key.clone(), target.revision).to_string().into() };
    let label = match withdrawn {
        true => format!("take the link to {} out of {}", target.key, record.key),
        false => format!("confirm {} against {} as it is now", record.key, target.key),
    };
    let all = record.fields();
    let set = |field: &&str| {
        let mut value = all.get(*field)?.clone();
        relink(&mut value, &target.key, &link);
        Some(Change::Set { key: record.key.clone(), field: (*field).to_owned(), value })
    };
    Fix::of(label, fields.iter().filter_map(set).collect())
}

/// Puts another value in the place of every confirmed link to a key.
fn relink(value: &mut Value, to: &Key, link: &Value) {
    match value {
        Value::String(text) if Ref::<Any>::parse(text).is_some_and(|r| r.revision.is_some() && r.key == *to) => *value = link.clone(),
        Value::Array(list) => list.iter_mut().for_each(|item| relink(item, to, link)),
        Value::Object(map) => map.values_mut().for_each(|inner| relink(inner, to, link)),
        _ => {}
    }
}

/// A value with the links in it as if nobody had confirmed them.
fn without_revisions(value: &Value) -> Value {
    match value {
        Value::String(text) => match Ref::<Any>::parse(text) {
            Some(link) if link.revision.is_some() => Value::String(link.key.to_string()),
            _ => value.clone(),
        },
        Value::Array(list) => list.iter().map(without_revisions).collect(),
        Value::Object(map) => map.iter().map(|(name, inner)| (name.clone(), without_revisions(inner))).collect(),
        other => other.clone(),
    }
}
