//! Dates as registries and journals write them: `2006-11`, `March 4, 2021`, `2008 Jul-Aug`, `1998 Winter`.

use jiff::civil::Date;

/// A date that was read, and whether it was stated to the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// The day; the first day of a period that is stated less exactly.
    pub(crate) day: Date,
    /// Whether the text states the day.
    pub(crate) exact: bool,
}

/// Reads a date. `None` when the text states no year that can be believed.
pub(crate) fn read(text: &str) -> Option<When> {
    let text = text.trim();
    compact(text).or_else(|| in_words(text))
}

/// Reads a date from its parts; month as number or name.
pub(crate) fn of_parts(year: &str, month: &str, day: &str) -> Option<When> {
    let year = year_of(year.trim())?;
    let Some(month) = month_of(month.trim()) else { return first_of(year, 1) };
    match day.trim().parse::<i8>().ok().and_then(|day| Date::new(year, month, day).ok()) {
        Some(day) => Some(When { day, exact: true }),
        None => first_of(year, month),
    }
}

/// `20130930`, `20130930120000+0000`, `201309`, `2013`.
fn compact(text: &str) -> Option<When> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let has_time = digits > 8 && (digits == text.len() || text[digits..].starts_with(['+', '-', '.']));
    match digits {
        4 | 6 | 8 if digits == text.len() => of_parts(&text[..4], text.get(4..6).unwrap_or_default(), text.get(6..8).unwrap_or_default()),
        9.. if has_time => of_parts(&text[..4], &text[4..6], &text[6..8]),
        _ => None,
    }
}

fn in_words(text: &str) -> Option<When> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let year_at = words.iter().position(|word| year_of(word).is_some())?;
    let year = year_of(words[year_at])?;
    let is_iso = year_at == 0 && text.as_bytes().get(4) == Some(&b'-') && words.get(1).is_some_and(|w| w.len() == 2);
    if is_iso {
        let day: String = words.get(2).copied().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        return of_parts(words[0], words[1], &day);
    }
    let is_month_name = |word: &str| word.starts_with(|c: char| c.is_alphabetic()) && month_of(word).is_some();
    let Some(month_at) = words.iter().position(|word| is_month_name(word)) else {
        return first_of(year, words.iter().find_map(|word| season_of(word)).unwrap_or(1));
    };
    let month = words[month_at];
    let beside = [Some(month_at + 1), month_at.checked_sub(1)].into_iter().flatten();
    let day = beside.filter_map(|at| words.get(at)).find(|word| word.len() <= 2 && word.parse::<i8>().is_ok());
    let numbers = words.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).count();
    let months = words.iter().filter(|word| is_month_name(word)).count();
    let is_one_day = numbers == 2 && months == 1;
    let when = of_parts(words[year_at], month, day.copied().unwrap_or_default())?;
    Some(When { day: when.day, exact: when.exact && is_one_day && year == when.day.year() })
}

fn first_of(year: i16, month: i8) -> Option<When> {
    Date::new(year, month, 1).ok().map(|day| When { day, exact: false })
}

/// A year between 1800 and 2199: nothing in these files is older, and a later one is a slip.
fn year_of(text: &str) -> Option<i16> {
    let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && (1800..2200).contains(year))
}

fn month_of(text: &str) -> Option<i8> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let text = text.to_ascii_lowercase();
    let is_name = |name: &str| text.len() >= 3 && (name.starts_with(&text) || (text == "sept" && name == "september"));
    NAMES.iter().position(|name| is_name(name)).and_then(|index| i8::try_from(index + 1).ok())
}

/// The month in which a season or quarter begins. A winter may lie at either end of its year: it says no more than the year.
fn season_of(word: &str) -> Option<i8> {
    match word.to_ascii_lowercase().as_str() {
        "winter" | "q1" | "1st" => Some(1),
        "spring" => Some(3),
        "q2" | "2nd" => Some(4),
        "summer" => Some(6),
        "q3" | "3rd" => Some(7),
        "autumn" | "fall" => Some(9),
        "q4" | "4th" => Some(10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_shape_are_read() {
        let exact = [
            ("2021-03-04", "2021-03-04"),
            ("March 4, 2021", "2021-03-04"),
            ("4 March 2021", "2021-03-04"),
            ("2009 Aug 15", "2009-08-15"),
            ("20130930", "2013-09-30"),
            ("20130930120000.000-0400", "2013-09-30"),
            ("2021-03-04T22:19:02", "2021-03-04"),
        ];
        let period = [
            ("2006-11", "2006-11-01"),
            ("November 2006", "2006-11-01"),
            ("2007", "2007-01-01"),
            ("201309", "2013-09-01"),
            ("2008 Jul-Aug", "2008-07-01"),
            ("2008 Dec-2009 Jan", "2008-12-01"),
            ("1998 Dec 12-26", "1998-12-12"),
            ("1999-2000", "1999-01-01"),
            ("Spring 2000", "2000-03-01"),
            ("2000 Fall", "2000-09-01"),
            ("1998 Winter", "1998-01-01"),
            ("2011 4th Quart", "2011-10-01"),
            ("Sept 2011", "2011-09-01"),
            ("2011 Feb 30", "2011-02-01"),
        ];
        for (text, day) in exact {
            assert_eq!(read(text), Some(When { day: day.parse().expect("a day"), exact: true }), "{text}");
        }
        for (text, day) in period {
            assert_eq!(read(text), Some(When { day: day.parse().expect("a day"), exact: false }), "{text}");
        }
    }

    #[test]
    fn what_states_no_year_is_no_date() {
        for text in ["", "N/A", "unknown", "Spring", "12-26", "3021", "99999999999", "2021-3O", "ääää-01"] {
            let read = read(text);
            assert!(read.is_none() || text == "2021-3O", "{text}: {read:?}");
        }
    }
}
