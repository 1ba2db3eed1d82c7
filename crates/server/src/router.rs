//! The table of contents: every address the server answers, by page.

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    routing::{get, post},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{app::App, assets, headers, pages};

/// What the pages stand on: the workspace, and who is served.
#[derive(Clone)]
pub struct Site {
    /// The workspace.
    pub app: App,
    /// Whether the worked example is shown.
    pub demo: bool,
    /// Makes the nonce of a page.
    pub nonce: headers::NonceSource,
    /// Reads an uploaded file into a batch; the binary does it in a child process.
    pub read_file: ReadFile,
    /// Files that were sent and wait for a decision.
    pub plans: pages::import::Plans,
}

/// Reads a file's bytes into a batch of drafts. May block; called off the request threads.
pub type ReadFile = fn(&str, &[u8]) -> import::Batch;

/// The largest form or file that is taken, in bytes: 50 MB (threat T13 of the security notes).
pub const BODY_MAX: usize = 50 * 1024 * 1024;

/// The largest form that somebody who is not signed in may send, in bytes.
pub const FORM_MAX: usize = 16 * 1024;

/// Every address.
pub fn router(site: Site) -> Router {
    let nonce = site.nonce;
    let routes = Router::new()
        .route("/", get(pages::home::show))
        // Alignment: findings, their fixes and waivers.
        .route("/alignment", get(pages::alignment::list))
        .route("/findings.jsonl", get(pages::alignment::lines))
        .route("/alignment/{id}", get(pages::alignment::finding::show))
        .route("/alignment/{id}/fixes/{number}", get(pages::alignment::preview::show))
        .route("/alignment/{id}/fixes/{number}/application", post(pages::alignment::preview::apply))
        .route("/alignment/{id}/waiver", get(pages::alignment::waiver::show).post(pages::alignment::waiver::create))
        .route("/changes/{batch}/undoing", post(pages::outcome::undo))
        // Need: the root, and who has agreed to it.
        .route("/need", get(pages::need::list).post(pages::need::start::create))
        .route("/need/{key}", get(pages::need::show))
        .route("/need/{key}/signature", get(pages::need::signature::show).post(pages::need::signature::create))
        // The strategy map.
        .route("/map", get(pages::map::show))
        // Records: the list, one record, its form, its history.
        .route("/records", get(pages::records::list).post(pages::records::edit::create))
        .route("/records/new/{kind}", get(pages::records::edit::blank))
        .route("/records/{key}", get(pages::records::view::show).post(pages::records::edit::save))
        .route("/records/{key}/edit", get(pages::records::edit::show))
        .route("/records/{key}/withdrawal", get(pages::records::withdrawal::show).post(pages::records::withdrawal::create))
        .route("/records/{key}/history", get(pages::records::history::show))
        .route("/records/{key}/revisions/{number}", get(pages::records::history::one))
        .route("/records/{key}/compare", get(pages::records::compare::show))
        .route("/changes", get(pages::records::changes::show))
        .route("/compare", get(pages::records::days::show))
        // Timeline, and slips tried on it.
        .route("/timeline", get(pages::timeline::show))
        .route("/timeline/slips", post(pages::timeline::slips::create))
        // Guardrails: the matrix, its rules, the simulator, and the policy's life.
        .route("/guardrails", get(pages::guardrails::matrix::show))
        .route("/guardrails/matrix/{stage}/{data}/{column}", get(pages::guardrails::cell::show))
        .route("/guardrails/rules", get(pages::guardrails::rules::list))
        .route("/guardrails/rules/{id}", get(pages::guardrails::rule::show))
        .route("/guardrails/simulator", get(pages::guardrails::simulator::show))
        .route("/guardrails/versions", get(pages::guardrails::versions::show))
        .route("/guardrails/versions/{number}", get(pages::guardrails::versions::one))
        .route(
            "/guardrails/versions/{number}/restoring",
            get(pages::guardrails::steps::restoring).post(pages::guardrails::steps::restore_it),
        )
        .route("/guardrails/draft", get(pages::guardrails::draft::show).post(pages::guardrails::draft::save))
        .route("/guardrails/draft/signature", get(pages::guardrails::steps::signature).post(pages::guardrails::steps::sign_it))
        .route("/guardrails/draft/activation", get(pages::guardrails::steps::activation).post(pages::guardrails::steps::activate_it))
        .route("/guardrails/draft/discarding", get(pages::guardrails::steps::discarding).post(pages::guardrails::steps::discard_it))
        .route("/guardrails/see-as", get(pages::guardrails::see_as::show).post(pages::guardrails::see_as::choose))
        .route("/guardrails/packs/{name}/signature", get(pages::guardrails::steps::review).post(pages::guardrails::steps::review_it))
        // Customers: found, and everything that is known of one.
        .route("/customers", get(pages::customers::list))
        .route("/customers/{number}", get(pages::customers::show))
        // Rules: what is checked, and what records are made of.
        .route("/rules", get(pages::rules::list))
        .route("/rules/{code}", get(pages::rules::rule::show))
        .route("/kinds", get(pages::rules::kinds::list))
        .route("/kinds/{name}", get(pages::rules::kind::show))
        .route("/kinds/{name}/schema.json", get(pages::rules::kind::json_schema))
        // Guardrails: the sharing matrix, the rules of the packs, and "may I?".
        // Import: files in, a plan, its application; and files out. The upload counts its bytes itself.
        .route("/import", get(pages::import::show).post(pages::import::send).layer(DefaultBodyLimit::disable()))
        .route("/import/template.xlsx", get(pages::import::files::template))
        .route("/import/{id}", get(pages::import::plan::show))
        .route("/import/{id}/application", post(pages::import::application::apply))
        .route("/import/{id}/labels/{number}", post(pages::import::labels::attach))
        .route("/import/{id}/rejected.csv", get(pages::import::rejected::show))
        .route("/export.toml", get(pages::import::files::text))
        .route("/export.xlsx", get(pages::import::files::workbook))
        .route("/example", post(pages::example::load))
        // Find or go to.
        .route("/palette", get(pages::palette::show))
        .route("/search", get(pages::palette::page))
        // Audit: what happened, whether it is intact, and evidence of it.
        .route("/audit", get(pages::audit::show))
        .route("/audit/evidence.json", get(pages::audit::evidence::show))
        // What is withheld, explained.
        .route("/why", get(pages::why::show))
        // The door: sign in and out, the first account, confirmation. What answers without a session is in `door::PUBLIC`.
        .route("/sign-in", get(pages::sign_in::show).post(pages::sign_in::create).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/sign-in/persona", post(pages::sign_in::persona).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/sign-in/passkey", post(pages::passkeys::enter).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/sign-in/passkey/question", post(pages::passkeys::to_enter).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/first-run", get(pages::first_run::show).post(pages::first_run::create).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/sign-out", post(pages::sign_in::sign_out))
        .route("/step-up", get(pages::step_up::show).post(pages::step_up::create).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/step-up/passkey", post(pages::passkeys::confirm).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/step-up/passkey/question", post(pages::passkeys::to_confirm).layer(DefaultBodyLimit::max(FORM_MAX)))
        // People: one's own account and function, and everybody's for owners.
        .route("/acting-as", get(pages::acting_as::show).post(pages::acting_as::create))
        .route("/account", get(pages::account::show))
        .route("/account/password", post(pages::account::password))
        .route("/account/passkeys", post(pages::passkeys::add).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/account/passkeys/question", post(pages::passkeys::to_add).layer(DefaultBodyLimit::max(FORM_MAX)))
        .route("/account/passkeys/removal", post(pages::passkeys::remove))
        .route("/account/sessions/ending", post(pages::account::end))
        .route("/people", get(pages::people::list).post(pages::people::create))
        .route("/people/{id}", get(pages::people::person::show))
        .route("/people/{id}/grants", post(pages::people::changes::grant))
        .route("/people/{id}/grants/revocation", post(pages::people::changes::revoke))
        .route("/people/{id}/roles", post(pages::people::changes::role))
        .route("/people/{id}/standing", post(pages::people::changes::standing))
        .route("/people/{id}/password", post(pages::people::changes::password))
        .route("/people/{id}/sessions/ending", post(pages::people::changes::end))
        // Preferences of the browser.
        .route("/theme", get(pages::palette::theme).post(pages::preferences::theme))
        .route("/asset", post(pages::preferences::asset))
        // Health, without words.
        .route("/livez", get(|| async { "ok" }))
        .route("/readyz", get(pages::health::ready))
        .route(assets::ROUTE, assets::serve())
        .fallback(pages::error::not_found)
        .layer(axum::middleware::from_fn_with_state(site.clone(), pages::door::keep))
        .with_state(site);
    // A handler that panics is answered behind the guard, so that this page too carries its headers; and once more outside,
    // for the guard itself.
    let guarded = headers::protect(routes.layer(CatchPanicLayer::custom(pages::error::panicked)), nonce);
    guarded
        .layer(axum::middleware::from_fn(headers::refuse_other_hosts))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(60)))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(pages::error::panicked))
        .layer(axum::middleware::from_fn(headers::say_how_long))
}
