//! Splits a text into its statements, so that a fault in one hides none in the others and each keeps its line.

/// One statement and where it starts, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// The statements of a text, without the comments before them. What stands after the last `;` is a statement too, so
/// that a forgotten one is a fault and not silence.
pub(super) fn split(text: &str) -> Vec<Statement<'_>> {
    let mut statements = Vec::new();
    let mut start = None;
    let mut quoted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quoted => drop(chars.next()),
            '"' => {
                quoted = !quoted;
                start.get_or_insert(at);
            }
            '/' if !quoted && chars.peek().is_some_and(|(_, next)| *next == '/') => {
                while chars.next_if(|(_, next)| *next != '\n').is_some() {}
            }
            ';' if !quoted => {
                let start = start.take().unwrap_or(at);
                statements.push(Statement { start, text: &text[start..=at] });
            }
            c if c.is_whitespace() => {}
            _ => drop(start.get_or_insert(at)),
        }
    }
    if let Some(start) = start {
        statements.push(Statement { start, text: text[start..].trim_end() });
    }
    statements
}

/// Line and column of a byte of the text, both from 1.
pub(crate) fn place(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_at_semicolons_that_are_neither_quoted_nor_in_a_comment() {
        let text = "// first; not yet\n@a(\"x; \\\" y\")\npermit;\n\n// then; this\nforbid; rest";
        let found: Vec<_> = split(text).into_iter().map(|s| (place(text, s.start).0, s.text)).collect();
        assert_eq!(found, [(2, "@a(\"x; \\\" y\")\npermit;"), (6, "forbid;"), (6, "rest")]);
    }

    #[test]
    fn a_place_counts_characters_not_bytes() {
        assert_eq!(place("a\nä b", 5), (2, 3));
        assert_eq!(place("ä", 1), (1, 1));
    }
}
