//! The need over time: the revisions so far, and what is expected to change it, by when and on which trigger.

use jiff::{Span, civil::Date};
use maud::{Markup, html};
use strategy::record::Expectation;

use super::{Seen, link_to};
use crate::{
    app::{RevisionOf, day_of},
    charts::{Step, StepChart, step_chart},
    parts::{Absence, Button, Column, Row, Table, absent, link_button, table},
    words,
};

/// The step line and the table of expectations.
pub(super) fn over_time(seen: &Seen<'_>) -> Markup {
    html! {
        @if !seen.history.is_empty() { (step_chart(&chart(seen))) }
        (expectations(seen))
    }
}

fn chart(seen: &Seen<'_>) -> StepChart {
    let today = seen.visit.view.day();
    let mut steps: Vec<Step> = seen.history.iter().rev().map(|one| step(one, today)).collect();
    let now = seen.need.record.revision;
    let mut ahead: Vec<(Date, &Expectation)> =
        seen.need.evolution.iter().filter_map(|e| Some((e.by?, e))).filter(|(by, _)| *by > today).collect();
    ahead.sort_by_key(|(by, _)| *by);
    let last = ahead.last().map_or(today, |(by, _)| *by);
    let expected = (now + 1..).zip(&ahead).map(|(number, (by, expectation))| Step {
        on: *by,
        value: Some(f64::from(number)),
        label: if expectation.trigger.is_empty() { expectation.change.clone() } else { expectation.trigger.clone() },
        expected: true,
    });
    steps.extend(expected);
    let title = match ahead.as_slice() {
        [] => format!("The need stands at revision {now}, and no change of it is expected"),
        [(by, one)] => format!("The need stands at revision {now}; by {} it may change: {}", words::day(*by), one.change),
        many => format!(
            "The need stands at revision {now}, and {} may change it by {}",
            words::count(many.len(), "event", "events"),
            words::day(last)
        ),
    };
    let late = seen.history.iter().any(|one| day_of(one.written.at) > today);
    StepChart {
        id: "need-over-time".into(),
        title,
        subtitle: format!(
            "Number of the revision; dashed steps are expected changes with their triggers. As of {}.{}",
            words::day(today),
            if late { " Revisions written after that day are drawn on it." } else { "" }
        ),
        unit: String::new(),
        until: last.checked_add(Span::new().months(6)).unwrap_or(last),
        today,
        steps,
    }
}

fn step(one: &RevisionOf, today: Date) -> Step {
    let fields: Vec<String> = one.changes.iter().map(|change| words::field(&change.field)).collect();
    let label = match (one.number, one.record().is_some()) {
        (1, _) => "written".to_owned(),
        (_, false) => "removed".to_owned(),
        _ => words::list(&fields),
    };
    // A workspace that shows a fixed day may hold revisions that were written later.
    Step { on: day_of(one.written.at).min(today), value: Some(f64::from(one.number)), label, expected: false }
}

/// What is expected to change, as a table.
pub(super) fn expectations(seen: &Seen<'_>) -> Markup {
    let (need, today) = (&seen.need, seen.visit.view.day());
    if need.evolution.is_empty() {
        return html! {
            p { "Nobody has written how this need may change, so nothing can warn you when it does." }
            p { (link_button(&Button::new("Write an expectation").spoken("Write an expectation of how the need changes"), &format!("/records/{}/edit#f-evolution", need.key()))) }
        };
    }
    let mut sorted: Vec<&Expectation> = need.evolution.iter().collect();
    sorted.sort_by_key(|expectation| (expectation.by.is_none(), expectation.by));
    let row = |expectation: &&Expectation| {
        let reviewed = expectation.reviewed_on;
        let by = html! {
            @match expectation.by { Some(by) => (words::day(by)), None => (absent(&Absence::None)) }
            @if is_overdue(expectation, today) { " " span.chip { "passed, not reviewed since" } }
        };
        let cells = vec![
            html! { (words::capital(&expectation.change)) },
            trigger(seen, expectation),
            by,
            html! { @if expectation.then.is_empty() { (absent(&Absence::None)) } @else { (expectation.then) } },
            html! { @match reviewed { Some(day) => (words::day(day)), None => (absent(&Absence::None)) } },
        ];
        Row::plain(cells)
    };
    table(&Table {
        caption: "What is expected to change it".into(),
        columns: ["What may change", "Trigger", "By", "What it would mean", "Last reviewed"].map(Column::text).to_vec(),
        rows: sorted.iter().map(row).collect(),
        compact: true,
        ..Table::default()
    })
}

/// The day has passed and nobody has looked since.
fn is_overdue(expectation: &Expectation, today: Date) -> bool {
    expectation.by.is_some_and(|by| by < today && expectation.reviewed_on.is_none_or(|reviewed| reviewed < by))
}

fn trigger(seen: &Seen<'_>, expectation: &Expectation) -> Markup {
    let record = expectation.trigger_record.as_ref().and_then(|link| seen.visit.graph().record(&link.key));
    html! {
        @if expectation.trigger.is_empty() && record.is_none() { (absent(&Absence::None)) }
        (expectation.trigger)
        @if let Some(record) = record { @if !expectation.trigger.is_empty() { br; } (link_to(record)) }
    }
}
