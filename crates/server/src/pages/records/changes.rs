//! The latest changes of the workspace: who changed what, when and why, and the way to take each back.

use axum::{extract::Query, response::Response};
use ledger::Batch;
use maud::{Markup, html};
use serde::Deserialize;

use super::sentence;
use crate::{
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{Button, Column, Empty, Icon, Page, PageHeader, Row, Table, empty_state, link_button, more, post_button, table},
    words,
};

/// How many changes a page holds.
const PAGE: u32 = 25;
/// How many records of a change are named before the rest is counted.
const NAMED: usize = 4;

/// Where the list goes on.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct From {
    before: Option<u64>,
}

/// `GET /changes`.
pub async fn show(visit: Visit, Query(from): Query<From>) -> Response {
    let app = visit.site.app.clone();
    let read = tokio::task::spawn_blocking(move || {
        let batches = app.ledger().batches(from.before, PAGE)?;
        let named = |batch: Batch| {
            app.ledger().changes(batch.id).map(|changes| (batch, changes.into_iter().map(|change| change.after.key).collect::<Vec<_>>()))
        };
        batches.into_iter().map(named).collect::<Result<Vec<_>, ledger::Error>>()
    });
    let batches = match read.await {
        Ok(Ok(batches)) => batches,
        Ok(Err(failure)) => return error::failed(&visit, &failure.into()),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let header = PageHeader {
        title: "Changes".into(),
        lead: "What was written in this workspace, newest first. Every change can be taken back; taking back is itself a change.".into(),
        actions: Some(link_button(&Button::new("Compare two days").icon(Icon::Compare), "/compare")),
        ..PageHeader::default()
    };
    let next = batches.last().filter(|_| batches.len() == PAGE as usize).map(|(batch, _)| format!("/changes?before={}", batch.first_seq));
    let body = html! {
        @if batches.is_empty() {
            (empty_state(Empty::FirstUse, "Nothing was written yet", "Everything that somebody saves is listed here.", link_button(&Button::new("Start from the need"), "/records/new/need")))
        } @else {
            (table(&Table {
                caption: "Changes, newest first".into(),
                quiet_caption: true,
                columns: ["When", "What", "Records", "Who", "Why", "Take back"].map(Column::text).to_vec(),
                rows: batches.iter().map(|(batch, keys)| row(&visit, batch, keys)).collect(),
                ..Table::default()
            }))
            (more(&format!("You see {}", words::count(batches.len(), "change", "changes")), next.as_deref()))
        }
    };
    visit.show(Shown { page: Page::Records, header, items: Some(batches.len()), body })
}

fn row(visit: &Visit, batch: &Batch, keys: &[String]) -> Row {
    let exists = |key: &str| strategy::Key::new(key).is_some_and(|key| visit.graph().record(&key).is_some());
    let records = html! {
        @for (index, key) in keys.iter().take(NAMED).enumerate() {
            @if index > 0 { ", " }
            a.mono href=(if exists(key) { format!("/records/{key}") } else { format!("/records/{key}/history") }) { (key) }
        }
        @if keys.len() > NAMED { " and " (keys.len() - NAMED) " more" }
    };
    let why = html! { @if batch.reason.is_empty() { span.absent { "none given" } } @else { (batch.reason) } };
    Row::plain(vec![
        html! { (words::instant(batch.at)) },
        html! { (sentence(&batch.label)) },
        records,
        html! { (batch.author) br; span.muted { (batch.acting_as) } },
        why,
        undo(batch),
    ])
}

fn undo(batch: &Batch) -> Markup {
    html! {
        @if batch.undone_by.is_some() { span.muted { "taken back" } }
        @else { (post_button(&Button::quiet("Undo").icon(Icon::Undo).spoken(format!("Undo {} of {}", batch.label, words::instant(batch.at))), &format!("/changes/{}/undoing", batch.id), &[])) }
    }
}
