//! Days as files write them, and as they are kept: days since 1970-01-01.

use jiff::civil::Date;

use super::{super::Value, Outcome};

/// Which number of `03/04/2026` is the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// March 4: files of the United States.
    #[default]
    MonthFirst,
    /// April 3: files of most other countries.
    DayFirst,
}

/// Reads a day. A time of day behind it is passed over. Where one number cannot be a month, the other one is, whatever the order.
pub(super) fn read(cell: &str, order: DayOrder) -> Outcome<'_> {
    let bytes = cell.as_bytes();
    let is_iso = matches!(bytes, [_, _, _, _, b'-', _, _, b'-', _, _, ..]);
    let day = match bytes {
        _ if is_iso => parts(cell.get(..4), cell.get(5..7), cell.get(8..10)),
        [b'0'..=b'9', ..] if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) => compact(cell),
        _ => numbered(cell, order),
    };
    if let Some(day) = day {
        return Outcome::Known(Value::Date(since_1970(day)));
    }
    if matches!(cell, "00000000" | "0000-00-00" | "0") {
        return Outcome::Unknown;
    }
    if let Some(day) = serial(cell) {
        return Outcome::Mended(Value::Date(since_1970(day)), "a spreadsheet's number of a day was written as a day");
    }
    match crate::dates::read(cell) {
        Some(when) if when.exact => Outcome::Known(Value::Date(since_1970(when.day))),
        Some(_) | None => Outcome::Bad("is not a day"),
    }
}

/// A day in ISO's form.
pub(crate) fn words(since_1970: i32) -> String {
    epoch().checked_add(jiff::Span::new().days(since_1970)).map_or_else(|_| since_1970.to_string(), |day| day.to_string())
}

fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}

/// Days since 1970-01-01, by the algorithm of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn since_1970(day: Date) -> i32 {
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day.day()) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn parts(year: Option<&str>, month: Option<&str>, day: Option<&str>) -> Option<Date> {
    let year: i16 = year?.parse().ok().filter(|year| (1800..=2200).contains(year) || *year == 9999)?;
    Date::new(year, month?.parse().ok()?, day?.parse().ok()?).ok()
}

/// `20260301`; and `03012026`, where the first is no year.
fn compact(cell: &str) -> Option<Date> {
    parts(cell.get(..4), cell.get(4..6), cell.get(6..)).or_else(|| parts(cell.get(4..), cell.get(..2), cell.get(2..4)))
}

/// `3/1/2026`, `01.03.2026`, `03-01-2026 00:00:00`, `3/1/26`.
fn numbered(cell: &str, order: DayOrder) -> Option<Date> {
    let day = cell.split([' ', 'T']).next()?;
    let mark = day.find(['/', '.', '-'])?;
    let separator = day[mark..].chars().next()?;
    let mut numbers = day.split(separator);
    let (first, second, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    if numbers.next().is_some() || first.len() > 2 && first.len() != 4 {
        return None;
    }
    if first.len() == 4 {
        return parts(Some(first), Some(second), Some(year));
    }
    let year = match year.len() {
        4 => year.to_owned(),
        // Two digits: the century in which the day lies in 1930 to 2029, as spreadsheets have it.
        2 => format!("{}{year}", if year < "30" { "20" } else { "19" }),
        _ => return None,
    };
    // A point is written only where the day comes first.
    let day_first = order == DayOrder::DayFirst || separator == '.';
    let (month, day) = if day_first { (second, first) } else { (first, second) };
    let is_no_month = month.parse::<u8>().is_ok_and(|month| month > 12);
    let (month, day) = if is_no_month { (day, month) } else { (month, day) };
    parts(Some(&year), Some(month), Some(day))
}

/// A spreadsheet's number of a day, between 1954 and 2064: `45292` is 2024-01-01. Day 1 is 1900-01-01, and the spreadsheet
/// believes in a 29 February 1900, so that day 0 is 1899-12-30 for all later days (ECMA-376, part 1, 18.17.4.1).
fn serial(cell: &str) -> Option<Date> {
    let whole = cell.split('.').next()?;
    let number: i32 = whole.parse().ok().filter(|number| (20_000..60_000).contains(number))?;
    Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(number)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(cell: &str, order: DayOrder) -> Option<String> {
        match read(cell, order) {
            Outcome::Known(Value::Date(day)) | Outcome::Mended(Value::Date(day), _) => Some(words(day)),
            _ => None,
        }
    }

    #[test]
    fn days_in_every_form() {
        let forms = ["2024-03-09", "2024-03-09 00:00:00", "2024-03-09T10:11:12.000Z", "03/09/2024", "3/9/2024", "3/9/24", "20240309"];
        for cell in forms.into_iter().chain(["03092024", "9-Mar-2024", "09.03.2024", "45360", "45360.0", "March 9, 2024", "2024/3/9"]) {
            assert_eq!(day(cell, DayOrder::MonthFirst).as_deref(), Some("2024-03-09"), "{cell}");
        }
        assert_eq!(day("9/3/2024", DayOrder::DayFirst).as_deref(), Some("2024-03-09"));
        // No month has the number 25.
        assert_eq!(day("25/03/2024", DayOrder::MonthFirst).as_deref(), Some("2024-03-25"));
        assert_eq!(day("9999-12-31 23:59:59", DayOrder::MonthFirst).as_deref(), Some("9999-12-31"));
    }

    #[test]
    fn what_is_no_day_is_unknown() {
        for cell in ["2024-02-30", "2024", "March 2024", "13/13/2024", "soon", "1/2", "99999", "0001-01-01"] {
            assert!(matches!(read(cell, DayOrder::MonthFirst), Outcome::Bad(_)), "{cell}");
        }
        assert_eq!(read("00000000", DayOrder::MonthFirst), Outcome::Unknown);
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (text, days) in [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("1900-01-01", -25_567)] {
            assert_eq!(read(text, DayOrder::MonthFirst), Outcome::Known(Value::Date(days)), "{text}");
            assert_eq!(words(days), text);
        }
    }
}
