//! A slip that becomes the plan: every date that was shown to move, in one change.

use axum::{
    Form,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use strategy::sequence;

use super::{
    Asked, shift_words,
    what_if::{self, Slip},
};
use crate::pages::{outcome, visit::Visit};

/// What was tried and shall be saved.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Application {
    #[serde(default)]
    what: String,
    #[serde(default)]
    weeks: String,
    #[serde(default)]
    market: String,
    /// The fingerprint of the moves that were shown.
    #[serde(default)]
    seen: String,
    #[serde(default)]
    reason: String,
}

/// `POST /timeline/slips`.
pub async fn create(visit: Visit, Form(form): Form<Application>) -> Response {
    let asked = Asked { what: form.what.clone(), weeks: form.weeks.clone(), market: form.market.clone(), ..Asked::default() };
    let slip = match Slip::read(&visit, &form.what, &form.weeks) {
        Ok(slip) => slip,
        Err(_) => return (StatusCode::UNPROCESSABLE_ENTITY, what_if::page(&visit, &asked, "")).into_response(),
    };
    if slip.fingerprint() != form.seen {
        let problem = "The plan has changed since you tried this, so other dates would move. Look at them and apply again.";
        return (StatusCode::CONFLICT, what_if::page(&visit, &asked, problem)).into_response();
    }
    let label = format!("slip of {}", slip.record.key);
    let said = form.reason.trim();
    let reason = if said.is_empty() { format!("{} comes {}", slip.record.key, shift_words(slip.weeks)) } else { said.to_owned() };
    outcome::apply(&visit, sequence::as_changes(&slip.moves), label, reason, "/timeline").await
}
