//! One row in bytes: where it ends and where its cells lie. The quoting is RFC 4180's, read leniently: a quotation mark opens
//! only at the start of a cell, and one inside of it that closes nothing is a character like any other.

/// The cells' separator and whether quotation marks count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// The byte between cells.
    pub(crate) delimiter: u8,
    /// Whether a cell may stand in quotation marks.
    pub(crate) quotes: bool,
}

/// Separators, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b'|', b';'];

/// Where a cell lies in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Its first byte, behind a quotation mark.
    pub(crate) start: usize,
    /// The byte after its last, before a quotation mark.
    pub(crate) end: usize,
    /// Whether quotation marks inside are doubled.
    pub(crate) doubled: bool,
}

/// What came of looking for a row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A row.
    Row {
        /// The byte after its last, without the line's end.
        end: usize,
        /// The first byte of the next row.
        next: usize,
        /// How many lines it goes over.
        lines: u64,
    },
    /// A quotation mark is opened and not closed in sight.
    Unclosed,
    /// The bytes end before the row does.
    More,
}

/// How far a cell in quotation marks may reach once it has gone over a line's end. Abstracts and addresses are far shorter; a
/// quotation mark that is never closed must not swallow the rest of the file.
const QUOTED_MAX: usize = 64 << 10;

impl Dialect {
    /// The dialect of a file by the first of its lines: the separator that occurs most often outside of quotation marks.
    pub(crate) fn of(first_line: &[u8]) -> Dialect {
        let mut cells = vec![];
        let mut count = |delimiter: u8, quotes: bool| {
            let dialect = Dialect { delimiter, quotes };
            let sound = !matches!(dialect.find(first_line, true, &mut cells), Found::Unclosed);
            if sound { cells.len() } else { 0 }
        };
        let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter, true)).unwrap_or(b',');
        // Files with bars never quote (CMS's formulary files), unless their heading does.
        Dialect { delimiter: best, quotes: best != b'|' || first_line.contains(&b'"') }
    }

    /// The dialects that another writer may have used for a row.
    pub(crate) fn others(self) -> impl Iterator<Item = Dialect> {
        DELIMITERS.into_iter().filter(move |delimiter| *delimiter != self.delimiter).map(|delimiter| Dialect { delimiter, quotes: true })
    }

    /// Finds the row that begins at the first byte, and its cells. `is_all` says that no more bytes follow.
    pub(crate) fn find(self, bytes: &[u8], is_all: bool, cells: &mut Vec<Span>) -> Found {
        cells.clear();
        let (mut at, mut lines) = (0, 1);
        loop {
            let mut cell = Span { start: at, end: at, doubled: false };
            if self.quotes && bytes.get(at) == Some(&b'"') {
                cell.start = at + 1;
                let mut close = at + 1;
                let mut has_break = false;
                loop {
                    match bytes.get(close) {
                        None if is_all || has_break && close - at > QUOTED_MAX => return Found::Unclosed,
                        None => return Found::More,
                        Some(b'"') => match bytes.get(close + 1) {
                            Some(b'"') => {
                                cell.doubled = true;
                                close += 2;
                            }
                            None if !is_all => return Found::More,
                            None | Some(b'\n' | b'\r') => break,
                            Some(next) if *next == self.delimiter => break,
                            Some(_) => close += 1,
                        },
                        Some(b'\n') => {
                            if has_break && close - at > QUOTED_MAX {
                                return Found::Unclosed;
                            }
                            has_break = true;
                            lines += 1;
                            close += 1;
                        }
                        Some(_) => close += 1,
                    }
                }
                cell.end = close;
                at = close + 1;
            } else {
                let rest = &bytes[at..];
                at += rest.iter().position(|byte| *byte == self.delimiter || *byte == b'\n').unwrap_or(rest.len());
                cell.end = at;
            }
            match bytes.get(at) {
                Some(b'\r') => at += 1,
                Some(byte) if *byte == self.delimiter => {
                    cells.push(cell);
                    at += 1;
                    continue;
                }
                _ => {}
            }
            return match bytes.get(at) {
                None if !is_all => Found::More,
                None => {
                    let end = without_return(bytes, at);
                    cell.end = cell.end.min(end.max(cell.start));
                    cells.push(cell);
                    Found::Row { end, next: at, lines }
                }
                Some(byte) => {
                    let end = without_return(bytes, at);
                    cell.end = cell.end.min(end.max(cell.start));
                    cells.push(cell);
                    // A lone return behind a quotation mark ends a line as well.
                    Found::Row { end, next: at + usize::from(*byte == b'\n'), lines }
                }
            };
        }
    }

    /// The row that begins at the first byte as one line, whatever its quotation marks say.
    pub(crate) fn find_line(self, bytes: &[u8], is_all: bool, cells: &mut Vec<Span>) -> Found {
        Dialect { quotes: false, ..self }.find(bytes, is_all, cells)
    }
}

fn without_return(bytes: &[u8], end: usize) -> usize {
    if end > 0 && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Dialect = Dialect { delimiter: b',', quotes: true };

    fn cells(bytes: &str) -> (Vec<&str>, Found) {
        let mut spans = vec![];
        let found = COMMA.find(bytes.as_bytes(), true, &mut spans);
        (spans.iter().map(|span| &bytes[span.start..span.end]).collect(), found)
    }

    #[test]
    fn cells_with_and_without_quotation_marks() {
        assert_eq!(cells("a,\"b, c\",\nnext"), (vec!["a", "b, c", ""], Found::Row { end: 9, next: 10, lines: 1 }));
        assert_eq!(cells("a\r\nb").0, ["a"]);
        assert_eq!(cells("\"a\"\r\nb"), (vec!["a"], Found::Row { end: 3, next: 5, lines: 1 }));
        assert_eq!(cells("\"one\ntwo\",3"), (vec!["one\ntwo", "3"], Found::Row { end: 11, next: 11, lines: 2 }));
        assert_eq!(cells("6\" nails,\"a \"\"b\"\"\"").0, ["6\" nails", "a \"\"b\"\""]);
        // A mark that closes nothing is a character.
        assert_eq!(cells("\"a \"b\" c\",d").0, ["a \"b\" c", "d"]);
        assert_eq!(cells("").0, [""]);
    }

    #[test]
    fn a_mark_that_is_never_closed_swallows_no_file() {
        assert_eq!(cells("\"a,b\nc,d\n").1, Found::Unclosed);
        let long = format!("\"a\n{}", "x\n".repeat(QUOTED_MAX));
        assert_eq!(COMMA.find(long.as_bytes(), false, &mut vec![]), Found::Unclosed);
        assert_eq!(COMMA.find_line(b"\"a,b\nc", true, &mut vec![]), Found::Row { end: 4, next: 5, lines: 1 });
    }

    #[test]
    fn an_unfinished_row_waits_for_more() {
        for start in ["a,b", "a,\"b", "a,\"b\"", "a\r"] {
            assert_eq!(COMMA.find(start.as_bytes(), false, &mut vec![]), Found::More, "{start}");
        }
    }

    #[test]
    fn the_separator_is_the_one_that_occurs_most() {
        for (line, delimiter) in [("a;b;c", b';'), ("\"a,b\"\tc", b'\t'), ("A|B|C", b'|'), ("alone", b','), ("a, b;c, d", b',')] {
            assert_eq!(Dialect::of(line.as_bytes()).delimiter, delimiter, "{line}");
        }
        assert!(!Dialect::of(b"A|B").quotes && Dialect::of(b"\"A\"|\"B\"").quotes);
    }
}
