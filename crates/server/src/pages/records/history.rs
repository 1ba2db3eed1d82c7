//! A record's revisions, newest first: who wrote each, acting as which function, when, why, and what it changed.

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use strategy::Key;

use super::{compare, crumbs, sentence, value};
use crate::{
    app::{Error, RevisionOf},
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{self, Button, Highlight, Link, Page, PageHeader, Tone, diff, link_button, notice, post_button, section},
    words,
};

/// `GET /records/{key}/history`.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Response {
    let told = match read(&visit, &key).await {
        Ok(told) => told,
        Err(failure) => return error::failed(&visit, &failure),
    };
    let title = told.iter().find_map(|told| told.record()).map_or_else(|| key.clone(), |record| record.title().to_owned());
    let header = PageHeader {
        crumbs: way(&told, &key, visit.graph().record_exists(&key)),
        kicker: format!("History of {key}"),
        title,
        lead: "Every revision, newest first. Nothing is ever overwritten.".into(),
        ..PageHeader::default()
    };
    let body = html! {
        @if told.len() > 1 { (section("choose", "Compare two revisions", compare::choice(&key, &told, told.len(), told.len() - 1))) }
        @for (index, one) in told.iter().enumerate() {
            (section(&format!("r-{}", one.number), &heading(one), revision(&visit, &key, one, index == 0)))
        }
    };
    visit.show(Shown { page: Page::Records, header, items: Some(told.len()), body })
}

/// `GET /records/{key}/revisions/{number}`.
pub async fn one(visit: Visit, Path((key, number)): Path<(String, u32)>) -> Response {
    let told = match read(&visit, &key).await {
        Ok(told) => told,
        Err(failure) => return error::failed(&visit, &failure),
    };
    let Some(found) = told.iter().find(|told| told.number == number) else {
        return error::missing(&visit, &format!("{key} has no revision {number}"), "Its history lists those there are.");
    };
    let latest = told.first().map_or(number, |told| told.number);
    if number == latest && visit.graph().record_exists(&key) {
        return Redirect::to(&format!("/records/{key}")).into_response();
    }
    let mut crumbs = way(&told, &key, visit.graph().record_exists(&key));
    crumbs.push(Link::new("History", format!("/records/{key}/history")));
    let header = PageHeader {
        crumbs,
        kicker: format!("{key}, revision {number}"),
        title: found.record().map_or_else(|| "Removed".into(), |record| record.title().to_owned()),
        highlights: vec![
            Highlight::new("Written by", html! { (found.written.author) ", " (found.written.acting_as) }),
            Highlight::new("On", html! { (words::instant(found.written.at)) }),
            Highlight::new(
                "Because",
                html! { @if found.written.reason.is_empty() { span.absent { "none given" } } @else { (found.written.reason) } },
            ),
        ],
        actions: Some(link_button(
            &Button::new(format!("Compare with revision {latest}")),
            &format!("/records/{key}/compare?from={number}&to={latest}"),
        )),
        ..PageHeader::default()
    };
    let body = html! {
        (notice(Tone::Info, "An earlier revision", html! { "This is how it stood. " a href=(format!("/records/{key}")) { "See it as it is now" } }))
        @match found.record() {
            Some(record) => (section("says", "What it said", value::fields(&value::Showing::past(&visit), record))),
            None => p { "This revision removed the record." },
        }
    };
    visit.show(Shown { page: Page::Records, header, items: None, body })
}

/// The revisions of a record of the asset that is looked at.
pub(super) async fn read(visit: &Visit, key: &str) -> Result<Vec<RevisionOf>, Error> {
    let known = Key::new(key).ok_or_else(|| Error::NoRecord(key.to_owned()))?;
    if visit.graph().record(&known).is_some_and(|record| !visit.is_mine(record)) {
        return Err(Error::NoRecord(key.to_owned()));
    }
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    match tokio::task::spawn_blocking(move || app.history(&seat, &known)).await {
        Ok(told) => told,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// The way to the record, through its kind; without the record itself where it was removed.
pub(super) fn way(told: &[RevisionOf], key: &str, exists: bool) -> Vec<Link> {
    let kind = told.iter().find_map(|told| told.record()).map(|record| record.kind());
    let mut way = kind.map_or_else(|| vec![Link::new("Records", "/records")], crumbs);
    way.extend(exists.then(|| Link::new(key, format!("/records/{key}"))));
    way
}

fn heading(told: &RevisionOf) -> String {
    format!("Revision {}: {}", told.number, sentence(&told.written.label))
}

fn revision(visit: &Visit, key: &str, told: &RevisionOf, latest: bool) -> Markup {
    let (number, written) = (told.number, &told.written);
    let label = format!("What revision {number} changed");
    let changes: Vec<parts::Change> = told.changes.iter().map(compare::worded).collect();
    html! {
        p {
            (written.author) ", acting as " (written.acting_as) ", " span.muted { (words::instant(written.at)) }
            @if !written.reason.is_empty() { br; "because " (written.reason) }
        }
        @if changes.is_empty() { p.muted { "No field differs from the revision before." } }
        @else if number == 1 { details { summary { "Written with " (words::count(changes.len(), "field", "fields")) } (diff(&label, &changes)) } }
        @else { (diff(&label, &changes)) }
        div.bar-r {
            @if latest { a href=(format!("/records/{key}")) { "As it is now" } } @else { a href=(format!("/records/{key}/revisions/{number}")) { "See this revision" } }
            (undo(visit, told))
        }
    }
}

/// The button that takes the whole change back of which the revision was part; nothing where that is done, or where
/// another function made it.
fn undo(visit: &Visit, told: &RevisionOf) -> Markup {
    let written = visit.site.app.written_in(&visit.seat, told.written.batch).ok().flatten();
    html! {
        @if let Some(written) = written {
            @if written.is_undone { span.chip { "undone since" } }
            @else if written.is_own(&visit.seat) {
                (post_button(&Button::quiet("Undo this change").spoken(format!("Undo this change: revision {}, {}", told.number, written.label)), &format!("/changes/{}/undoing", written.id), &[]))
                @let others = written.records.len().saturating_sub(1);
                @if others > 0 { span.muted { "takes back " (words::count(others, "other record", "other records")) " too" } }
            }
        }
    }
}

/// Whether a key's record stands today.
pub(super) trait Exists {
    /// Whether there is such a record now.
    fn record_exists(&self, key: &str) -> bool;
}

impl Exists for strategy::Graph {
    fn record_exists(&self, key: &str) -> bool {
        Key::new(key).is_some_and(|key| self.record(&key).is_some())
    }
}
