//! One record: what it says, what it rests on, who depends on it, and what is wrong with it.

use axum::{extract::Path, http::HeaderMap, response::Response};
use maud::{Markup, html};
use strategy::{Finding, Key, Record, record::State};

use super::{around, crumbs, json, kicker, markets, value};
use crate::{
    pages::{
        error, guardrail, home,
        visit::{Shown, Visit, lifecycle},
        withheld,
    },
    parts::{self, Button, Highlight, Icon, Page, PageHeader, Tone, finding_list, lifecycle_path, link_button, notice, section},
    words,
};

/// `GET /records/{key}`.
pub async fn show(visit: Visit, headers: HeaderMap, Path(key): Path<String>) -> Response {
    let found = find(&visit, &key);
    match (found, json::wanted(&headers)) {
        (Some(record), true) => {
            visit.view.withheld_of(&record.key).iter().for_each(|one| visit.note_withheld(record.key.as_str(), &one.rule));
            json::show(record, &headers)
        }
        (None, true) => json::missing(&key),
        (Some(record), false) => page(&visit, record),
        (None, false) => missing(&visit, &key),
    }
}

/// The record with a key, if it belongs to the asset that is looked at.
pub(super) fn find<'v>(visit: &'v Visit, key: &str) -> Option<&'v Record> {
    visit.graph().record(&Key::new(key)?).filter(|record| visit.is_mine(record))
}

/// The answer where there is no such record, with its history where there once was.
pub(super) fn missing(visit: &Visit, key: &str) -> Response {
    error::missing(visit, &format!("There is no record {key}"), "It may have been removed or renamed, or belong to another asset.")
}

fn page(visit: &Visit, record: &Record) -> Response {
    let findings: Vec<&Finding> = visit.findings().into_iter().filter(|finding| finding.record.as_ref() == Some(&record.key)).collect();
    let showing = value::Showing::of(visit, record);
    let header = PageHeader {
        crumbs: crumbs(record.kind()),
        kicker: kicker(record),
        title: record.title().to_owned(),
        highlights: highlights(visit, record, &findings),
        actions: Some(actions(record)),
        ..PageHeader::default()
    };
    let body = html! {
        @if record.header.state == State::Withdrawn {
            (notice(Tone::Info, "Withdrawn", html! { "It is kept for its history; no check looks at it." }))
        }
        @if let Some(market) = visit.graph().get::<strategy::record::Market>(&record.key) { (lifecycle_path(&lifecycle(&market))) }
        @if !findings.is_empty() { (section("findings", "What is wrong", rows(visit, &findings))) }
        (section("says", "What it says", value::fields(&showing, record)))
        @if visit.view.existences().iter().any(|one| one.about.as_ref() == Some(&record.key)) {
            (section("known", "Known without being shown", withheld::existences(visit, &record.key)))
        }
        @if let Some(says) = guardrail::verdicts(visit, record) { (section("guardrails", "What the guardrails say", says)) }
        (section("rests-on", "What it rests on", around::rests_on(&showing, record)))
        (section("depends", "Who depends on it", around::depends(&showing, record)))
        (section("reach", "If it changes", around::reach(&showing, record)))
        (withheld::who_can_see(visit, &record.key))
    };
    visit.show(Shown { page: Page::Records, header, items: None, body })
}

fn rows(visit: &Visit, findings: &[&Finding]) -> Markup {
    finding_list("Open findings of this record, worst first", &findings.iter().map(|finding| home::row(visit, finding)).collect::<Vec<_>>())
}

fn highlights(visit: &Visit, record: &Record, findings: &[&Finding]) -> Vec<Highlight> {
    let (function, person) = words::owner(record.header.owner.as_ref());
    vec![
        Highlight::new("Owner", parts::owner(parts::Mark::of(&function), &function, &person)),
        Highlight::new("State", html! { (record.header.state) }),
        Highlight::new("Markets", markets(visit, record)),
        Highlight::new("Revision", html! { a href=(format!("/records/{}/history", record.key)) { (record.revision) } }),
        Highlight::new("Open findings", html! { @if findings.is_empty() { "none" } @else { a href="#findings" { (findings.len()) } } }),
    ]
}

fn actions(record: &Record) -> Markup {
    let at = |what: &str| format!("/records/{}/{what}", record.key);
    let withdraw = if record.header.state == State::Withdrawn { "Bring back" } else { "Withdraw" };
    html! {
        (link_button(&Button::primary("Edit").icon(Icon::Edit).key('e'), &at("edit")))
        (link_button(&Button::new("History").icon(Icon::History).key('h'), &at("history")))
        (link_button(&Button::new(withdraw), &at("withdrawal")))
    }
}
