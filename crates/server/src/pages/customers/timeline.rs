//! What happened with one customer, function by function, as far as it is seen: a picture, and the same as a list.

use jiff::civil::Date;
use strategy::Function;

use super::rows::value;
use crate::app::customers::Customer;

/// Something that happened.
pub(super) struct Event<'c> {
    pub(super) day: Date,
    pub(super) function: Option<Function>,
    /// What sort of thing it was.
    pub(super) what: &'static str,
    /// What is seen of it, parted by dots.
    pub(super) says: String,
    pub(super) source: &'c str,
}

/// Everything that is seen to have happened in the days of the page, the latest first.
pub(super) fn events(customer: &Customer) -> Vec<Event<'_>> {
    let (from, until) = customer.days;
    let mut events = vec![];
    for section in &customer.sections {
        let rows = &section.rows;
        for row in 0..rows.data.len() {
            let Some(day) = value(rows, 0, row).parse().ok().filter(|day| (from..=until).contains(day)) else { continue };
            let says: Vec<&str> = (3..rows.fields.len()).map(|field| value(rows, field, row)).filter(|text| !text.is_empty()).collect();
            events.push(Event {
                day,
                function: Function::parse(value(rows, 1, row)),
                what: section.sort.title,
                says: says.join(" · "),
                source: value(rows, 2, row),
            });
        }
    }
    events.sort_by(|one, other| (other.day, one.what, &one.says).cmp(&(one.day, other.what, &other.says)));
    events
}
