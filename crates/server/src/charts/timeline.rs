//! The timeline: one lane per function, quarters across, milestones as lines with fading uncertainty.
//! Hollow is unbranded, solid branded, hatched health-economic; the word stands in the table too.

use jiff::civil::Date;
use maud::{Markup, html};

use super::scale::{TimeScale, day_words, pack, px, shortened, text_width};
use crate::parts::{
    Column, Figure, Mark, Row, Severity, Table, Verdict, figure, function_mark, glyph_shape, severity_badge, table, verdict_badge,
    verdict_shape,
};

const WIDTH: f64 = 1120.0;
const LEFT: f64 = 164.0;
const ROW: f64 = 34.0;
const BAR: f64 = 11.0;
/// Height of one row of the guardrails, and of the heading above the rows of a market.
const RAIL: f64 = 20.0;
/// Width of the mark of a clash with the room beside it.
const MARK: f64 = 18.0;

/// How a bar is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// Outline only: unbranded.
    Hollow,
    /// Filled: branded.
    #[default]
    Solid,
    /// Hatched: health-economic.
    Hatched,
}

/// One thing that lasts.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Its short key, such as `T-4`.
    pub key: String,
    /// Its title.
    pub label: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How it is filled.
    pub fill: Fill,
    /// What it is, in a word or two for the table, such as `unbranded education`.
    pub kind: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// Where it stood before a what-if: drawn as a dashed ghost.
    pub was: Option<(Date, Date)>,
}

/// The bars of one function.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Whose lane.
    pub mark: Mark,
    /// The function's word.
    pub label: String,
    /// Its bars, in any order.
    pub bars: Vec<Bar>,
}

/// A date that everybody waits for.
#[derive(Clone, Debug)]
pub struct MilestoneLine {
    /// Its short key, such as `G-2`.
    pub key: String,
    /// Its title.
    pub label: String,
    /// The planned or actual day.
    pub on: Date,
    /// It may come this many days earlier.
    pub early_days: u16,
    /// It may come this many days later.
    pub late_days: u16,
    /// It has happened.
    pub reached: bool,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// Where it stood before a what-if.
    pub was: Option<Date>,
}

/// Something that cannot be true at once, marked where it happens.
#[derive(Clone, Debug)]
pub struct Clash {
    /// The day where they meet.
    pub on: Date,
    /// Index of the lane.
    pub lane: usize,
    /// The key of the bar that it is marked at; empty, or no bar of the lane, for the top of the lane.
    pub item: String,
    /// Both dates, the rule and the smallest move that clears it, as a sentence.
    pub sentence: String,
    /// How bad.
    pub severity: Severity,
    /// The finding; empty for none.
    pub href: String,
}

/// What is permitted in one market: an act a row, window by window.
#[derive(Clone, Debug)]
pub struct Rails {
    /// The market.
    pub market: String,
    /// Its acts.
    pub acts: Vec<Act>,
}

/// One act with its windows.
#[derive(Clone, Debug)]
pub struct Act {
    /// The act as it stands beside its row: `promotion, Marketing`.
    pub label: String,
    /// The act in full, for the table.
    pub words: String,
    /// Its windows, in their order.
    pub windows: Vec<Rail>,
}

/// One window between two dates of a market's stages.
#[derive(Clone, Debug)]
pub struct Rail {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What the guardrails say.
    pub verdict: Verdict,
    /// The stage and the rules that decide, such as `filed: US-01, GL-02`.
    pub because: String,
    /// What was said of its first day before a what-if, where that was another verdict.
    pub was: Option<Verdict>,
    /// Where it can be asked; empty for nowhere.
    pub href: String,
}

/// Everything on a timeline.
#[derive(Clone, Debug)]
pub struct TimelineChart {
    /// Unique on the page.
    pub id: String,
    /// The takeaway, as a sentence.
    pub title: String,
    /// What is shown, as of when.
    pub subtitle: String,
    /// First day to show; the axis starts with its quarter.
    pub from: Date,
    /// Last day to show; the axis ends with its quarter.
    pub to: Date,
    /// The day everything is shown for.
    pub today: Date,
    /// Lines across all lanes.
    pub milestones: Vec<MilestoneLine>,
    /// The lanes, top first.
    pub lanes: Vec<Lane>,
    /// What clashes, worst first.
    pub clashes: Vec<Clash>,
    /// What is permitted in each window, above the lanes.
    pub guardrails: Vec<Rails>,
}

/// Draws the timeline with its clashes in words and its table.
pub fn timeline_chart(chart: &TimelineChart) -> Markup {
    let scale = TimeScale::new(chart.from, chart.to, LEFT, WIDTH - LEFT - 12.0);
    let (flags, flag_rows) = milestone_rows(chart, &scale);
    let axis_y = flag_rows as f64 * 17.0 + 44.0;
    let rails: f64 = chart.guardrails.iter().map(|rails| (rails.acts.len() + 1) as f64 * RAIL + 8.0).sum();
    let lanes = lane_layout(chart, &scale, axis_y + 10.0 + rails);
    let bottom = lanes.last().map_or(axis_y + 40.0, |lane| lane.bottom);
    let links = chart.lanes.iter().flat_map(|lane| &lane.bars).any(|bar| !bar.href.is_empty())
        || chart.milestones.iter().any(|milestone| !milestone.href.is_empty());
    let picture = html! {
        svg.ch.tl viewBox=(format!("0 0 {} {}", px(WIDTH), px(bottom + 22.0))) role=(if links { "group" } else { "img" })
            aria-labelledby=(format!("{0}-st {0}-sd", chart.id)) {
            title id=(format!("{}-st", chart.id)) { (chart.title) }
            desc id=(format!("{}-sd", chart.id)) { (describe(chart)) }
            defs { (hatches(chart)) (fades(chart)) }
            (scale.axis(axis_y - 14.0, bottom, axis_y))
            @for (index, milestone) in ordered(&chart.milestones).into_iter().enumerate() {
                (draw_milestone_line(chart, milestone, index, flags[index], bottom, &scale))
            }
            @if scale.holds(chart.today) { (draw_today(chart.today, axis_y, bottom, &scale)) }
            (draw_guardrails(&chart.guardrails, axis_y + 10.0, &scale))
            @for (lane, place) in chart.lanes.iter().zip(&lanes) { (draw_lane(chart, lane, place, &scale)) }
            @for (index, milestone) in ordered(&chart.milestones).into_iter().enumerate() {
                (draw_flag(milestone, flags[index], &scale))
            }
            @for ((index, clash), x) in chart.clashes.iter().enumerate().zip(clash_places(&chart.clashes, &scale)) {
                @if let Some(place) = lanes.get(clash.lane) {
                    g.clash transform=(format!("translate({} {})", px(x), px(clash_top(chart, clash, place)))) {
                        path d="M5 0h6l5 5v6l-5 5H5l-5-5V5Z" {}
                        text x="8" y="12" text-anchor="middle" { (index + 1) }
                    }
                }
            }
        }
    };
    let notes = (!chart.clashes.is_empty()).then(|| clash_list(&chart.clashes));
    figure(&Figure {
        id: chart.id.clone(),
        title: chart.title.clone(),
        subtitle: chart.subtitle.clone(),
        picture,
        table: twin(chart),
        notes: Some(html! { @if let Some(notes) = notes { (notes) } @if !chart.guardrails.is_empty() { (permitted(chart)) } }),
    })
}

/// The rows above the lanes that say what is permitted when: a heading for each market, a row for each act.
fn draw_guardrails(all: &[Rails], y: f64, scale: &TimeScale) -> Markup {
    let height = |rails: &Rails| (rails.acts.len() + 1) as f64 * RAIL + 8.0;
    let tops = all.iter().scan(y, |top, rails| {
        *top += height(rails);
        Some(*top - height(rails))
    });
    html! {
        @for (rails, top) in all.iter().zip(tops) {
            text.lane-l x="0" y=(px(top + 14.0)) { "Permitted in " (shortened(&rails.market, 40)) }
            @for (index, act) in rails.acts.iter().enumerate() {
                @let row = top + (index + 1) as f64 * RAIL;
                text.mut x="0" y=(px(row + 13.0)) { (shortened(&act.label, 26)) }
                @for window in &act.windows { (draw_window(window, row, scale)) }
            }
        }
    }
}

/// A window as far as it lies in the picture: box, glyph, and the word where there is room for it.
fn draw_window(window: &Rail, y: f64, scale: &TimeScale) -> Markup {
    let (x, end) = (scale.x(window.from).clamp(LEFT, scale.right()), scale.x(window.to).clamp(LEFT, scale.right()));
    let width = (end - x).max(4.0);
    let words = match window.was {
        Some(was) => format!("{}, was {}", window.verdict.word(), was.word().to_lowercase()),
        None => window.verdict.word().to_owned(),
    };
    let fits = text_width(&words) + 28.0 <= width;
    html! {
        g class=(format!("win {}", window.verdict.class())) {
            rect x=(px(x)) y=(px(y)) width=(px(width)) height=(px(RAIL - 3.0)) rx="2" {}
            @if width >= 18.0 { g.gl transform=(format!("translate({} {})", px(x + 4.0), px(y + 2.5))) { (verdict_shape(window.verdict)) } }
            @if fits { text x=(px(x + 21.0)) y=(px(y + 12.5)) { (words) } }
        }
    }
}

/// The windows as a table, with the rules that decide in each.
fn permitted(chart: &TimelineChart) -> Markup {
    let row = |rails: &Rails, act: &str, window: &Rail| {
        let verdict = html! {
            (verdict_badge(window.verdict))
            @if let Some(was) = window.was { " " span.muted { "was " (was.word().to_lowercase()) } }
        };
        let days = format!("{} to {}", day_words(window.from), day_words(window.to));
        let cells = vec![html! { (act) }, html! { (rails.market) }, html! { (days) }, verdict, html! { (window.because) }];
        if window.href.is_empty() { Row::plain(cells) } else { Row::linked(window.href.as_str(), cells) }
    };
    let rows = chart
        .guardrails
        .iter()
        .flat_map(|rails| rails.acts.iter().flat_map(move |act| act.windows.iter().map(move |window| row(rails, &act.words, window))));
    html! {
        details.twin {
            summary { "What is permitted when, as a table" }
            (table(&Table {
                caption: "What is permitted when".into(),
                quiet_caption: true,
                columns: ["Act", "Market", "From and to", "Guardrails say", "Stage and rules"].map(Column::text).to_vec(),
                rows: rows.collect(),
                compact: true,
                ..Table::default()
            }))
        }
    }
}

/// Top of a clash mark: beside its bar, else at the top of its lane.
fn clash_top(chart: &TimelineChart, clash: &Clash, place: &LanePlace) -> f64 {
    let bars = &chart.lanes[clash.lane].bars;
    let row = place.bars.iter().find(|(index, _)| bars[*index].key == clash.item).map(|(_, row)| *row);
    row.map_or(place.top + 8.0, |row| place.top + 21.5 + row as f64 * ROW)
}

/// Left ends of the clash marks: those that would lie on another of their item move left of it.
fn clash_places(clashes: &[Clash], scale: &TimeScale) -> Vec<f64> {
    let mut taken: Vec<(usize, &str, f64)> = Vec::new();
    for clash in clashes {
        let mut x = scale.x(clash.on) - 20.0;
        while x > LEFT
            && taken.iter().any(|&(lane, item, other)| (lane, item) == (clash.lane, clash.item.as_str()) && (other - x).abs() < MARK)
        {
            x -= MARK;
        }
        taken.push((clash.lane, &clash.item, x.max(0.0)));
    }
    taken.into_iter().map(|(_, _, x)| x).collect()
}

struct LanePlace {
    top: f64,
    bottom: f64,
    /// Per bar in order of start: index into the lane's bars and its row.
    bars: Vec<(usize, usize)>,
}

fn lane_layout(chart: &TimelineChart, scale: &TimeScale, start: f64) -> Vec<LanePlace> {
    let mut top = start;
    chart
        .lanes
        .iter()
        .map(|lane| {
            let mut order: Vec<usize> = (0..lane.bars.len()).collect();
            order.sort_by(|&a, &b| (lane.bars[a].from, &lane.bars[a].key).cmp(&(lane.bars[b].from, &lane.bars[b].key)));
            let spans: Vec<(f64, f64)> = order
                .iter()
                .map(|&index| {
                    let bar = &lane.bars[index];
                    let (x, label_x) = (scale.x(bar.from), label_start(bar, scale));
                    (x.min(label_x), scale.x(bar.to).max(label_x + text_width(&bar_words(bar))))
                })
                .collect();
            let (rows, count) = pack(&spans);
            let place = LanePlace { top, bottom: top + count.max(1) as f64 * ROW + 12.0, bars: order.into_iter().zip(rows).collect() };
            top = place.bottom;
            place
        })
        .collect()
}

fn bar_words(bar: &Bar) -> String {
    shortened(&format!("{} {}", bar.key, bar.label), 44)
}

fn label_start(bar: &Bar, scale: &TimeScale) -> f64 {
    scale.x(bar.from).min(scale.right() - text_width(&bar_words(bar))).max(LEFT)
}

fn draw_lane(chart: &TimelineChart, lane: &Lane, place: &LanePlace, scale: &TimeScale) -> Markup {
    html! {
        g class=(format!("lane {}", lane.mark.class())) {
            line.sep x1="0" x2=(px(WIDTH)) y1=(px(place.top)) y2=(px(place.top)) {}
            g class=(format!("mk mk-{}", lane.mark.class())) transform=(format!("translate(0 {})", px(place.top + 10.0))) {
                (glyph_shape(lane.mark))
                text x="10" y=(if lane.mark == Mark::Access { "16" } else { "14" }) text-anchor="middle" { (lane.mark.letter(&lane.label)) }
            }
            text.lane-l x="27" y=(px(place.top + 24.5)) { (shortened(&lane.label, 19)) }
            @if lane.bars.is_empty() { text.mut x=(px(LEFT + 4.0)) y=(px(place.top + 24.5)) { "nothing planned here" } }
            @for &(index, row) in &place.bars {
                (draw_bar(chart, lane, &lane.bars[index], place.top + 8.0 + row as f64 * ROW, scale))
            }
        }
    }
}

fn draw_bar(chart: &TimelineChart, lane: &Lane, bar: &Bar, y: f64, scale: &TimeScale) -> Markup {
    let (x, end) = (scale.x(bar.from), scale.x(bar.to));
    let (class, fill) = match bar.fill {
        Fill::Hollow => ("bar hollow", None),
        Fill::Solid => ("bar solid", None),
        Fill::Hatched => ("bar hatched", Some(format!("url(#{}-h-{})", chart.id, lane.mark.class()))),
    };
    let drawing = html! {
        @if let Some((from, to)) = bar.was {
            rect.ghost x=(px(scale.x(from))) y=(px(y + 16.0)) width=(px((scale.x(to) - scale.x(from)).max(4.0))) height=(px(BAR)) rx="2" {}
        }
        rect class=(class) fill=[fill] x=(px(x)) y=(px(y + 16.0)) width=(px((end - x).max(4.0))) height=(px(BAR)) rx="2" {}
        text x=(px(label_start(bar, scale))) y=(px(y + 12.0)) { (bar_words(bar)) }
    };
    let spoken = format!("{} {}, {}, {} to {}", bar.key, bar.label, bar.kind, day_words(bar.from), day_words(bar.to));
    html! {
        @if bar.href.is_empty() { g { (drawing) } } @else { a href=(bar.href) aria-label=(spoken) { (drawing) } }
    }
}

fn ordered(milestones: &[MilestoneLine]) -> Vec<&MilestoneLine> {
    let mut all: Vec<&MilestoneLine> = milestones.iter().collect();
    all.sort_by(|a, b| (a.on, &a.key).cmp(&(b.on, &b.key)));
    all
}

/// Rows of the milestones' labels above the axis, top row first.
fn milestone_rows(chart: &TimelineChart, scale: &TimeScale) -> (Vec<usize>, usize) {
    let spans: Vec<(f64, f64)> = ordered(&chart.milestones)
        .into_iter()
        .map(|milestone| {
            let (start, words) = flag_start(milestone, scale);
            let x = scale.x(milestone.on);
            (start.min(x - 6.0), (start + text_width(&words)).max(x + 6.0))
        })
        .collect();
    pack(&spans)
}

/// Where the label starts: right of the flag, or left of it where it would leave the picture.
fn flag_start(milestone: &MilestoneLine, scale: &TimeScale) -> (f64, String) {
    let words = flag_words(milestone);
    let (x, width) = (scale.x(milestone.on), text_width(&words));
    let fits = x + width + 9.0 <= scale.right();
    (if fits { x + 9.0 } else { (x - width - 9.0).max(0.0) }, words)
}

fn flag_words(milestone: &MilestoneLine) -> String {
    let range = match (milestone.early_days, milestone.late_days) {
        (0, 0) => String::new(),
        (early, late) if early == late => format!(" ± {}", span_words(late)),
        (0, late) => format!(" + {}", span_words(late)),
        (early, 0) => format!(" − {}", span_words(early)),
        (early, late) => format!(" − {} + {}", span_words(early), span_words(late)),
    };
    format!("{} {}{range}", milestone.key, shortened(&milestone.label, 28))
}

fn span_words(days: u16) -> String {
    if days.is_multiple_of(7) { format!("{} wk", days / 7) } else { format!("{days} d") }
}

/// The line through all lanes and its fading range; drawn first, so that bars and words lie above it.
fn draw_milestone_line(
    chart: &TimelineChart,
    milestone: &MilestoneLine,
    index: usize,
    row: usize,
    bottom: f64,
    scale: &TimeScale,
) -> Markup {
    let (x, y) = (scale.x(milestone.on), flag_y(row) + 4.0);
    let shifted = |days: i64| milestone.on.checked_add(jiff::Span::new().days(days)).unwrap_or(milestone.on);
    let (early, late) = (scale.x(shifted(-i64::from(milestone.early_days))), scale.x(shifted(i64::from(milestone.late_days))));
    html! {
        @if late > early { rect x=(px(early)) y=(px(y)) width=(px(late - early)) height=(px(bottom - y)) fill=(format!("url(#{}-f{index})", chart.id)) {} }
        @if let Some(was) = milestone.was { line.ghost x1=(px(scale.x(was))) x2=(px(scale.x(was))) y1=(px(y)) y2=(px(bottom)) {} }
        line.ms.reached[milestone.reached] x1=(px(x)) x2=(px(x)) y1=(px(y)) y2=(px(bottom)) {}
    }
}

fn draw_flag(milestone: &MilestoneLine, row: usize, scale: &TimeScale) -> Markup {
    let (x, y) = (scale.x(milestone.on), flag_y(row));
    let (start, words) = flag_start(milestone, scale);
    let spoken = format!("{words}, {}", day_words(milestone.on));
    let drawing = html! {
        path.flag.reached[milestone.reached] d=(format!("M{} {}l5 5-5 5-5-5Z", px(x), px(y - 1.0))) {}
        // Left of its flag it ends there, however wide its letters are.
        @if start < x { text.ms-t x=(px(x - 9.0)) y=(px(y + 8.0)) text-anchor="end" { (words) } }
        @else { text.ms-t x=(px(start)) y=(px(y + 8.0)) { (words) } }
    };
    html! {
        @if milestone.href.is_empty() { g { (drawing) } } @else { a href=(milestone.href) aria-label=(spoken) { (drawing) } }
    }
}

/// Top of a milestone's flag in its row above the axis.
fn flag_y(row: usize) -> f64 {
    14.0 + row as f64 * 17.0
}

fn draw_today(today: Date, axis_y: f64, bottom: f64, scale: &TimeScale) -> Markup {
    let x = scale.x(today);
    let anchor = if x > WIDTH - 130.0 { "end" } else { "start" };
    html! {
        g.today {
            line x1=(px(x)) x2=(px(x)) y1=(px(axis_y + 4.0)) y2=(px(bottom + 6.0)) {}
            text x=(px(if anchor == "end" { x - 5.0 } else { x + 5.0 })) y=(px(bottom + 16.0)) text-anchor=(anchor) { "today, " (day_words(today)) }
        }
    }
}

fn hatches(chart: &TimelineChart) -> Markup {
    let mut marks: Vec<Mark> = Vec::new();
    for lane in &chart.lanes {
        if lane.bars.iter().any(|bar| bar.fill == Fill::Hatched) && !marks.contains(&lane.mark) {
            marks.push(lane.mark);
        }
    }
    html! { @for mark in marks {
        pattern id=(format!("{}-h-{}", chart.id, mark.class())) width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
            path class=(format!("hatch {}", mark.class())) d="M1.2 0v5" {}
        }
    } }
}

/// One gradient per uncertain milestone: full at its day, nothing at the ends of its range.
fn fades(chart: &TimelineChart) -> Markup {
    html! { @for (index, milestone) in ordered(&chart.milestones).into_iter().enumerate() {
        @let all = f64::from(milestone.early_days) + f64::from(milestone.late_days);
        @if all > 0.0 {
            linearGradient.fade id=(format!("{}-f{index}", chart.id)) {
                stop offset="0" stop-opacity="0" {}
                stop offset=(format!("{:.2}", f64::from(milestone.early_days) / all)) stop-opacity=".2" {}
                stop offset="1" stop-opacity="0" {}
            }
        }
    } }
}

fn clash_list(clashes: &[Clash]) -> Markup {
    html! {
        ol.clashes aria-label="Clashes" { @for clash in clashes { li {
            (severity_badge(clash.severity)) " "
            @if clash.href.is_empty() { (clash.sentence) } @else { a href=(clash.href) { (clash.sentence) } }
        } } }
    }
}

fn describe(chart: &TimelineChart) -> String {
    let bars: usize = chart.lanes.iter().map(|lane| lane.bars.len()).sum();
    format!(
        "{} lanes with {bars} bars, {} milestones and {} clashes from {} to {}. The table below holds the same.",
        chart.lanes.len(),
        chart.milestones.len(),
        chart.clashes.len(),
        day_words(chart.from),
        day_words(chart.to)
    )
}

fn twin(chart: &TimelineChart) -> Table {
    let linked = |href: &str, cells: Vec<Markup>| if href.is_empty() { Row::plain(cells) } else { Row::linked(href, cells) };
    let milestones = ordered(&chart.milestones).into_iter().map(|milestone| {
        linked(
            &milestone.href,
            vec![
                html! { (flag_words(milestone)) },
                html! { "milestone" },
                html! { (if milestone.reached { "reached" } else { "planned" }) },
                html! { (day_words(milestone.on)) },
                html! { (day_words(milestone.on)) },
            ],
        )
    });
    let bars = chart.lanes.iter().flat_map(|lane| lane.bars.iter().map(move |bar| (lane, bar))).map(|(lane, bar)| {
        linked(
            &bar.href,
            vec![
                html! { (bar.key) " " (bar.label) },
                function_mark(lane.mark, &lane.label),
                html! { (bar.kind) },
                html! { (day_words(bar.from)) },
                html! { (day_words(bar.to)) },
            ],
        )
    });
    Table {
        caption: format!("{} (table)", chart.title),
        quiet_caption: true,
        columns: ["Item", "Lane", "What", "From", "To"].map(Column::text).to_vec(),
        rows: milestones.chain(bars).collect(),
        footer: String::new(),
        compact: true,
    }
}
