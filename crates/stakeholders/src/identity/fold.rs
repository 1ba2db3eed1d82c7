//! The plainest form of a text: lower-case ASCII letters and digits in words with one blank between.

/// Folds `text` into `into` (which is emptied first): transliterated, lower case, apostrophes dropped, all else a blank.
pub(super) fn fold_into(into: &mut String, text: &str) {
    into.clear();
    let mut blank = false;
    let mut push = |c: char| match c {
        'a'..='z' | '0'..='9' => {
            if blank && !into.is_empty() {
                into.push(' ');
            }
            blank = false;
            into.push(c);
        }
        'A'..='Z' => {
            if blank && !into.is_empty() {
                into.push(' ');
            }
            blank = false;
            into.push(c.to_ascii_lowercase());
        }
        '\'' | '`' | '\u{2019}' => {}
        _ => blank = true,
    };
    for c in text.chars() {
        match german(c) {
            Some(letters) => letters.chars().for_each(&mut push),
            None if c.is_ascii() => push(c),
            None => any_ascii::any_ascii_char(c).chars().for_each(&mut push),
        }
    }
}

/// Umlauts as German spells them without: `Müller` is `mueller` in files that know no umlauts.
fn german(c: char) -> Option<&'static str> {
    match c {
        'ä' | 'Ä' => Some("ae"),
        'ö' | 'Ö' => Some("oe"),
        'ü' | 'Ü' => Some("ue"),
        'ß' => Some("ss"),
        'ø' | 'Ø' => Some("oe"),
        'å' | 'Å' => Some("aa"),
        _ => None,
    }
}

/// Whether a value says nothing: empty, or one of the words with which sources say so.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text.chars().all(|c| matches!(c, '.' | '-' | '*' | '?' | '_' | ' ' | '/'))
        || ["na", "n/a", "null", "none", "nan", "unknown", "unk", "not available", "<unavail>", "missing"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        let mut folded = String::new();
        fold_into(&mut folded, text);
        folded
    }

    #[test]
    fn a_text_becomes_plain_words() {
        assert_eq!(fold("  O'Neill-SMITH,  Jr. "), "oneill smith jr");
        assert_eq!(fold("Müller Straße Ångström Łódź"), "mueller strasse aangstroem lodz");
        assert_eq!(fold("Дмитрий"), "dmitriy");
        assert_eq!(fold("…"), "");
    }

    #[test]
    fn words_for_nothing_are_nothing() {
        assert!(is_nothing(" N/A ") && is_nothing("--") && is_nothing("") && !is_nothing("Nan Smith"));
    }
}
