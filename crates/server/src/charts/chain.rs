//! How records hang together: boxes in layers, a line for every link, what serves below what is served.
//! The table beside it lists the links with their verbs.

use maud::{Markup, html};

use super::scale::{px, shortened};
use crate::parts::{Column, Figure, Mark, Row, Table, figure, table};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 124.0;
const BOX: (f64, f64) = (158.0, 40.0);
const GAP: (f64, f64) = (10.0, 12.0);
/// Between two layers, px: room for the lines to turn in.
const STEP: f64 = 40.0;
/// Boxes beside each other.
const ABREAST: usize = 5;

/// One record.
#[derive(Clone, Debug)]
pub struct ChainBox {
    /// Its short key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The mark of its function.
    pub mark: Mark,
    /// The record whose chain it is.
    pub picked: bool,
    /// Serves no need.
    pub orphan: bool,
}

/// One layer.
#[derive(Clone, Debug)]
pub struct ChainRow {
    /// Its name.
    pub name: String,
    /// Indexes into [`ChainChart::boxes`].
    pub boxes: Vec<usize>,
}

/// One link.
#[derive(Clone, Debug)]
pub struct ChainLine {
    /// What serves: index into [`ChainChart::boxes`].
    pub lower: usize,
    /// What is served.
    pub upper: usize,
    /// The verb between them.
    pub how: String,
    /// Drawn strong: it touches the record whose chain it is.
    pub strong: bool,
}

/// A chain.
#[derive(Clone, Debug)]
pub struct ChainChart {
    /// Unique on the page.
    pub id: String,
    /// The takeaway.
    pub title: String,
    /// How to read it, and the day.
    pub subtitle: String,
    /// Too many records for a picture: only the table is shown.
    pub too_many: bool,
    /// The records.
    pub boxes: Vec<ChainBox>,
    /// The layers, top first.
    pub rows: Vec<ChainRow>,
    /// The links.
    pub lines: Vec<ChainLine>,
}

/// Draws the chain with its table; the table alone where there is too much to draw.
pub fn chain_chart(chart: &ChainChart) -> Markup {
    if chart.too_many {
        let open = Table { quiet_caption: false, ..twin(chart) };
        return html! { details.twin id=(chart.id) { summary { (chart.title) ": view as table" } (table(&open)) } };
    }
    let (places, tops, height) = places(chart);
    let picture = html! {
        svg.ch.ch-n viewBox=(format!("0 0 {} {}", px(WIDTH), px(height))) role="group" aria-labelledby=(format!("{0}-st {0}-sd", chart.id)) {
            title id=(format!("{}-st", chart.id)) { (chart.title) }
            desc id=(format!("{}-sd", chart.id)) { (chart.boxes.len()) " records in layers with " (chart.lines.len()) " links. The table below lists the links." }
            @for strong in [false, true] { @for line in chart.lines.iter().filter(|line| line.strong == strong) {
                @if let (Some(lower), Some(upper)) = (places[line.lower], places[line.upper]) {
                    path class=(format!("ln {}{}", chart.boxes[line.lower].mark.class(), if strong { " strong" } else { "" })) d=(curve(lower, upper)) {}
                }
            } }
            @for (row, top) in chart.rows.iter().zip(&tops) {
                @for (line, words) in halves(&row.name).into_iter().enumerate() { text.mut x="0" y=(px(top + 17.0 + line as f64 * 15.0)) { (words) } }
            }
            @for (one, place) in chart.boxes.iter().zip(&places) { @if let Some(place) = place { (drawn(one, *place)) } }
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

/// Where a box stands: left and top; none for a box of a layer that there is not.
type Place = Option<(f64, f64)>;

/// Where each box stands, where each layer begins, and how high it all is.
fn places(chart: &ChainChart) -> (Vec<Place>, Vec<f64>, f64) {
    let mut places = vec![None; chart.boxes.len()];
    let (mut tops, mut top) = (vec![], 6.0);
    for row in &chart.rows {
        tops.push(top);
        for (at, index) in row.boxes.iter().enumerate() {
            let (line, column) = (at / ABREAST, at % ABREAST);
            places[*index] = Some((LEFT + column as f64 * (BOX.0 + GAP.0), top + line as f64 * (BOX.1 + GAP.1)));
        }
        let lines = row.boxes.len().div_ceil(ABREAST).max(1) as f64;
        top += lines * (BOX.1 + GAP.1) - GAP.1 + STEP;
    }
    (places, tops, top - STEP + 8.0)
}

/// From the top of the lower box to the bottom of the upper one; between boxes of one layer, from side to side.
fn curve((lower_x, lower_y): (f64, f64), (upper_x, upper_y): (f64, f64)) -> String {
    let middle = BOX.0 / 2.0;
    if (lower_y - upper_y).abs() < 1.0 {
        let bow = lower_y + BOX.1 + 16.0;
        let (from, to) = (px(lower_x + middle), px(upper_x + middle));
        return format!("M{from} {0}C{from} {1} {to} {1} {to} {0}", px(lower_y + BOX.1), px(bow));
    }
    let (from_y, to_y) = if lower_y > upper_y { (lower_y, upper_y + BOX.1) } else { (lower_y + BOX.1, upper_y) };
    let turn = (from_y + to_y) / 2.0;
    let (from, to) = (lower_x + middle, upper_x + middle);
    format!("M{0} {1}C{0} {2} {3} {2} {3} {4}", px(from), px(from_y), px(turn), px(to), px(to_y))
}

/// `Claims and messages` on two lines, because one would reach the boxes.
fn halves(name: &str) -> Vec<String> {
    match name.split_once(" and ") {
        Some((first, last)) => vec![first.to_owned(), format!("and {last}")],
        None => vec![shortened(name, 17)],
    }
}

fn drawn(one: &ChainBox, (x, y): (f64, f64)) -> Markup {
    html! {
        a href=(one.href) aria-label=(format!("{} {}", one.key, one.title)) aria-current=[one.picked.then_some("true")] {
            rect class=(format!("box{}{}", if one.picked { " now" } else { "" }, if one.orphan { " loose" } else { "" }))
                x=(px(x)) y=(px(y)) width=(px(BOX.0)) height=(px(BOX.1)) rx="5" {}
            rect class=(format!("bar solid {}", one.mark.class())) x=(px(x)) y=(px(y + 5.0)) width="3" height=(px(BOX.1 - 10.0)) {}
            text.lane-l x=(px(x + 10.0)) y=(px(y + 16.0)) { (shortened(&one.key, 18)) }
            " "
            text x=(px(x + 10.0)) y=(px(y + 31.0)) { (shortened(&one.title, 20)) }
        }
    }
}

fn twin(chart: &ChainChart) -> Table {
    let name = |one: &ChainBox| html! { span.mono { (one.key) } " " (one.title) };
    let row = |line: &ChainLine| {
        let (lower, upper) = (&chart.boxes[line.lower], &chart.boxes[line.upper]);
        Row::linked(&lower.href, vec![name(lower), html! { (line.how) }, name(upper)])
    };
    Table {
        caption: format!("{} (table)", chart.title),
        quiet_caption: true,
        columns: ["Record", "Link", "Record"].map(Column::text).to_vec(),
        rows: chart.lines.iter().map(row).collect(),
        footer: String::new(),
        compact: true,
    }
}
