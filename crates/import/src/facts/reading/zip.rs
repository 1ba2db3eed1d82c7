//! United States ZIP codes, whatever a spreadsheet has done to them.

use std::borrow::Cow;

use super::{super::Value, Outcome, without_point_zero};

/// Reads the five digits of a ZIP code. A number is mended where its width proves how many zeros it lost in front: no code
/// begins with more than two, so that three or four digits were five, and seven or eight were nine. Foreign postal codes,
/// which hold letters, are unknown here and no mistake.
pub(super) fn read(cell: &str) -> Outcome<'_> {
    if cell.len() == 5 && cell.bytes().all(|b| b.is_ascii_digit()) {
        return Outcome::Known(Value::Text(Cow::Borrowed(cell)));
    }
    if cell.bytes().any(|b| b.is_ascii_alphabetic()) || !cell.is_ascii() {
        return Outcome::Unknown;
    }
    let whole = without_point_zero(cell).unwrap_or(cell);
    let is_number = whole.bytes().all(|b| b.is_ascii_digit());
    let has_zip_mark = matches!(whole.as_bytes(), [zip @ .., b'-', _, _, _, _] if zip.len() == 5);
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let zeros = "zeros that a spreadsheet took off in front were put back; the width says how many";
    match digits.len() {
        9 if is_number && whole.len() == cell.len() => Outcome::Known(Value::Text(Cow::Borrowed(&cell[..5]))),
        9 if has_zip_mark => Outcome::Known(Value::Text(Cow::Borrowed(&cell[..5]))),
        5 | 9 if is_number => Outcome::Mended(Value::Text(Cow::Borrowed(&whole[..5])), super::POINT_ZERO),
        5 if whole.trim_end_matches('-').len() == 5 => Outcome::Known(Value::Text(Cow::Borrowed(&whole[..5]))),
        3 | 4 if is_number => Outcome::Mended(Value::Text(Cow::Owned(format!("{digits:0>5}"))), zeros),
        7 | 8 if is_number => Outcome::Mended(Value::Text(Cow::Owned(format!("{digits:0>9}")[..5].to_owned())), zeros),
        _ => Outcome::Bad("is no ZIP code: neither five nor nine digits"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(cell: &str) -> Option<String> {
        match read(cell) {
            Outcome::Known(Value::Text(text)) | Outcome::Mended(Value::Text(text), _) => Some(text.into_owned()),
            _ => None,
        }
    }

    #[test]
    fn every_spelling_gives_five_digits() {
        for cell in ["02134", "021341234", "02134-1234", "2134", "2134.0", "21341234", "21341234.0", "02134-"] {
            assert_eq!(zip(cell).as_deref(), Some("02134"), "{cell}");
        }
        assert_eq!(zip("501").as_deref(), Some("00501"));
        assert_eq!(zip("5010001").as_deref(), Some("00501"));
    }

    #[test]
    fn what_the_width_does_not_prove_is_unknown() {
        for cell in ["12", "123456", "1234567890", "1-2-3"] {
            assert!(matches!(read(cell), Outcome::Bad(_)), "{cell}");
        }
        // A Canadian and a British code are none of this country's, and no mistake.
        assert_eq!(read("K1A 0B1"), Outcome::Unknown);
        assert_eq!(read("SW1A 1AA"), Outcome::Unknown);
    }
}
