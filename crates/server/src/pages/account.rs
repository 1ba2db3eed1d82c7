//! Your account: where you are signed in, what you may act as, and your password.

use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::sessions::Session as Stands;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    door::{Member, Pairs},
    passkeys,
    sign_in::busy,
};
use crate::{
    app::people::Attempt,
    parts::{
        self, Button, Column, Field, FieldError, Form, Input, PageHeader, Row, Table, Tone, error_summary, field, link_button, notice,
        post_button, section, submit, table,
    },
    words,
};

/// What was just done, said once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// `GET /account`.
pub async fn show(member: Member, Query(done): Query<Done>) -> Response {
    page(&member, StatusCode::OK, &done.done, &[]).await
}

/// `POST /account/sessions/ending`: one of one's own sessions, or all others.
pub async fn end(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["mark"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let mark = Some(filled.one("mark").to_owned()).filter(|mark| !mark.is_empty());
    match member.aside(move |app, session| app.end_own_sessions(session, mark.as_deref())).await {
        Ok(Ok(_)) => Redirect::to("/account?done=ended").into_response(),
        Ok(Err(refusal)) => member.refused(&refusal, "/account"),
        Err(failure) => member.failed(&failure),
    }
}

/// `POST /account/password`.
pub async fn password(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["present", "new"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let wrong = |field: &str, message: String| FieldError { field: field.into(), message };
    match member.app().change_password(&member.session, filled.raw("present"), filled.raw("new")).await {
        Ok(Ok(Attempt::Entered(id))) => member.visitor.enter(&id, "/account?done=password"),
        Ok(Ok(Attempt::Busy)) => busy(),
        Ok(Ok(Attempt::Over)) => Redirect::to("/sign-in").into_response(),
        Ok(Ok(Attempt::Wrong)) => {
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, "", &[wrong("present", "That is not your present password".into())]).await
        }
        Ok(Err(refusal)) => {
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, "", &[wrong("new", words::capital(&refusal.to_string()))]).await
        }
        Err(failure) => member.failed(&failure),
    }
}

async fn page(member: &Member, status: StatusCode, done: &str, errors: &[FieldError]) -> Response {
    let sessions = match member.aside(|app, session| app.own_sessions(session)).await {
        Ok(sessions) => sessions,
        Err(failure) => return member.failed(&failure),
    };
    let keys = match member.aside(|app, session| app.own_passkeys(session)).await {
        Ok(keys) => keys,
        Err(failure) => return member.failed(&failure),
    };
    let person = member.session.person();
    let body = html! {
        @match done {
            "ended" => (notice(Tone::Done, "Ended", html! { "Whoever held it is signed out." })),
            "password" => (notice(Tone::Done, "Your password is changed", html! { "You are signed out everywhere else." })),
            "passkey" => (notice(Tone::Done, "The passkey is added", html! { "It signs you in, and confirms who you are." })),
            "no-passkey" => (notice(Tone::Stop, "No passkey was added", html! { "The answer came too late or was not to what was asked. Try again." })),
            "passkey-removed" => (notice(Tone::Done, "The passkey is removed", html! { "You are signed out everywhere else." })),
            _ => {},
        }
        (error_summary(errors))
        (section("sessions", "Where you are signed in", devices(member, &sessions)))
        (section("functions", "What you may act as", grants(member)))
        (section("password", "Password", secret(member, errors)))
        (section("passkeys", "Passkeys", passkeys::of_account(member, &keys)))
    };
    let header = PageHeader {
        title: "Your account".into(),
        lead: format!("{}, who signs in as {}.", person.name, person.login),
        actions: member.session.is_owner().then(|| link_button(&Button::new("People"), "/people")),
        ..PageHeader::default()
    };
    member.show(status, header, body)
}

fn devices(member: &Member, sessions: &[Stands]) -> Markup {
    let row = |one: &Stands| {
        let is_this = one.mark == member.session.mark();
        let last = html! {
            @if is_this { span.chip { "this one" } }
            @else { (post_button(&Button::new("End").spoken(format!("End {} since {}", one.device, words::instant(one.started))), "/account/sessions/ending", &[("mark", &one.mark)])) }
        };
        let acting = one.acting.as_ref().map_or("no function", |acting| acting.function.as_str());
        Row::plain(vec![
            html! { (one.device) },
            html! { (acting) },
            html! { (words::instant(one.started)) },
            html! { (words::instant(one.seen)) },
            last,
        ])
    };
    html! {
        div.fold.own { (table(&Table {
            caption: "Your sessions, the latest first".into(),
            quiet_caption: true,
            columns: ["Device", "Acting as", "Since", "Last used", "End it"].map(Column::text).to_vec(),
            rows: sessions.iter().map(row).collect(),
            ..Table::default()
        })) }
        @if sessions.len() > 1 { (post_button(&Button::danger("End all others"), "/account/sessions/ending", &[])) }
        p.muted { "A session ends after 30 minutes without a request, and after 12 hours in any case." }
    }
}

fn grants(member: &Member) -> Markup {
    let person = member.session.person();
    html! {
        @if person.grants.is_empty() { p { "Nothing yet. An owner of this workspace can let you act as a function." } }
        @else { ul.plain { @for grant in &person.grants { li { strong { (words::capital(&grant.function)) } " in " (super::people::markets(grant)) } } } }
        @if !person.roles.is_empty() { p { "Your roles: " (person.roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")) "." } }
        @if member.session.functions().len() > 1 { p { (link_button(&Button::new("Act as another function"), "/acting-as?next=/account")) } }
    }
}

fn secret(member: &Member, errors: &[FieldError]) -> Markup {
    let wrong = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    if member.app().is_demo() {
        return html! { p { "Nobody has a password in the demo." } };
    }
    parts::form(
        &Form { action: "/account/password".into(), label: "Change your password".into(), ..Form::default() },
        html! {
            (field(&Field::new("present", "Present password", Input::Password { new: false }).error(wrong("present")).required()))
            (field(&Field::new("new", "New password", Input::Password { new: true }).hint("At least 12 characters. You are signed out everywhere else.").error(wrong("new")).required()))
            div.bar-r { (submit(&Button::new("Change it"))) }
        },
    )
}
