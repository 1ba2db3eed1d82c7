//! Sign in and out. A wrong login and a wrong password get the same answer, after the same work.

use axum::{
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    door::{Member, Pairs, Visitor, cookie},
    error, passkeys,
    preferences::own_path,
};
use crate::{
    app::people::{Attempt, Persona},
    parts::{self, Button, Field, FieldError, Form, Input, PageHeader, Tone, error_summary, field, form, notice, post_button, submit},
    router::Site,
    words,
};

/// Seconds after which to try again when too many wait.
const RETRY_AFTER_SECONDS: &str = "10";

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Address {
    /// A path of this server.
    #[serde(default)]
    pub next: String,
}

/// `GET /sign-in`.
pub async fn show(visitor: Visitor, Query(address): Query<Address>) -> Response {
    if visitor.session.is_some() {
        return Redirect::to(own_path(&address.next)).into_response();
    }
    match visitor.site.app.has_people() {
        Ok(true) => page(&visitor, StatusCode::OK, &address.next, "", &[]),
        Ok(false) => Redirect::to("/first-run").into_response(),
        Err(failure) => error::unreadable(&failure),
    }
}

/// `POST /sign-in`.
pub async fn create(visitor: Visitor, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["login", "password", "next"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let (login, next) = (filled.one("login"), filled.one("next"));
    match visitor.site.app.sign_in(login, filled.raw("password"), &visitor.arrival).await {
        Ok(Attempt::Entered(id)) => visitor.enter(&id, next),
        Ok(Attempt::Busy) => busy(),
        Ok(Attempt::Wrong | Attempt::Over) => {
            let wrong = FieldError {
                field: "login".into(),
                message: "That login and password do not belong together, or the account is not active".into(),
            };
            page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, next, login, &[wrong])
        }
        Err(failure) => error::unreadable(&failure),
    }
}

/// `POST /sign-in/persona`: in the demo, anybody as anybody.
pub async fn persona(visitor: Visitor, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["login", "next"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let (app, arrival, login) = (visitor.site.app.clone(), visitor.arrival.clone(), filled.one("login").to_owned());
    match tokio::task::spawn_blocking(move || app.enter_as(&login, &arrival)).await {
        Ok(Ok(Ok(id))) => visitor.enter(&id, filled.one("next")),
        Ok(Ok(Err(_))) => (StatusCode::NOT_FOUND, "there is nobody to sign in as here\nhelp: open `/sign-in`\n").into_response(),
        Ok(Err(failure)) => error::unreadable(&failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// `POST /sign-out`: the session ends, and the browser forgets what it kept of the pages.
pub async fn sign_out(State(_): State<Site>, member: Member) -> Response {
    let secure = member.visitor.secure;
    match member.aside(|app, session| app.sign_out(session)).await {
        Ok(()) => {
            let headers = [
                (header::SET_COOKIE, HeaderValue::from_str(&cookie::forget(secure)).unwrap_or(HeaderValue::from_static(""))),
                (header::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\"")),
            ];
            (headers, Redirect::to("/sign-in")).into_response()
        }
        Err(failure) => error::unreadable(&failure),
    }
}

/// The page once more, with what went wrong.
pub(super) fn again(visitor: &Visitor, next: &str, message: &str) -> Response {
    let wrong = FieldError { field: "login".into(), message: message.into() };
    page(visitor, StatusCode::UNPROCESSABLE_ENTITY, next, "", &[wrong])
}

/// The answer where too many wait for theirs.
pub(super) fn busy() -> Response {
    let says = "too many are signing in at once\nhelp: try again in a moment\n";
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, RETRY_AFTER_SECONDS)], says).into_response()
}

fn page(visitor: &Visitor, status: StatusCode, next: &str, login: &str, errors: &[FieldError]) -> Response {
    let personas = visitor.site.app.personas();
    let header = match personas.is_empty() {
        true => PageHeader { title: "Sign in".into(), ..PageHeader::default() },
        false => PageHeader {
            title: "Who do you want to be?".into(),
            lead: "One strategy, seen from each function’s seat. Choose somebody; you can sign out and be somebody else at any time."
                .into(),
            ..PageHeader::default()
        },
    };
    let body = if personas.is_empty() { with_password(next, login, errors) } else { as_anybody(personas, next, errors) };
    (status, parts::frame(&visitor.frame(header), body)).into_response()
}

fn with_password(next: &str, login: &str, errors: &[FieldError]) -> Markup {
    let wrong = errors.first().map(|error| error.message.clone()).unwrap_or_default();
    let fields = html! {
        (field(&Field::new("login", "Login", Input::Login(login.into())).error(wrong).required()))
        (field(&Field::new("password", "Password", Input::Password { new: false }).required()))
        (field(&Field::new("next", "", Input::Hidden(own_path(next).into()))))
        div.bar-r { (submit(&Button::primary("Sign in"))) }
    };
    html! {
        (error_summary(errors))
        (form(&Form { action: "/sign-in".into(), label: "Sign in".into(), ..Form::default() }, fields))
        (passkeys::way_in(own_path(next)))
        p.muted { "No account, or the password is lost? An owner of this workspace can give you one." }
    }
}

fn as_anybody(personas: &[Persona], next: &str, errors: &[FieldError]) -> Markup {
    html! {
        @for wrong in errors { (notice(Tone::Stop, &wrong.message, html! {})) }
        div.cols { @for one in personas {
            div.card.stack {
                h2 { (one.name) }
                p { (words::capital(&one.functions.iter().map(|f| f.title()).collect::<Vec<_>>().join(" and "))) ": " (one.comes_for) "." }
                (post_button(&Button::new("Sign in").spoken(format!("Sign in as {}", one.name)), "/sign-in/persona", &[("login", one.login), ("next", own_path(next))]))
            }
        } }
        (passkeys::way_in(own_path(next)))
    }
}
