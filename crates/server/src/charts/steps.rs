//! A value that holds until it changes, such as the need over time: a step line with its labels on it.
//! What is expected is dashed; a value that is not shown is a gap, not zero.

use jiff::civil::Date;
use maud::{Markup, html};

use super::scale::{TimeScale, day_words, px, shortened, text_width};
use crate::parts::{Column, Figure, Row, Table, figure};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 46.0;
const HEIGHT: f64 = 150.0;

/// From this day on the value is this.
#[derive(Clone, Debug)]
pub struct Step {
    /// First day of the value.
    pub on: Date,
    /// The value; `None` when it is not shown.
    pub value: Option<f64>,
    /// What happened, in a few words, such as `v3 agreed`.
    pub label: String,
    /// A forecast, not an observation.
    pub expected: bool,
}

/// Everything on a step line.
#[derive(Clone, Debug)]
pub struct StepChart {
    /// Unique on the page.
    pub id: String,
    /// The takeaway, as a sentence.
    pub title: String,
    /// Measure, population, as of when.
    pub subtitle: String,
    /// The unit, repeated at every label, such as `%`; empty for a plain number.
    pub unit: String,
    /// The last day the line reaches.
    pub until: Date,
    /// The day everything is shown for.
    pub today: Date,
    /// The values in order of day; with none, show an empty state instead.
    pub steps: Vec<Step>,
}

/// Draws the step line with its table.
pub fn step_chart(chart: &StepChart) -> Markup {
    let first = chart.steps.first().map_or(chart.today, |step| step.on);
    let scale = TimeScale::new(first, chart.until, LEFT, WIDTH - LEFT - 12.0);
    let ceiling = ceiling(chart.steps.iter().filter_map(|step| step.value).fold(0.0, f64::max));
    let y = |value: f64| TOP + HEIGHT - (value / ceiling).clamp(0.0, 1.0) * HEIGHT;
    let bottom = TOP + HEIGHT;
    // Whole things, such as revisions, have no half.
    let whole = chart.steps.iter().filter_map(|step| step.value).all(|value| value.fract() == 0.0);
    let shares = [0.0, 0.5, 1.0].into_iter().filter(|share| !whole || (ceiling * share).fract() == 0.0);
    let today = scale.x(chart.today);
    let picture = html! {
        svg.ch.ch-n viewBox=(format!("0 0 {} {}", px(WIDTH), px(bottom + 24.0))) role="img" aria-labelledby=(format!("{0}-st {0}-sd", chart.id)) {
            title id=(format!("{}-st", chart.id)) { (chart.title) }
            desc id=(format!("{}-sd", chart.id)) { (chart.steps.len()) " values over time. The table below holds the same." }
            (scale.axis(20.0, bottom, 28.0))
            @for share in shares {
                line.sep x1=(px(LEFT)) x2=(px(scale.right())) y1=(px(y(ceiling * share))) y2=(px(y(ceiling * share))) {}
                text.mut x=(px(LEFT - 6.0)) y=(px(y(ceiling * share) + 4.0)) text-anchor="end" { (number(ceiling * share)) }
            }
            @if scale.holds(chart.today) {
                g.today {
                    line x1=(px(today)) x2=(px(today)) y1="36" y2=(px(bottom + 6.0)) {}
                    text x=(px(today)) y=(px(bottom + 18.0)) text-anchor="middle" { "today" }
                }
            }
            @for (index, step) in chart.steps.iter().enumerate() {
                @let next = chart.steps.get(index + 1);
                @let (x, end) = (scale.x(step.on), scale.x(next.map_or(chart.until, |next| next.on)));
                @if let Some(value) = step.value {
                    path.step.open[step.expected] d=(format!("M{} {}H{}", px(x), px(y(value)), px(end))) {}
                    @if let Some((next, to)) = next.and_then(|next| next.value.map(|value| (next, value))) {
                        path.step.open[next.expected] d=(format!("M{} {}V{}", px(end), px(y(value)), px(y(to)))) {}
                    }
                    circle.dot.open[step.expected] cx=(px(x)) cy=(px(y(value))) r="4" {}
                    (label(step, &chart.unit, x, y(value), &scale))
                } @else {
                    text.mut x=(px(x + 4.0)) y=(px(bottom - 6.0)) { "not shown" }
                }
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

fn label(step: &Step, unit: &str, x: f64, y: f64, scale: &TimeScale) -> Markup {
    let words = shortened(&format!("{}{unit} {}", step.value.map_or_else(String::new, number), step.label), 34);
    let start = (x + 7.0).min(scale.right() - text_width(&words)).max(LEFT + 4.0);
    html! { text.on x=(px(start)) y=(px(y - 7.0)) { (words) } }
}

/// The next number of the kind 1, 2, 5 × 10ⁿ that is not below the largest value.
fn ceiling(largest: f64) -> f64 {
    if largest <= 0.0 {
        return 1.0;
    }
    let magnitude = 10_f64.powf(largest.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * magnitude).find(|&step| step >= largest).unwrap_or(largest)
}

fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn twin(chart: &StepChart) -> Table {
    let rows = chart
        .steps
        .iter()
        .map(|step| {
            Row::plain(vec![
                html! { (day_words(step.on)) },
                html! { @match step.value { Some(value) => (number(value)), None => span.absent { "not shown" } } },
                html! { (if step.expected { "expected" } else { "observed" }) },
                html! { (step.label) },
            ])
        })
        .collect();
    let mut columns = ["From", "Value", "Kind", "What happened"].map(Column::text).to_vec();
    columns[1] = Column::number("Value", chart.unit.clone());
    Table { caption: format!("{} (table)", chart.title), quiet_caption: true, columns, rows, footer: String::new(), compact: true }
}
