//! What a change would do or did: shared by every page that previews, saves or undoes one.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use strategy::{Change, Difference, Finding, Impact, compare::What, finding::value_words, impact::Suspect};
use uuid::Uuid;

use super::{
    alignment::preview::rows,
    error,
    visit::{Shown, Visit},
};
use crate::{
    app::{Denial, Saved, StaleEdit, audit::Deed},
    parts::{self, Button, Page, PageHeader, Tone, diff, link_button, notice, section},
    words,
};

/// How many records that hang on a change are listed before the rest is only counted.
const LISTED: usize = 12;

/// What a change would do, section by section.
pub fn impact(visit: &Visit, impact: &Impact) -> Markup {
    let (direct, indirect): (Vec<&Suspect>, Vec<&Suspect>) = impact.suspects.iter().partition(|suspect| suspect.is_direct());
    html! {
        @if !impact.rejected.is_empty() { (notice(Tone::Stop, "This cannot be saved as it is", messages(&impact.rejected))) }
        (section("goes", &format!("Findings that go ({})", impact.vanish.len()), html! {
            @if impact.vanish.is_empty() { p.muted { "No finding goes." } } @else { (rows(visit, "Findings that go", &impact.vanish)) }
        }))
        (section("comes", &format!("Findings that come ({})", impact.appear.len()), html! {
            @if impact.appear.is_empty() { p.muted { "No finding comes." } } @else { (rows(visit, "Findings that come", &impact.appear)) }
        }))
        (section("changes", "What changes", html! {
            @if impact.changed.is_empty() { p.muted { "Nothing changes." } }
            @for difference in &impact.changed { (one_difference(difference)) }
        }))
        (section("suspect", "What must be looked at again", html! {
            @if direct.is_empty() { p.muted { "Nothing hangs on what changes." } }
            @else {
                p { "These rest on what changes and become suspect until their owners confirm them." }
                (suspects(&direct))
                @if !indirect.is_empty() { details { summary { (words::count(indirect.len(), "more record hangs", "more records hang")) " on those" } (suspects(&indirect)) } }
            }
        }))
    }
}

fn messages(findings: &[Finding]) -> Markup {
    html! { ul { @for finding in findings { li { (finding.message) @if !finding.help.is_empty() { ": " (finding.help) } } } } }
}

fn suspects(suspects: &[&Suspect]) -> Markup {
    html! {
        ul.plain { @for suspect in suspects.iter().take(LISTED) { li {
            a href=(format!("/records/{}", suspect.key)) { span.mono { (suspect.key) } " " (suspect.path.last().map(|step| step.title.clone()).unwrap_or_default()) }
            span.muted { " by " (suspect.path.iter().rev().map(|step| step.record.to_string()).collect::<Vec<_>>().join(" → ")) }
        } } }
        @if suspects.len() > LISTED { p.muted { "and " (suspects.len() - LISTED) " more" } }
    }
}

/// One record that differs, as a table of its fields.
pub fn one_difference(difference: &Difference) -> Markup {
    let of = format!("{} {}", difference.kind.label(), difference.key);
    let text = |value: &Option<serde_json::Value>| value.as_ref().map(value_words);
    html! {
        @match &difference.what {
            What::Added => p { span.chip { "added" } " " (of) " " (difference.title) },
            What::Removed => p { span.chip { "removed" } " " (of) " " (difference.title) },
            What::Changed(fields) => {
                p { span.chip { "changed" } " " a href=(format!("/records/{}", difference.key)) { (of) } " " (difference.title) }
                (diff(&format!("What changes in {of}"), &fields.iter().map(|change| parts::Change { field: words::field(&change.field), before: text(&change.before), after: text(&change.after) }).collect::<Vec<_>>()))
            }
        }
    }
}

/// Applies changes as one batch and leads to `page`, which then offers to undo it; a `#place` on the page is kept.
pub async fn apply(visit: &Visit, changes: Vec<Change>, label: String, reason: String, page: &str) -> Response {
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    let (path, place) = page.find('#').map_or((page, ""), |at| page.split_at(at));
    match tokio::task::spawn_blocking(move || app.apply(&seat, &changes, &label, &reason)).await {
        Ok(Ok(Saved::Done { batch: Some(batch) })) => Redirect::to(&format!("{path}?changed={batch}{place}")).into_response(),
        Ok(Ok(Saved::Done { batch: None })) => Redirect::to(page).into_response(),
        Ok(Ok(other)) => not_saved(visit, other),
        Ok(Err(failure)) => error::failed(visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// The answer when a change was not saved: the other side was faster, or it makes no sense.
pub fn not_saved(visit: &Visit, saved: Saved) -> Response {
    let (status, title, body) = match saved {
        Saved::Stale(edit) => (StatusCode::CONFLICT, "Somebody was faster", stale(&edit)),
        Saved::Rejected(findings) => (StatusCode::UNPROCESSABLE_ENTITY, "This cannot be saved as it is", messages(&findings)),
        Saved::Denied(denial) => {
            visit.notes.note(Deed::Refused(denial.what.clone()));
            (StatusCode::FORBIDDEN, "Not yours to change", denied(&denial))
        }
        Saved::Done { .. } => return Redirect::to("/").into_response(),
    };
    let header = PageHeader { title: title.into(), ..PageHeader::default() };
    (status, visit.show(Shown { page: Page::None, header, items: None, body })).into_response()
}

fn stale(edit: &StaleEdit) -> Markup {
    notice(
        Tone::Warning,
        "Nothing was saved",
        html! {
            p { (edit.kind.label()) " " (edit.key) " was changed to revision " (edit.revision) " by " (edit.author) " after you opened it." }
            p { (link_button(&Button::new("See it as it is now"), &format!("/records/{}", edit.key))) }
        },
    )
}

/// A refusal: what, why, and the way forward.
pub fn denied(denial: &Denial) -> Markup {
    notice(Tone::Stop, &words::capital(&denial.what), html! { p { (denial.why) } p { (denial.way) } })
}

/// `POST /changes/{batch}/undoing`: takes a change back, as a new revision of everything it touched.
pub async fn undo(visit: Visit, Path(batch): Path<Uuid>) -> Response {
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    match tokio::task::spawn_blocking(move || app.undo(&seat, batch, "")).await {
        Ok(Ok(Saved::Done { .. })) => Redirect::to(&format!("{}?undone={batch}", visit.back("/alignment"))).into_response(),
        Ok(Ok(other)) => not_saved(&visit, other),
        Ok(Err(failure)) => error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}
