//! Rows of text under a heading, written as they come. Cells are set by the name of their column; what is not set is empty.

use std::{
    collections::HashMap,
    fmt::{Display, Write as _},
    io::{self, Write},
};

/// How a file writes its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Commas, quotes where they are needed.
    Commas,
    /// Commas, quotes around every cell.
    Quotes,
    /// Bars, nothing quoted, a blank for an empty cell, carriage return and line feed.
    Bars,
}

/// A file in the making.
pub(crate) struct Table<'o> {
    out: &'o mut dyn Write,
    style: Style,
    places: HashMap<String, usize>,
    cells: Vec<String>,
    line: String,
    rows: u64,
}

impl<'o> Table<'o> {
    /// Writes the heading.
    pub(crate) fn begin(out: &'o mut dyn Write, style: Style, header: &[impl AsRef<str>]) -> io::Result<Table<'o>> {
        let cells: Vec<String> = header.iter().map(|name| name.as_ref().to_owned()).collect();
        let places = cells.iter().cloned().zip(0..).collect();
        let mut table = Table { out, style, places, cells, line: String::new(), rows: 0 };
        table.write()?;
        Ok(table)
    }

    /// Fills a cell of the row that is being made.
    pub(crate) fn set(&mut self, column: &str, value: impl Display) {
        let at = self.places.get(column).copied();
        assert!(at.is_some(), "the file has no column `{column}`");
        if let Some(cell) = at.and_then(|at| self.cells.get_mut(at)) {
            cell.clear();
            // Writing into a text cannot fail.
            let _ = write!(cell, "{value}");
        }
    }

    /// Fills several cells.
    pub(crate) fn fill(&mut self, cells: &[(&str, &str)]) {
        for (column, value) in cells {
            self.set(column, value);
        }
    }

    /// Writes the row, and begins the next one.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.rows += 1;
        self.write()
    }

    /// How many rows were written, without the heading.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    fn write(&mut self) -> io::Result<()> {
        self.line.clear();
        for (at, cell) in self.cells.iter_mut().enumerate() {
            if at > 0 {
                self.line.push(if self.style == Style::Bars { '|' } else { ',' });
            }
            match self.style {
                Style::Bars => self.line.push_str(if cell.is_empty() { " " } else { cell }),
                Style::Commas if !cell.contains([',', '"', '\n', '\r']) => self.line.push_str(cell),
                Style::Commas | Style::Quotes => {
                    self.line.push('"');
                    self.line.push_str(&cell.replace('"', "\"\""));
                    self.line.push('"');
                }
            }
            cell.clear();
        }
        self.line.push_str(if self.style == Style::Bars { "\r\n" } else { "\n" });
        self.out.write_all(self.line.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(style: Style) -> String {
        let mut out = vec![];
        let mut table = Table::begin(&mut out, style, &["a", "b"]).expect("memory");
        table.set("b", "x, \"y\"");
        table.end().expect("memory");
        table.set("a", 1);
        table.end().expect("memory");
        assert_eq!(table.rows(), 2);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn cells_stand_under_their_columns_in_each_style() {
        assert_eq!(written(Style::Commas), "a,b\n,\"x, \"\"y\"\"\"\n1,\n");
        assert_eq!(written(Style::Quotes), "\"a\",\"b\"\n\"\",\"x, \"\"y\"\"\"\n\"1\",\"\"\n");
        assert_eq!(written(Style::Bars), "a|b\r\n |x, \"y\"\r\n1| \r\n");
    }
}
