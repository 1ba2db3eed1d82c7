//! Writing a record: the form for a new one or an old one, what saving would do, and the saving itself.
//! A record that somebody else changed in the meantime is never overwritten: see [`stale`](super::stale).

use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde_json::{Map, Value};
use strategy::{Finding, Impact, Key, Kind};

use super::{crumbs, entries, inputs, sentence, stale, typed::Typed, view};
use crate::{
    app::{
        Saved,
        audit::Deed,
        keys::{self, is_partly_seen},
    },
    pages::{
        error, outcome,
        visit::{Shown, Visit},
    },
    parts::{
        self, Button, Field, FieldError, Input, Link, Page, PageHeader, Tone, error_summary, field, form, link_button, notice, submit,
    },
};

/// The inputs that are not fields of the record. No kind has a field of these names.
pub const CONTROLS: [&str; 5] = [KIND, KEY, BASE, REASON, STEP];
const KIND: &str = "record_kind";
const KEY: &str = "record_key";
const BASE: &str = "base_revision";
pub(super) const REASON: &str = "change_reason";
const STEP: &str = "step";

/// A record as it is being written.
pub(super) struct Draft {
    /// The kind.
    pub(super) kind: Kind,
    /// The key as typed; of an old record, its own; empty for a new one whose key is given to it.
    pub(super) key: String,
    /// The revision that the author read; `None` for a new record.
    pub(super) base: Option<u32>,
    /// What stands in the inputs.
    pub(super) typed: Typed,
}

/// `GET /records/new/{kind}`.
pub async fn blank(visit: Visit, Path(kind): Path<String>) -> Response {
    let Some(kind) = Kind::parse(&kind) else {
        return error::missing(&visit, &format!("{kind} is not a kind of record"), "The list of records shows the kinds there are.");
    };
    let several = visit.graph().all::<strategy::record::Asset>().count() > 1;
    let asset = visit.asset.as_ref().filter(|_| several && kind != Kind::Asset).map(ToString::to_string).unwrap_or_default();
    let typed = Typed::default().with("asset", asset).with("owner", visit.seat.function.as_str());
    let key = if is_partly_seen(kind) { String::new() } else { inputs::free_key(&visit, kind) };
    let draft = Draft { kind, key, base: None, typed };
    visit.show(page(&visit, &draft, &[], html! {}))
}

/// `GET /records/{key}/edit`.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Response {
    let Some(record) = view::find(&visit, &key) else { return view::missing(&visit, &key) };
    let typed = Typed::of(record.kind(), &record.fields());
    let draft = Draft { kind: record.kind(), key, base: Some(record.revision), typed };
    visit.show(page(&visit, &draft, &[], html! {}))
}

/// `POST /records`.
pub async fn create(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let typed = Typed::sent(&pairs);
    let Some(kind) = Kind::parse(typed.text(KIND)) else {
        return error::missing(&visit, "There is no such kind of record", "Nothing was saved.");
    };
    let key = if is_partly_seen(kind) { String::new() } else { typed.text(KEY).trim().to_owned() };
    keep(visit, Draft { kind, key, base: None, typed }).await
}

/// `POST /records/{key}`.
pub async fn save(visit: Visit, Path(key): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let Some(kind) = view::find(&visit, &key).map(|record| record.kind()) else { return view::missing(&visit, &key) };
    let typed = Typed::sent(&pairs);
    let base = typed.text(BASE).parse().ok();
    keep(visit, Draft { kind, key, base: Some(base.unwrap_or(0)), typed }).await
}

async fn keep(visit: Visit, draft: Draft) -> Response {
    let mut errors = wrong(&visit, &draft);
    let Some(key) = key_of(&draft) else { return refused(&visit, &draft, &errors) };
    let before = match base_fields(&visit, &key, draft.base) {
        Ok(before) => before,
        Err(failure) => return error::failed(&visit, &failure),
    };
    let fields = draft.typed.fields(draft.kind, &before);
    if draft.typed.text(STEP) == "preview" {
        let impact = visit.view.impact_of_saving(draft.kind, &key, fields);
        errors.retain(|error| error.field != REASON);
        errors.extend(said(&draft, &impact.rejected));
        let shown = page(&visit, &draft, &errors, preview(&visit, &draft, &impact));
        return visit.show(shown);
    }
    if !errors.is_empty() {
        return refused(&visit, &draft, &errors);
    }
    let (app, seat, reason) = (visit.site.app.clone(), visit.seat.clone(), draft.typed.text(REASON).trim().to_owned());
    let (kind, base, is_given) = (draft.kind, draft.base, draft.key.is_empty());
    let saving = tokio::task::spawn_blocking(move || match is_given {
        true => app.create(&seat, kind, fields, &reason),
        false => app.save(&seat, kind, &key, base, fields, &reason).map(|saved| (key, saved)),
    });
    match saving.await {
        Ok(Ok((key, Saved::Done { batch: Some(batch) }))) => Redirect::to(&format!("/records/{key}?changed={batch}")).into_response(),
        Ok(Ok((key, Saved::Done { batch: None }))) => Redirect::to(&format!("/records/{key}")).into_response(),
        Ok(Ok((_, Saved::Rejected(findings)))) => refused(&visit, &draft, &said(&draft, &findings)),
        Ok(Ok((_, Saved::Stale(edit)))) => stale::page(&visit, &edit, &draft),
        Ok(Ok((_, Saved::Denied(denial)))) => {
            visit.notes.note(Deed::Refused(denial.what.clone()));
            (StatusCode::FORBIDDEN, visit.show(page(&visit, &draft, &[], outcome::denied(&denial)))).into_response()
        }
        Ok(Err(failure)) => error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// The key under which a record is tried; one whose key is given to it when it is saved has a name for the preview.
fn key_of(draft: &Draft) -> Option<Key> {
    if draft.key.is_empty() && is_partly_seen(draft.kind) {
        Key::new(&format!("{}-new", draft.kind.prefix()))
    } else {
        Key::new(&draft.key)
    }
}

/// What is wrong before anything is tried: the key and the reason.
fn wrong(visit: &Visit, draft: &Draft) -> Vec<FieldError> {
    let error = |field: &str, message: String| FieldError { field: field.into(), message };
    let mut errors = vec![];
    match key_of(draft) {
        None => errors.push(error(KEY, "Give a key of up to 64 letters, digits, hyphens, underscores or full stops, such as C-13".into())),
        Some(_) if draft.key.is_empty() => {}
        Some(key) if draft.base.is_none() => {
            if let Some(unfit) = keys::misfit(draft.kind, &key) {
                errors.push(error(KEY, sentence(&unfit.replace('`', ""))));
            } else if let Some(taken) = visit.graph().record(&key) {
                errors.push(error(KEY, format!("{key} is taken by the {} {}; choose another key", taken.kind().label(), taken.title())));
            }
        }
        Some(_) => {}
    }
    if draft.typed.text(REASON).trim().is_empty() {
        errors.push(error(REASON, "Say why, so that others understand the change later".into()));
    }
    errors
}

/// The fields of the revision that the author read.
fn base_fields(visit: &Visit, key: &Key, base: Option<u32>) -> Result<Map<String, Value>, crate::app::Error> {
    let Some(base) = base else { return Ok(Map::new()) };
    if let Some(record) = visit.graph().record(key).filter(|record| record.revision == base) {
        return Ok(record.fields());
    }
    let history = visit.site.app.history(&visit.seat, key)?;
    let read = history.iter().find(|told| told.number == base).and_then(|told| told.record());
    Ok(read.map(|record| record.fields()).unwrap_or_default())
}

/// Findings about what could not be read, each at the input it is about.
fn said(draft: &Draft, findings: &[Finding]) -> Vec<FieldError> {
    let entries = entries::of(draft.kind);
    let input = |finding: &Finding| {
        let path = finding.field.clone().unwrap_or_default();
        let near = entries.iter().filter(|entry| path == entry.path || path.starts_with(&format!("{}.", entry.path)));
        near.map(|entry| entry.path.clone()).next().unwrap_or_else(|| REASON.to_owned())
    };
    let told = |finding: &Finding| FieldError {
        field: input(finding),
        message: sentence(&format!("{}; {}", finding.message, finding.help).replace('`', "")),
    };
    findings.iter().map(told).collect()
}

fn refused(visit: &Visit, draft: &Draft, errors: &[FieldError]) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, visit.show(page(visit, draft, errors, html! {}))).into_response()
}

fn preview(visit: &Visit, draft: &Draft, impact: &Impact) -> Markup {
    let now = Key::new(&draft.key).and_then(|key| visit.graph().record(&key)).map(|record| record.revision);
    let moved = draft.base.zip(now).filter(|(base, now)| base < now);
    html! {
        @if let Some((base, now)) = moved {
            (notice(Tone::Warning, "It has changed since you opened it", html! { "You read revision " (base) "; it stands at " (now) ". When you save, you see both side by side, and nothing is overwritten." }))
        }
        (notice(Tone::Info, "Preview: nothing is saved yet", html! { "This is what saving would do. " a href="#record-form" { "Go on writing, or save" } }))
        (outcome::impact(visit, impact))
    }
}

/// The page around the form; `above` stands between the errors and the form.
pub(super) fn page(visit: &Visit, draft: &Draft, errors: &[FieldError], above: Markup) -> Shown {
    let mut way = crumbs(draft.kind);
    let label = draft.kind.label();
    let title = if draft.base.is_some() {
        way.push(Link::new(draft.key.clone(), format!("/records/{}", draft.key)));
        format!("Edit {label} {}", draft.key)
    } else {
        format!("New {label}")
    };
    let header = PageHeader { crumbs: way, title, lead: format!("{}.", sentence(draft.kind.about())), ..PageHeader::default() };
    let body = html! { (error_summary(errors)) (above) div #record-form { (the_form(visit, draft, errors)) } };
    Shown { page: Page::Records, header, items: None, body }
}

fn the_form(visit: &Visit, draft: &Draft, errors: &[FieldError]) -> Markup {
    let leave = if draft.base.is_some() { format!("/records/{}", draft.key) } else { format!("/records?kind={}", draft.kind.name()) };
    let action = if draft.base.is_some() { format!("/records/{}", draft.key) } else { "/records".into() };
    let key_error = errors.iter().find(|error| error.field == KEY).map(|error| error.message.clone()).unwrap_or_default();
    let inside = html! {
        @match draft.base {
            Some(base) => (field(&Field::new(BASE, "", Input::Hidden(base.to_string())))),
            None if is_partly_seen(draft.kind) => {
                (field(&Field::new(KIND, "", Input::Hidden(draft.kind.name().into()))))
                p.muted { "Its key is given to it when it is saved." }
            }
            None => {
                (field(&Field::new(KIND, "", Input::Hidden(draft.kind.name().into()))))
                (field(&Field::new(KEY, "Key", Input::Text(draft.key.clone())).hint("The short name by which others link to it").error(key_error).required()))
            }
        }
        (inputs::all(visit, draft.kind, &draft.key, &draft.typed, errors))
        (inputs::reason(draft.typed.text(REASON), errors))
        div.bar-r {
            (submit(&Button::primary("Save").sends(STEP, "save")))
            (submit(&Button::new("Preview").sends(STEP, "preview").key('p')))
            (link_button(&Button::quiet("Leave it"), &leave))
        }
    };
    form(&parts::Form { action, label: format!("Fields of the {}", draft.kind.label()), guard: true, ..parts::Form::default() }, inside)
}

/// The paths of all inputs of a kind, for the test that no control takes the name of a field.
pub fn input_names(kind: Kind) -> Vec<String> {
    entries::of(kind).into_iter().map(|entry| entry.path).collect()
}
