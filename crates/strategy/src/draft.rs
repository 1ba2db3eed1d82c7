//! What a file, workbook or form says of a record before anybody has looked whether it can be one.
//! Every road into the strategy ends here: a draft becomes a record and the findings about what could not be read.
//! Nothing here reads files; see `toml_form` and the `import` crate.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    finding::Finding,
    input,
    key::{Key, RecordId},
    record::{Body, Header, Kind, Record},
    schema,
};

mod places;
mod stored;
pub use places::Places;
pub use stored::{Stored, records_of};

/// A record as somebody wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The kind.
    pub kind: Kind,
    /// The key.
    pub key: Key,
    /// The permanent id, where the source states one.
    pub id: Option<RecordId>,
    /// The revision, where the source states one.
    pub revision: Option<u32>,
    /// The fields, header and body together.
    pub fields: Map<String, Value>,
    /// Where it was read.
    pub origin: Option<Arc<Origin>>,
}

/// Where a record was read, and where each of its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// The file's name.
    pub file: String,
    /// The place of the record.
    pub place: Option<Place>,
    /// The place of each field; `success.patients` for a field in a group.
    pub fields: Places,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a text: the line from 1, the column from 1 in characters, and the bytes.
    Text {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The first byte.
        start: usize,
        /// The byte after the last.
        end: usize,
    },
    /// In a workbook.
    Cell {
        /// The sheet's name.
        sheet: String,
        /// The cell: `B7`.
        cell: String,
    },
}

impl Place {
    /// The place in words: `line 12` or `sheet claim, cell B7`.
    pub fn words(&self) -> String {
        match self {
            Place::Text { line, .. } => format!("line {line}"),
            Place::Cell { sheet, cell } => format!("sheet {sheet}, cell {cell}"),
        }
    }
}

impl Origin {
    /// The place of a field, else of the group it is in, else of the record.
    pub fn place_of(&self, field: &str) -> Option<&Place> {
        let mut path = field;
        loop {
            if let Some(place) = self.fields.get(path) {
                return Some(place);
            }
            match path.rsplit_once('.') {
                Some((group, _)) => path = group,
                None => return self.place.as_ref(),
            }
        }
    }
}

impl Draft {
    /// A draft without a source.
    pub fn new(kind: Kind, key: Key, fields: Map<String, Value>) -> Draft {
        Draft { kind, key, id: None, revision: None, fields, origin: None }
    }

    /// The record, and a finding for every field that could not be read. Fields that cannot be read are left empty.
    pub fn into_record(self) -> (Record, Vec<Finding>) {
        let Draft { kind, key, id, revision, mut fields, origin } = self;
        let mut findings = vec![];
        let mut report = |make: fn(&input::Site<'_>, &str, String) -> Finding, field: &str, says: String| {
            findings.push(make(&input::Site { kind, key: &key, origin: origin.as_deref() }, field, says));
        };
        prune(&mut fields);
        let mut header_fields = Map::new();
        if fields.keys().any(|name| schema::is_header(name)) {
            header_fields.extend(schema::HEADER.iter().filter_map(|field| fields.shift_remove_entry(&field.name)));
        }
        // Header and body refuse fields that they do not know, so that what can be read at once has none.
        let at_once = (Header::deserialize(&header_fields).ok(), Body::read(kind, &fields).ok());
        if let (Some(header), Some(body)) = at_once {
            let id = id.unwrap_or_else(|| RecordId::derived(kind.name(), &key));
            return (Record { id, key, revision: revision.unwrap_or(1), header: header.into(), body, origin }, findings);
        }
        let known = schema::field_names(kind);
        let unknown: Vec<String> = fields.keys().filter(|name| !known.contains(name)).cloned().collect();
        for name in unknown {
            fields.shift_remove(&name);
            let near = crate::words::nearest(&name, known.iter().map(String::as_str));
            report(input::unknown_field, &name, near.map(str::to_owned).unwrap_or_default());
        }
        let read_header = |fields: &Map<String, Value>| serde_path_to_error::deserialize::<_, Header>(fields);
        let header = read_all(&mut header_fields, &mut report, |fields| Header::deserialize(fields), read_header).unwrap_or_default();
        let read_body = |fields: &Map<String, Value>| {
            let mut track = serde_path_to_error::Track::new();
            let read = Body::read(kind, serde_path_to_error::Deserializer::new(fields, &mut track));
            read.map_err(|error| serde_path_to_error::Error::new(track.path(), error))
        };
        let body = read_all(&mut fields, &mut report, |fields| Body::read(kind, fields), read_body);
        let body = body.unwrap_or_else(|| Body::empty(kind));
        let id = id.unwrap_or_else(|| RecordId::derived(kind.name(), &key));
        let record = Record { id, key: key.clone(), revision: revision.unwrap_or(1), header: header.into(), body, origin: origin.clone() };
        (record, findings)
    }
}

/// Reads the fields. Only when that fails are they read again with their paths, so that each field that cannot be
/// read is reported and left out.
fn read_all<T>(
    fields: &mut Map<String, Value>,
    report: &mut impl FnMut(fn(&input::Site<'_>, &str, String) -> Finding, &str, String),
    fast: impl Fn(&Map<String, Value>) -> Result<T, serde_json::Error>,
    traced: impl Fn(&Map<String, Value>) -> Result<T, serde_path_to_error::Error<serde_json::Error>>,
) -> Option<T> {
    if let Ok(value) = fast(fields) {
        return Some(value);
    }
    loop {
        let error = match traced(fields) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let path = error.path().to_string();
        let path = path.replace('[', ".").replace(']', "");
        let top = path.split('.').next().unwrap_or_default().to_owned();
        report(input::unreadable_field, path.trim_matches('?').trim_matches('.'), bare(&error.into_inner().to_string()));
        fields.shift_remove(&top)?;
    }
}

/// A reader's message in words that do not need a programmer.
fn bare(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or(message);
    let misfit = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    let Some((found, _)) = misfit.and_then(|rest| rest.split_once(", expected ")) else { return message.to_owned() };
    let shown = match found.split_once(' ') {
        Some((_, value)) => format!("`{}`", value.trim_matches(['"', '`'])),
        None if found == "sequence" => "a list".into(),
        None if found == "map" => "a group of fields".into(),
        None => found.to_owned(),
    };
    format!("{shown} does not fit here")
}

/// Removes empty values, so that an empty field and a missing one are the same.
pub fn prune(fields: &mut Map<String, Value>) {
    fields.retain(|_, value| {
        prune_value(value);
        !is_empty(value)
    });
}

pub(crate) fn prune_value(value: &mut Value) {
    match value {
        Value::Object(map) => prune(map),
        Value::Array(list) => {
            list.iter_mut().for_each(prune_value);
            list.retain(|item| !is_empty(item));
        }
        _ => {}
    }
}

pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
