//! Values that fight the format: each comes back equal, and none becomes a formula.

use std::io::Read;

use import::workbook::{self, Content};
use serde_json::json;
use strategy::{Draft, Key, Kind, Record};

use crate::table::{changes, taken_out_and_back};

const NASTY: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "'=1",
    "'",
    "''",
    "\"",
    "\"\"",
    "=",
    "+",
    "-",
    "@",
    "=HYPERLINK(\"http://example.org\";\"x\")",
    "=WEBSERVICE(\"x\")",
    "{=1}",
    "%0A=1",
    "007",
    "0007.50",
    "1e5",
    "1E309",
    "0x1F",
    "1/2",
    "3-4",
    "2026-03-01",
    "01.03.2026",
    "12:30",
    "true",
    "TRUE",
    "FALSE",
    "yes",
    "no",
    "null",
    "NULL",
    "None",
    "NaN",
    "inf",
    "-0",
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "12345678901234567890",
    "0.1000",
    "1,5",
    "1 000",
    "€ 5",
    "50 %",
    " outer blanks ",
    "\u{a0}hard blanks\u{a0}",
    "two\nlines",
    "two\r\nlines",
    "old\rlines",
    "tab\tbed",
    "a;b",
    "a; b",
    ";",
    "a,b",
    "a=b",
    "a = b; c = d",
    "[a]",
    "[\"a\"]",
    "[",
    "]",
    "{",
    "{ a = 1 }",
    "\\",
    "\\n",
    "C:\\x",
    "a|b",
    "a&b",
    "<b>",
    "</t>",
    "&amp;",
    "&#10;",
    "&x;",
    "<![CDATA[x]]>",
    "]]>",
    "<!--",
    "<!DOCTYPE",
    "_x0041_",
    "_x000D_",
    "_x005F_",
    "_X0041_",
    "__x0041__",
    "_x00",
    "\u{1}",
    "\u{b}",
    "\u{1f}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}x",
    "\u{200b}",
    "\u{ad}",
    "\u{202e}abc",
    "ä",
    "a\u{308}",
    "ﬁ",
    "Ω",
    "Ω",
    "漢字",
    "עברית",
    "🩺",
    "👩‍⚕️",
    "\u{10ffff}",
    "\u{fffd}",
    "'''",
    "\"\"\"",
    "a\"b'c",
    "# not a comment",
    "--",
    "; DROP TABLE need; --",
    "${x}",
    "$(x)",
    "`x`",
    "../../etc/passwd",
    "http://example.org/?a=b&c=d#e",
    "N-1",
    "N-1@2",
    "@",
    "a@b",
];

/// Five hundred texts: each nasty one alone, doubled, in the middle of words, at their start and at their end.
fn texts() -> Vec<String> {
    let forms: [fn(&str) -> String; 5] = [
        str::to_owned,
        |text| format!("{text}{text}"),
        |text| format!("before{text}after"),
        |text| format!("{text} after"),
        |text| format!("before {text}"),
    ];
    forms.iter().flat_map(|form| NASTY.iter().map(|text| form(text))).collect()
}

fn record(kind: Kind, at: usize, fields: serde_json::Value) -> Record {
    let key = Key::new(&format!("{}-{at}", kind.prefix())).expect("a key");
    let (record, wrong) = Draft::new(kind, key, fields.as_object().cloned().expect("fields")).into_record();
    assert!(wrong.is_empty(), "{wrong:?}");
    record
}

#[test]
fn five_hundred_nasty_texts_come_back_equal() {
    let texts = texts();
    assert!(texts.len() >= 500, "only {}", texts.len());
    let records: Vec<Record> =
        texts.iter().enumerate().map(|(at, text)| record(Kind::Need, at + 1, json!({ "statement": text, "note": text }))).collect();
    assert_eq!(changes(&taken_out_and_back(&records)), Vec::<String>::new());
}

#[test]
fn nasty_texts_in_lists_and_groups_come_back_equal() {
    let texts = texts();
    let list = |at: usize, text: &String| record(Kind::Asset, at + 1, json!({ "name": "LX", "brand_names": ["plain", text, "plain too"] }));
    let alone = |at: usize, text: &String| record(Kind::Asset, at + 5_001, json!({ "name": "LX", "regulators": [text] }));
    let group = |at: usize, text: &String| {
        record(Kind::Need, at + 1, json!({ "statement": "x", "success": { "patients": text }, "burden": [{ "measure": text }] }))
    };
    let each = texts.iter().enumerate();
    let records: Vec<Record> = each.flat_map(|(at, text)| [list(at, text), alone(at, text), group(at, text)]).collect();
    assert_eq!(changes(&taken_out_and_back(&records)), Vec::<String>::new());
}

#[test]
fn nothing_that_is_written_is_a_formula() {
    let records: Vec<Record> =
        texts().iter().enumerate().map(|(at, text)| record(Kind::Need, at + 1, json!({ "statement": text }))).collect();
    let bytes = workbook::write(&records).expect("fits");
    let cells = workbook::cells(&bytes).expect("our own workbook is read");
    assert!(cells.sheets.iter().flat_map(|sheet| &sheet.cells).all(|cell| matches!(cell.content, Content::Text(_))));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\""), "a text that starts with `=` stays one when somebody edits its cell");
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut container = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a container");
    let mut text = String::new();
    container.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn a_value_that_fits_into_no_cell_is_refused_and_not_cut() {
    let long = record(Kind::Need, 1, json!({ "statement": "x".repeat(32_768) }));
    let refused = workbook::write([&long]).expect_err("32,767 characters are Excel's limit");
    assert_eq!(refused.to_string(), "`statement` of need `N-1` does not fit into a cell, which holds 32767 characters; export as `.toml`");
    let longest = record(Kind::Need, 1, json!({ "statement": "ä".repeat(32_767) }));
    assert_eq!(changes(&taken_out_and_back(&[longest])), Vec::<String>::new());
}
