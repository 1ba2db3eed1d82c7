//! Texts from files, made fit for a field: blanks collapsed, control characters gone, length bounded with an honest mark.

/// The most characters that a title, name or identifier keeps.
const LINE_MAX: usize = 1_000;
/// The most characters that an abstract or an indication keeps: twice the longest abstracts, a quarter of a workbook cell.
const PROSE_MAX: usize = 8_000;

/// A text on one line.
pub(crate) fn line(text: &str) -> String {
    cut(collapsed(text), LINE_MAX)
}

/// A text with its paragraphs, which are parted by line breaks with nothing between them, each on one line.
pub(crate) fn prose(text: &str) -> String {
    let mut paragraphs: Vec<String> = vec![String::new()];
    for row in text.lines() {
        match (collapsed(row), paragraphs.last_mut()) {
            (row, Some(last)) if row.is_empty() => {
                if !last.is_empty() {
                    paragraphs.push(String::new());
                }
            }
            (row, Some(last)) if last.is_empty() => *last = row,
            (row, Some(last)) => {
                last.push(' ');
                last.push_str(&row);
            }
            (row, None) => paragraphs.push(row),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    cut(paragraphs.join("\n"), PROSE_MAX)
}

/// Lines that are already paragraphs, as one bounded text.
pub(crate) fn lines(paragraphs: impl IntoIterator<Item = String>) -> String {
    let kept: Vec<String> = paragraphs.into_iter().map(|p| collapsed(&p)).filter(|p| !p.is_empty()).collect();
    cut(kept.join("\n"), PROSE_MAX)
}

/// A text without the backslashes that Markdown puts before its signs.
pub(crate) fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escapes = c == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        plain.extend(if escapes { rest.next() } else { Some(c) });
    }
    plain
}

/// A title without its full stop.
pub(crate) fn without_full_stop(title: &str) -> &str {
    match title.strip_suffix('.') {
        Some(bare) if !bare.ends_with('.') => bare,
        _ => title,
    }
}

fn collapsed(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, or its start and a mark that says how much is missing.
fn cut(text: String, most: usize) -> String {
    let Some((at, _)) = text.char_indices().nth(most) else { return text };
    let missing = text[at..].chars().count();
    format!("{} … [cut here: {missing} more characters]", text[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_kept_and_wrapping_is_not() {
        assert_eq!(prose("\n  One\n  two.\n\n\n  Three\u{0}.\n"), "One two.\nThree .");
    }

    #[test]
    fn a_long_text_says_how_much_is_missing() {
        assert_eq!(cut("äöü".into(), 3), "äöü");
        assert_eq!(cut("äöü abc".into(), 3), "äöü … [cut here: 4 more characters]");
    }

    #[test]
    fn escapes_of_markdown_vanish() {
        assert_eq!(without_escapes(r"\>= 2 \[mg\] \\ and \n"), r">= 2 [mg] \ and \n");
    }
}
