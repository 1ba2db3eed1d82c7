//! Workbooks that scenarios name. They are made here, because nobody can read a binary in a diff.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Writes the workbooks into a scenario's folder.
pub(crate) fn write_into(folder: &Path) {
    let given = folder.join("given");
    std::fs::create_dir_all(&given).expect("a folder");
    for (name, made) in [("typed.xlsx", typed()), ("ugly.xlsx", ugly()), ("renamed.xlsx", renamed())] {
        std::fs::write(given.join(name), made.expect("a workbook")).expect("it can be written");
    }
}

fn heading(sheet: &mut Worksheet, names: &[&str]) -> Result<(), XlsxError> {
    (0u16..).zip(names).try_for_each(|(column, name)| sheet.write_string(0, column, *name).map(|_| ()))
}

/// What Excel makes of what people type: numbers, days, yes and no.
fn typed() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet().set_name("need")?;
    heading(sheet, &["_key", "statement", "rank"])?;
    sheet.write_string(1, 0, "N-1")?.write_string(1, 1, "people are breathless")?.write_number(1, 2, 1)?;
    let sheet = workbook.add_worksheet().set_name("milestone")?;
    heading(sheet, &["_key", "title", "date.planned", "note"])?;
    sheet.write_string(1, 0, "MI-1")?.write_string(1, 1, "dossier sent")?;
    sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(2026, 5, 4)?, &day)?.write_string(1, 3, "=cmd|' /C calc'!A0")?;
    workbook.save_to_buffer()
}

/// What people send: a formula, a doubled key, a row without one, a sheet of their own, a hidden sheet, a mistyped column.
fn ugly() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("need")?;
    heading(sheet, &["_key", "statment", "rank", "statement"])?;
    sheet.write_string(1, 0, "N-1")?.write_formula(1, 2, "=1+1")?.write_string(1, 3, "people are breathless")?;
    sheet.write_string(2, 0, "N-2")?.write_string(2, 2, "first")?.write_string(2, 3, "people are tired")?;
    sheet.write_string(3, 0, "N-2")?.write_string(3, 3, "people are tired again")?;
    sheet.write_string(4, 3, "nobody gave this row a key")?;
    sheet.write_string(5, 0, "N-6")?.write_string(5, 3, "people fall")?;
    sheet.write_string(5, 5, "a remark beside the table")?;
    let sheet = workbook.add_worksheet().set_name("mileston")?;
    heading(sheet, &["_key"])?;
    let sheet = workbook.add_worksheet().set_name("claim")?;
    heading(sheet, &["_key", "statement", "Statement"])?;
    let sheet = workbook.add_worksheet().set_name("belief")?;
    heading(sheet, &["_key", "statement"])?;
    sheet.set_hidden(true);
    workbook.save_to_buffer()
}

/// A workbook that was exported at revision 1 and edited since.
fn renamed() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("need")?;
    heading(sheet, &["_key", "_revision", "statement", "note"])?;
    sheet.write_string(1, 0, "N-1")?.write_number(1, 1, 1)?.write_string(1, 2, "people cannot climb stairs")?.write_string(
        1,
        3,
        "from the board",
    )?;
    workbook.save_to_buffer()
}
