//! Writing a plan: it is made anew against the strategy as it stands, and written only when it still does what was seen.

use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::plan;
use crate::{
    app::{Saved, audit::Deed},
    pages::{error, outcome, visit::Visit},
};

/// What was filled in.
#[derive(Debug, Deserialize)]
pub struct Filled {
    #[serde(default)]
    reason: String,
    /// Stands for the plan that was looked at; a program may leave it out.
    #[serde(default)]
    seen: String,
}

/// `POST /import/{id}/application`.
pub async fn apply(visit: Visit, Path(id): Path<String>, Form(filled): Form<Filled>) -> Response {
    let Some((id, upload)) = plan::find(&visit, &id) else { return plan::gone(&visit) };
    let (app, seat, file) = (visit.site.app.clone(), visit.seat.clone(), upload.name());
    let written = tokio::task::spawn_blocking(move || {
        let plan = app.plan(&seat, &upload.name(), upload.batch.clone())?;
        if !filled.seen.is_empty() && filled.seen != plan::mark(&plan) {
            return Ok(None);
        }
        let reason = if filled.reason.trim().is_empty() { format!("import of {}", upload.name()) } else { filled.reason.trim().to_owned() };
        app.apply_plan(&seat, &plan, &reason).map(Some)
    });
    match written.await {
        Ok(Ok(None)) => Redirect::to(&format!("/import/{id}?moved=yes")).into_response(),
        Ok(Ok(Some(Saved::Done { batch: Some(batch) }))) => {
            visit.notes.note(Deed::Imported { file, batch: batch.to_string() });
            Redirect::to(&format!("/import/{id}?changed={batch}")).into_response()
        }
        Ok(Ok(Some(Saved::Done { batch: None }))) => Redirect::to(&format!("/import/{id}")).into_response(),
        Ok(Ok(Some(other))) => outcome::not_saved(&visit, other),
        Ok(Err(failure)) => error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}
