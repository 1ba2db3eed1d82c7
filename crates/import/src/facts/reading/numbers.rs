//! Numbers as files write them: with thousands marks, currency signs, a spreadsheet's fraction or exponent.

use std::borrow::Cow;

use super::{super::Value, Outcome, POINT_ZERO, without_point_zero};

/// A whole number.
pub(super) fn integer(cell: &str) -> Outcome<'_> {
    if let Ok(number) = cell.parse() {
        return Outcome::Known(Value::Integer(number));
    }
    let bare = bare(cell);
    if let Ok(number) = bare.parse() {
        return Outcome::Known(Value::Integer(number));
    }
    let (sign, size) = match bare.strip_prefix('-') {
        Some(size) => ("-", size),
        None => ("", &*bare),
    };
    let whole = without_point_zero(size).map(str::to_owned).or_else(|| expanded(size));
    match whole.and_then(|whole| format!("{sign}{whole}").parse().ok()) {
        Some(number) => Outcome::Mended(Value::Integer(number), POINT_ZERO),
        None => Outcome::Bad("is no whole number"),
    }
}

/// A number with a fraction of any length.
pub(super) fn real(cell: &str) -> Outcome<'_> {
    match bare(cell).parse::<f64>() {
        Ok(number) if number.is_finite() => Outcome::Known(Value::Real(number)),
        _ => Outcome::Bad("is no number"),
    }
}

/// An exact number with `scale` digits after the point, as units of the last one. More digits are rounded half away from zero.
pub(super) fn decimal(cell: &str, scale: u8) -> Outcome<'_> {
    let bare = bare(cell);
    let (negative, size) = match bare.strip_prefix(['-', '(']) {
        Some(size) => (true, size.strip_suffix(')').unwrap_or(size)),
        None => (false, bare.strip_prefix('+').unwrap_or(&bare)),
    };
    let written_out = size.bytes().any(|b| matches!(b, b'e' | b'E')).then(|| expanded(size)).flatten();
    let size = written_out.as_deref().unwrap_or(size);
    let (whole, part) = size.split_once('.').unwrap_or((size, ""));
    let are_digits = !(whole.is_empty() && part.is_empty()) && whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
    if !are_digits {
        return Outcome::Bad("is no number");
    }
    let places = usize::from(scale);
    let kept = part.bytes().chain(std::iter::repeat(b'0')).take(places);
    let digits: Option<i64> =
        whole.bytes().chain(kept).try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(i64::from(digit - b'0')));
    let rest = part.get(places..).unwrap_or_default();
    let rounds_up = rest.starts_with(|c: char| c >= '5');
    let Some(units) = digits.and_then(|units| units.checked_add(i64::from(rounds_up))) else {
        return Outcome::Bad("is a number beyond all bounds");
    };
    let value = Value::Decimal(if negative { -units } else { units });
    match rest.bytes().any(|b| b != b'0') {
        true => Outcome::Mended(value, "a number with more digits after the point than its unit has was rounded"),
        false => Outcome::Known(value),
    }
}

/// A number without thousands commas, blanks, and currency sign. A comma only counts as a thousands mark where three digits
/// follow it and no point stands before it, so that `12,5` is not read as 125, nor `1.115,96` as 1.12.
fn bare(cell: &str) -> Cow<'_, str> {
    let cell = cell.trim_start_matches(['$', '€', '£']).trim();
    if !cell.contains(',') {
        return Cow::Borrowed(cell);
    }
    let (whole, part) = cell.split_once('.').unwrap_or((cell, ""));
    let are_thousands = !part.contains(',') && whole.split(',').skip(1).all(|group| group.trim_end_matches(')').len() == 3);
    if are_thousands { Cow::Owned(cell.replace(',', "")) } else { Cow::Borrowed(cell) }
}

/// `1.234567893E+09` written out, where it is a whole number; `None` for everything else.
pub(super) fn expanded(cell: &str) -> Option<String> {
    let (digits, exponent) = cell.split_once(['e', 'E'])?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok().filter(|exponent| *exponent <= 18)?;
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    let are_digits = !whole.is_empty() && whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
    (are_digits && part.len() <= exponent).then(|| format!("{whole}{part:0<exponent$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        for (cell, number) in [("12", 12), ("-3", -3), ("1,234,567", 1_234_567), ("007", 7)] {
            assert_eq!(integer(cell), Outcome::Known(Value::Integer(number)), "{cell}");
        }
        for (cell, number) in [("38004.0", 38_004), ("-5.00", -5), ("1.5E3", 1_500)] {
            assert_eq!(integer(cell), Outcome::Mended(Value::Integer(number), POINT_ZERO), "{cell}");
        }
        for cell in ["12.5", "12,5", "1.2345E2", "99999999999999999999", "x", "<11"] {
            assert!(matches!(integer(cell), Outcome::Bad(_)), "{cell}");
        }
    }

    #[test]
    fn money_is_exact() {
        for (cell, cents) in [("5994.01", 599_401), ("$1,234.5", 123_450), ("0.1", 10), (".5", 50), ("-3", -300), ("(3.10)", -310)] {
            assert_eq!(decimal(cell, 2), Outcome::Known(Value::Decimal(cents)), "{cell}");
        }
        assert!(matches!(decimal("1.005", 2), Outcome::Mended(Value::Decimal(101), _)));
        assert!(matches!(decimal("1.004999", 2), Outcome::Mended(Value::Decimal(100), _)));
        assert_eq!(decimal("1.500", 2), Outcome::Known(Value::Decimal(150)));
        for cell in ["", ".", "1.2.3", "12,5", "1.115,96", "abc", "1e400", "99999999999999999999"] {
            assert!(matches!(decimal(cell, 2), Outcome::Bad(_)), "{cell}");
        }
    }
}
