//! What people send: every mistake is named by its cell, and the rest is read.

use import::workbook::{self, Content};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use strategy::{Graph, toml_form};

use crate::table::{batch, changes, findings, sheet};

/// The findings of one sheet of needs.
fn need(rows: &[&[&str]]) -> String {
    findings(&batch(vec![sheet("need", rows)]).findings)
}

#[test]
fn headings_forgive_case_and_blanks_and_doubt_the_rest() {
    assert_eq!(need(&[&["_Key", "Statement", "greatest in"], &["N-1", "people fall", "US"]]), "");
    let said = need(&[&["_key", "statment", "colour", "="], &["N-1", "x", "y"]]);
    assert_eq!(
        said,
        "need!B1 I003 column `statment` is not a field of needs -- did you mean `statement`?\n\
         need!C1 I003 column `colour` is not a field of needs -- `lodestar explain need` lists its fields\n\
         need!D1 I001 the heading of this column is a formula or an error and not a name, so it was not read -- write the field's name as text\n"
    );
}

#[test]
fn a_sheet_without_keys_or_with_a_column_twice_is_not_read() {
    let read = batch(vec![sheet("need", &[&["statement"], &["people fall"]])]);
    assert!(findings(&read.findings).starts_with("need!A1 I001 sheet `need` has no column `_key` -- add a column `_key`"));
    assert!(read.drafts.is_empty());
    let read = batch(vec![sheet("need", &[&["_key", "rank", "RANK"], &["N-1", "1", "2"]])]);
    assert_eq!(
        findings(&read.findings),
        "need!C1 I001 column `RANK` stands there twice -- keep one of them; nothing of sheet `need` was taken over\n"
    );
    assert!(read.drafts.is_empty());
}

#[test]
fn rows_without_a_key_are_named_and_the_others_read() {
    let read = batch(vec![sheet("need", &[&["_key", "statement"], &["", "people fall"], &["a b", "x"], &["=", "x"], &["N-4", "read"]])]);
    let said = findings(&read.findings);
    for start in ["need!A2 I008 row 2 has no key", "need!A3 I008 `a b` is not a key", "need!A4 I008 the key is a formula"] {
        assert!(said.contains(start), "{start}\n{said}");
    }
    assert_eq!(read.drafts.len(), 1);
}

#[test]
fn formulas_and_errors_reject_their_record_once() {
    let said = need(&[
        &["_key", "_revision", "statement", "rank", "note"],
        &["N-1", "1", "=", "#", "="],
        &["N-2", "=", "x"],
        &["N-3", "soon", "x"],
        &["N-4", "0", "x"],
    ]);
    let starts = [
        "need!C2 I004 `statement` of need `N-1` cannot be read: it holds a formula, which is never evaluated; write the value (and 2 more cells of this row)",
        "need!B3 I004 `_revision` of need `N-2` cannot be read: it holds a formula",
        "need!B4 I004 `_revision` of need `N-3` cannot be read: `soon` is not a whole number from 1",
        "need!B5 I004 `_revision` of need `N-4` cannot be read: `0` is not a whole number from 1",
    ];
    assert!(said.lines().zip(starts).all(|(line, start)| line.starts_with(start)), "{said}");
    assert_eq!(said.lines().count(), starts.len());
}

#[test]
fn hidden_and_unknown_sheets_and_columns_without_a_heading_are_reported() {
    let mut hidden = sheet("claim", &[&["_key"], &["C-1"]]);
    hidden.hidden = true;
    let read = batch(vec![
        hidden,
        sheet("cliam", &[&["_key"]]),
        sheet("Read me", &[&["anything"]]),
        sheet("need", &[&["_key"], &["N-1", "", "beside"]]),
    ]);
    let said = findings(&read.findings);
    let starts = [
        "claim!A1 I010 sheet `claim` is hidden",
        "cliam!A1 I002 `cliam` is not a kind of record -- did you mean `claim`?",
        "need!C2 I001 the column of cell C2 has no heading",
    ];
    assert!(said.lines().zip(starts).all(|(line, start)| line.starts_with(start)), "{said}");
    assert_eq!(read.about, "a workbook with 1 record on 1 sheet");
}

#[test]
fn a_blank_cell_empties_and_a_missing_column_leaves_alone() {
    let (graph, _) = toml_form::read("plan.toml", "[need.N-1]\nstatement = \"people fall\"\nrank = 2\nnote = \"kept\"\n").into_graph();
    let plan = |rows: &[&[&str]]| changes(&import::plan("plan.xlsx", &graph, batch(vec![sheet("need", rows)]), |_, _| None));
    assert_eq!(plan(&[&["_key", "statement"], &["N-1", "people fall"]]), Vec::<String>::new());
    let said = plan(&[&["_key", "rank"], &["N-1"]]);
    assert!(said.len() == 1 && said[0].contains("rank") && !said[0].contains("note"), "{said:?}");
}

#[test]
fn numbers_days_and_flags_that_excel_typed_are_read_as_meant() {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let sheet = workbook.add_worksheet().set_name("activity").expect("a name");
    for (column, name) in (0u16..).zip(["_key", "_revision", "title", "starts", "branded", "topic"]) {
        sheet.write_string(0, column, name).expect("a cell");
    }
    sheet.write_number(1, 0, 7).expect("a cell");
    sheet.write_number(1, 1, 2).expect("a cell");
    sheet.write_number(1, 2, 0.1 + 0.2).expect("a cell");
    sheet
        .write_datetime_with_format(1, 3, ExcelDateTime::from_ymd(2026, 2, 28).expect("a day").and_hms(9, 30, 0).expect("a time"), &day)
        .expect("a cell");
    sheet.write_boolean(1, 4, true).expect("a cell");
    sheet.write_string(1, 5, "007").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let read = workbook::read("typed.xlsx", &workbook::cells(&bytes).expect("it is read"));
    assert!(read.findings.is_empty(), "{}", findings(&read.findings));
    let draft = &read.drafts[0];
    assert_eq!((draft.key.as_str(), draft.revision), ("7", Some(2)));
    let (record, wrong) = draft.clone().into_record();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(
        serde_json::Value::from(record.fields()),
        serde_json::json!({ "title": "0.30000000000000004", "topic": "007", "starts": "2026-02-28", "branded": true })
    );
    assert!(Graph::of([record]).len() == 1);
}

#[test]
fn a_formula_is_seen_even_where_excel_kept_its_value() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("need").expect("a name");
    sheet.write_string(0, 0, "_key").expect("a cell");
    sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=\"N-\"&1").set_result("N-1")).expect("a cell");
    let cells = workbook::cells(&workbook.save_to_buffer().expect("a workbook")).expect("it is read");
    assert_eq!(cells.sheets[0].cells[1].content, Content::Formula);
}
