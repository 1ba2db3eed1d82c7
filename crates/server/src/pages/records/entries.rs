//! The fields of a kind as a form lists them: groups laid flat under dotted names, readings once per function.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use strategy::{
    Function, Kind,
    record::Need,
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

/// Every input for a kind, those of the header last. `paths` are those in use, so that each name in a map of groups
/// gets its inputs.
pub(super) fn of<'a>(kind: Kind, paths: impl Iterator<Item = &'a str> + Clone) -> Vec<Entry> {
    let mut entries = vec![];
    lay_flat(kind, schema::fields(kind), "", &paths, &mut entries);
    lay_flat(kind, &schema::HEADER, "", &paths, &mut entries);
    entries
}

fn lay_flat<'a>(kind: Kind, fields: &[Field], prefix: &str, paths: &(impl Iterator<Item = &'a str> + Clone), into: &mut Vec<Entry>) {
    for field in fields {
        let path = format!("{prefix}{}", field.name);
        match &field.shape {
            Shape::Group(inner) => lay_flat(kind, inner, &format!("{path}."), paths, into),
            Shape::Map(inner) => match &**inner {
                Shape::Group(inner) => {
                    for name in names(kind, &path, paths) {
                        lay_flat(kind, inner, &format!("{path}.{name}."), paths, into);
                    }
                }
                _ => into.push(Entry { path, about: field.about.clone(), shape: field.shape.clone() }),
            },
            shape => into.push(Entry { path, about: field.about.clone(), shape: shape.clone() }),
        }
    }
}

/// The names in a map of groups: those in use, and for readings of a need the functions that must agree.
fn names<'a>(kind: Kind, path: &str, paths: &(impl Iterator<Item = &'a str> + Clone)) -> Vec<String> {
    let used = paths.clone().filter_map(|used| used.strip_prefix(path)?.strip_prefix('.')?.split('.').next());
    let mut names: Vec<String> = vec![];
    if kind == Kind::of::<Need>() {
        names.extend([Function::Medical, Function::Marketing, Function::MarketAccess].map(|function| function.as_str().to_owned()));
    }
    for name in used.collect::<BTreeSet<_>>() {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The paths of all values in some fields, groups laid flat.
pub(super) fn paths(fields: &Map<String, Value>) -> Vec<String> {
    fn walk(prefix: &str, fields: &Map<String, Value>, into: &mut Vec<String>) {
        for (name, value) in fields {
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            match value {
                Value::Object(inner) => walk(&path, inner, into),
                _ => into.push(path),
            }
        }
    }
    let mut found = vec![];
    walk("", fields, &mut found);
    found
}

/// The value at a path of groups.
pub(super) fn at<'v>(fields: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let mut parts = path.split('.');
    let first = fields.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}
