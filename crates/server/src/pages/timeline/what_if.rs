//! What if a date slips: ghosts in the picture, a list of what moves and why, the findings that come and go.
//! Nothing is saved until somebody applies it.

use maud::{Markup, html};
use sha2::{Digest, Sha256};
use strategy::{
    Finding, Graph, Key, Record,
    graph::Of,
    impact::findings_between,
    record::{Activity, Milestone},
    sequence::{self, Move},
};

use super::{Asked, Scope, address, clashing, drawing, header, scope, shift_words};
use crate::{
    charts::timeline_chart,
    pages::{
        alignment::preview::rows,
        home::short,
        visit::{Shown, Visit},
    },
    parts::{
        self, Button, Choice, Column, Field, Highlight, Input, Link, Page, PageHeader, Row, Table, Tone, field, link_button, notice,
        section, submit, table,
    },
    words,
};

/// The farthest slip that is tried, in weeks.
const MOST_WEEKS: i32 = 260;
/// Up to how many records are chosen from a list; more are typed by key.
const CHOICES: usize = 200;

/// A slip as it is asked for: what moves, by how many weeks, and everything that moves with it.
pub(super) struct Slip<'v> {
    /// The record.
    pub(super) record: &'v Record,
    /// By how many weeks; earlier when negative.
    pub(super) weeks: i32,
    /// All dates that move, its own first.
    pub(super) moves: Vec<Move>,
}

impl<'v> Slip<'v> {
    /// Reads what is asked; the error says what is wrong with it.
    pub(super) fn read(visit: &'v Visit, what: &str, weeks: &str) -> Result<Slip<'v>, String> {
        let record = Key::new(what).and_then(|key| visit.graph().record(&key)).filter(|record| visit.is_mine(record));
        let record = record.ok_or_else(|| format!("There is no record {what} to move."))?;
        if visit.graph().get::<Milestone>(&record.key).is_some_and(|milestone| milestone.date.actual.is_some()) {
            return Err(format!("{what} has been reached; what has happened does not move."));
        }
        let weeks = weeks.trim().parse::<i32>().ok().filter(|weeks| *weeks != 0 && weeks.abs() <= MOST_WEEKS);
        let weeks = weeks.ok_or_else(|| format!("Say by how many weeks, from 1 to {MOST_WEEKS}; a minus means earlier."))?;
        let moves = sequence::knock_on(visit.graph(), &record.key, weeks * 7);
        if moves.is_empty() {
            return Err(format!("{what} has no date, so nothing can be tried."));
        }
        Ok(Slip { record, weeks, moves })
    }

    /// A short text that changes when the moves do: what was previewed is what is applied.
    pub(super) fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        for m in &self.moves {
            hasher.update(format!("{} {} {} {}\n", m.key, m.field, m.from, m.to));
        }
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The page with the slip tried; `problem` says why an application of it was not taken.
pub(super) fn page(visit: &Visit, asked: &Asked, problem: &str) -> axum::response::Response {
    let slip = match Slip::read(visit, &asked.what, &asked.weeks) {
        Ok(slip) => slip,
        Err(says) => return unreadable(visit, asked, &says),
    };
    let scope = scope(visit, asked);
    let (after, _) = visit.graph().with(&sequence::as_changes(&slip.moves));
    let found = visit.view.check(&after, visit.view.day());
    let (mut come, mut go) = findings_between(visit.view.findings(), &found);
    come.retain(|finding| is_mine(visit, &after, finding));
    go.retain(|finding| is_mine(visit, visit.graph(), finding));
    let open = found.iter().filter(|finding| finding.is_open() && is_mine(visit, &after, finding));
    let mut drawn = drawing::draw(visit, &after, &scope, &clashing(open));
    if let Some(drawn) = &mut drawn {
        drawn.chart.title = format!("With {} {}: {}", slip.record.key, shift_words(slip.weeks), lower(&drawn.chart.title));
    }
    let moved = slip.moves.iter().map(|m| &m.key).collect::<std::collections::BTreeSet<_>>().len();
    let header = PageHeader {
        crumbs: vec![Link::new("Timeline", address(&[("market", &asked.market)]))],
        kicker: "What if: nothing is saved".into(),
        title: format!("{} {}", slip.record.key, shift_words(slip.weeks)),
        lead: slip.record.title().to_owned(),
        highlights: vec![
            Highlight::new("Records that move", html! { (moved) }),
            Highlight::new("Findings that come", html! { a href="#come" { (come.len()) } }),
            Highlight::new("Findings that go", html! { a href="#go" { (go.len()) } }),
        ],
        ..header("")
    };
    let body = html! {
        @if !problem.is_empty() { (notice(Tone::Warning, "Nothing was saved", html! { (problem) })) }
        (nudges(asked, &slip))
        @if let Some(drawn) = &drawn { (timeline_chart(&drawn.chart)) (drawing::left_out(asked, drawn)) }
        (section("moves", "What moves", moves(visit, &slip)))
        (section("come", &format!("Findings that come ({})", come.len()), html! { @if come.is_empty() { p.muted { "No finding comes." } } @else { (rows(visit, "Findings that come", &come)) } }))
        (section("go", &format!("Findings that go ({})", go.len()), html! { @if go.is_empty() { p.muted { "No finding goes." } } @else { (rows(visit, "Findings that go", &go)) } }))
        (section("apply", "Make it the plan", apply(asked, &slip, moved)))
    };
    visit.show(Shown { page: Page::Timeline, header, items: Some(slip.moves.len()), body })
}

fn lower(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn is_mine(visit: &Visit, graph: &Graph, finding: &Finding) -> bool {
    finding.record.as_ref().and_then(|key| graph.record(key)).is_none_or(|record| visit.is_mine(record))
}

fn unreadable(visit: &Visit, asked: &Asked, says: &str) -> axum::response::Response {
    let body = html! {
        (notice(Tone::Warning, "That cannot be tried", html! { (says) }))
        (section("what-if", "What if a date slips?", form(visit, asked, &scope(visit, asked))))
    };
    visit.show(Shown { page: Page::Timeline, header: header("Timeline"), items: None, body })
}

/// A week more or less, or back to the plan.
fn nudges(asked: &Asked, slip: &Slip<'_>) -> Markup {
    let by = |weeks: i32| {
        // No slip at all is the plan itself.
        let weeks = if weeks == 0 { -slip.weeks.signum() } else { weeks };
        address(&[("market", &asked.market), ("what", slip.record.key.as_str()), ("weeks", &weeks.to_string())])
    };
    html! {
        div.bar-r {
            (link_button(&Button::new("A week earlier"), &by(slip.weeks - 1)))
            (link_button(&Button::new("A week later"), &by(slip.weeks + 1)))
            (link_button(&Button::quiet("Back to the plan"), &address(&[("market", &asked.market)])))
        }
        @if slip.weeks < 0 { p.muted { "Coming earlier moves nothing else: what waits may start earlier, but does not have to." } }
    }
}

fn moves(visit: &Visit, slip: &Slip<'_>) -> Markup {
    let row = |m: &Move| {
        let because = if m.because == m.key {
            html! { "it is what slips" }
        } else {
            html! { "waits for " a.mono href=(format!("/records/{}", m.because)) { (m.because) } }
        };
        let owner = visit.graph().record(&m.key).and_then(|record| record.header.owner.clone());
        let (function, person) = words::owner(owner.as_ref());
        let cells = vec![
            html! { span.mono.muted { (m.key) } " " (short(&m.title)) },
            html! { (field_words(m.field)) },
            html! { del { (words::day(m.from)) } " " ins { (words::day(m.to)) } },
            because,
            parts::owner(parts::Mark::of(&function), &function, &person),
        ];
        Row::linked(format!("/records/{}", m.key), cells)
    };
    table(&Table {
        caption: "What moves".into(),
        quiet_caption: true,
        columns: ["Record", "Date", "From and to", "Because", "Owner"].map(Column::text).to_vec(),
        rows: slip.moves.iter().map(row).collect(),
        compact: true,
        ..Table::default()
    })
}

fn field_words(field: &str) -> &str {
    match field {
        "starts" => "starts",
        "ends" => "ends",
        "available_on" => "is public",
        _ => "planned for",
    }
}

fn apply(asked: &Asked, slip: &Slip<'_>, moved: usize) -> Markup {
    let hidden =
        [("what", asked.what.clone()), ("weeks", asked.weeks.clone()), ("market", asked.market.clone()), ("seen", slip.fingerprint())];
    let inside = html! {
        @for (name, value) in hidden { (field(&Field::new(name, "", Input::Hidden(value)))) }
        (field(&Field::new("reason", "Why", Input::Text(String::new())).hint("Kept in the history of every record that moves")))
        div.bar-r { (submit(&Button::primary(format!("Move {}", words::count(moved, "record", "records"))))) span.muted { "One change, which can be undone in one step." } }
    };
    parts::form(
        &parts::Form { action: "/timeline/slips".into(), label: "Make this slip the plan".into(), ..parts::Form::default() },
        inside,
    )
}

/// The form that asks what slips and by how much; it asks by address, so that a what-if can be sent to somebody.
pub(super) fn form(visit: &Visit, asked: &Asked, scope: &Scope) -> Markup {
    let chosen = if asked.what.is_empty() { &asked.item } else { &asked.what };
    let choice = |key: &Key, title: &str| Choice::new(key.to_string(), format!("{key} {}", short(title)), key.as_str() == chosen);
    let graph = visit.graph();
    let open = |of: &Of<'_, Milestone>| scope.holds(visit, of.record) && of.date.actual.is_none() && of.date.planned.is_some();
    let ahead = |of: &Of<'_, Activity>| scope.holds(visit, of.record) && of.ends.or(of.starts).is_some_and(|end| end >= visit.view.day());
    let milestones = graph.all::<Milestone>().filter(open).map(|of| choice(of.key(), of.title()));
    let activities = graph.all::<Activity>().filter(ahead).map(|of| choice(of.key(), of.title()));
    let choices: Vec<Choice> = milestones.chain(activities).collect();
    let none = choices.is_empty();
    let what = if choices.len() > CHOICES {
        Field::new("what", "What slips", Input::Text(chosen.clone())).hint("The key of a milestone or an activity, such as MS-4")
    } else {
        Field::new("what", "What slips", Input::Select(choices))
    };
    let weeks = if asked.weeks.is_empty() { "6".to_owned() } else { asked.weeks.clone() };
    html! {
        @if none { p.muted { "Nothing here still has a date to move." } }
        @else {
            form.bar-r method="get" action="/timeline" {
                @if !asked.market.is_empty() { input type="hidden" name="market" value=(asked.market); }
                (field(&what.required()))
                (field(&Field::new("weeks", "By how many weeks, minus for earlier", Input::Number(weeks)).required()))
                (submit(&Button::new("Try it")))
            }
            p.muted { "Trying saves nothing: you see what moves with it, and which findings come and go." }
        }
    }
}
