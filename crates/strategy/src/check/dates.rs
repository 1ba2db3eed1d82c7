//! The distance between two days, and a day so many months before another.

use jiff::{ToSpan, civil::Date};

/// The days from one day to another; negative when the second is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The day so many months earlier; the first day there is when the calendar does not reach that far.
pub(super) fn months_before(day: Date, months: u32) -> Date {
    day.checked_sub(i64::from(months).months()).unwrap_or(Date::MIN)
}
