//! From what stands in a cell to a value: by the form of the column, with what a spreadsheet has done to it undone where the
//! check digit or the width prove what it was. Nothing is guessed: what cannot be read is unknown, and a finding says so.

use std::borrow::Cow;

use super::{Form, Value};

mod days;
mod npi;
mod numbers;
mod zip;

pub use days::DayOrder;
pub(crate) use days::words as day_words;
pub use npi::is_npi;

/// What came of reading a cell.
#[derive(Debug, PartialEq)]
pub(crate) enum Outcome<'a> {
    /// It is blank, or a mark that says so.
    Unknown,
    /// It is what it says.
    Known(Value<'a>),
    /// It was certain what it had been.
    Mended(Value<'a>, &'static str),
    /// It cannot be read; the words complete "`x` …".
    Bad(&'static str),
}

/// Marks that stand for an unknown or suppressed number, in any source. CMS writes `*` and `#` where a count below 11 is
/// suppressed, and a blank or `.` where it is missing.
const NO_NUMBER: [&str; 13] = ["*", "#", ".", "-", "--", "N/A", "n/a", "NA", "NULL", "null", "NaN", "None", "(suppressed)"];

/// Reads a cell, which has no blanks around it.
pub(crate) fn read<'a>(form: Form, cell: &'a str, order: DayOrder) -> Outcome<'a> {
    if cell.is_empty() {
        return Outcome::Unknown;
    }
    match form {
        Form::Text => Outcome::Known(Value::Text(Cow::Borrowed(cell))),
        Form::Code => code(cell),
        Form::Npi => npi::read(cell),
        Form::Zip => zip::read(cell),
        Form::Integer | Form::Real | Form::Decimal(_) | Form::Date if NO_NUMBER.contains(&cell) => Outcome::Unknown,
        Form::Integer => numbers::integer(cell),
        Form::Real => numbers::real(cell),
        Form::Decimal(scale) => numbers::decimal(cell, scale),
        Form::Date => days::read(cell, order),
        Form::Bool => flag(cell),
    }
}

/// A whole number with nothing but zeros after the point, as a spreadsheet writes codes: `207.0`. The code without them.
pub(super) fn without_point_zero(cell: &str) -> Option<&str> {
    let (whole, zeros) = cell.split_once('.')?;
    let is_one = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) && !zeros.is_empty() && zeros.bytes().all(|b| b == b'0');
    is_one.then_some(whole)
}

const POINT_ZERO: &str = "a spreadsheet's `.0` was taken off";

fn code(cell: &str) -> Outcome<'_> {
    match cell.as_bytes().last() {
        Some(b'0') => match without_point_zero(cell) {
            Some(code) => Outcome::Mended(Value::Text(Cow::Borrowed(code)), POINT_ZERO),
            None => Outcome::Known(Value::Text(Cow::Borrowed(cell))),
        },
        _ => Outcome::Known(Value::Text(Cow::Borrowed(cell))),
    }
}

/// `X` is CMS's "not answered".
fn flag(cell: &str) -> Outcome<'_> {
    let is = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
    if is(&["Y", "Yes", "true", "t", "1", "1.0"]) {
        Outcome::Known(Value::Bool(true))
    } else if is(&["N", "No", "false", "f", "0", "0.0"]) {
        Outcome::Known(Value::Bool(false))
    } else if is(&["X", "U", "N/A", "NA", "null", "unknown", "<UNAVAIL>", "."]) {
        Outcome::Unknown
    } else {
        Outcome::Bad("is neither yes nor no")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cell: &str) -> Outcome<'_> {
        Outcome::Known(Value::Text(Cow::Borrowed(cell)))
    }

    #[test]
    fn a_code_keeps_its_zeros_and_loses_only_a_spreadsheet_s_fraction() {
        assert_eq!(read(Form::Code, "00026408", DayOrder::MonthFirst), text("00026408"));
        assert_eq!(read(Form::Code, "207X00000X", DayOrder::MonthFirst), text("207X00000X"));
        assert_eq!(read(Form::Code, "1.0", DayOrder::MonthFirst), Outcome::Mended(Value::Text("1".into()), POINT_ZERO));
        // A version is no mangled code.
        assert_eq!(read(Form::Code, "v5.0", DayOrder::MonthFirst), text("v5.0"));
    }

    #[test]
    fn suppression_is_unknown_and_not_zero() {
        for mark in ["", "*", "#", "."] {
            assert_eq!(read(Form::Integer, mark, DayOrder::MonthFirst), Outcome::Unknown, "{mark}");
            assert_eq!(read(Form::Decimal(2), mark, DayOrder::MonthFirst), Outcome::Unknown, "{mark}");
        }
        // As a text the mark says why.
        assert_eq!(read(Form::Code, "*", DayOrder::MonthFirst), text("*"));
    }

    #[test]
    fn yes_and_no_in_many_words() {
        for yes in ["Y", "yes", "TRUE", "1", "1.0"] {
            assert_eq!(read(Form::Bool, yes, DayOrder::MonthFirst), Outcome::Known(Value::Bool(true)));
        }
        assert_eq!(read(Form::Bool, "X", DayOrder::MonthFirst), Outcome::Unknown);
        assert!(matches!(read(Form::Bool, "2", DayOrder::MonthFirst), Outcome::Bad(_)));
    }
}
