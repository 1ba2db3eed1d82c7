//! Records into a workbook that reads back unchanged: texts as texts, never as formulas; nothing hidden; ISO days.

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use serde_json::Value;
use strategy::{
    Kind, Record,
    schema::{self, Field, Shape},
};

use super::{CELL_CHARS_MAX, KEY, READ_ME, REVISION};

/// A value does not fit into a cell, or the records of a kind not into a sheet. Nothing is cut: the workbook is not written.
#[derive(Debug)]
pub struct TooLong {
    /// What does not fit into what.
    says: String,
}

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; export as `.toml`", self.says)
    }
}

impl std::error::Error for TooLong {}

/// The most rows of a sheet below its heading; Excel allows no more.
const ROWS_MAX: usize = 1_048_575;
/// How many rows of a template carry drop-down lists.
const LISTED_ROWS: u32 = 1000;
/// Excel's limit for the words of one drop-down list together.
const LIST_CHARS_MAX: usize = 255;

/// A workbook of records: a sheet for each kind that has any.
pub fn write<'r>(records: impl IntoIterator<Item = &'r Record>) -> Result<Vec<u8>, TooLong> {
    let mut by_kind: std::collections::BTreeMap<Kind, Vec<&Record>> = std::collections::BTreeMap::new();
    for record in records {
        by_kind.entry(record.kind()).or_default().push(record);
    }
    let mut sheets = vec![];
    for (kind, records) in by_kind {
        if records.len() > ROWS_MAX {
            return Err(TooLong { says: format!("there are {} {}, and a sheet has {ROWS_MAX} rows", records.len(), kind.plural()) });
        }
        let columns = schema::columns(kind);
        let rows = records.iter().map(|record| row(record, &columns)).collect::<Result<Vec<_>, _>>()?;
        sheets.push((kind, columns, rows));
    }
    Ok(finished(&sheets))
}

/// An empty workbook with a sheet for every kind.
pub fn template() -> Vec<u8> {
    finished(&Kind::ALL.iter().map(|kind| (*kind, schema::columns(*kind), vec![])).collect::<Vec<_>>())
}

type Rows = Vec<Vec<String>>;

fn row(record: &Record, columns: &[Field]) -> Result<Vec<String>, TooLong> {
    let cell = |field: &Field| {
        let text = field.shape.write(&record.field(&field.name).unwrap_or(Value::Null));
        let fits = text.len() <= CELL_CHARS_MAX || text.chars().count() <= CELL_CHARS_MAX;
        let of = || format!("`{}` of {} `{}`", field.name, record.kind().label(), record.key);
        if fits {
            Ok(text)
        } else {
            Err(TooLong { says: format!("{} does not fit into a cell, which holds {CELL_CHARS_MAX} characters", of()) })
        }
    };
    let fields = columns.iter().map(cell).collect::<Result<Vec<_>, _>>()?;
    Ok([vec![record.key.to_string(), record.revision.to_string()], fields].concat())
}

fn finished(sheets: &[(Kind, Vec<Field>, Rows)]) -> Vec<u8> {
    build(sheets).expect("sheet names are kinds, and rows and cells were measured before")
}

fn build(sheets: &[(Kind, Vec<Field>, Rows)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same records give the same bytes, whatever the day.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("Lodestar strategy").set_creation_datetime(&made));
    read_me(workbook.add_worksheet())?;
    for (kind, columns, rows) in sheets {
        sheet(workbook.add_worksheet(), *kind, columns, rows)?;
    }
    workbook.save_to_buffer()
}

fn sheet(sheet: &mut Worksheet, kind: Kind, columns: &[Field], rows: &Rows) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let text = Format::new().set_num_format("@").set_quote_prefix().set_align(FormatAlign::Top);
    sheet.set_name(kind.name())?;
    sheet.set_freeze_panes(1, 1)?;
    let names = [KEY, REVISION].into_iter().chain(columns.iter().map(|field| field.name.as_str()));
    for (column, name) in (0u16..).zip(names) {
        sheet.write_string_with_format(0, column, name, &head)?;
        sheet.set_column_width(column, if column < 2 { 12 } else { 24 })?;
        sheet.set_column_format(column, &Format::new().set_num_format("@"))?;
    }
    for (column, field) in (2u16..).zip(columns) {
        if let Some(list) = choices(field) {
            let last = LISTED_ROWS.max(u32::try_from(rows.len()).unwrap_or(LISTED_ROWS));
            sheet.add_data_validation(1, column, last, column, &DataValidation::new().allow_list_strings(&list)?)?;
        }
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    Ok(())
}

/// The words of a drop-down list, where the field takes one word and Excel can hold them all.
fn choices(field: &Field) -> Option<Vec<String>> {
    let words = match &field.shape {
        Shape::Word(words) => words.clone(),
        Shape::Flag => vec!["yes".into(), "no".into()],
        _ => return None,
    };
    let length = words.iter().map(String::len).sum::<usize>() + words.len();
    (length <= LIST_CHARS_MAX).then_some(words)
}

fn read_me(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const LINES: &[&str] = &[
        "A Lodestar strategy: one sheet per kind of record, one row per record, one column per field.",
        "_key names the record, such as N-1. Links are written as keys; several are separated by a semicolon.",
        "_revision says from which revision a row was made; leave it as it is, so that nobody's change is lost.",
        "Several texts of which one holds a semicolon are written [\"one; two\", \"three\"].",
        "Days are written 2026-03-01. A population is written disease = heart failure; age = 18..",
        "A blank cell empties its field. A column that you delete leaves its field as it is.",
        "Formulas are never evaluated; a cell with a formula is rejected. Nothing in this workbook is hidden.",
        "Columns:",
    ];
    sheet.set_name(READ_ME)?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 28)?;
    sheet.set_column_width(2, 110)?;
    let mut row = 0;
    for line in LINES {
        sheet.write_string(row, 0, *line)?;
        row += 1;
    }
    for kind in Kind::ALL {
        for field in schema::columns(*kind) {
            sheet.write_string(row, 0, kind.name())?;
            sheet.write_string(row, 1, &field.name)?;
            sheet.write_string(row, 2, format!("{} Takes {}.", field.about, field.shape.words()))?;
            row += 1;
        }
    }
    Ok(())
}
