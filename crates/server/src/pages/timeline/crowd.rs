//! What is drawn of a plan that holds more than one picture can show: what moves, what clashes, and what is nearest to
//! today. The rest is counted, and one link away.

use std::collections::HashSet;

use jiff::civil::Date;
use maud::{Markup, html};

use super::{Asked, address};

/// The most bars, and the most milestones, that still make a picture.
pub(super) const PICTURE: (usize, usize) = (60, 24);
/// The most rows of the relays.
pub(super) const RELAYS: usize = 30;
/// The most that is named of what the picture leaves out.
pub(super) const NAMED: usize = 12;

/// How much of something is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// So many are shown.
    pub(super) shown: usize,
    /// Of so many.
    pub(super) all: usize,
}

impl Share {
    /// Whether nothing was left out.
    pub(super) fn is_whole(self) -> bool {
        self.shown == self.all
    }
}

/// Keeps at most so many, by rank, lowest first, in the order in which they stand.
pub(super) fn keep<T, R: Ord>(items: &mut Vec<T>, most: usize, rank: impl Fn(&T) -> R) -> Share {
    let all = items.len();
    if all > most {
        let mut places: Vec<usize> = (0..all).collect();
        places.sort_by_key(|place| rank(&items[*place]));
        let kept: HashSet<usize> = places.into_iter().take(most).collect();
        let mut place = 0..;
        items.retain(|_| place.next().is_some_and(|place| kept.contains(&place)));
    }
    Share { shown: items.len(), all }
}

/// How many days lie between a day and a span; none where it is inside.
pub(super) fn days_from(today: Date, from: Date, to: Date) -> i32 {
    let days = |one: Date, other: Date| (other - one).get_days();
    if today < from { days(today, from) } else { days(to, today).max(0) }
}

/// Says that something was cut, by what it was chosen, and how to see the rest.
pub(super) fn told(asked: &Asked, of: &[(Share, &str)], chosen: &str) -> Markup {
    let cut: Vec<String> =
        of.iter().filter(|(share, _)| !share.is_whole()).map(|(s, words)| format!("{} of {} {words}", s.shown, s.all)).collect();
    let all = address(&[("market", &asked.market), ("item", &asked.item), ("what", &asked.what), ("weeks", &asked.weeks), ("show", "all")]);
    html! {
        @if !cut.is_empty() { p.muted { "Shown are " (cut.join(" and ")) ", " (chosen) ". " a href=(all) { "Show all" } } }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_kept_stands_in_its_order() {
        let mut numbers = vec![9, 1, 7, 3];
        assert_eq!(keep(&mut numbers, 2, |number| *number), Share { shown: 2, all: 4 });
        assert_eq!(numbers, [1, 3]);
        assert_eq!(keep(&mut numbers, 2, |number| *number), Share { shown: 2, all: 2 });
    }

    #[test]
    fn a_span_that_holds_today_is_nearest() {
        let today = date(2026, 3, 10);
        let away = |from, to| days_from(today, from, to);
        assert_eq!(away(date(2026, 3, 1), date(2026, 3, 31)), 0);
        assert_eq!(away(date(2026, 3, 12), date(2026, 3, 31)), 2);
        assert_eq!(away(date(2026, 1, 1), date(2026, 3, 9)), 1);
    }
}
