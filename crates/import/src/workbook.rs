//! The Excel workbook: one sheet per kind, one row per record, one column per field. The same columns out and in.
//! Reading has two halves: [`cells()`] parses hostile bytes and belongs into a child process with limits;
//! [`read`] turns cells into drafts and cannot be harmed by them.

mod cells;
mod columns;
mod preflight;
mod read;
mod write;

pub use cells::{Cell, Cells, Content, Sheet, cells};
pub use preflight::{CELL_CHARS_MAX, CELLS_MAX, INFLATED_MAX, Refusal};
pub use read::read;
pub use write::{TooLong, template, write};

/// The column that holds a record's key.
pub(crate) const KEY: &str = "_key";
/// The column that holds the revision that a row was made from.
pub(crate) const REVISION: &str = "_revision";
/// The sheet that explains the workbook.
pub(crate) const READ_ME: &str = "Read me";

/// Whether a file is a workbook, by its name or its content.
pub fn is_workbook(name: &str, bytes: &[u8]) -> bool {
    let named = ["xlsx", "xlsm", "xls", "xlsb", "ods"].iter().any(|ending| name.to_lowercase().ends_with(&format!(".{ending}")));
    let packed = bytes.starts_with(b"PK\x03\x04") && bytes.windows(15).take(4096).any(|window| window.starts_with(b"[Content_Types]"));
    named || packed
}

/// `B7` for the second column and seventh row, both counted from nought.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.insert(0, char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}
