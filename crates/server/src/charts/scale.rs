//! Days to pixels, quarters as an axis, and rows that keep labels from touching.

use jiff::civil::{Date, date};
use maud::{Markup, html};

/// Advance of one letter of 12 px text, px. An average for system fonts, generous on purpose.
const LETTER: f64 = 6.4;

/// A time axis over whole quarters.
pub(super) struct TimeScale {
    first: Date,
    last: Date,
    left: f64,
    width: f64,
}

impl TimeScale {
    /// From the quarter of `from` to the end of the quarter of `to`, on `width` px starting at `left`.
    pub(super) fn new(from: Date, to: Date, left: f64, width: f64) -> TimeScale {
        let first = quarter_start(from.min(to));
        let last = next_quarter(quarter_start(to.max(from)));
        TimeScale { first, last, left, width }
    }

    /// The place of a day, kept inside the axis.
    pub(super) fn x(&self, day: Date) -> f64 {
        let share = days(self.first, day) / days(self.first, self.last).max(1.0);
        self.left + share.clamp(0.0, 1.0) * self.width
    }

    /// Does the axis reach this day?
    pub(super) fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Right end, px.
    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Grid lines from `top` to `bottom`; years and, where they fit, quarters named at `text_y`.
    pub(super) fn axis(&self, top: f64, bottom: f64, text_y: f64) -> Markup {
        let mut starts = Vec::new();
        let mut start = self.first;
        while start < self.last {
            starts.push(start);
            start = next_quarter(start);
        }
        let room = self.width / starts.len().max(1) as f64;
        html! {
            g.ax {
                @for start in &starts {
                    @let x = self.x(*start);
                    @let year = start.month() == 1;
                    @if year || room >= 24.0 { line.yr[year] x1=(px(x)) x2=(px(x)) y1=(px(top)) y2=(px(bottom)) {} }
                    @if room >= 30.0 { text x=(px(x + 4.0)) y=(px(text_y)) { "Q" (start.month() / 3 + 1) } }
                    @if year || start == &self.first { text.yr x=(px(x + 4.0)) y=(px(text_y - 15.0)) { (start.year()) } }
                }
            }
        }
    }
}

/// A number of pixels with at most one decimal, so that equal pictures have equal bytes.
pub(super) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Estimated width of 12 px text.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER
}

/// A day as people read it: `12 Mar 2026`.
pub(super) fn day_words(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// The text cut to so many letters, with an ellipsis when something is missing. It ends with a whole word where it can,
/// so that what is seen is the beginning of what is spoken.
pub(super) fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let room: String = text.chars().take(letters).collect();
    let words = room.rsplit_once(' ').map(|(words, _)| words.trim_end_matches([',', ' '])).filter(|words| !words.is_empty());
    match words {
        Some(words) => format!("{words}…"),
        None => format!("{}…", room.chars().take(letters.saturating_sub(1)).collect::<String>()),
    }
}

/// Row numbers for spans that must not touch: each takes the first row where it has room.
/// Fullest when spans come in order of their start. Also says how many rows there are.
pub(super) fn pack(spans: &[(f64, f64)]) -> (Vec<usize>, usize) {
    let mut ends: Vec<f64> = Vec::new();
    let rows = spans
        .iter()
        .map(|&(start, end)| {
            let free = ends.iter().position(|&taken| taken + 8.0 <= start);
            match free {
                Some(row) => {
                    ends[row] = end;
                    row
                }
                None => {
                    ends.push(end);
                    ends.len() - 1
                }
            }
        })
        .collect();
    (rows, ends.len())
}

fn quarter_start(day: Date) -> Date {
    date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1)
}

fn next_quarter(start: Date) -> Date {
    if start.month() >= 10 { date(start.year() + 1, 1, 1) } else { date(start.year(), start.month() + 3, 1) }
}

fn days(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days())
}
