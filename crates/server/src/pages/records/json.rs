//! A record as JSON, for programs: the same address with `Accept: application/json`, and a strong `ETag`.

use axum::{
    Json,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use strategy::Record;

/// Whether the answer is wanted as JSON.
pub(super) fn wanted(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("application/json") && !accept.contains("text/html")
}

/// The record, or only its tag where the asker has it already.
pub(super) fn show(record: &Record, headers: &HeaderMap) -> Response {
    let body =
        json!({ "kind": record.kind().name(), "key": record.key, "revision": record.revision, "fields": record.fields() }).to_string();
    let tag = tag_of(&body);
    let fixed = [(header::ETAG, tag.as_str()), (header::CACHE_CONTROL, "private, no-cache"), (header::VARY, "accept, cookie")];
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if known.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    (fixed, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// The answer to a key that no record has.
pub(super) fn missing(key: &str) -> Response {
    let problem =
        json!({ "type": "about:blank", "title": "no such record", "status": 404, "detail": format!("there is no record `{key}`") });
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/problem+json")], Json(problem)).into_response()
}

fn tag_of(body: &str) -> String {
    let digest = Sha256::digest(body.as_bytes());
    format!("\"{}\"", digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>())
}
