//! Dates of birth, as sources write them.

/// Year, month and day as the number YYYYMMDD; 0 where nothing can be made of it. A date with a typing error (month 13)
/// stays a number: it can still be nearly equal to the right one.
pub(super) fn birth(value: &str) -> u32 {
    let value = value.trim();
    let value = value.split(['T', ' ']).next().unwrap_or(value);
    let value = value.strip_suffix(".0").unwrap_or(value);
    let parts: Vec<&str> = value.split(['-', '/', '.']).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match parts.as_slice() {
        [one] if one.len() == 8 => number(one).unwrap_or(0),
        [y, m, d] if y.len() == 4 => join(number(y), number(m), number(d)),
        [m, d, y] if y.len() == 4 => match (number(m), number(d)) {
            // A day above 12 tells which is which; a dot is how the day comes first in Europe.
            (Some(first), second) if first > 12 || value.contains('.') => join(number(y), second, Some(first)),
            (first, second) => join(number(y), first, second),
        },
        _ => 0,
    }
}

fn join(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> u32 {
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) if month < 100 && day < 100 => year * 10_000 + month * 100 + day,
        _ => 0,
    }
}

/// How many of the eight digits differ.
pub(super) fn digits_apart(one: u32, other: u32) -> u32 {
    let (mut one, mut other, mut apart) = (one, other, 0);
    while one != other {
        apart += u32::from(one % 10 != other % 10);
        (one, other) = (one / 10, other / 10);
    }
    apart
}

/// Year, month and day of the number YYYYMMDD.
pub(super) fn parts(date: u32) -> (u32, u32, u32) {
    (date / 10_000, date / 100 % 100, date % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_sources_use() {
        for text in ["1971-06-24", "19710624", "06/24/1971", "24.06.1971", "24/6/1971", "1971-06-24T00:00:00", "19710624.0"] {
            assert_eq!(birth(text), 19_710_624, "{text}");
        }
        assert_eq!((birth(""), birth("June"), birth("1971")), (0, 0, 0));
        assert_eq!((digits_apart(19_710_624, 19_710_524), digits_apart(19_710_624, 19_710_624)), (1, 0));
    }
}
