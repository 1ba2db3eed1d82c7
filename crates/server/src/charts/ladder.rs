//! The evidence ladder: how strong a piece of evidence is against how recent it is.
//! Filled dots are published, open dots are still to come.

use jiff::civil::Date;
use maud::{Markup, html};

use super::scale::{TimeScale, day_words, pack, px, shortened, text_width};
use crate::parts::{Column, Figure, Row, Table, figure};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 176.0;
const ROW: f64 = 24.0;

/// One piece of evidence.
#[derive(Clone, Debug)]
pub struct EvidencePoint {
    /// Its short key, such as `E-4`.
    pub key: String,
    /// Its title.
    pub label: String,
    /// Index into [`LadderChart::levels`].
    pub level: usize,
    /// When it became or is expected to become available.
    pub on: Date,
    /// Still to come: planned or running.
    pub expected: bool,
    /// Its age or state in words, such as `19 months old`; shown in the table.
    pub note: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// Everything on a ladder.
#[derive(Clone, Debug)]
pub struct LadderChart {
    /// Unique on the page.
    pub id: String,
    /// The takeaway, as a sentence.
    pub title: String,
    /// What is shown, as of when.
    pub subtitle: String,
    /// The levels in words, strongest first.
    pub levels: Vec<String>,
    /// First day of the axis.
    pub from: Date,
    /// Last day of the axis.
    pub to: Date,
    /// The day everything is shown for.
    pub today: Date,
    /// The evidence.
    pub points: Vec<EvidencePoint>,
}

/// Draws the ladder with its table.
pub fn ladder_chart(chart: &LadderChart) -> Markup {
    let scale = TimeScale::new(chart.from, chart.to, LEFT, WIDTH - LEFT - 12.0);
    let mut top = 38.0;
    let levels: Vec<Level> = (0..chart.levels.len())
        .map(|level| {
            let place = Level::of(chart, level, top, &scale);
            top = place.bottom;
            place
        })
        .collect();
    let links = chart.points.iter().any(|point| !point.href.is_empty());
    let today = scale.x(chart.today);
    let picture = html! {
        svg.ch.ch-n viewBox=(format!("0 0 {} {}", px(WIDTH), px(top + 22.0))) role=(if links { "group" } else { "img" })
            aria-labelledby=(format!("{0}-st {0}-sd", chart.id)) {
            title id=(format!("{}-st", chart.id)) { (chart.title) }
            desc id=(format!("{}-sd", chart.id)) { (chart.points.len()) " pieces of evidence, stronger ones higher, newer ones further right. The table below holds the same." }
            (scale.axis(24.0, top, 32.0))
            @if scale.holds(chart.today) {
                g.today {
                    line x1=(px(today)) x2=(px(today)) y1="36" y2=(px(top + 6.0)) {}
                    text x=(px(today)) y=(px(top + 17.0)) text-anchor="middle" { "today" }
                }
            }
            @for (name, level) in chart.levels.iter().zip(&levels) {
                line.sep x1="0" x2=(px(WIDTH)) y1=(px(level.top)) y2=(px(level.top)) {}
                text.lane-l x="0" y=(px(level.top + 19.0)) { (shortened(name, 26)) }
                @for &(index, row) in &level.points { (draw_point(&chart.points[index], level.top + 15.0 + row as f64 * ROW, &scale)) }
            }
        }
    };
    figure(&Figure {
        id: chart.id.clone(),
        title: chart.title.clone(),
        subtitle: chart.subtitle.clone(),
        picture,
        table: twin(chart),
        notes: None,
    })
}

struct Level {
    top: f64,
    bottom: f64,
    points: Vec<(usize, usize)>,
}

impl Level {
    fn of(chart: &LadderChart, level: usize, top: f64, scale: &TimeScale) -> Level {
        let mut order: Vec<usize> = (0..chart.points.len()).filter(|&index| chart.points[index].level == level).collect();
        order.sort_by(|&a, &b| (chart.points[a].on, &chart.points[a].key).cmp(&(chart.points[b].on, &chart.points[b].key)));
        let spans: Vec<(f64, f64)> = order
            .iter()
            .map(|&index| {
                let x = scale.x(chart.points[index].on);
                let width = text_width(&words(&chart.points[index])) + 12.0;
                if turned(x, width, scale) { (x - width, x + 6.0) } else { (x - 6.0, x + width) }
            })
            .collect();
        let (rows, count) = pack(&spans);
        Level { top, bottom: top + count.max(1) as f64 * ROW + 6.0, points: order.into_iter().zip(rows).collect() }
    }
}

fn words(point: &EvidencePoint) -> String {
    shortened(&format!("{} {}", point.key, point.label), 32)
}

/// Its label stands left of the dot, because it would leave the picture at the right.
fn turned(x: f64, width: f64, scale: &TimeScale) -> bool {
    x + width > scale.right()
}

fn draw_point(point: &EvidencePoint, y: f64, scale: &TimeScale) -> Markup {
    let (x, label) = (scale.x(point.on), words(point));
    let left = turned(x, text_width(&label) + 12.0, scale);
    let drawing = html! {
        circle.dot.open[point.expected] cx=(px(x)) cy=(px(y)) r="4.5" {}
        text.on x=(px(if left { x - 9.0 } else { x + 9.0 })) y=(px(y + 4.0)) text-anchor=(if left { "end" } else { "start" }) { (label) }
    };
    html! {
        @if point.href.is_empty() { g { (drawing) } }
        @else { a href=(point.href) aria-label=(format!("{} {}, {}", point.key, point.label, day_words(point.on))) { (drawing) } }
    }
}

fn twin(chart: &LadderChart) -> Table {
    let mut order: Vec<&EvidencePoint> = chart.points.iter().collect();
    order.sort_by(|a, b| (a.level, b.on, &a.key).cmp(&(b.level, a.on, &b.key)));
    let rows = order
        .into_iter()
        .map(|point| {
            let level = chart.levels.get(point.level).map_or("none", String::as_str);
            let cells = vec![
                html! { (point.key) " " (point.label) },
                html! { (level) },
                html! { (day_words(point.on)) @if point.expected { " (expected)" } },
                html! { @if point.note.is_empty() { span.absent { "none" } } @else { (point.note) } },
            ];
            if point.href.is_empty() { Row::plain(cells) } else { Row::linked(&point.href, cells) }
        })
        .collect();
    Table {
        caption: format!("{} (table)", chart.title),
        quiet_caption: true,
        columns: ["Evidence", "Strength", "Available", "Note"].map(Column::text).to_vec(),
        rows,
        footer: String::new(),
        compact: true,
    }
}
