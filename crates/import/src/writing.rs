//! How every source writes an `evidence` draft: texts made fit, empty ones left out, remarks in one note, doubts with their place.

use std::{collections::HashMap, sync::Arc};

use serde_json::{Map, Value};
use strategy::{
    Draft, Finding, Key, Kind, Origin, Place, Places, Severity,
    input::{self, Site},
};

use crate::{dates, wording};

/// The most records of one file: the largest files of the registries hold some 30,000.
pub(crate) const RECORDS_MAX: usize = 50_000;

/// The most texts of one list: more identifiers or investigators name nothing any more.
const LIST_MAX: usize = 200;

/// An evidence draft being written.
pub(crate) struct Writing {
    key: Key,
    fields: Map<String, Value>,
    remarks: Vec<String>,
    origin: Origin,
    doubts: Vec<(String, String)>,
}

impl Writing {
    /// Begins a draft that was read at `place`.
    pub(crate) fn new(key: Key, file: &str, place: Option<Place>) -> Writing {
        let origin = Origin { file: file.to_owned(), place, fields: Places::default() };
        Writing { key, fields: Map::new(), remarks: vec![], origin, doubts: vec![] }
    }

    /// Says where a field was read.
    pub(crate) fn at(&mut self, field: &str, place: Option<Place>) {
        if let Some(place) = place {
            self.origin.fields.insert(field, place);
        }
    }

    /// Writes a text on one line; an empty one is left out.
    pub(crate) fn line(&mut self, field: &str, text: &str) {
        self.put(field, wording::line(text).into());
    }

    /// Writes several texts, each on one line, without repeating one.
    pub(crate) fn lines(&mut self, field: &str, texts: impl IntoIterator<Item = String>) {
        let mut kept: Vec<String> = vec![];
        for text in texts.into_iter().take(LIST_MAX).map(|text| wording::line(&text)) {
            if !text.is_empty() && !kept.contains(&text) {
                kept.push(text);
            }
        }
        self.put(field, kept.into());
    }

    /// Writes a value; an empty one is left out.
    pub(crate) fn put(&mut self, field: &str, value: Value) {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.fields.insert(field.to_owned(), value);
        }
    }

    /// Writes the day that a text states. A period becomes its first day and a remark; what is no date, a doubt.
    pub(crate) fn day(&mut self, field: &str, what: &str, text: &str) {
        let text = wording::line(text);
        match dates::read(&text) {
            _ if text.is_empty() => {}
            Some(when) => {
                self.put(field, when.day.to_string().into());
                if !when.exact {
                    self.remark(format!("{what} stated as `{text}`, taken as {}", when.day));
                }
            }
            None => {
                self.remark(format!("{what} stated as `{text}`"));
                self.doubt(field, format!("`{text}` is not a date"));
            }
        }
    }

    /// Adds a remark to the note.
    pub(crate) fn remark(&mut self, remark: impl AsRef<str>) {
        self.remarks.push(wording::line(remark.as_ref()));
    }

    /// Says that a field could not be read and was left empty. The rest of the record stands.
    pub(crate) fn doubt(&mut self, field: &str, says: impl Into<String>) {
        self.doubts.push((field.to_owned(), says.into()));
    }

    /// The draft, and a finding for every doubt. The findings are about the file and not the record, because a record with
    /// findings of its own is rejected, and a registry's odd date is no reason to do without its record.
    pub(crate) fn finish(mut self) -> (Draft, Vec<Finding>) {
        self.put_note();
        let site = Site { kind: Kind::Evidence, key: &self.key, origin: Some(&self.origin) };
        let finding = |(field, says): (String, String)| {
            let mut finding = input::unreadable_field(&site, &field, says).severity(Severity::Minor);
            finding.record = None;
            finding
        };
        let findings = self.doubts.into_iter().map(finding).collect();
        let mut draft = Draft::new(Kind::Evidence, self.key.clone(), self.fields);
        draft.origin = Some(Arc::new(self.origin));
        (draft, findings)
    }

    fn put_note(&mut self) {
        let note = wording::prose(&self.remarks.join("; "));
        self.put("note", note.into());
    }
}

/// The last draft of each key, in the order of first sight, and how many earlier ones it replaced:
/// a registry's file of changes may hold a record twice, and the later one is right.
pub(crate) fn latest(drafts: Vec<Draft>) -> (Vec<Draft>, usize) {
    let all = drafts.len();
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut kept: Vec<Draft> = vec![];
    for draft in drafts {
        match places.get(&draft.key) {
            Some(at) => kept[*at] = draft,
            None => {
                places.insert(draft.key.clone(), kept.len());
                kept.push(draft);
            }
        }
    }
    let replaced = all - kept.len();
    (kept, replaced)
}

/// The finding that one record of a file cannot be one and was left out. The rest of the file stands.
pub(crate) fn left_out(file: &str, place: Option<Place>, says: String, help: &str) -> Finding {
    input::unreadable(file, place, says).help(help).severity(Severity::Major)
}

/// The finding that a file holds more records than are read at once.
pub(crate) fn too_many(file: &str) -> Finding {
    let says = format!("the file holds more than {RECORDS_MAX} records");
    input::refused(file, None, says, "split it, or take only what the strategy needs from its registry")
}

/// `1 study`, `2 studies`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
