//! Relays: at each milestone, what is handed over, to whom, and what then starts.

use maud::{Markup, html};
use strategy::{
    graph::Of,
    record::{Activity, Milestone},
};

use super::{Asked, Scope, crowd};
use crate::{
    pages::{home::short, records, visit::Visit},
    parts::{self, Absence, Column, Row, Table, absent, function_mark, table},
    words,
};

/// The table of relays.
pub(super) fn shown(visit: &Visit, asked: &Asked, scope: &Scope) -> Markup {
    let graph = visit.graph();
    let passes = |milestone: &Of<'_, Milestone>| milestone.relay_to.is_some() || !milestone.starts.is_empty();
    let mut relays: Vec<_> = graph.all::<Milestone>().filter(|of| scope.holds(visit, of.record) && passes(of)).collect();
    relays.sort_by_key(|milestone| (milestone.date.day().is_none(), milestone.date.day()));
    let today = visit.view.day();
    let most = if scope.whole { usize::MAX } else { crowd::RELAYS };
    let away = |milestone: &Of<'_, Milestone>| milestone.date.day().map_or(i32::MAX, |day| crowd::days_from(today, day, day));
    let share = crowd::keep(&mut relays, most, away);
    html! {
        @if relays.is_empty() { p.muted { "No milestone says who starts when it is reached. Name the next function in its field “relay to”." } }
        @else {
            (table(&Table {
                caption: "Relays".into(),
                quiet_caption: true,
                columns: ["When reached", "On", "Next function", "Is handed over", "Starts"].map(Column::text).to_vec(),
                rows: relays.iter().map(|milestone| row(visit, milestone)).collect(),
                ..Table::default()
            }))
            (crowd::told(asked, &[(share, "relays")], "those nearest to today"))
        }
    }
}

fn row(visit: &Visit, milestone: &Of<'_, Milestone>) -> Row {
    let reached = milestone.date.actual.is_some();
    let on = html! { (words::day_or_none(milestone.date.day())) @if reached { br; span.muted { "reached" } } };
    let next = match milestone.relay_to {
        Some(function) => function_mark(parts::Mark::of(function.as_str()), function.as_str()),
        None => absent(&Absence::None),
    };
    let handed = html! { @if milestone.hand_over.is_empty() { (absent(&Absence::None)) } @else { (milestone.hand_over) } };
    let started: Vec<Of<'_, Activity>> = milestone.starts.iter().filter_map(|link| visit.graph().follow(link)).collect();
    let starts = html! {
        @if started.is_empty() { (absent(&Absence::None)) }
        @else { ul.lines { @for activity in &started { li { (records::link(activity.record)) " " span.muted { (words::day_or_none(activity.starts)) } } } } }
    };
    Row::linked(
        format!("/timeline?item={}", milestone.key()),
        vec![html! { span.mono.muted { (milestone.key()) } " " (short(milestone.title())) }, on, next, handed, starts],
    )
}
