//! The picture of a customer's days: a lane for each party, a mark for each thing that happened, shaped by function.

use jiff::civil::Date;
use maud::{Markup, html};

use super::timeline::Event;
use crate::{
    parts::{Mark, glyph_shape},
    words,
};

const WIDTH: i32 = 960;
const LEFT: i32 = 130;
const LANE: i32 = 34;
const TOP: i32 = 26;
const LANES: [(Mark, &str); 4] =
    [(Mark::Medical, "Medical"), (Mark::Commercial, "Commercial"), (Mark::Access, "Market access"), (Mark::Other, "Other sources")];

/// The picture; nothing where nothing happened.
pub(super) fn picture(events: &[Event<'_>], (from, until): (Date, Date), today: Date) -> Markup {
    let of = |event: &Event<'_>| event.function.map_or(Mark::Other, words::mark);
    let lanes: Vec<(Mark, &str)> = LANES.into_iter().filter(|(mark, _)| events.iter().any(|event| lane(of(event)) == *mark)).collect();
    if lanes.is_empty() {
        return html! {};
    }
    let days = days_between(from, until).max(1);
    let x = |day: Date| LEFT + 10 + (WIDTH - LEFT - 30) * days_between(from, day) / days;
    let height = TOP + LANE * i32::try_from(lanes.len()).unwrap_or(1) + 8;
    let months = months(from, until);
    html! {
        div.scroll role="region" aria-label="Contacts by function" tabindex="0" {
            svg.ch viewBox=(format!("0 0 {WIDTH} {height}")) width=(WIDTH) height=(height) role="img" aria-label=(sentence(events, &lanes, (from, until))) {
                @for month in &months {
                    line.sep x1=(x(*month)) x2=(x(*month)) y1="18" y2=(height) {}
                    @if x(*month) < WIDTH - 60 { text.mut x=(x(*month)) y="13" { (month.strftime("%b %Y").to_string()) } }
                }
                @if (from..=until).contains(&today) { g.today { line x1=(x(today)) x2=(x(today)) y1="18" y2=(height) {} } }
                @for (index, (mark, name)) in lanes.iter().enumerate() {
                    @let y = TOP + LANE * i32::try_from(index).unwrap_or(0);
                    text.lane-l x="0" y=(y + LANE / 2 + 4) { (name) }
                    @for event in events.iter().filter(|event| lane(of(event)) == *mark) {
                        g class=(format!("mk mk-{}", mark.class())) transform=(format!("translate({} {}) scale(.7)", x(event.day) - 7, y + LANE / 2 - 7)) {
                            title { (words::day(event.day)) ": " (event.what) }
                            (glyph_shape(*mark))
                        }
                    }
                }
            }
        }
    }
}

/// The lane of a mark.
fn lane(mark: Mark) -> Mark {
    if mark == Mark::Joint { Mark::Other } else { mark }
}

/// The picture in words.
pub(super) fn sentence(events: &[Event<'_>], lanes: &[(Mark, &str)], (from, until): (Date, Date)) -> String {
    let count = |mark: Mark| events.iter().filter(|event| lane(event.function.map_or(Mark::Other, words::mark)) == mark).count();
    let parts: Vec<String> = lanes.iter().map(|(mark, name)| format!("{name} {}", count(*mark))).collect();
    format!(
        "From {} to {} you see {}: {}.",
        words::day(from),
        words::day(until),
        words::count(events.len(), "event", "events"),
        words::list(&parts)
    )
}

fn days_between(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}

fn months(from: Date, until: Date) -> Vec<Date> {
    let first = from.last_of_month().tomorrow().ok();
    std::iter::successors(first, |month| month.last_of_month().tomorrow().ok()).take_while(|month| *month <= until).collect()
}
