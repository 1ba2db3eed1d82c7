//! The text form of a strategy: TOML, one table per record, `[need.N-1]`.
//! Reading keeps the place of every record and field, so that a finding can point at the line.
//! A key with a revision, `[need."N-1@1"]`, is an earlier revision that is kept to say what has changed since.

use std::{
    fmt::{self, Write as _},
    sync::Arc,
};

use jiff::civil::Date;
use serde_json::{Map, Value};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    draft::{Draft, Origin, Place, Places},
    finding::Finding,
    input::{self, Site},
    key::{Key, RecordId},
    record::{Kind, Record},
};

mod records;
pub use records::Records;

/// What was read from one or more files.
#[derive(Debug, Default)]
pub struct Reading {
    /// The drafts, in the order of the files.
    pub drafts: Vec<Draft>,
    /// Earlier revisions that the files keep.
    pub past: Vec<Draft>,
    /// The day that a file states for its own checks.
    pub day: Option<Date>,
    /// What could not be read.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// Adds what another file says.
    pub fn extend(&mut self, other: Reading) {
        self.drafts.extend(other.drafts);
        self.past.extend(other.past);
        self.day = other.day.or(self.day);
        self.findings.extend(other.findings);
    }
}

/// Reads one file.
pub fn read(file: &str, text: &str) -> Reading {
    let mut reading = Reading::default();
    let lines = Lines::of(text);
    let (document, errors) = DeTable::parse_recoverable(text);
    if let Some(error) = errors.first() {
        let place = error.span().map(|span| lines.place(span.start, span.end));
        reading.findings.push(input::unreadable(file, place, format!("not TOML: {}", error.message().replace('\n', ", "))));
        return reading;
    }
    let reader = Reader { file, lines };
    for (name, value) in document.get_ref() {
        reader.top(name, value, &mut reading);
    }
    // The reader's tables are sorted by name; people think in the order of the file, where the first of two counts.
    reading.drafts.sort_by(|a, b| place_of(a).cmp(&place_of(b)));
    reading.findings.sort_by(|a, b| a.source.cmp(&b.source));
    reading
}

fn place_of(draft: &Draft) -> Option<&Place> {
    draft.origin.as_ref()?.place.as_ref()
}

/// Reads a value in TOML's inline form: `[{ name = "x" }]`.
pub fn inline(text: &str) -> Option<Value> {
    let document = format!("v = {text}");
    let table = DeTable::parse(&document).ok()?;
    let value = table.get_ref().get("v")?;
    Some(plain(value.get_ref()))
}

/// A value in TOML's inline form, on one line.
pub fn inline_text(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let pairs: Vec<String> = map.iter().map(|(name, value)| format!("{} = {}", bare_key(name), inline_text(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(inline_text).collect::<Vec<_>>().join(", ")),
        Value::Null => "\"\"".into(),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Writes records as one file: header fields first, then those of the kind, in the order of the struct.
pub fn write<'r>(records: impl IntoIterator<Item = &'r Record>) -> String {
    let mut text = String::new();
    for record in records {
        let separator = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{separator}[{}.{}]\n", record.kind().name(), bare_key(record.key.as_str())));
        if record.id != RecordId::derived(record.kind().name(), &record.key) {
            text.push_str(&format!("id = \"{}\"\n", record.id.0));
        }
        if record.revision != 1 {
            text.push_str(&format!("revision = {}\n", record.revision));
        }
        for (name, value) in record.fields() {
            write_field(&mut text, &name, &value);
        }
    }
    text
}

fn write_field(text: &mut String, name: &str, value: &Value) {
    match value {
        // A group of plain fields reads best as dotted lines; a list of groups one group a line.
        Value::Object(map) if map.values().any(|v| v.is_object() || v.is_array()) || map.len() > 4 => {
            map.iter().for_each(|(inner, value)| write_field(text, &format!("{name}.{}", bare_key(inner)), value));
        }
        Value::Array(list) if list.iter().any(Value::is_object) => {
            text.push_str(&format!("{name} = [\n"));
            list.iter().for_each(|item| text.push_str(&format!("    {},\n", inline_text(item))));
            text.push_str("]\n");
        }
        value => text.push_str(&format!("{name} = {}\n", inline_text(value))),
    }
}

fn bare_key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    // JSON's escapes are TOML's; TOML alone wants DEL escaped too.
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

struct Reader<'a> {
    file: &'a str,
    lines: Lines<'a>,
}

impl Reader<'_> {
    fn top(&self, name: &Spanned<std::borrow::Cow<'_, str>>, value: &Spanned<DeValue<'_>>, reading: &mut Reading) {
        let place = self.lines.place(name.span().start, name.span().end);
        let kind = Kind::parse(name.get_ref());
        match (kind, value.get_ref()) {
            (None, value) if name.get_ref() == "day" => {
                let written = plain(value);
                reading.day = written.as_str().and_then(|day| day.parse().ok());
                if reading.day.is_none() {
                    let says = format!("`day` is not a day but `{}`; write `day = 2026-03-01`", inline_text(&written));
                    reading.findings.push(input::unreadable(self.file, Some(place), says));
                }
            }
            (Some(kind), DeValue::Table(records)) => records.iter().for_each(|(key, fields)| self.record(kind, key, fields, reading)),
            (Some(kind), _) => {
                let says = format!("`{}` holds no records; write `[{}.{}-1]`", kind.name(), kind.name(), kind.prefix());
                reading.findings.push(input::unreadable(self.file, Some(place), says));
            }
            (None, _) => reading.findings.push(input::unknown_kind(name.get_ref(), Some((self.file, place)))),
        }
    }

    fn record(&self, kind: Kind, key: &Spanned<std::borrow::Cow<'_, str>>, fields: &Spanned<DeValue<'_>>, reading: &mut Reading) {
        let place = self.lines.place(key.span().start, key.span().end);
        let (name, past) = match key.get_ref().split_once('@').map(|(name, revision)| (name, revision.parse::<u32>())) {
            Some((name, Ok(revision))) => (name, Some(revision)),
            _ => (key.get_ref().as_ref(), None),
        };
        let Some(read_key) = Key::new(name) else {
            reading.findings.push(input::bad_key(self.file, Some(place), key.get_ref()));
            return;
        };
        let DeValue::Table(table) = fields.get_ref() else {
            let says = format!("`{}.{name}` holds no fields; write `[{}.{name}]` and its fields below", kind.name(), kind.name());
            reading.findings.push(input::unreadable(self.file, Some(place), says));
            return;
        };
        let mut origin = Origin { file: self.file.to_owned(), place: Some(place), fields: Places::default() };
        let (mut map, mut path) = (Map::with_capacity(table.len()), String::new());
        for (name, value) in table {
            path.push_str(name.get_ref());
            self.places(&mut path, name.span().start, value, &mut origin.fields);
            path.clear();
            map.insert(name.get_ref().to_string(), plain(value.get_ref()));
        }
        let mut wrong = |field: &str, says: &str| {
            let site = Site { kind, key: &read_key, origin: Some(&origin) };
            reading.findings.push(input::unreadable_field(&site, field, says.to_owned()));
        };
        let id = map.shift_remove("id").and_then(|id| match serde_json::from_value::<RecordId>(id) {
            Ok(id) => Some(id),
            Err(_) => {
                wrong("id", "not a UUID");
                None
            }
        });
        let revision = map.shift_remove("revision").and_then(|revision| {
            match revision.as_u64().and_then(|r| u32::try_from(r).ok()).filter(|r| *r > 0) {
                Some(revision) => Some(revision),
                None => {
                    wrong("revision", "not a whole number from 1");
                    None
                }
            }
        });
        let draft = Draft { kind, key: read_key, id, revision: past.or(revision), fields: map, origin: Some(Arc::new(origin)) };
        if past.is_some() { &mut reading.past } else { &mut reading.drafts }.push(draft);
    }

    /// States the places of a field and of all that lies in it. The path is left as it was.
    fn places(&self, path: &mut String, start: usize, value: &Spanned<DeValue<'_>>, places: &mut Places) {
        let begin = if start > value.span().start { value.span().start } else { start };
        places.insert(path, self.lines.place(begin, value.span().end.max(begin)));
        let length = path.len();
        let mut inside = |name: fmt::Arguments<'_>, start: usize, inner: &Spanned<DeValue<'_>>| {
            // Writing to a text cannot fail.
            let _ = write!(path, ".{name}");
            self.places(path, start, inner, places);
            path.truncate(length);
        };
        match value.get_ref() {
            DeValue::Table(table) => {
                table.iter().for_each(|(name, inner)| inside(format_args!("{}", name.get_ref()), name.span().start, inner));
            }
            DeValue::Array(list) => {
                list.iter().enumerate().for_each(|(index, inner)| inside(format_args!("{index}"), inner.span().start, inner));
            }
            _ => {}
        }
    }
}

fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => number.to_string().parse::<i64>().map_or_else(|_| Value::String(number.to_string()), Value::from),
        DeValue::Float(number) => Value::String(number.to_string()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(when) => Value::String(when.to_string()),
        DeValue::Array(list) => list.iter().map(|item| plain(item.get_ref())).collect(),
        DeValue::Table(table) => {
            Value::Object(table.iter().map(|(name, value)| (name.get_ref().to_string(), plain(value.get_ref()))).collect())
        }
    }
}

/// Where lines start, to turn bytes into lines and columns.
struct Lines<'t> {
    starts: Vec<usize>,
    text: &'t str,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { starts, text }
    }

    fn place(&self, start: usize, end: usize) -> Place {
        let line = self.starts.partition_point(|line| *line <= start).max(1);
        let before = self.text.get(self.starts[line - 1]..start).unwrap_or_default();
        Place::Text { line, column: before.chars().count() + 1, start, end }
    }
}
