//! Withdrawing a record, or bringing it back: what that would do first, then the reason, then one batch.

use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::html;
use serde::Deserialize;
use strategy::{Change, Record, record::State};

use super::{crumbs, kicker, view};
use crate::{
    pages::{
        outcome,
        visit::{Shown, Visit},
    },
    parts::{
        self, Button, Field, FieldError, Input, Link, Page, PageHeader, Tone, error_summary, field, form, link_button, notice, submit,
    },
};

/// What was filled in.
#[derive(Debug, Default, Deserialize)]
pub struct Filled {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    base: u32,
}

/// `GET /records/{key}/withdrawal`.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Response {
    match view::find(&visit, &key) {
        Some(record) => page(&visit, record, &Filled::default(), &[]),
        None => view::missing(&visit, &key),
    }
}

/// `POST /records/{key}/withdrawal`.
pub async fn create(visit: Visit, Path(key): Path<String>, Form(filled): Form<Filled>) -> Response {
    let Some(record) = view::find(&visit, &key) else { return view::missing(&visit, &key) };
    if filled.reason.trim().is_empty() {
        let error = FieldError { field: "reason".into(), message: "Say why, so that others understand it later".into() };
        return (StatusCode::UNPROCESSABLE_ENTITY, page(&visit, record, &filled, &[error])).into_response();
    }
    if filled.base != record.revision {
        let error = FieldError {
            field: "reason".into(),
            message: format!("It changed to revision {} after you opened this page; look again", record.revision),
        };
        return (StatusCode::CONFLICT, page(&visit, record, &filled, &[error])).into_response();
    }
    let label = if is_withdrawn(record) { "bring back" } else { "withdraw" };
    outcome::apply(&visit, vec![change(record)], label.into(), filled.reason.trim().to_owned(), &format!("/records/{key}")).await
}

fn is_withdrawn(record: &Record) -> bool {
    record.header.state == State::Withdrawn
}

fn change(record: &Record) -> Change {
    let to = if is_withdrawn(record) { State::Active } else { State::Withdrawn };
    Change::Set { key: record.key.clone(), field: "state".into(), value: to.as_str().into() }
}

fn page(visit: &Visit, record: &Record, filled: &Filled, errors: &[FieldError]) -> Response {
    let impact = visit.view.impact(&[change(record)]);
    let (title, button) = if is_withdrawn(record) { ("Bring it back", "Bring it back") } else { ("Withdraw it", "Withdraw") };
    let mut way = crumbs(record.kind());
    way.push(Link::new(record.key.to_string(), format!("/records/{}", record.key)));
    let header =
        PageHeader { crumbs: way, kicker: kicker(record), title: title.into(), lead: record.title().to_owned(), ..PageHeader::default() };
    let error = errors.first().map(|error| error.message.clone()).unwrap_or_default();
    let inside = html! {
        (field(&Field::new("base", "", Input::Hidden(record.revision.to_string()))))
        (field(&Field::new("reason", "Why", Input::Text(filled.reason.clone())).hint("Kept in the history of the record").error(error).required()))
        div.row { (submit(&Button::primary(button))) " " (link_button(&Button::new("Leave it"), &format!("/records/{}", record.key))) }
    };
    let body = html! {
        (error_summary(errors))
        @if !is_withdrawn(record) { (notice(Tone::Info, "Kept, but no longer meant", html! { "Checks ignore a withdrawn record. Its history stays, and it can be brought back." })) }
        (form(&parts::Form { action: format!("/records/{}/withdrawal", record.key), label: title.into(), ..parts::Form::default() }, inside))
        (outcome::impact(visit, &impact))
    };
    visit.show(Shown { page: Page::Records, header, items: None, body })
}
