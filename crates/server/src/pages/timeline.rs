//! Timeline: what happens when, in which order, who starts after whom, and what a slip would move.
//! The picture is made in `drawing`; a slip is tried in `what_if` and saved in `slips`.

pub mod slips;

mod chain;
mod crowd;
mod drawing;
mod rails;
mod relays;
mod what_if;

use axum::{extract::Query, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{Finding, Key, Record};

use super::{
    home::short,
    visit::{Shown, Visit, lifecycle},
};
use crate::{
    charts::timeline_chart,
    parts::{Button, Empty, Link, Page, PageHeader, chips, empty_state, lifecycle_path, link_button, section},
    words,
};
use drawing::Scope;

/// What is asked of the timeline.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// Only what holds in this market.
    #[serde(default)]
    market: String,
    /// Only what hangs together with this record.
    #[serde(default)]
    item: String,
    /// The record that would slip.
    #[serde(default)]
    what: String,
    /// By how many weeks; earlier when negative.
    #[serde(default)]
    weeks: String,
    /// `all`: everything, however much it is.
    #[serde(default)]
    show: String,
}

/// `GET /timeline`.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    if asked.what.is_empty() { as_planned(&visit, &asked) } else { what_if::page(&visit, &asked, "") }
}

fn as_planned(visit: &Visit, asked: &Asked) -> Response {
    let scope = scope(visit, asked);
    let findings = clashing(visit.findings().into_iter());
    let drawn = drawing::draw(visit, visit.graph(), &scope, &findings);
    let header = PageHeader {
        actions: Some(
            html! { (link_button(&Button::new("New milestone"), "/records/new/milestone")) (link_button(&Button::new("New activity"), "/records/new/activity")) },
        ),
        ..header("Timeline")
    };
    let body = html! {
        (filters(visit, asked))
        @if let Some(item) = item(visit, asked) { (chain::head(visit, item, &scope)) }
        @match &drawn {
            Some(drawn) => { (timeline_chart(&drawn.chart)) (drawing::left_out(asked, drawn)) }
            None => (nothing(visit, asked)),
        }
        @if drawn.is_some() {
            (section("relays", "Relays: who starts when what is reached", relays::shown(visit, asked, &scope)))
            (section("what-if", "What if a date slips?", what_if::form(visit, asked, &scope)))
            @if asked.item.is_empty() { (section("stages", "Where each market stands", html! { @for market in visit.markets() { (lifecycle_path(&lifecycle(&market))) } })) }
        }
    };
    let items = drawn.as_ref().map(|drawn| drawn.items);
    visit.show(Shown { page: Page::Timeline, header, items, body })
}

fn header(title: &str) -> PageHeader {
    PageHeader {
        title: title.into(),
        lead: "What happens when, in which order, and who starts when a milestone is reached.".into(),
        ..PageHeader::default()
    }
}

/// What the address restricts the picture to.
fn scope(visit: &Visit, asked: &Asked) -> Scope {
    let market = Key::new(&asked.market).filter(|key| visit.markets().iter().any(|market| market.key() == key));
    let only = item(visit, asked).map(|record| chain::of(visit.graph(), &record.key));
    Scope { market, only, whole: asked.show == "all" }
}

fn item<'v>(visit: &'v Visit, asked: &Asked) -> Option<&'v Record> {
    visit.graph().record(&Key::new(&asked.item)?).filter(|record| visit.is_mine(record))
}

/// The findings about the sequence and about what is permitted in it, worst first.
fn clashing<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    findings.filter(|finding| finding.code.starts_with(['S', 'G'])).collect()
}

/// The filter by market, as links.
fn filters(visit: &Visit, asked: &Asked) -> Markup {
    let markets = visit.markets();
    let chosen = markets.iter().find(|market| market.key().as_str() == asked.market);
    let link = |key: &Key, title: &str| Link::new(title, address(&[("market", key.as_str()), ("item", &asked.item)]));
    html! {
        @if let Some(market) = chosen {
            p { "Only what holds in " (market.title()) ". " a href=(address(&[("item", &asked.item)])) { "Show all markets" } }
        } @else if markets.len() > 1 {
            div.bar-r { span.muted { "Only what holds in" } (chips(&markets.iter().map(|market| link(market.key(), market.title())).collect::<Vec<_>>())) }
        }
    }
}

/// An address of the timeline; empty values are left out.
fn address(pairs: &[(&str, &str)]) -> String {
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={value}"));
    let query = filled.collect::<Vec<_>>().join("&");
    if query.is_empty() { "/timeline".to_owned() } else { format!("/timeline?{query}") }
}

fn nothing(visit: &Visit, asked: &Asked) -> Markup {
    if asked.market.is_empty() && asked.item.is_empty() {
        let new = link_button(&Button::new("Add a milestone"), "/records/new/milestone");
        let sentence = match visit.asset() {
            Some(asset) => format!(
                "Add the dates that everybody waits for with {}: readout, submission, approval, coverage, launch. Ranges are fine.",
                short(asset.title())
            ),
            None => "Write the asset first, then the dates that everybody waits for.".into(),
        };
        return empty_state(Empty::FirstUse, "Nothing has a date yet", &sentence, new);
    }
    empty_state(
        Empty::NoMatch,
        "Nothing dated matches",
        "No activity, initiative or milestone with a date is in this selection.",
        link_button(&Button::new("Show all"), "/timeline"),
    )
}

/// `6 weeks later`, `1 week earlier`.
fn shift_words(weeks: i32) -> String {
    let way = if weeks < 0 { "earlier" } else { "later" };
    format!("{} {way}", words::count(weeks.unsigned_abs() as usize, "week", "weeks"))
}
