//! Every kind with every field filled comes back as it went out.

use import::workbook::{self, Content};
use serde_json::{Map, Value, json};
use strategy::{
    Draft, Key, Kind, Record,
    schema::{self, Field, Shape},
};

use crate::table::{changes, taken_out_and_back};

/// A value of a shape; `at` tells values of one list apart.
fn value(shape: &Shape, at: usize) -> Value {
    match shape {
        Shape::Text => format!("text {at}").into(),
        Shape::Word(words) => words[at % words.len()].clone().into(),
        Shape::Date => format!("2026-03-{:02}", at + 1).into(),
        Shape::Number => format!("{at}.5").into(),
        Shape::Integer => json!(at + 1),
        Shape::Flag => true.into(),
        Shape::Owner => "medical / Ada Example".into(),
        Shape::Population => "disease = heart failure; age = 18..".into(),
        Shape::Link(kind) => {
            let prefix = Kind::parse(kind).map_or("N", Kind::prefix);
            format!("{prefix}-{}@1", at + 1).into()
        }
        Shape::List(inner) => (0..2).map(|at| value(inner, at)).collect(),
        Shape::Map(inner) => json!({ "medical": value(inner, 0), "sales": value(inner, 1) }),
        Shape::Group(fields) => fields_of(fields).into(),
    }
}

fn fields_of(fields: &[Field]) -> Map<String, Value> {
    fields.iter().enumerate().map(|(at, field)| (field.name.clone(), value(&field.shape, at % 20))).collect()
}

/// A record of a kind with every field filled.
fn full(kind: Kind) -> Record {
    let fields = fields_of(schema::fields(kind)).into_iter().chain(fields_of(&schema::HEADER)).collect();
    let key = Key::new(&format!("{}-1", kind.prefix())).expect("a key");
    let (record, wrong) = Draft::new(kind, key, fields).into_record();
    assert!(wrong.is_empty(), "{}: {:?}", kind.name(), wrong.iter().map(|finding| &finding.message).collect::<Vec<_>>());
    record
}

#[test]
fn every_field_of_every_kind_comes_back_unchanged() {
    let records: Vec<Record> = Kind::ALL.iter().map(|kind| full(*kind)).collect();
    for record in &records {
        let columns = schema::columns(record.kind());
        let missing: Vec<&str> = columns.iter().map(|field| field.name.as_str()).filter(|name| record.field(name).is_none()).collect();
        assert!(missing.is_empty(), "{} has no {missing:?}", record.kind().name());
    }
    let plan = taken_out_and_back(&records);
    assert_eq!(changes(&plan), Vec::<String>::new());
    assert!(plan.findings.is_empty(), "{:?}", plan.findings);
    assert_eq!(plan.count("unchanged"), Kind::ALL.len());
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let records: Vec<Record> = Kind::ALL.iter().map(|kind| full(*kind)).collect();
    assert_eq!(workbook::write(&records).expect("fits"), workbook::write(&records).expect("fits"));
}

#[test]
fn the_template_has_a_sheet_for_every_kind_and_nothing_hidden() {
    let cells = workbook::cells(&workbook::template()).expect("our own workbook is read");
    let names: Vec<&str> = cells.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let kinds = Kind::ALL.iter().map(|kind| kind.name());
    assert_eq!(names, ["Read me"].into_iter().chain(kinds).collect::<Vec<_>>());
    assert!(cells.sheets.iter().all(|sheet| !sheet.hidden));
    for (sheet, kind) in cells.sheets[1..].iter().zip(Kind::ALL) {
        let heading: Vec<&str> = sheet.cells.iter().filter(|cell| cell.row == 0).map(|cell| text(&cell.content)).collect();
        let columns = schema::columns(*kind);
        let fields = columns.iter().map(|field| field.name.as_str());
        assert_eq!(heading, ["_key", "_revision"].into_iter().chain(fields).collect::<Vec<_>>());
    }
    let batch = workbook::read("template.xlsx", &cells);
    assert!(batch.drafts.is_empty() && batch.findings.is_empty(), "{:?}", batch.findings);
}

fn text(content: &Content) -> &str {
    match content {
        Content::Text(text) => text,
        other => panic!("{other:?}"),
    }
}
