//! Pages for what went wrong: not found, not acceptable, broken. Each says what still works and what to do next.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::html;

use super::visit::{Shown, Visit};
use crate::{
    app,
    parts::{Button, Empty, Page, PageHeader, empty_state, link_button},
};

/// The answer to an address that leads nowhere.
pub async fn not_found(visit: Visit) -> Response {
    missing(&visit, "There is nothing at this address", "It may have been removed or renamed.")
}

/// A thing that does not exist.
pub fn missing(visit: &Visit, title: &str, sentence: &str) -> Response {
    let body = empty_state(Empty::NoMatch, title, sentence, link_button(&Button::new("Go home"), "/"));
    (StatusCode::NOT_FOUND, visit.show(Shown { page: Page::None, header: head("Not found"), items: None, body })).into_response()
}

/// A use case that failed. The chain of causes goes to the log, once.
pub fn failed(visit: &Visit, error: &app::Error) -> Response {
    let status = match error {
        app::Error::NoRecord(_) | app::Error::NoBatch(_) => {
            return missing(visit, &error.to_string(), "It may have been removed or renamed.");
        }
        app::Error::Ledger(ledger::Error::Busy) => StatusCode::SERVICE_UNAVAILABLE,
        app::Error::Ledger(ledger::Error::Full) => StatusCode::INSUFFICIENT_STORAGE,
        app::Error::Ledger(_) | app::Error::Customers(_) | app::Error::NoChance(_) | app::Error::Passkey(_) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    tracing::error!(error = error as &dyn std::error::Error, "a use case failed");
    let body = empty_state(
        Empty::Problem,
        &error.to_string(),
        "Nothing was saved. Reading still works.",
        link_button(&Button::new("Go home"), "/"),
    );
    (status, visit.show(Shown { page: Page::None, header: head("That did not work"), items: None, body })).into_response()
}

/// The answer when nothing can be read: plain, because a page needs what could not be read.
pub fn unreadable(error: &app::Error) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "the strategy cannot be read");
    plain("The workspace cannot be read", "Nothing was changed. Look at the disk, then start the server again.")
}

/// The answer when a handler panicked: plain, because nothing of ours can be trusted to draw it.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    plain("Something broke", "Nothing was saved by this request. Everything else still works.")
}

fn plain(title: &str, sentence: &str) -> Response {
    let page = html! {
        (maud::DOCTYPE)
        html lang="en" { head { meta charset="utf-8"; title { "Lodestar" } } body {
            h1 { (title) } p { (sentence) } p { a href="/" { "Go home" } }
        } }
    };
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

fn head(title: &str) -> PageHeader {
    PageHeader { title: title.into(), ..PageHeader::default() }
}
