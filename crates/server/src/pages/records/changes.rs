//! The latest changes of the workspace: who changed what, when and why, and the way to take each back.

use axum::{extract::Query, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::Key;
use uuid::Uuid;

use super::sentence;
use crate::{
    app::Written,
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{Button, Column, Empty, Icon, Page, PageHeader, Row, Table, empty_state, link_button, more, post_button, table},
    words,
};

/// How many changes a page holds.
const PAGE: usize = 25;
/// How many records of a change are named before the rest is counted.
const NAMED: usize = 4;

/// Where the list goes on: behind the change with this id. A place in the log would count what is hidden.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct From {
    before: Option<Uuid>,
}

/// `GET /changes`.
pub async fn show(visit: Visit, Query(from): Query<From>) -> Response {
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    let (changes, more_follow) = match tokio::task::spawn_blocking(move || app.written(&seat, from.before, PAGE)).await {
        Ok(Ok(found)) => found,
        Ok(Err(failure)) => return error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let header = PageHeader {
        title: "Changes".into(),
        lead: "What was written in this workspace, newest first. A function can take back what it wrote; taking back is itself a change."
            .into(),
        actions: Some(link_button(&Button::new("Compare two days").icon(Icon::Compare), "/compare")),
        ..PageHeader::default()
    };
    let next = changes.last().filter(|_| more_follow).map(|last| format!("/changes?before={}", last.id));
    let body = html! {
        @if changes.is_empty() {
            (empty_state(Empty::FirstUse, "Nothing was written yet", "Everything that somebody saves is listed here.", link_button(&Button::new("Start from the need"), "/records/new/need")))
        } @else {
            (table(&Table {
                caption: "Changes, newest first".into(),
                quiet_caption: true,
                columns: ["When", "What", "Records", "Who", "Why", "Take back"].map(Column::text).to_vec(),
                rows: changes.iter().map(|written| row(&visit, written)).collect(),
                ..Table::default()
            }))
            (more(&format!("You see {}", words::count(changes.len(), "change", "changes")), next.as_deref()))
        }
    };
    visit.show(Shown { page: Page::Records, header, items: Some(changes.len()), body })
}

fn row(visit: &Visit, written: &Written) -> Row {
    let exists = |key: &Key| visit.graph().record(key).is_some();
    let keys = &written.records;
    let records = html! {
        @for (index, key) in keys.iter().take(NAMED).enumerate() {
            @if index > 0 { ", " }
            a.mono href=(if exists(key) { format!("/records/{key}") } else { format!("/records/{key}/history") }) { (key) }
        }
        @if keys.len() > NAMED { " and " (keys.len() - NAMED) " more" }
    };
    let why = html! { @if written.reason.is_empty() { span.absent { "none given" } } @else { (written.reason) } };
    Row::plain(vec![
        html! { (words::instant(written.at)) },
        html! { (sentence(&written.label)) },
        records,
        html! { (written.author) br; span.muted { (written.acting_as) } },
        why,
        undo(visit, written),
    ])
}

fn undo(visit: &Visit, written: &Written) -> Markup {
    html! {
        @if written.is_undone { span.muted { "taken back" } }
        @else if written.is_own(&visit.seat) { (post_button(&Button::quiet("Undo").icon(Icon::Undo).spoken(format!("Undo {} of {}", written.label, words::instant(written.at))), &format!("/changes/{}/undoing", written.id), &[])) }
        @else { span.muted { "by " (written.acting_as) " only" } }
    }
}
