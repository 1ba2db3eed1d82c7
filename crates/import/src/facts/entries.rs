//! Files of entries instead of rows, in JSON: a list, one entry a line, or one document. Entry by entry, so that a file of any
//! size takes the memory of its largest entry.

use std::{
    io::{self, Read},
    ops::ControlFlow,
};

use serde_json::Value as Json;
use strategy::{Finding, input};

use super::{
    DayOrder, Summary, Table, Value,
    layout::Repeated,
    writer::{Problem, Writer},
};

/// What a kind of file of entries looks like and becomes.
#[derive(Debug)]
pub struct Entries {
    /// Whether a file with this start is of the kind.
    pub sniff: fn(&[u8]) -> bool,
    /// Writes what one entry becomes. The problem says why it becomes nothing.
    pub(crate) write: fn(&Json, &mut Entry<'_, '_>) -> Result<(), Problem>,
    /// How it writes days.
    pub days: DayOrder,
    /// What a file's name says of the release.
    pub release: fn(&str) -> Option<String>,
}

/// The largest entry: a value in memory takes many times the bytes of its text.
const ENTRY_MAX: usize = 16 << 20;
const PIECE: usize = 256 << 10;

/// Why the reading of a file ended early.
pub(super) enum Failed {
    /// The bytes could not be had.
    Input(io::Error),
    /// The file is not what it should be.
    File(Box<Finding>),
}

/// One entry while it is written.
pub(crate) struct Entry<'e, 's> {
    writer: &'e mut Writer<'s>,
    /// The number of the entry, from 1.
    number: u64,
    /// Whether whoever takes the facts goes on.
    flow: ControlFlow<()>,
    /// Whether a row of it was taken over.
    is_written: bool,
}

/// A row of a table being put together.
pub(crate) struct Draft<'v> {
    table: &'static Table,
    cells: Vec<std::borrow::Cow<'v, str>>,
}

impl<'v> Draft<'v> {
    /// An empty row.
    pub(crate) fn of(table: &'static Table) -> Draft<'v> {
        Draft { table, cells: vec![std::borrow::Cow::Borrowed(""); table.columns.len()] }
    }

    /// Sets a column from a text.
    pub(crate) fn set(mut self, column: &str, text: impl Into<std::borrow::Cow<'v, str>>) -> Draft<'v> {
        match self.table.column(column) {
            Some((at, _)) => self.cells[at] = text.into(),
            None => debug_assert!(false, "`{}` has no column `{column}`", self.table.name),
        }
        self
    }

    /// The row with texts of its own.
    pub(crate) fn into_owned(self) -> Draft<'static> {
        Draft { table: self.table, cells: self.cells.into_iter().map(|cell| std::borrow::Cow::Owned(cell.into_owned())).collect() }
    }

    /// Sets a column from a value of the entry: texts, numbers and flags as they are written.
    pub(crate) fn json(self, column: &str, value: &'v Json) -> Draft<'v> {
        let text = plain(value);
        self.set(column, text)
    }
}

/// A scalar as text; empty for everything else.
pub(crate) fn plain(value: &Json) -> std::borrow::Cow<'_, str> {
    match value {
        Json::String(text) => std::borrow::Cow::Borrowed(text.trim()),
        Json::Number(number) => number.to_string().into(),
        Json::Bool(flag) => if *flag { "true" } else { "false" }.into(),
        _ => std::borrow::Cow::Borrowed(""),
    }
}

impl<'e, 's> Entry<'e, 's> {
    /// The entry of a number.
    pub(super) fn new(writer: &'e mut Writer<'s>, number: u64) -> Entry<'e, 's> {
        Entry { writer, number, flow: ControlFlow::Continue(()), is_written: false }
    }

    /// Whether whoever takes the facts goes on.
    pub(super) fn flow(&self) -> ControlFlow<()> {
        self.flow
    }

    /// Writes a row unless one with its key was written before: a person stands in several entries of some files.
    pub(crate) fn add_once(&mut self, draft: &Draft<'_>) -> Result<(), Problem> {
        let key: Vec<&str> = draft.table.key.iter().filter_map(|name| Some(&*draft.cells[draft.table.column(name)?.0])).collect();
        let is_named = key.iter().all(|cell| !cell.is_empty());
        if is_named && self.writer.has_seen(draft.table, &key) { Ok(()) } else { self.add(draft) }
    }

    /// Writes a row. The first row of an entry must have its key, else the entry is rejected; a later one without it is counted.
    pub(crate) fn add(&mut self, draft: &Draft<'_>) -> Result<(), Problem> {
        match self.put(draft) {
            Err(problem) if self.is_written => {
                self.writer.lost(draft.table, &problem, self.number);
                Ok(())
            }
            put => put,
        }
    }

    /// Rejects a part of the entry, which is an entry of its own in other files of the kind.
    pub(crate) fn reject(&mut self, part: &Json, problem: &str) {
        if self.flow.is_continue() {
            self.flow = self.writer.reject("", '\0', self.number, &part.to_string(), problem);
        }
    }

    fn put(&mut self, draft: &Draft<'_>) -> Result<(), Problem> {
        let mut values: Vec<Option<Value<'_>>> = vec![];
        for (field, cell) in draft.table.columns.iter().zip(&draft.cells) {
            let is_key = !draft.table.is_nullable(field.name);
            values.push(self.writer.read(field.form, is_key, field.name, cell, self.number)?);
        }
        let flow = self.writer.add(draft.table, self.number, &values, Repeated::Kept)?;
        self.is_written = true;
        if flow.is_break() {
            self.flow = flow;
        }
        Ok(())
    }
}

/// Hands every entry of a file to its kind.
pub(super) fn each(of: &Entries, input: &mut dyn Read, summary: &mut Summary, writer: &mut Writer<'_>) -> Result<ControlFlow<()>, Failed> {
    let (mut buffer, mut is_all, mut bytes) = (Vec::<u8>::new(), false, 0_u64);
    let (mut at, mut is_list) = (0, false);
    loop {
        while buffer.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b',' || (is_list && *byte == b']')) {
            at += 1;
        }
        if !is_list && summary.rows == 0 && buffer.get(at) == Some(&b'[') {
            is_list = true;
            at += 1;
            continue;
        }
        let length = if at < buffer.len() { length(&buffer[at..]) } else { None };
        let Some(length) = length else {
            if is_all {
                let is_end = buffer[at..].iter().all(u8::is_ascii_whitespace);
                return if is_end { Ok(ControlFlow::Continue(())) } else { Err(ends_early(summary)) };
            }
            if buffer.len() - at > ENTRY_MAX {
                let says = format!("entry {} of the file is larger than {} MB", summary.rows + 1, ENTRY_MAX >> 20);
                return Err(Failed::File(input::refused(&summary.file, None, says, "take the file from its source again").into()));
            }
            bytes += at as u64;
            buffer.drain(..at);
            at = 0;
            let before = buffer.len();
            Read::take(&mut *input, PIECE.max(before) as u64).read_to_end(&mut buffer).map_err(Failed::Input)?;
            is_all = buffer.len() == before;
            continue;
        };
        summary.rows += 1;
        let text = &buffer[at..at + length];
        at += length;
        let number = summary.rows;
        let mut entry = Entry::new(writer, number);
        let written = match serde_json::from_slice::<Json>(text) {
            Ok(value) => (of.write)(&value, &mut entry),
            Err(error) => Err(format!("the entry is not JSON: {}", error.to_string().split(" at line").next().unwrap_or_default())),
        };
        let mut flow = entry.flow;
        if let Err(problem) = written {
            flow = writer.reject("", '\0', number, &String::from_utf8_lossy(text), &problem);
        }
        if number.is_multiple_of(256) && flow.is_continue() {
            flow = writer.progress(bytes + at as u64);
        }
        if flow.is_break() {
            return Ok(flow);
        }
    }
}

fn ends_early(summary: &Summary) -> Failed {
    let says = format!("the file ends within entry {}", summary.rows + 1);
    Failed::File(input::unreadable(&summary.file, None, says).help("take the file from its source again; nothing of it is kept").into())
}

/// How long the JSON value is that begins at the first byte; `None` when the bytes end before it does.
fn length(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            // A bracket that closes nothing is an entry of its own, so that the next one can be read.
            b'}' | b']' if depth <= 1 => return Some(at + usize::from(depth == 1 || at == 0)),
            b'}' | b']' => depth -= 1,
            b',' | b'\n' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn an_entry_ends_where_its_brackets_do() {
        assert_eq!(length(br#"{"a": "}\"]", "b": [1]} , {"#), Some(23));
        assert_eq!(length(b"{\"a\": 1"), None);
        assert_eq!(length(b"12, 3"), Some(2));
        assert_eq!((length(b"}, 3"), length(b"12}")), (Some(1), Some(2)));
    }
}
