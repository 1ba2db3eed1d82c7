//! One row: its text, its cells, and where it stood.

use std::borrow::Cow;

use super::{
    super::rejects::as_it_was,
    scan::{Dialect, Span},
};

/// A row.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// The line at which it begins, from 1.
    pub(crate) line: u64,
    /// The row as text, without its line's end.
    pub(crate) text: Cow<'a, str>,
    /// How its cells are parted.
    pub(crate) dialect: Dialect,
    /// Its cells.
    pub(crate) cells: &'a [Span],
    /// Whether the file is one of rejects, in which formulas were made inert.
    pub(crate) is_inert: bool,
}

impl Row<'_> {
    /// The cell at a position, without blanks around it; empty where the row has none.
    pub(crate) fn cell(&self, at: usize) -> Cow<'_, str> {
        let Some(span) = self.cells.get(at) else { return Cow::Borrowed("") };
        let text = self.text[span.start..span.end].trim_matches(is_blank);
        let text = if self.is_inert { as_it_was(text) } else { text };
        if span.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) }
    }

    /// Whether every cell is blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim_matches(is_blank).is_empty() || (0..self.cells.len()).all(|at| self.cell(at).is_empty())
    }
}

/// Blanks, and the characters without shape that exports leave at the edges of cells.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\0' | '\u{feff}' | '\u{200b}')
}
