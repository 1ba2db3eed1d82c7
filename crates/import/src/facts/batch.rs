//! What readers hand over: rows of one table as columns, with where they come from.

use std::sync::Arc;

use super::{Column, Table, Value};

/// Some rows of one table. All columns have the same length, in the order of [`Table::columns`].
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The table.
    pub table: &'static Table,
    /// The columns.
    pub columns: Vec<Column>,
    /// The line that each row was read from; for files without lines, the number of the entry, from 1.
    pub lines: Vec<u64>,
    /// Where all rows come from.
    pub provenance: Arc<Provenance>,
}

/// Where rows come from: what every row of a file has in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The source's name.
    pub source: String,
    /// The file's name.
    pub file: String,
    /// The release: what the caller said, else what the file's name says, else empty.
    pub release: String,
    /// The terms of the source.
    pub licence: String,
}

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        self.name == other.name
    }
}

impl Batch {
    /// An empty batch.
    pub fn new(table: &'static Table, provenance: Arc<Provenance>) -> Batch {
        let columns = table.columns.iter().map(|field| Column::new(field.form.stored())).collect();
        Batch { table, columns, lines: vec![], provenance }
    }

    /// How many rows it holds.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// A value in words; `None` where it is unknown or the table has no such column.
    pub fn words(&self, column: &str, row: usize) -> Option<String> {
        self.columns[self.table.column(column)?.0].words(row)
    }

    /// Adds a row of values in the order of the table's columns.
    pub(crate) fn push(&mut self, line: u64, values: &[Option<Value<'_>>]) {
        debug_assert_eq!(values.len(), self.columns.len());
        self.lines.push(line);
        self.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value.as_ref()));
    }

    /// Roughly how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.columns.iter().map(Column::bytes).sum::<usize>() + 8 * self.lines.len()
    }
}
