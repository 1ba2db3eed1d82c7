//! Whether the server can do its work, for what watches over it.

use axum::{extract::State, http::StatusCode};

use crate::router::Site;

/// `GET /readyz`: `rw`, or `ro` after the ledger had to stop writing.
pub async fn ready(State(site): State<Site>) -> (StatusCode, &'static str) {
    (StatusCode::OK, if site.app.takes_changes() { "rw" } else { "ro" })
}
