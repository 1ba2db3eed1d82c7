//! Parses a workbook into plain cells, one after the other, without ever allocating for the size a sheet states.
//! Formulas are marked and never evaluated. Belongs into a child process: the parser underneath can be made to
//! allocate several times what a string inflates to.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use serde::{Deserialize, Serialize};

use super::preflight::{self, CELL_CHARS_MAX, CELLS_MAX, INFLATED_MAX, Refusal};

/// A workbook as cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cells {
    /// The sheets in their order.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether it was hidden.
    pub hidden: bool,
    /// Its cells that hold something, row by row.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The row, from nought.
    pub row: u32,
    /// The column, from nought.
    pub column: u32,
    /// What it holds.
    pub content: Content,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A text, number, day or yes/no, as text.
    Text(String),
    /// A formula; never evaluated.
    Formula,
    /// An error such as `#REF!`.
    Error(String),
}

/// Reads all cells, or says why the workbook is refused.
pub fn cells(bytes: &[u8]) -> Result<Cells, Refusal> {
    preflight::look(bytes)?;
    let damaged = |what: &str| {
        Refusal::new(format!("the workbook cannot be read: {what}"), "open it in a spreadsheet program and save it again as `.xlsx`")
    };
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged("its parts do not fit together"))?;
    let sheets: Vec<(String, bool)> =
        workbook.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible != calamine::SheetVisible::Visible)).collect();
    let mut all = Cells::default();
    let mut left = CELLS_MAX;
    // One shared text may stand in a million cells, so the container's size does not bound the text of the cells.
    let mut text_left = INFLATED_MAX;
    for (name, hidden) in sheets {
        let mut sheet = Sheet { name: name.clone(), hidden, cells: vec![] };
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(|_| damaged(&format!("sheet `{name}`")))?;
        while let Some(cell) = reader.next_cell_with_formula().map_err(|_| damaged(&format!("sheet `{name}`")))? {
            let content = if cell.formula.is_some() { Some(Content::Formula) } else { content(&cell.value) };
            let Some(content) = content else { continue };
            left = left
                .checked_sub(1)
                .ok_or_else(|| Refusal::new(format!("the workbook has more than {CELLS_MAX} cells"), "split it into several workbooks"))?;
            let (row, column) = cell.pos;
            if let Content::Text(text) = &content {
                if text.len() > CELL_CHARS_MAX && text.chars().count() > CELL_CHARS_MAX {
                    let at = super::cell_name(row, column);
                    return Err(Refusal::new(
                        format!("cell {at} of sheet `{name}` holds more than {CELL_CHARS_MAX} characters"),
                        "shorten it",
                    ));
                }
                text_left = text_left.checked_sub(text.len() as u64).ok_or_else(|| {
                    Refusal::new(format!("the cells hold more than {} MB of text", INFLATED_MAX >> 20), "split it into several workbooks")
                })?;
            }
            sheet.cells.push(Cell { row, column, content });
        }
        all.sheets.push(sheet);
    }
    Ok(all)
}

fn content(value: &DataRef<'_>) -> Option<Content> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Error(error) => return Some(Content::Error(error.to_string())),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(when) => when.as_f64().to_string(),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
    };
    (!text.trim().is_empty()).then_some(Content::Text(text))
}
