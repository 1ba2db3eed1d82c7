//! Each function's reading of the need, side by side; where they diverge is said in words, by rule A109.

use maud::{Markup, html};
use strategy::{
    Finding, Function,
    population::gap_words,
    record::{Need, Reading},
};

use super::{Seen, party::Party};
use crate::{
    parts::{Absence, Button, Column, Row, Table, Tone, absent, link_button, notice, table, ticked},
    words,
};

/// One column: a function that has written a reading, or a party whose functions have not.
struct Told<'n> {
    heading: String,
    function: Option<Function>,
    reading: Option<&'n Reading>,
}

/// One row: its name, the reading's field, and what a reading says there; `None` where it says nothing.
type Aspect = (&'static str, &'static str, fn(&Need, &Reading) -> Option<Markup>);

const ASPECTS: [Aspect; 4] = [
    ("Problem", "problem", |_, reading| text(&reading.problem)),
    ("Population", "population", population),
    ("Timeline", "by", |_, reading| reading.by.map(|by| html! { "by " (words::day(by)) })),
    ("Success", "success", |_, reading| text(&reading.success)),
];

/// The table, with what rule A109 found above it.
pub(super) fn side_by_side(seen: &Seen<'_>) -> Markup {
    let need = seen.need.body;
    let finding =
        seen.visit.view.findings().iter().find(|finding| finding.code == "A109" && finding.record.as_ref() == Some(seen.need.key()));
    let told = columns(need);
    let silent: Vec<String> = told.iter().filter(|one| one.reading.is_none()).map(|one| one.heading.clone()).collect();
    let rows = ASPECTS.iter().map(|aspect| row(need, &told, aspect, finding)).collect();
    let headings = std::iter::once("Aspect".to_owned()).chain(told.iter().map(|one| one.heading.clone()));
    html! {
        (verdict(finding, need.readings.len()))
        (table(&Table {
            caption: "Readings of the need, side by side".into(),
            quiet_caption: true,
            columns: headings.map(Column::text).collect(),
            rows,
            ..Table::default()
        }))
        @if !silent.is_empty() {
            p.bar-r {
                span.muted { (words::list(&silent)) " " (if silent.len() == 1 { "has" } else { "have" }) " not said how they read it." }
                (link_button(&Button::new("Add a reading"), &format!("/records/{}/edit#f-readings", seen.need.key())))
            }
        }
    }
}

fn verdict(finding: Option<&Finding>, readings: usize) -> Markup {
    html! {
        @match (finding, readings) {
            (Some(finding), _) => {
                @let title = if finding.is_open() { "The readings do not fit together" } else { "The readings differ, and that is accepted or disputed" };
                (notice(Tone::Warning, title, html! { p { (ticked(&words::capital(&finding.message))) ". " a href=(format!("/alignment/{}", finding.id)) { "See " (finding.code) " and how to mend it" } } }))
            }
            (None, 0 | 1) => p.muted { "With two readings or more, differences are found and named here." },
            (None, _) => p.muted { "Rule " a href="/rules/A109" { "A109" } " finds no difference in problem, patients, timeline or success." },
        }
    }
}

/// The functions that have written a reading, lane by lane; a party without any has a column that says so.
fn columns(need: &Need) -> Vec<Told<'_>> {
    let written: Vec<(Function, &Reading)> = need.readings.iter().map(|(function, reading)| (*function, reading)).collect();
    let of_party = |party: Option<Party>| {
        let mut columns: Vec<Told<'_>> = written
            .iter()
            .filter(|(function, _)| Party::of(*function) == party)
            .map(|(function, reading)| Told { heading: function.title(), function: Some(*function), reading: Some(reading) })
            .collect();
        if let Some(party) = party.filter(|party| columns.is_empty() && Party::PLANNERS.contains(party)) {
            columns.push(Told { heading: party.word().into(), function: None, reading: None });
        }
        columns
    };
    Party::ALL.map(Some).into_iter().chain([None]).flat_map(of_party).collect()
}

fn row(need: &Need, told: &[Told<'_>], (name, field, value): &Aspect, finding: Option<&Finding>) -> Row {
    let differs = |function: Function| {
        let wanted = format!("readings.{}.{field}", function.as_str());
        finding.is_some_and(|finding| finding.facts.iter().any(|fact| fact.field == wanted))
    };
    let any = told.iter().filter_map(|one| one.function).any(differs);
    let head = html! { strong { (name) } @if any { br; span.chip { "differs" } } };
    let cell = |one: &Told<'_>| one.reading.and_then(|reading| value(need, reading)).unwrap_or_else(|| absent(&Absence::None));
    Row::plain(std::iter::once(head).chain(told.iter().map(cell)).collect())
}

fn text(text: &str) -> Option<Markup> {
    (!text.trim().is_empty()).then(|| html! { (text) })
}

/// The patients in words, and how they differ from the need's own.
fn population(need: &Need, reading: &Reading) -> Option<Markup> {
    let (own, shared) = (&reading.population, &need.population);
    if own.is_everyone() {
        return None;
    }
    let (beyond, left_out) = (own.difference(shared), shared.difference(own));
    Some(html! {
        (own.words())
        @if own == shared { br; span.muted { "as the need says" } }
        @if !beyond.is_empty() { br; span.chip { "beyond the need" } " " (gap_words(&beyond)) }
        @if !left_out.is_empty() { br; span.chip { "leaves out" } " " (gap_words(&left_out)) }
    })
}
