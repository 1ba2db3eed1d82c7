//! National Provider Identifiers: ten digits of which the last one checks the others.

use std::borrow::Cow;

use super::{super::Value, Outcome, POINT_ZERO, numbers, without_point_zero};

/// Whether a text is a National Provider Identifier: ten digits whose last one is right.
///
/// The check digit is Luhn's over `80840` and the first nine digits (45 CFR 162.406; ISO/IEC 7812-1, annex B). The prefix
/// adds 24 to the sum, whatever the number.
pub fn is_npi(text: &str) -> bool {
    let digits = text.as_bytes();
    digits.len() == 10 && digits.iter().all(u8::is_ascii_digit) && check(digits)
}

fn check(digits: &[u8]) -> bool {
    const PREFIX: u32 = 24;
    let worth = |(at, digit): (usize, &u8)| {
        let digit = u32::from(digit - b'0');
        match at % 2 {
            0 if digit > 4 => 2 * digit - 9,
            0 => 2 * digit,
            _ => digit,
        }
    };
    (PREFIX + digits.iter().enumerate().map(worth).sum::<u32>()).is_multiple_of(10)
}

/// Reads an NPI. A number that a spreadsheet has written with a fraction or an exponent is mended where its check digit is right.
pub(super) fn read(cell: &str) -> Outcome<'_> {
    if is_npi(cell) {
        return Outcome::Known(Value::Text(Cow::Borrowed(cell)));
    }
    if let Some(whole) = without_point_zero(cell).filter(|whole| is_npi(whole)) {
        return Outcome::Mended(Value::Text(Cow::Borrowed(whole)), POINT_ZERO);
    }
    if let Some(whole) = numbers::expanded(cell).filter(|whole| is_npi(whole)) {
        return Outcome::Mended(Value::Text(Cow::Owned(whole)), "a spreadsheet's exponent was written out, and the check digit is right");
    }
    let whole = without_point_zero(cell).unwrap_or(cell);
    let is_ten_digits = whole.len() == 10 && whole.bytes().all(|b| b.is_ascii_digit());
    Outcome::Bad(if is_ten_digits { "is no NPI: its check digit is wrong" } else { "is no NPI: not ten digits" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_finds_every_single_wrong_digit() {
        // The example of CMS's own description of the check digit.
        assert!(is_npi("1234567893"));
        for at in 0..10 {
            for other in b'0'..=b'9' {
                let mut wrong = b"1234567893".to_vec();
                if wrong[at] != other {
                    wrong[at] = other;
                    assert!(!is_npi(str::from_utf8(&wrong).expect("digits")));
                }
            }
        }
        assert!(!is_npi("123456789") && !is_npi("12345678930") && !is_npi("123456789X") && !is_npi(""));
    }

    #[test]
    fn what_a_spreadsheet_did_is_undone_only_where_the_check_digit_proves_it() {
        assert_eq!(read("1234567893.0"), Outcome::Mended(Value::Text("1234567893".into()), POINT_ZERO));
        assert!(matches!(read("1.234567893E+09"), Outcome::Mended(Value::Text(text), _) if text == "1234567893"));
        // Rounded by the spreadsheet: which number it was, nobody knows any more.
        assert!(matches!(read("1.23457E+09"), Outcome::Bad(_)));
        assert!(matches!(read("1234567890.0"), Outcome::Bad(says) if says.contains("check digit")));
    }
}
