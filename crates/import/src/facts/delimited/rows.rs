//! A file as a stream of rows.

use std::{borrow::Cow, io::Read};

use super::{
    super::rejects::PROBLEM,
    header::Header,
    row::Row,
    scan::{Dialect, Found, Span},
};

/// How much is read at once.
const PIECE: usize = 256 << 10;
/// The longest row. The longest real ones, with an abstract in them, reach some 100 kB.
const ROW_MAX: usize = 16 << 20;

/// The rows of a file whose heading has been read.
pub(crate) struct Rows<R> {
    input: R,
    buffer: Vec<u8>,
    /// The first byte of the next row.
    at: usize,
    is_all: bool,
    line: u64,
    cells: Vec<Span>,
    dialect: Dialect,
    /// The heading.
    pub(crate) header: Header,
    /// The heading as it stands in the file.
    pub(crate) header_text: String,
}

/// What the next row is.
#[derive(Debug)]
pub(crate) enum Taken<'a> {
    /// As many cells as the heading.
    Sound(Row<'a>),
    /// Sound too, but separated by something else than the heading, or in another encoding.
    Odd(Row<'a>, &'static str),
    /// It cannot be read; the words say why.
    Damaged(Row<'a>, String),
    /// A row of the file is longer than any may be. Nothing of the file can be read from here on.
    TooLong {
        /// The line at which it begins.
        line: u64,
    },
}

enum Step {
    Row { end: usize, next: usize, lines: u64, is_closed: bool },
    TooLong,
    End,
}

impl<R: Read> Rows<R> {
    /// Reads the heading: the first line that is not blank. `None` when there is none.
    pub(crate) fn open(input: R) -> std::io::Result<Option<Rows<R>>> {
        let bare = Dialect { delimiter: b',', quotes: false };
        let (header, header_text) = (Header::default(), String::new());
        let mut rows = Rows { input, buffer: vec![], at: 0, is_all: false, line: 1, cells: vec![], dialect: bare, header, header_text };
        loop {
            // Looked at as one line first, because the separator is not known yet.
            let Step::Row { end, next, .. } = rows.step(false)? else { return Ok(None) };
            let first = &rows.buffer[rows.at..end];
            if first.trim_ascii().is_empty() {
                rows.at = next;
                rows.line += 1;
                continue;
            }
            rows.dialect = Dialect::of(first);
            break;
        }
        let Step::Row { end, next, lines, .. } = rows.step(true)? else { return Ok(None) };
        let text = decoded(&rows.buffer[rows.at..end]).0.into_owned();
        // In another encoding the cells lie elsewhere in the text than in the bytes.
        rows.dialect.find(text.as_bytes(), true, &mut rows.cells);
        let row = Row { line: rows.line, text: Cow::Borrowed(&text), dialect: rows.dialect, cells: &rows.cells, is_inert: false };
        let names = (0..row.cells.len()).map(|at| row.cell(at).into_owned()).collect();
        rows.header = Header::new(names);
        rows.header_text = text;
        (rows.at, rows.line) = (next, rows.line + lines);
        Ok(Some(rows))
    }

    /// The next row that is not blank and not the heading once more; `None` at the end.
    pub(crate) fn next(&mut self) -> std::io::Result<Option<Taken<'_>>> {
        let (end, is_closed, line) = loop {
            let (end, next, lines, is_closed) = match self.step(true)? {
                Step::End => return Ok(None),
                Step::TooLong => {
                    (self.at, self.is_all) = (self.buffer.len(), true);
                    return Ok(Some(Taken::TooLong { line: self.line }));
                }
                Step::Row { end, next, lines, is_closed } => (end, next, lines, is_closed),
            };
            let (from, line) = (self.at, self.line);
            (self.at, self.line) = (next, line + lines);
            let bytes = &self.buffer[from..end];
            if !bytes.trim_ascii().is_empty() && bytes != self.header_text.as_bytes() {
                break (from..end, is_closed, line);
            }
        };
        let (text, is_foreign) = decoded(&self.buffer[end]);
        if is_foreign {
            // The cells lie elsewhere in the text than in the bytes.
            self.dialect.find(text.as_bytes(), true, &mut self.cells);
        }
        let wanted = self.header.names.len();
        let mut odd = is_foreign.then_some("the row is not UTF-8 and was read as Windows-1252");
        let mut dialect = self.dialect;
        if is_closed && self.cells.len() != wanted && !is_trailing(&self.cells, wanted) {
            let mut others = vec![];
            let fits = |other: &Dialect| {
                matches!(other.find(text.as_bytes(), true, &mut others), Found::Row { next, .. } if next == text.len())
                    && others.len() == wanted
            };
            if let Some(other) = self.dialect.others().filter(|_| wanted > 1).find(fits) {
                other.find(text.as_bytes(), true, &mut self.cells);
                dialect = other;
                odd = Some("the row's cells are parted by another character than the heading's");
            }
        }
        let found = self.cells.len();
        let is_trailing = is_trailing(&self.cells, wanted);
        let is_inert = self.header.names[0] == PROBLEM;
        let row = Row { line, text, dialect, cells: &self.cells, is_inert };
        Ok(Some(if !is_closed {
            Taken::Damaged(row, "a quotation mark is opened and never closed".into())
        } else if found < wanted {
            Taken::Damaged(row, format!("the row has {found} of {wanted} cells"))
        } else if found > wanted && !is_trailing {
            Taken::Damaged(row, format!("the row has {found} cells and the heading {wanted}"))
        } else if let Some(odd) = odd {
            Taken::Odd(row, odd)
        } else {
            Taken::Sound(row)
        }))
    }

    /// Finds the row at `at`, reading on as far as it takes. Ends are given as positions in the buffer.
    fn step(&mut self, quotes: bool) -> std::io::Result<Step> {
        loop {
            let bytes = &self.buffer[self.at..];
            if bytes.is_empty() && self.is_all {
                return Ok(Step::End);
            }
            let dialect = Dialect { quotes: quotes && self.dialect.quotes, ..self.dialect };
            let (mut found, mut is_closed) = (dialect.find(bytes, self.is_all, &mut self.cells), true);
            if found == Found::Unclosed {
                is_closed = false;
                found = dialect.find_line(bytes, self.is_all, &mut self.cells);
            }
            match found {
                Found::Row { end, next, lines } => {
                    return Ok(Step::Row { end: self.at + end, next: self.at + next, lines, is_closed });
                }
                _ if bytes.len() > ROW_MAX => return Ok(Step::TooLong),
                _ => self.fill()?,
            }
        }
    }

    /// Reads another piece behind what is there; what has been read before `at` is let go.
    fn fill(&mut self) -> std::io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let before = self.buffer.len();
        // As much again as is there, so that a long row is looked through only a few times.
        let more = PIECE.max(before) as u64;
        self.input.by_ref().take(more).read_to_end(&mut self.buffer)?;
        self.is_all = self.buffer.len() == before;
        Ok(())
    }
}

/// Whether the row only has blank cells more than the heading: a separator at the end of each line.
fn is_trailing(cells: &[Span], wanted: usize) -> bool {
    cells.len() > wanted && cells[wanted..].iter().all(|cell| cell.start == cell.end)
}

/// The row as text, and whether it had to be read as Windows-1252 because it is not UTF-8.
fn decoded(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Vec<String> {
        let mut rows = Rows::open(bytes).expect("memory").expect("a heading");
        let mut told = vec![format!("{:?}", rows.header.names)];
        while let Some(taken) = rows.next().expect("memory") {
            let cells = |row: &Row<'_>| (0..row.cells.len()).map(|at| row.cell(at).into_owned()).collect::<Vec<_>>().join("~");
            told.push(match &taken {
                Taken::Sound(row) => format!("{} {}", row.line, cells(row)),
                Taken::Odd(row, why) => format!("{} {} [{why}]", row.line, cells(row)),
                Taken::Damaged(row, why) => format!("{} !{}! {why}", row.line, row.text),
                Taken::TooLong { line } => format!("{line} too long"),
            });
        }
        told
    }

    #[test]
    fn rows_keep_their_lines() {
        assert_eq!(told(b"\na,b\r\n1,\"x\ny\"\r\n\r\na,b\r\n 2 ,3,\n"), ["[\"a\", \"b\"]", "3 1~x\ny", "7 2~3~"].map(String::from));
    }

    #[test]
    fn damaged_rows_are_kept_and_the_next_one_is_read() {
        let told = told(b"a,b,c\n1,2\n1,2,3,4\n1;2;3\n\"1,2,3\n4,5,6\nM\xfcller,2,3\n7,8");
        let wanted = [
            "[\"a\", \"b\", \"c\"]",
            "2 !1,2! the row has 2 of 3 cells",
            "3 !1,2,3,4! the row has 4 cells and the heading 3",
            "4 1~2~3 [the row's cells are parted by another character than the heading's]",
            "5 !\"1,2,3! a quotation mark is opened and never closed",
            "6 4~5~6",
            "7 Müller~2~3 [the row is not UTF-8 and was read as Windows-1252]",
            "8 !7,8! the row has 2 of 3 cells",
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_line_of_a_megabyte_is_a_row_like_any_other() {
        let long = format!("a,b\n{},2\n3,4\n", "x".repeat(1 << 20));
        let told = told(long.as_bytes());
        assert_eq!((told.len(), told[1].len(), told[2].as_str()), (3, (1 << 20) + 4, "3 3~4"));
    }

    #[test]
    fn a_row_beyond_all_bounds_ends_the_file() {
        let long = format!("a,b\n1,2\n{}", "x".repeat(3 * ROW_MAX));
        assert_eq!(told(long.as_bytes()).last().map(String::as_str), Some("3 too long"));
    }
}
