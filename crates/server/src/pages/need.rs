//! Need: which patient need we solve, for whom, on what evidence, and how it will change.
//! The list of needs is here, and the page of one need, put together from the files beside this one.

mod agreement;
mod card;
mod dependents;
mod evidence;
mod over_time;
mod party;
mod readings;
pub mod signature;
pub mod start;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use strategy::{
    Finding, Key, Record,
    graph::Of,
    record::{Agreement, Need},
};

use super::{
    error, home,
    map::web::Web,
    signatures,
    visit::{Shown, Visit},
};
use crate::{
    app::RevisionOf,
    parts::{
        Button, Column, Empty, Highlight, Link, Mark, Page, PageHeader, Row, Table, Tone, empty_state, finding_list, link_button, notice,
        owner, record_link, section, table,
    },
    words,
};

/// One need and what its page rests on, read once.
struct Seen<'v> {
    visit: &'v Visit,
    need: Of<'v, Need>,
    /// Its revisions, newest first; empty when the ledger cannot be read.
    history: Vec<RevisionOf>,
    signed: Vec<agreement::Signed>,
}

impl<'v> Seen<'v> {
    fn of(visit: &'v Visit, key: &str) -> Option<Seen<'v>> {
        let key = Key::new(key)?;
        let need = visit.graph().get::<Need>(&key).filter(|need| visit.is_mine(need.record))?;
        let history = visit.site.app.history(&visit.seat, &key).unwrap_or_default();
        Some(Seen { visit, need, history, signed: agreement::signatures(visit, &need) })
    }

    /// The need as it was at a revision.
    fn at(&self, revision: u32) -> Option<&Record> {
        self.history.iter().find(|one| one.number == revision)?.record()
    }
}

/// `GET /need`: the needs by rank; with one, its page; with none, how to write it.
pub async fn list(visit: Visit) -> Response {
    match ranked(&visit).as_slice() {
        [] => start::page(&visit, &start::Filled::default(), &[]),
        [only] => Redirect::to(&format!("/need/{}", only.key())).into_response(),
        needs => {
            let header = PageHeader {
                title: "Needs".into(),
                lead: "Which patient needs are we solving, in which order, and who has agreed to them?".into(),
                actions: Some(link_button(&Button::new("Write another need"), "/records/new/need")),
                ..PageHeader::default()
            };
            visit.show(Shown { page: Page::Need, header, items: Some(needs.len()), body: ranking(&visit, needs) })
        }
    }
}

/// The asset's needs, the one that matters most first; those without a rank last.
pub(super) fn ranked(visit: &Visit) -> Vec<Of<'_, Need>> {
    let mut needs: Vec<_> = visit.graph().all::<Need>().filter(|need| visit.is_mine(need.record)).collect();
    needs.sort_by_key(|need| (need.rank.unwrap_or(u32::MAX), need.key()));
    needs
}

fn ranking(visit: &Visit, needs: &[Of<'_, Need>]) -> Markup {
    let row = |need: &Of<'_, Need>| {
        let (function, person) = words::owner(need.record.header.owner.as_ref());
        let cells = vec![
            html! { span.mono { (need.key()) } " " (words::capital(need.title())) },
            html! { @match need.rank { Some(rank) => (rank), None => span.absent { "none" } } },
            owner(Mark::of(&function), &function, &person),
            html! { (agreement::in_words(need, &agreement::signatures(visit, need))) },
            html! { (findings_on(visit, need).len()) },
        ];
        Row::linked(format!("/need/{}", need.key()), cells)
    };
    table(&Table {
        caption: "Needs by rank".into(),
        quiet_caption: true,
        columns: vec![
            Column::text("Need"),
            Column::number("Rank", ""),
            Column::text("Owner"),
            Column::text("Signed as it is now"),
            Column::number("Open findings", ""),
        ],
        rows: needs.iter().map(row).collect(),
        ..Table::default()
    })
}

/// `GET /need/{key}`.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Response {
    let Some(seen) = Seen::of(&visit, &key) else { return missing(&visit, &key) };
    let findings = findings_on(&visit, &seen.need);
    let web = Web::of(&visit);
    let body = html! {
        @if seen.need.record.header.state == strategy::record::State::Withdrawn {
            (notice(Tone::Warning, "This need is withdrawn", html! { "It is kept for its history; no check reads it." }))
        }
        (section("card", "The need in full", card::card(&seen)))
        (section("findings", "Open findings on it and its agreements", finding_rows(&visit, &findings)))
        (section("agreement", "Who has agreed to it", agreement::panel(&seen)))
        (section("signatures", "Electronic signatures", signatures::of(&visit, seen.need.key())))
        (section("readings", "How each function reads it", readings::side_by_side(&seen)))
        (section("evidence", "What shows it", evidence::ladder(&seen)))
        (section("over-time", "How it changes", over_time::over_time(&seen)))
        (section("depends", "What depends on it", dependents::by_kind(&seen, &web)))
    };
    let header = header(&seen, findings.len());
    visit.show(Shown { page: Page::Need, header, items: Some(1), body })
}

fn header(seen: &Seen<'_>, findings: usize) -> PageHeader {
    let (need, all) = (&seen.need, ranked(seen.visit).len());
    let key = need.key();
    let rank = need.rank.map_or_else(|| "no rank".to_owned(), |rank| format!("rank {rank} of {all}"));
    let (function, person) = words::owner(need.record.header.owner.as_ref());
    let to = |label: &str, what: &str| link_button(&Button::new(label), &format!("/records/{key}/{what}"));
    PageHeader {
        crumbs: if all > 1 { vec![Link::new("Needs", "/need")] } else { vec![] },
        kicker: format!("Need {key} · {rank} · revision {}", need.record.revision),
        title: words::capital(need.title()),
        lead: population_words(need),
        highlights: vec![
            Highlight::new("Answers for it", owner(Mark::of(&function), &function, &person)),
            Highlight::new("Signed as it is now", html! { a href="#agreement" { (agreement::in_words(need, &seen.signed)) } }),
            Highlight::new("Newest evidence", html! { a href="#evidence" { (evidence::newest_in_words(seen)) } }),
            Highlight::new("Open findings", html! { a href="#findings" { (findings) } }),
        ],
        actions: Some(html! {
            (link_button(&Button::new("Edit").key('e'), &format!("/records/{key}/edit")))
            (to("History", "history")) (to("Compare", "compare"))
            (link_button(&Button::new("Write an expectation"), &format!("/records/{key}/edit#f-evolution")))
        }),
    }
}

fn population_words(need: &Need) -> String {
    match need.population.is_everyone() {
        true => "For whom? No patients are described yet.".into(),
        false => format!("For patients with {}.", need.population.words()),
    }
}

fn findings_on<'v>(visit: &'v Visit, need: &Of<'_, Need>) -> Vec<&'v Finding> {
    // What is wrong with an agreement on the need is raised on the agreement.
    let signs =
        |key: &Key| visit.graph().get::<Agreement>(key).is_some_and(|agreement| agreement.on.iter().any(|link| link.key == *need.key()));
    visit.findings().into_iter().filter(|finding| finding.record.as_ref().is_some_and(|key| key == need.key() || signs(key))).collect()
}

fn finding_rows(visit: &Visit, findings: &[&Finding]) -> Markup {
    match findings {
        [] => empty_state(
            Empty::Cleared,
            "No open finding on this need",
            "What hangs on it may still have some; Alignment lists them all.",
            link_button(&Button::new("Open Alignment"), "/alignment"),
        ),
        some => finding_list("Open findings on this need, worst first", &some.iter().map(|f| home::row(visit, f)).collect::<Vec<_>>()),
    }
}

/// A record as one link: mark, key, short title.
pub(super) fn link_to(record: &Record) -> Markup {
    let (function, _) = words::owner(record.header.owner.as_ref());
    let href = match record.kind() {
        strategy::Kind::Need => format!("/need/{}", record.key),
        _ => format!("/records/{}", record.key),
    };
    record_link(Mark::of(&function), &function, record.key.as_str(), &home::short(record.title()), &href)
}

fn missing(visit: &Visit, key: &str) -> Response {
    error::missing(visit, &format!("There is no need {key}"), "It may have been removed, renamed, or belong to another asset.")
}
