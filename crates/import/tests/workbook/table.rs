//! Small tables as cells, and what was read from them as short texts.

use import::{
    Action, Batch, Plan,
    workbook::{Cell, Cells, Content, Sheet, cells, read, write},
};
use strategy::{Finding, Graph, Place, Record};

/// A visible sheet of texts, row by row; an empty text is a blank cell, `=` a formula, `#` an error.
pub(crate) fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    let content = |text: &str| match text {
        "=" => Content::Formula,
        "#" => Content::Error("#REF!".into()),
        text => Content::Text(text.into()),
    };
    let mut cells = vec![];
    for (row, texts) in (0u32..).zip(rows) {
        for (column, text) in (0u32..).zip(*texts).filter(|(_, text)| !text.is_empty()) {
            cells.push(Cell { row, column, content: content(text) });
        }
    }
    Sheet { name: name.into(), hidden: false, cells }
}

/// What is read from these sheets.
pub(crate) fn batch(sheets: Vec<Sheet>) -> Batch {
    read("plan.xlsx", &Cells { sheets })
}

/// The findings, one a line: where, code, message; and help.
pub(crate) fn findings<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    let place = |finding: &Finding| match &finding.source {
        Some((_, Some(Place::Cell { sheet, cell }))) => format!("{sheet}!{cell}"),
        other => format!("{other:?}"),
    };
    findings.into_iter().map(|finding| format!("{} {} {} -- {}\n", place(finding), finding.code, finding.message, finding.help)).collect()
}

/// The plan of a workbook of these records over a strategy that has them already.
pub(crate) fn taken_out_and_back(records: &[Record]) -> Plan {
    let bytes = write(records).expect("every value fits into a cell");
    let cells = cells(&bytes).expect("our own workbook is read");
    let graph = Graph::of(records.iter().cloned());
    import::plan("plan.xlsx", &graph, read("plan.xlsx", &cells), |_, _| None)
}

/// What a plan would change, for a message.
pub(crate) fn changes(plan: &Plan) -> Vec<String> {
    let told = |item: &import::Item| match &item.action {
        Action::Unchanged => None,
        Action::Update { changes, .. } => Some(format!("{}: {changes:?}", item.key)),
        other => Some(format!("{}: {other:?}", item.key)),
    };
    plan.items.iter().filter_map(told).collect()
}
