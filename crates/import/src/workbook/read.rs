//! Cells into drafts: the sheet names the kind, the first row the fields, `_key` the record.
//! Every finding points at sheet and cell. A blank cell empties its field; a column that is not there leaves it alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value};
use strategy::{
    Draft, Finding, Key, Kind, Origin, Place, Places, change, input,
    schema::{Field, Shape},
};

use super::{
    KEY, READ_ME, REVISION, cell_name,
    cells::{Cells, Content, Sheet},
    columns::{Use, columns},
};
use crate::{Batch, writing};

/// A row's cells that hold something, by column.
pub(super) type Row<'a> = BTreeMap<u32, &'a Content>;

/// A sheet that is being read.
pub(super) struct At<'a> {
    /// The workbook's file name.
    pub(super) file: &'a str,
    /// The sheet's name.
    pub(super) sheet: &'a str,
    /// The kind of its records.
    pub(super) kind: Kind,
}

impl At<'_> {
    /// The place of a cell of the sheet, counted from nought.
    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        Place::Cell { sheet: self.sheet.to_owned(), cell: cell_name(row, column) }
    }
}

/// The drafts of a workbook's cells.
pub fn read(file: &str, cells: &Cells) -> Batch {
    let mut batch = Batch { source: "workbook", ..Batch::default() };
    let mut rows_seen = 0;
    let mut sheets_read = 0;
    for sheet in cells.sheets.iter().filter(|sheet| !sheet.cells.is_empty()) {
        let top = Place::Cell { sheet: sheet.name.clone(), cell: "A1".into() };
        if sheet.hidden {
            let help = "show the sheet, look at what it holds, and save again";
            batch.findings.push(input::refused(file, Some(top), format!("sheet `{}` is hidden and was not read", sheet.name), help));
            continue;
        }
        if sheet.name.eq_ignore_ascii_case(READ_ME) {
            continue;
        }
        let Some(kind) = Kind::parse(&sheet.name) else {
            batch.findings.push(input::unknown_kind(&sheet.name, Some((file, top))));
            continue;
        };
        let rows = by_row(sheet);
        rows_seen += rows.len();
        // Before anything is made of the rows: a draft needs many times the memory of its cells.
        if rows_seen > writing::RECORDS_MAX {
            return Batch::failed("workbook", writing::too_many(file));
        }
        sheets_read += 1;
        read_rows(&At { file, sheet: &sheet.name, kind }, rows, &mut batch);
    }
    let (records, sheets) = (writing::counted(batch.drafts.len(), "record", "records"), writing::counted(sheets_read, "sheet", "sheets"));
    batch.about = format!("a workbook with {records} on {sheets}");
    batch
}

fn by_row(sheet: &Sheet) -> BTreeMap<u32, Row<'_>> {
    let mut rows: BTreeMap<u32, Row<'_>> = BTreeMap::new();
    for cell in &sheet.cells {
        rows.entry(cell.row).or_default().insert(cell.column, &cell.content);
    }
    rows
}

fn read_rows(at: &At<'_>, mut rows: BTreeMap<u32, Row<'_>>, batch: &mut Batch) {
    let Some((heading_row, heading)) = rows.pop_first() else { return };
    let Some(columns) = columns(at, heading_row, &heading, &mut batch.findings) else { return };
    let Some(key_column) = columns.iter().find_map(|(column, meant)| matches!(meant, Use::Key).then_some(*column)) else {
        let says = format!("sheet `{}` has no column `{KEY}`", at.sheet);
        let help =
            format!("add a column `{KEY}` with a key for each row, such as {}-1; nothing of this sheet was taken over", at.kind.prefix());
        batch.findings.push(input::unreadable(at.file, Some(at.place(heading_row, 0)), says).help(help));
        return;
    };
    let used: BTreeSet<u32> = columns.iter().map(|(column, _)| *column).collect();
    let mut without_heading: BTreeMap<u32, u32> = BTreeMap::new();
    for (row, cells) in rows {
        for column in cells.keys().filter(|column| !used.contains(column) && !heading.contains_key(column)) {
            without_heading.entry(*column).or_insert(row);
        }
        match key(cells.get(&key_column).copied()) {
            Ok(key) => batch.drafts.push(draft(at, key, &columns, row, &cells, &mut batch.findings)),
            Err(says) => {
                let mut finding = input::bad_key(at.file, Some(at.place(row, key_column)), "");
                match says {
                    Some(says) => finding.message = says,
                    None => {
                        finding.message = format!("row {} has no key in column `{KEY}`", row + 1);
                        finding.help = format!("write one, such as {}-{}, or empty the row", at.kind.prefix(), row + 1);
                    }
                }
                batch.findings.push(finding);
            }
        }
    }
    for (column, row) in without_heading {
        let says = format!("the column of cell {} has no heading, so it was not read", cell_name(row, column));
        let help = format!("write a field's name above it; `lodestar explain {}` lists them", at.kind.name());
        batch.findings.push(input::unreadable(at.file, Some(at.place(row, column)), says).help(help));
    }
}

/// The key in a cell, or what is wrong with it; nothing when the cell is blank.
fn key(content: Option<&Content>) -> Result<Key, Option<String>> {
    match content {
        None => Err(None),
        Some(Content::Formula) => Err(Some("the key is a formula, which is never evaluated".into())),
        Some(Content::Error(error)) => Err(Some(format!("the key is the error {error}"))),
        Some(Content::Text(text)) => Key::new(text.trim()).ok_or_else(|| Some(format!("`{}` is not a key", text.trim()))),
    }
}

fn draft(at: &At<'_>, key: Key, columns: &[(u32, Use)], row: u32, cells: &Row<'_>, findings: &mut Vec<Finding>) -> Draft {
    let mut origin = Origin { file: at.file.to_owned(), place: Some(at.place(row, 0)), fields: Places::default() };
    let mut fields = Map::new();
    let mut revision = None;
    let mut wrong: Vec<(&str, String)> = vec![];
    for (column, meant) in columns {
        let content = cells.get(column).copied();
        let name = match meant {
            Use::Key => KEY,
            Use::Revision => REVISION,
            Use::Field(field) => &field.name,
        };
        match meant {
            Use::Key => origin.place = Some(at.place(row, *column)),
            _ if content.is_none() => {}
            _ => {
                origin.fields.insert(name, at.place(row, *column));
            }
        }
        match (meant, content) {
            (Use::Key, _) | (Use::Revision, None) => {}
            (_, Some(Content::Formula)) => wrong.push((name, "it holds a formula, which is never evaluated; write the value".into())),
            (_, Some(Content::Error(error))) => wrong.push((name, format!("it holds the error {error}"))),
            (Use::Revision, Some(Content::Text(text))) => match text.trim().parse::<u32>() {
                Ok(number) if number > 0 => revision = Some(number),
                _ => wrong.push((name, format!("`{}` is not a whole number from 1", text.trim()))),
            },
            (Use::Field(field), None) => change::set(&mut fields, &field.name, Value::Null),
            (Use::Field(field), Some(Content::Text(text))) => change::set(&mut fields, &field.name, value(field, text)),
        }
    }
    // One finding a row: a sheet full of formulas must not cost more than the sheet.
    if let Some((name, says)) = wrong.first() {
        let more = match wrong.len() - 1 {
            0 => String::new(),
            1 => " (and 1 more cell of this row)".into(),
            more => format!(" (and {more} more cells of this row)"),
        };
        let site = input::Site { kind: at.kind, key: &key, origin: Some(&origin) };
        findings.push(input::unreadable_field(&site, name, format!("{says}{more}")));
    }
    Draft { kind: at.kind, key, id: None, revision, fields, origin: Some(Arc::new(origin)) }
}

/// A text is taken as it stands, with its outer blanks, so that a workbook reads back as it was written.
fn value(field: &Field, text: &str) -> Value {
    match &field.shape {
        Shape::Text => Value::String(text.to_owned()),
        shape => shape.read(text),
    }
}
