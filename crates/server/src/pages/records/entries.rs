//! The fields of a kind as a form lists them: groups laid flat under dotted names.

use serde_json::{Map, Value};
use strategy::{
    Kind,
    schema::{self, Field, Shape},
};

/// One input of the form.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The path in the record, which is also the input's name: `success.patients`.
    pub(super) path: String,
    /// What it holds.
    pub(super) about: String,
    /// The shape of its values.
    pub(super) shape: Shape,
}

impl Entry {
    /// The group that it stands in, with dots between levels; empty for none.
    pub(super) fn group(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(group, _)| group)
    }

    /// The last part of its path.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit_once('.').map_or(self.path.as_str(), |(_, name)| name)
    }

    /// Whether it belongs to every kind.
    pub(super) fn is_header(&self) -> bool {
        schema::is_header(&self.path)
    }
}

/// Every input for a kind, those of the header last.
pub(super) fn of(kind: Kind) -> Vec<Entry> {
    let column = |field: Field| Entry { path: field.name, about: field.about, shape: field.shape };
    schema::columns(kind).into_iter().map(column).collect()
}

/// The value at a path of groups.
pub(super) fn at<'v>(fields: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let mut parts = path.split('.');
    let first = fields.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}
