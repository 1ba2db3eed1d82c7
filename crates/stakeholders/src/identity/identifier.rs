//! Identifiers that carry a check digit, and those that do not.

/// The National Provider Identifier in a value, if it holds a valid one, as a number of its own: its digits, but for the 9 in
/// front of invented ones, with which they would not fit. Spreadsheets write `3088652512.0`; that is read too.
pub fn npi(value: &str) -> Option<u32> {
    let value = value.trim();
    let value = value.strip_suffix(".0").unwrap_or(value);
    is_npi(value).then(|| value.strip_prefix('9').unwrap_or(value).parse().ok()).flatten()
}

/// Whether ten digits are a valid National Provider Identifier: with the prefix 80840 (health applications, United States)
/// before them they pass the Luhn test (45 CFR 162.406; ISO/IEC 7812-1, annex B). The first digit is 1 or 2 by rule; 3
/// occurs in files of the registry and is let through where the check digit holds, and so is 9, which is given to nobody and
/// begins the numbers of invented people.
pub fn is_npi(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let looks_so = bytes.len() == 10 && bytes.iter().all(u8::is_ascii_digit) && matches!(bytes[0], b'1'..=b'3' | b'9');
    looks_so && is_luhn(b"80840".iter().chain(bytes).copied())
}

/// The Luhn test over a row of digits, the check digit last.
fn is_luhn(digits: impl DoubleEndedIterator<Item = u8>) -> bool {
    let sum: u32 = digits
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The letters and digits of a personal number; `None` for one that stands for nothing, such as 000-00-0000.
pub(super) fn national_id(value: &str) -> Option<String> {
    let value = value.trim().strip_suffix(".0").unwrap_or(value);
    let plain: String = value.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let all_alike = plain.bytes().all(|byte| Some(byte) == plain.bytes().next());
    (plain.len() >= 4 && !all_alike && plain != "123456789").then_some(plain)
}

/// The digits of a telephone number without the country's 1; `None` where they are too few or all alike.
pub(super) fn phone(value: &str) -> Option<String> {
    let value = value.trim().strip_suffix(".0").unwrap_or(value);
    let value = value.split(['x', 'X', ';', '/']).next().unwrap_or_default();
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.strip_prefix("00").unwrap_or(&digits) {
        eleven if eleven.len() == 11 && eleven.starts_with('1') => &eleven[1..],
        other => other,
    };
    let all_alike = digits.bytes().skip(3).all(|byte| Some(&byte) == digits.as_bytes().get(3));
    (digits.len() >= 6 && !all_alike).then(|| digits.to_owned())
}

/// An electronic mail address in lower case, without a label behind `+`.
pub(super) fn email(value: &str) -> Option<String> {
    let value = value.trim().to_lowercase();
    let value = value.strip_prefix("mailto:").unwrap_or(&value);
    let (local, domain) = value.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or_default();
    (!local.is_empty() && !domain.is_empty()).then(|| format!("{local}@{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_s_number_proves_itself() {
        // 1234567893 is the example of the National Plan and Provider Enumeration System's own documentation.
        assert_eq!(npi(" 1234567893 "), Some(1_234_567_893));
        assert_eq!(npi("1234567893.0"), Some(1_234_567_893));
        // Of nobody.
        assert_eq!(npi("9000000015"), Some(15));
        for wrong in ["1234567890", "123456789", "8234567893", "12345678931", "", "12345678x3"] {
            assert_eq!(npi(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_that_stand_for_nothing_are_left_out() {
        assert_eq!(national_id("123-45-6788"), Some("123456788".into()));
        assert_eq!((national_id("000-00-0000"), national_id("123-45-6789")), (None, None));
        assert_eq!(phone("+1 (555) 010-2345 ext. 7"), Some("5550102345".into()));
        assert_eq!((phone("555-0000000"), phone("12")), (None, None));
        assert_eq!(email(" Ada.Smith+news@Example.org"), Some("ada.smith@example.org".into()));
        assert_eq!((email("ada"), email("@x")), (None, None));
    }
}
