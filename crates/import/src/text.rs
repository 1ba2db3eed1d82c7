//! A file's text with the line and column of every byte, so that a finding can point at the place.

use strategy::{Finding, Place, input};

/// A UTF-8 text and its name.
pub(crate) struct Text<'a> {
    /// The name for findings.
    pub(crate) file: &'a str,
    /// The text, without a byte order mark.
    pub(crate) text: &'a str,
    /// How many bytes of the file come before the text.
    before: usize,
    marks: Vec<Mark>,
}

/// Line and column of one byte. Marks stand closely enough that counting on from one is cheap even in a text of one long line.
#[derive(Clone, Copy)]
struct Mark {
    byte: usize,
    line: usize,
    column: usize,
}

const BYTES_BETWEEN_MARKS: usize = 1024;
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl<'a> Text<'a> {
    /// The text of a file, or the finding that says where it stops being UTF-8.
    pub(crate) fn of(file: &'a str, bytes: &'a [u8]) -> Result<Text<'a>, Box<Finding>> {
        if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            return Err(input::unreadable(file, None, "the text is UTF-16; save it as UTF-8").into());
        }
        match str::from_utf8(bytes) {
            Ok(text) => Ok(Text::marked(file, text)),
            Err(error) => {
                let sound = str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
                let text = Text::marked(file, sound);
                Err(text.unreadable(sound.len(), "the text is not UTF-8 from here on"))
            }
        }
    }

    fn marked(file: &'a str, whole: &'a str) -> Text<'a> {
        let text = whole.strip_prefix(BYTE_ORDER_MARK).unwrap_or(whole);
        let mut here = Mark { byte: 0, line: 1, column: 1 };
        let mut marks = vec![here];
        while here.byte + BYTES_BETWEEN_MARKS < text.len() {
            here = here.moved_to(text, text.ceil_char_boundary(here.byte + BYTES_BETWEEN_MARKS));
            marks.push(here);
        }
        Text { file, text, before: whole.len() - text.len(), marks }
    }

    /// The place of some bytes of the text.
    pub(crate) fn place(&self, start: usize, end: usize) -> Place {
        let at = self.text.floor_char_boundary(start);
        let next = self.marks.partition_point(|mark| mark.byte <= at);
        let mark = self.marks[next.saturating_sub(1)].moved_to(self.text, at);
        let end = end.clamp(at, self.text.len());
        Place::Text { line: mark.line, column: mark.column, start: self.before + at, end: self.before + end }
    }

    /// The byte at a line and a column in bytes, both from 1, as a parser counts them that began at byte `from`.
    pub(crate) fn byte_at(&self, from: usize, line: usize, column: usize) -> usize {
        let parsed = self.text.get(from..).unwrap_or_default();
        let start = from + parsed.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
        (start + column.saturating_sub(1)).min(self.text.len())
    }

    /// The finding that the file is broken at a byte.
    pub(crate) fn unreadable(&self, at: usize, says: impl Into<String>) -> Box<Finding> {
        input::unreadable(self.file, Some(self.place(at, at + 1)), says).into()
    }
}

impl Mark {
    fn moved_to(self, text: &str, byte: usize) -> Mark {
        let passed = text.get(self.byte..byte).unwrap_or_default();
        let lines = passed.bytes().filter(|b| *b == b'\n').count();
        let column = match passed.rfind('\n') {
            Some(newline) => passed[newline + 1..].chars().count() + 1,
            None => self.column + passed.chars().count(),
        };
        Mark { byte, line: self.line + lines, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_long_text_has_its_line_and_column() {
        let long = format!("\u{feff}{}\nzwei\u{e4}\u{e4}x\n", "ä".repeat(3000));
        let text = Text::of("f", long.as_bytes()).expect("it is UTF-8");
        let x = text.text.find('x').expect("there is one");
        assert_eq!(text.place(x, x + 1), Place::Text { line: 2, column: 7, start: x + 3, end: x + 4 });
        assert_eq!(text.place(5999, 6000), Place::Text { line: 1, column: 3000, start: 6001, end: 6003 });
        assert_eq!(text.byte_at(0, 2, 1), 6001);
    }

    #[test]
    fn bytes_that_are_no_text_are_pointed_at() {
        let finding = Text::of("f", b"ab\ncd\xff").err().expect("it is not UTF-8");
        assert_eq!(finding.source, Some(("f".into(), Some(Place::Text { line: 2, column: 3, start: 5, end: 5 }))));
    }
}
