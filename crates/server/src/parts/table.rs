//! Tables: text left, numbers right, units in the header, the first cell names the row.
//! A wide table scrolls in its own region, which the keyboard can reach; the page never scrolls sideways.

use maud::{Markup, html};

/// The order a column can be or is sorted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Sorted upwards now; the address sorts downwards.
    Up(String),
    /// Sorted downwards now; the address sorts upwards.
    Down(String),
    /// Not sorted by this column; the address sorts by it.
    Offered(String),
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub label: String,
    /// The unit of every number in it, shown in the heading; empty for none.
    pub unit: String,
    /// Numbers stand right, in figures of equal width.
    pub numeric: bool,
    /// Only offered on fields that are fully visible to the viewer.
    pub sort: Option<Sort>,
}

impl Column {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Column {
        Column { label: label.into(), ..Column::default() }
    }
    /// A column of numbers with its unit (empty for a plain count).
    pub fn number(label: impl Into<String>, unit: impl Into<String>) -> Column {
        Column { label: label.into(), unit: unit.into(), numeric: true, sort: None }
    }
    /// With sorting.
    pub fn sort(mut self, sort: Sort) -> Column {
        self.sort = Some(sort);
        self
    }
}

/// One row; as many cells as columns.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Where the row leads: its first cell becomes the link. `j`, `k` and Enter walk these links.
    pub href: Option<String>,
    /// The cells, first one the row's name.
    pub cells: Vec<Markup>,
    /// Shown as chosen.
    pub selected: bool,
}

impl Row {
    /// A row that leads nowhere.
    pub fn plain(cells: Vec<Markup>) -> Row {
        Row { href: None, cells, selected: false }
    }
    /// A row whose first cell is a link.
    pub fn linked(href: impl Into<String>, cells: Vec<Markup>) -> Row {
        Row { href: Some(href.into()), cells, selected: false }
    }
}

/// A whole table. With no rows show an [`super::empty_state`] instead.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Names the table for everybody (shown above it unless `quiet_caption`).
    pub caption: String,
    /// Keep the caption for screen readers only, when a heading above says the same.
    pub quiet_caption: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// A line below, such as `You see 42 rows`; empty for none.
    pub footer: String,
    /// Rows of 32 instead of 40 px.
    pub compact: bool,
}

/// Draws the table in its scrolling region.
pub fn table(table: &Table) -> Markup {
    html! {
        div.scroll role="region" aria-label=(table.caption) tabindex="0" {
            table.compact[table.compact] {
                caption.vh[table.quiet_caption] { (table.caption) }
                thead { tr { @for column in &table.columns { (heading(column)) } } }
                tbody { @for row in &table.rows { (body_row(row, &table.columns)) } }
            }
        }
        @if !table.footer.is_empty() { p.more { span.muted { (table.footer) } } }
    }
}

fn heading(column: &Column) -> Markup {
    let words = html! {
        (column.label) @if !column.unit.is_empty() { " " span.unit { (column.unit) } }
    };
    let state = match &column.sort {
        Some(Sort::Up(_)) => Some("ascending"),
        Some(Sort::Down(_)) => Some("descending"),
        _ => None,
    };
    html! {
        th.num[column.numeric] scope="col" aria-sort=[state] {
            @match &column.sort {
                None => (words),
                Some(Sort::Up(href)) => a.sort href=(href) { (words) span aria-hidden="true" { "↑" } },
                Some(Sort::Down(href)) => a.sort href=(href) { (words) span aria-hidden="true" { "↓" } },
                Some(Sort::Offered(href)) => a.sort href=(href) { (words) span aria-hidden="true" { "↕" } },
            }
        }
    }
}

fn body_row(row: &Row, columns: &[Column]) -> Markup {
    let numeric = |index: usize| columns.get(index).is_some_and(|column| column.numeric);
    html! {
        tr.selected[row.selected] aria-current=[row.selected.then_some("true")] {
            @for (index, cell) in row.cells.iter().enumerate() {
                @if index == 0 {
                    th.num[numeric(0)] scope="row" {
                        @match &row.href {
                            Some(href) => a.row href=(href) data-row { (cell) },
                            None => (cell),
                        }
                    }
                } @else { td.num[numeric(index)] { (cell) } }
            }
        }
    }
}
