//! The worked example, written into a workspace that is still empty.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::{
    error, outcome,
    visit::{Shown, Visit},
};
use crate::{
    app::{self, Saved},
    parts::{Button, Page, PageHeader, Tone, link_button, notice},
};

/// `POST /example`.
pub async fn load(visit: Visit) -> Response {
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    let loaded = tokio::task::spawn_blocking(move || {
        let (_, batch) = app::example();
        app.load_example(&seat, batch)
    });
    match loaded.await {
        Ok(Ok(None)) => refused(&visit),
        Ok(Ok(Some(Saved::Done { batch: Some(batch) }))) => Redirect::to(&format!("/?changed={batch}")).into_response(),
        Ok(Ok(Some(Saved::Done { batch: None }))) => Redirect::to("/").into_response(),
        Ok(Ok(Some(other))) => outcome::not_saved(&visit, other),
        Ok(Err(failure)) => error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

fn refused(visit: &Visit) -> Response {
    let body = notice(
        Tone::Warning,
        "This workspace holds records already",
        html! {
            p { "The worked example is only written into an empty workspace, so that it never mixes with your plans. " code { "lodestar demo" } " shows it beside them." }
            p { (link_button(&Button::new("Go home"), "/")) }
        },
    );
    let header = PageHeader { title: "The example was not loaded".into(), ..PageHeader::default() };
    (StatusCode::CONFLICT, visit.show(Shown { page: Page::None, header, items: None, body })).into_response()
}
