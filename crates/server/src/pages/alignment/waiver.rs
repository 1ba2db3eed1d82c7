//! Accepting a finding until a day, or disputing it: both need a reason and stand on record as a waiver.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use strategy::{Change, Finding, Key, Owner, record::Waiver};

use crate::{
    pages::{
        error, outcome,
        visit::{Shown, Visit},
    },
    parts::{self, Button, Choice, Field, FieldError, Input, Link, Page, PageHeader, error_summary, field, form, link_button, submit},
};

/// What was filled in.
#[derive(Debug, Default, Deserialize)]
pub struct Filled {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    expires: String,
}

/// `GET /alignment/{id}/waiver`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    match visit.view.finding(&id) {
        Some(finding) => page(&visit, finding, &Filled::default(), &[]),
        None => error::missing(&visit, &format!("Finding {id} is not raised today"), "There is nothing to accept or dispute."),
    }
}

/// `POST /alignment/{id}/waiver`.
pub async fn create(visit: Visit, Path(id): Path<String>, Form(filled): Form<Filled>) -> Response {
    let Some(finding) = visit.view.finding(&id).cloned() else {
        return error::missing(&visit, &format!("Finding {id} is not raised today"), "There is nothing to accept or dispute.");
    };
    let errors = wrong(&visit, &filled);
    if !errors.is_empty() {
        return page(&visit, &finding, &filled, &errors);
    }
    let change = waiver(&visit, &finding, &filled);
    outcome::apply(&visit, vec![change], "waiver".into(), filled.reason, "/alignment").await
}

fn wrong(visit: &Visit, filled: &Filled) -> Vec<FieldError> {
    let error = |field: &str, message: &str| FieldError { field: field.into(), message: message.into() };
    let mut errors = vec![];
    if !matches!(filled.kind.as_str(), "accepted" | "disputed") {
        errors.push(error("kind", "Choose whether you accept or dispute it"));
    }
    if filled.reason.trim().is_empty() {
        errors.push(error("reason", "Say why, so that others can agree or object"));
    }
    let until = filled.expires.parse::<jiff::civil::Date>();
    match (filled.kind.as_str(), until) {
        ("accepted", Err(_)) => errors.push(error("expires", "Give the last day on which it is accepted, such as 2026-12-31")),
        ("accepted", Ok(day)) if day < visit.view.day() => errors.push(error("expires", "The day has passed already; give a later one")),
        _ => {}
    }
    errors
}

fn waiver(visit: &Visit, finding: &Finding, filled: &Filled) -> Change {
    let taken = |key: &Key| visit.graph().record(key).is_some();
    let key =
        (1..).filter_map(|n| Key::new(&format!("W-{n}"))).find(|key| !taken(key)).unwrap_or_else(|| Key::new("W-0").expect("a fixed key"));
    let asset = finding.record.as_ref().and_then(|key| visit.graph().record(key)).and_then(|record| visit.graph().asset_of(record));
    let signer = Owner { function: visit.seat.function, person: Some(visit.seat.person.clone()) };
    let fields = json!({
        "asset": asset.map(|asset| asset.key().to_string()),
        "owner": signer.to_string(),
        "reason": filled.reason.trim(),
        "code": finding.code,
        "on": finding.record,
        "field": finding.field,
        "kind": filled.kind,
        "signed_by": signer.to_string(),
        "signed_on": visit.view.day().to_string(),
        "expires": (filled.kind == "accepted").then(|| filled.expires.clone()),
        "facts": finding.fingerprint,
    });
    Change::Put { kind: strategy::record::Kind::of::<Waiver>().name().into(), key, fields: fields.as_object().cloned().unwrap_or_default() }
}

fn page(visit: &Visit, finding: &Finding, filled: &Filled, errors: &[FieldError]) -> Response {
    let header = PageHeader {
        crumbs: vec![Link::new("Alignment", "/alignment"), Link::new(finding.id.clone(), format!("/alignment/{}", finding.id))],
        kicker: format!("{} {}", finding.code, finding.name),
        title: "Accept or dispute".into(),
        lead: super::finding::plain(&finding.message),
        ..PageHeader::default()
    };
    let body = html! { (error_summary(errors)) (the_form(finding, filled, errors)) };
    visit.show(Shown { page: Page::Alignment, header, items: None, body })
}

fn the_form(finding: &Finding, filled: &Filled, errors: &[FieldError]) -> Markup {
    let error = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    let choice = |value: &str, label: &str| Choice::new(value, label, filled.kind == value);
    let kinds = vec![
        choice("accepted", "Accept it until a day: it is true, and we bear it for a while"),
        choice("disputed", "Dispute it: it is not a problem, as long as these facts stay"),
    ];
    let inside = html! {
        (field(&Field::new("kind", "What do you say?", Input::Radio(kinds)).error(error("kind")).required()))
        (field(&Field::new("reason", "Why", Input::TextArea(filled.reason.clone(), 3)).hint("Others read this, and you will when it comes back").error(error("reason")).required()))
        (field(&Field::new("expires", "Accepted until", Input::Date(filled.expires.clone())).hint("Only when you accept it; it comes back on the day after").error(error("expires"))))
        div.row { (submit(&Button::primary("Sign it"))) (link_button(&Button::new("Back to the finding"), &format!("/alignment/{}", finding.id))) }
    };
    form(
        &parts::Form {
            action: format!("/alignment/{}/waiver", finding.id),
            label: "Accept or dispute".into(),
            guard: true,
            ..parts::Form::default()
        },
        inside,
    )
}
