//! Cells into drafts: the sheet names the kind, the first row the fields, `_key` the record.
//! Every finding points at sheet and cell. A blank cell empties its field; a column that is not there leaves it alone.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use serde_json::{Map, Value};
use strategy::{
    Draft, Finding, Key, Kind, Origin, Place, change, input,
    schema::{self, Field},
};

use super::{
    KEY, READ_ME, REVISION, cell_name,
    cells::{Cells, Content, Sheet},
};
use crate::Batch;

/// The drafts of a workbook's cells.
pub fn read(file: &str, cells: &Cells) -> Batch {
    let mut batch = Batch { source: "workbook", about: "a workbook, one sheet per kind of record".into(), ..Batch::default() };
    for sheet in cells.sheets.iter().filter(|sheet| !sheet.name.eq_ignore_ascii_case(READ_ME)) {
        if sheet.cells.is_empty() {
            continue;
        }
        let place = |cell: String| Place::Cell { sheet: sheet.name.clone(), cell };
        match Kind::parse(&sheet.name) {
            None => batch.findings.push(input::unknown_kind(&sheet.name, Some((file, place("A1".into()))))),
            Some(_) if sheet.hidden => {
                let help = "show the sheet, look at what it holds, and save again";
                batch.findings.push(input::refused(file, Some(place("A1".into())), format!("sheet `{}` is hidden and was not read", sheet.name), help));
            }
            Some(kind) => rows(file, kind, sheet, &mut batch),
        }
    }
    batch
}

fn rows(file: &str, kind: Kind, sheet: &Sheet, batch: &mut Batch) {
    let mut by_row: BTreeMap<u32, BTreeMap<u32, &Content>> = BTreeMap::new();
    for cell in &sheet.cells {
        by_row.entry(cell.row).or_default().insert(cell.column, &cell.content);
    }
    let Some((header_row, header)) = by_row.pop_first() else { return };
    let place = |row: u32, column: u32| Place::Cell { sheet: sheet.name.clone(), cell: cell_name(row, column) };
    let columns = columns(kind, &header, |column, finding: &dyn Fn(Place) -> Finding| batch.findings.push(finding(place(header_row, column))), file);
    let Some(key_column) = columns.iter().find_map(|(column, use_)| matches!(use_, Use::Key).then_some(*column)) else {
        let says = format!("sheet `{}` has no column `{KEY}`", sheet.name);
        batch.findings.push(input::unreadable(file, Some(place(header_row, 0)), says));
        return;
    };
    for (row, cells) in by_row {
        let key_text = match cells.get(&key_column) {
            Some(Content::Text(text)) => text.trim(),
            _ => "",
        };
        let Some(key) = Key::new(key_text) else {
            batch.findings.push(input::bad_key(file, Some(place(row, key_column)), key_text));
            continue;
        };
        batch.drafts.push(draft(file, kind, key, &columns, &cells, |column| place(row, column), &mut batch.findings));
    }
}

/// What a column is for.
enum Use {
    Key,
    Revision,
    Field(Field),
}

fn columns(
    kind: Kind,
    header: &BTreeMap<u32, &Content>,
    mut report: impl FnMut(u32, &dyn Fn(Place) -> Finding),
    file: &str,
) -> Vec<(u32, Use)> {
    let known = schema::columns(kind);
    let mut seen: HashSet<String> = HashSet::new();
    let mut columns = vec![];
    for (column, content) in header {
        let name = match content {
            Content::Text(text) => text.trim().to_owned(),
            _ => String::new(),
        };
        let doubled = !name.is_empty() && !seen.insert(name.to_lowercase());
        let field = known.iter().find(|field| field.name.eq_ignore_ascii_case(&name)).cloned();
        match (name.as_str(), field) {
            _ if doubled => report(*column, &|place| input::unreadable(file, Some(place), format!("column `{name}` stands there twice"))),
            (KEY, _) => columns.push((*column, Use::Key)),
            (REVISION, _) => columns.push((*column, Use::Revision)),
            (_, Some(field)) => columns.push((*column, Use::Field(field))),
            (name, None) => {
                let near = strategy::words::nearest(name, known.iter().map(|field| field.name.as_str()));
                report(*column, &|place| input::unknown_column(file, place, kind, name, near));
            }
        }
    }
    columns
}

fn draft(
    file: &str,
    kind: Kind,
    key: Key,
    columns: &[(u32, Use)],
    cells: &BTreeMap<u32, &Content>,
    place: impl Fn(u32) -> Place,
    findings: &mut Vec<Finding>,
) -> Draft {
    let mut origin = Origin { file: file.to_owned(), place: Some(place(0)), fields: BTreeMap::new() };
    let mut fields = Map::new();
    let mut revision = None;
    for (column, use_) in columns {
        let content = cells.get(column);
        match (use_, content) {
            (Use::Key, _) => origin.place = Some(place(*column)),
            (Use::Revision, Some(Content::Text(text))) => revision = text.trim().parse().ok(),
            (Use::Revision, _) => {}
            (Use::Field(field), content) => {
                origin.fields.insert(field.name.clone(), place(*column));
                let value = match content {
                    None => Value::Null,
                    Some(Content::Text(text)) => field.shape.read(text),
                    Some(Content::Formula | Content::Error(_)) => continue,
                };
                change::set(&mut fields, &field.name, value);
            }
        }
    }
    let site = input::Site { kind, key: &key, origin: Some(&origin) };
    for (column, use_) in columns {
        let says = match cells.get(column) {
            Some(Content::Formula) => "it holds a formula, which is never evaluated; write the value".to_owned(),
            Some(Content::Error(error)) => format!("it holds the error {error}"),
            _ => continue,
        };
        if let Use::Field(field) = use_ {
            findings.push(input::unreadable_field(&site, &field.name, says));
        }
    }
    Draft { kind, key, id: None, revision, fields, origin: Some(Arc::new(origin)) }
}
