//! Signing a need: shows exactly what is signed, asks for the need's key to be typed, and writes the agreement.
//! Only the revision that was read can be signed; if the need has moved on, what changed is shown instead.

use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::Refusal;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use strategy::{
    Change, Key, Kind,
    compare::FieldChange,
    finding::value_words,
    record::{Agreement, Subject},
};

use super::{
    Seen,
    agreement::{changed_since, has_agreed},
    card, missing, over_time,
    party::Party,
};
use crate::{
    app::{Saved, Signing, audit::Deed},
    pages::{
        door, error, outcome,
        visit::{Shown, Visit},
    },
    parts::{
        self, Button, Choice, Field, FieldError, Input, Link, Page, PageHeader, Tone, diff, error_summary, field, form, link_button,
        notice, section, submit,
    },
    words,
};

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filled {
    /// The need's key, typed as confirmation.
    #[serde(default)]
    key: String,
    #[serde(default)]
    meaning: String,
    #[serde(default)]
    reason: String,
    /// The revision that was shown.
    #[serde(default)]
    revision: u32,
}

/// `GET /need/{key}/signature`.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Response {
    let Some(seen) = Seen::of(&visit, &key) else { return missing(&visit, &key) };
    let Some(party) = Party::of(visit.seat.function) else { return not_a_party(&seen) };
    page(&seen, party, &Filled { meaning: usual(party).into(), ..Filled::default() }, &[], html! {})
}

/// `POST /need/{key}/signature`.
pub async fn create(visit: Visit, Path(key): Path<String>, Form(filled): Form<Filled>) -> Response {
    let Some(seen) = Seen::of(&visit, &key) else { return missing(&visit, &key) };
    let Some(party) = Party::of(visit.seat.function) else { return not_a_party(&seen) };
    // A signature stands for the person who gives it: they have just proved who they are (21 CFR 11.200).
    if !visit.session.is_fresh() {
        return door::to_step_up(&format!("/need/{key}/signature"));
    }
    if filled.revision != seen.need.record.revision {
        return moved_on(&seen, party, &filled);
    }
    let errors = wrong(&seen, party, &filled);
    if !errors.is_empty() {
        return (StatusCode::UNPROCESSABLE_ENTITY, page(&seen, party, &filled, &errors, html! {})).into_response();
    }
    let signing = Signing {
        key: seen.need.key().clone(),
        shown: filled.revision,
        meaning: filled.meaning.clone(),
        reason: filled.reason.clone(),
        change: signed(&seen, &filled),
        label: format!("sign {key} as {}", visit.seat.function),
    };
    let (app, seat, session) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone());
    let written = match tokio::task::spawn_blocking(move || app.sign(&session, &seat, &signing)).await {
        Ok(written) => written,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    match written {
        Ok(Ok(Some(Saved::Done { batch: Some(batch) }))) => Redirect::to(&format!("/need/{key}?changed={batch}#agreement")).into_response(),
        Ok(Ok(Some(Saved::Done { batch: None }))) => Redirect::to(&format!("/need/{key}")).into_response(),
        Ok(Ok(Some(other))) => outcome::not_saved(&visit, other),
        // Somebody was faster: the page shows the need anew, with what changed.
        Ok(Ok(None)) => Redirect::to(&format!("/need/{key}/signature")).into_response(),
        Ok(Err(Refusal::StepUpNeeded)) => door::to_step_up(&format!("/need/{key}/signature")),
        Ok(Err(refusal)) => {
            let errors = [FieldError { field: "meaning".into(), message: words::capital(&refusal.to_string()) }];
            (StatusCode::UNPROCESSABLE_ENTITY, page(&seen, party, &filled, &errors, html! {})).into_response()
        }
        Err(failure) => error::failed(&visit, &failure),
    }
}

/// What a party usually means by its signature.
fn usual(party: Party) -> &'static str {
    if party == Party::Compliance { "reviewed" } else { "agreed" }
}

fn wrong(seen: &Seen<'_>, party: Party, filled: &Filled) -> Vec<FieldError> {
    let error = |field: &str, message: String| FieldError { field: field.into(), message };
    let key = seen.need.key();
    let mut errors = vec![];
    if !matches!(filled.meaning.as_str(), "agreed" | "reviewed") {
        errors.push(error("meaning", "Say what your signature means".into()));
    }
    if filled.key.trim() != key.as_str() {
        errors.push(error("key", format!("Type {key} to confirm that you sign this need")));
    }
    if has_agreed(&seen.need, &seen.signed, party) {
        errors.push(error("meaning", format!("{} has signed revision {} already", party.word(), seen.need.record.revision)));
    }
    errors
}

/// The change that writes the signature: into the agreement on exactly this revision if there is one, else a new one.
fn signed(seen: &Seen<'_>, filled: &Filled) -> Change {
    let (visit, need) = (seen.visit, &seen.need);
    let (seat, day) = (&visit.seat, visit.view.day());
    let mine = json!({ "function": seat.function.as_str(), "person": seat.person, "meaning": filled.meaning, "on": day.to_string() });
    let revision = need.record.revision;
    let exactly_this = |agreement: &Agreement| {
        let only = matches!(agreement.on.as_slice(), [link] if link.key == *need.key() && link.revision == Some(revision));
        only && agreement.subject == Some(Subject::Need)
    };
    if let Some(open) = visit.graph().all::<Agreement>().find(|agreement| exactly_this(agreement)) {
        let mut signatures = match open.record.field("signatures") {
            Some(Value::Array(list)) => list,
            _ => vec![],
        };
        signatures.push(mine);
        return Change::Set { key: open.key().clone(), field: "signatures".into(), value: signatures.into() };
    }
    let asset = visit.graph().asset_of(need.record).map(|asset| asset.key().to_string());
    let fields = json!({
        "asset": asset,
        "owner": seat.function.as_str(),
        "title": format!("need {} at revision {revision}", need.key()),
        "subject": Subject::Need.as_str(),
        "on": [format!("{}@{revision}", need.key())],
        "signatures": [mine],
    });
    let key = super::start::free_key(visit, Kind::Agreement);
    Change::Put { kind: Kind::Agreement.name().into(), key, fields: fields.as_object().cloned().unwrap_or_default() }
}

fn not_a_party(seen: &Seen<'_>) -> Response {
    let key = seen.need.key();
    seen.visit.notes.note(Deed::Refused(format!("{} does not sign needs", seen.visit.seat.function)));
    let body = notice(
        Tone::Stop,
        &format!("You act as {}, which does not sign needs", seen.visit.seat.function),
        html! {
            p { "Medical, Commercial, Market Access and Compliance sign. Choose the function that you act as at the top, if you hold one of these." }
            p { (link_button(&Button::new("Back to the need"), &format!("/need/{key}"))) }
        },
    );
    (
        StatusCode::FORBIDDEN,
        seen.visit.show(Shown { page: Page::Need, header: header(seen.need.key(), "Sign the need", ""), items: None, body }),
    )
        .into_response()
}

/// The need changed between reading and signing: nothing is signed; the change is shown, and the need as it is now.
fn moved_on(seen: &Seen<'_>, party: Party, filled: &Filled) -> Response {
    let now = seen.need.record.revision;
    let warning = notice(
        Tone::Warning,
        "The need changed while you read it; nothing was signed",
        html! {
            p { "You read revision " (filled.revision) "; it is now revision " (now) "." }
            @if let Some(changes) = changed_since(seen, filled.revision) { (changed(&format!("What changed since revision {}", filled.revision), &changes)) }
        },
    );
    let again = Filled { key: String::new(), ..filled.clone() };
    (StatusCode::PRECONDITION_FAILED, page(seen, party, &again, &[], warning)).into_response()
}

fn header(key: &Key, title: &str, lead: &str) -> PageHeader {
    PageHeader {
        crumbs: vec![Link::new("Needs", "/need"), Link::new(key.to_string(), format!("/need/{key}"))],
        kicker: "Check before you sign".into(),
        title: title.into(),
        lead: lead.into(),
        ..PageHeader::default()
    }
}

fn page(seen: &Seen<'_>, party: Party, filled: &Filled, errors: &[FieldError], above: Markup) -> Response {
    let (need, function) = (&seen.need, seen.visit.seat.function);
    let (key, revision) = (need.key(), need.record.revision);
    let last = seen.signed.iter().find(|one| one.party == Some(party)).and_then(|one| one.revision).filter(|last| *last < revision);
    let body = html! {
        (above)
        (error_summary(errors))
        (section("what", &format!("What you sign: need {key} at revision {revision}"), html! {
            div.card { p { strong { (words::capital(need.title())) } } p { (super::population_words(need)) } }
            (card::card(seen))
        }))
        (section("evolution", "How it is expected to change", over_time::expectations(seen)))
        @if let Some((last, changes)) = last.and_then(|last| Some((last, changed_since(seen, last)?))) {
            (section("since", &format!("What changed since {} signed revision {last}", party.word()), changed("What changed", &changes)))
        }
        (section("sign", &format!("Sign as {}", function.title()), the_form(seen, filled, errors)))
    };
    let lead = format!(
        "You are about to sign for {}. It binds your name, what it means, the instant and exactly this revision. When the need changes, it stays on what you signed.",
        party.word()
    );
    seen.visit.show(Shown { page: Page::Need, header: header(key, &format!("Sign need {key}"), &lead), items: None, body })
}

fn changed(label: &str, changes: &[FieldChange]) -> Markup {
    let text = |value: &Option<Value>| value.as_ref().map(value_words);
    let rows: Vec<parts::Change> =
        changes.iter().map(|c| parts::Change { field: words::field(&c.field), before: text(&c.before), after: text(&c.after) }).collect();
    html! { @if rows.is_empty() { p { "Only remarks changed." } } @else { (diff(label, &rows)) } }
}

fn the_form(seen: &Seen<'_>, filled: &Filled, errors: &[FieldError]) -> Markup {
    let key = seen.need.key();
    let error = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    let choice = |value: &str, label: &str| Choice::new(value, label, filled.meaning == value);
    let meanings = vec![
        choice("agreed", "We agree: we plan on this need, as it is written here"),
        choice("reviewed", "We have reviewed it, without agreeing or objecting"),
    ];
    let inside = html! {
        (field(&Field::new("revision", "", Input::Hidden(seen.need.record.revision.to_string()))))
        (field(&Field::new("meaning", "What does your signature mean?", Input::Radio(meanings)).error(error("meaning")).required()))
        (field(&Field::new("reason", "Remark", Input::Text(filled.reason.clone())).hint("Kept in the history of the agreement")))
        (field(&Field::new("key", format!("Type {key} to confirm"), Input::Text(filled.key.clone())).error(error("key")).required()))
        div.bar-r { (submit(&Button::primary("Sign it"))) (link_button(&Button::new("Back to the need"), &format!("/need/{key}"))) }
        p.muted { "The agreement can be taken back in one step; your signature stays in the audit, on this revision." }
    };
    form(
        &parts::Form { action: format!("/need/{key}/signature"), label: format!("Sign need {key}"), guard: true, ..parts::Form::default() },
        inside,
    )
}
