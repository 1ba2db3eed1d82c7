//! Facts as a seat sees them, as tables: what a rule withholds is a block, what nobody recorded is said to be none.

use guardrails::RuleId;
use maud::{Markup, html};

use crate::{
    app::customers::{ALWAYS, Rows, Section},
    parts::{Absence, Column, Row, Table, absent, table},
    words,
};

/// How many rows a section shows; the others are counted.
const SHOWN: usize = 12;

/// One cell.
pub(super) enum Cell<'r> {
    /// What is seen.
    Value(&'r str),
    /// Nothing was recorded.
    None,
    /// A rule withholds it.
    Withheld(Option<&'r RuleId>),
}

/// The cell of a field in a row.
pub(super) fn cell(rows: &Rows, field: usize, row: usize) -> Cell<'_> {
    if !rows.shown[field][row] {
        return Cell::Withheld(rows.rule[row].and_then(|rule| rows.rules.get(usize::from(rule))));
    }
    match rows.values[field][row].as_str() {
        "" => Cell::None,
        value => Cell::Value(value),
    }
}

/// What is seen of a field; empty otherwise.
pub(super) fn value(rows: &Rows, field: usize, row: usize) -> &str {
    match cell(rows, field, row) {
        Cell::Value(value) => value,
        _ => "",
    }
}

pub(super) fn markup(cell: &Cell<'_>) -> Markup {
    match cell {
        Cell::Value(value) => html! { (value) },
        Cell::None => absent(&Absence::None),
        Cell::Withheld(rule) => absent(&Absence::Withheld(rule.map(ToString::to_string).unwrap_or_default())),
    }
}

/// A day as people write it.
pub(super) fn day(text: &str) -> Option<String> {
    text.parse().ok().map(words::day)
}

/// The rules that withhold something of a section.
pub(super) fn rules(rows: &Rows) -> Vec<&RuleId> {
    let withheld = |row: &usize| (0..rows.fields.len()).any(|field| !rows.shown[field][*row]);
    let mut rules: Vec<&RuleId> =
        (0..rows.data.len()).filter(withheld).filter_map(|row| rows.rules.get(usize::from(rows.rule[row]?))).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// The rows of a section.
pub(super) fn of_section(section: &Section) -> Markup {
    let rows = &section.rows;
    let number = |field: usize| {
        let mut cells = (0..rows.data.len()).map(|row| value(rows, field, row)).filter(|value| !value.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|value| value.parse::<f64>().is_ok() && value.len() < 9)
    };
    let numeric: Vec<bool> = (0..rows.fields.len()).map(number).collect();
    let has_day = (0..rows.data.len()).any(|row| !matches!(cell(rows, 0, row), Cell::None));
    let has_function = (0..rows.data.len()).any(|row| !matches!(cell(rows, 1, row), Cell::None));
    let fields: Vec<usize> = (0..rows.fields.len()).filter(|field| (*field != 0 || has_day) && (*field != 1 || has_function)).collect();
    let column = |field: &usize| {
        let name = rows.fields[*field].name.as_str();
        match numeric[*field] && *field >= ALWAYS.len() {
            true => Column::number(name, ""),
            false => Column::text(if *field < ALWAYS.len() { words::capital(name) } else { name.to_owned() }),
        }
    };
    let row = |row: usize| {
        let cells = fields.iter().map(|field| {
            let cell = cell(rows, *field, row);
            match (field, &cell) {
                (0, Cell::Value(text)) => html! { (day(text).unwrap_or_else(|| (*text).to_owned())) },
                (2, Cell::Value(text)) => html! { span.muted { (text) } },
                _ => markup(&cell),
            }
        });
        Row::plain(cells.collect())
    };
    let count = rows.data.len();
    let footer = if count > SHOWN { format!("{} more of {count} are not listed.", count - SHOWN) } else { String::new() };
    table(&Table {
        caption: section.sort.title.into(),
        quiet_caption: true,
        columns: fields.iter().map(column).collect(),
        rows: (0..count.min(SHOWN)).map(row).collect(),
        footer,
        compact: true,
    })
}
