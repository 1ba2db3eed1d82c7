//! Passkeys: one that is added to an account, signs in, or confirms who one is. The browser asks its device, so this needs
//! its script; where there is none, or no passkey, the password does the same.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{Refusal, people::Passkey};
use maud::{Markup, html};
use serde_json::json;

use super::{
    door::{Member, Pairs, Visitor, problem},
    error, sign_in, step_up,
};
use crate::{
    app::people::{Answer, Attempt, Question},
    parts::{Button, Column, Field, Input, Row, Table, field, link_button, passkey_form, post_button, submit, table},
    router::Site,
};

/// What a form with a passkey sends, beside its own fields.
const FIELDS: [&str; 2] = ["question", "answer"];

/// `POST /sign-in/passkey/question`: what the browser asks the device of somebody who wants in.
pub async fn to_enter(State(site): State<Site>) -> Response {
    match site.app.ask_for_passkey() {
        Ok(question) => asked(&question),
        Err(failure) => error::unreadable(&failure),
    }
}

/// `POST /sign-in/passkey`.
pub async fn enter(visitor: Visitor, pairs: Pairs) -> Response {
    let filled = match pairs.only(&[FIELDS[0], FIELDS[1], "next"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let (app, arrival, answer) = (visitor.site.app.clone(), visitor.arrival.clone(), answer(&filled));
    match tokio::task::spawn_blocking(move || app.sign_in_with_passkey(&answer, &arrival)).await {
        Ok(Ok(Attempt::Entered(id))) => visitor.enter(&id, filled.one("next")),
        Ok(Ok(_)) => sign_in::again(&visitor, filled.one("next"), "That passkey does not open an account here; it may have been removed"),
        Ok(Err(failure)) => error::unreadable(&failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// `POST /step-up/passkey/question`.
pub async fn to_confirm(member: Member) -> Response {
    match member.aside(|app, session| app.ask_to_confirm(session)).await {
        Ok(Some(question)) => asked(&question),
        Ok(None) => problem(StatusCode::NOT_FOUND, "your account has no passkey", "confirm with your password"),
        Err(failure) => member.failed(&failure),
    }
}

/// `POST /step-up/passkey`.
pub async fn confirm(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&[FIELDS[0], FIELDS[1], "next"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let answer = answer(&filled);
    match member.aside(move |app, session| app.step_up_with_passkey(session, &answer)).await {
        Ok(Attempt::Entered(id)) => member.visitor.enter(&id, filled.one("next")),
        Ok(Attempt::Over) => Redirect::to("/sign-in").into_response(),
        Ok(_) => step_up::again(&member, filled.one("next"), "That passkey is not one of yours, or it came too late"),
        Err(failure) => member.failed(&failure),
    }
}

/// `POST /account/passkeys/question`.
pub async fn to_add(member: Member) -> Response {
    match member.aside(|app, session| app.ask_for_new_passkey(session)).await {
        Ok(Ok(question)) => asked(&question),
        Ok(Err(refusal)) => problem(StatusCode::FORBIDDEN, &refusal.to_string(), "open `/step-up` and come back"),
        Err(failure) => member.failed(&failure),
    }
}

/// `POST /account/passkeys`.
pub async fn add(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&[FIELDS[0], FIELDS[1], "label", "next"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let (label, answer) = (filled.one("label").to_owned(), answer(&filled));
    match member.aside(move |app, session| app.add_passkey(session, &label, &answer)).await {
        Ok(Ok(Some(()))) => Redirect::to("/account?done=passkey").into_response(),
        Ok(Ok(None)) => Redirect::to("/account?done=no-passkey").into_response(),
        Ok(Err(refusal)) => member.refused(&refusal, "/account"),
        Err(failure) => member.failed(&failure),
    }
}

/// `POST /account/passkeys/removal`.
pub async fn remove(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["passkey"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let id = filled.one("passkey").to_owned();
    match member.aside(move |app, session| app.remove_passkey(session, &id)).await {
        Ok(Ok(()) | Err(Refusal::NoPasskey)) => Redirect::to("/account?done=passkey-removed").into_response(),
        Ok(Err(refusal)) => member.refused(&refusal, "/account"),
        Err(failure) => member.failed(&failure),
    }
}

/// The button that signs in.
pub fn way_in(next: &str) -> Markup {
    let button = Button::new("Sign in with a passkey");
    passkey_form("/sign-in/passkey", "Sign in with a passkey", next, submit(&button))
}

/// The button that confirms who one is.
pub fn way_to_confirm(next: &str) -> Markup {
    passkey_form("/step-up/passkey", "Confirm with a passkey", next, submit(&Button::new("Use a passkey")))
}

/// What an account has and can have of passkeys.
pub fn of_account(member: &Member, passkeys: &[Passkey]) -> Markup {
    let row = |one: &Passkey| {
        let remove = Button::new("Remove").spoken(format!("Remove {}", one.label));
        Row::plain(vec![html! { (one.label) }, post_button(&remove, "/account/passkeys/removal", &[("passkey", &one.id)])])
    };
    html! {
        @if passkeys.is_empty() { p { "None yet. A passkey is a key on your device that opens with your finger, face or PIN." } }
        @else {
            (table(&Table {
                caption: "Your passkeys".into(),
                quiet_caption: true,
                columns: ["Name", "Remove it"].map(Column::text).to_vec(),
                rows: passkeys.iter().map(row).collect(),
                ..Table::default()
            }))
            p.muted { "Removing one signs you out everywhere else." }
        }
        @if member.session.is_fresh() {
            (passkey_form("/account/passkeys", "Add a passkey", "/account", html! {
                (field(&Field::new("label", "What you call it", Input::Text(String::new())).hint("Such as: work laptop.")))
                div.bar-r { (submit(&Button::new("Add a passkey"))) }
            }))
        } @else {
            p { (link_button(&Button::new("Confirm that it is you to add one"), "/step-up?next=/account")) }
        }
        p.muted { "Passkeys need scripts, and the address " code { "http://localhost" } "; browsers make none for a bare number." }
    }
}

fn answer(filled: &Pairs) -> Answer {
    Answer { question: filled.one("question").into(), credential: filled.raw("answer").into() }
}

fn asked(question: &Question) -> Response {
    Json(json!({ "question": question.id, "options": question.options })).into_response()
}
