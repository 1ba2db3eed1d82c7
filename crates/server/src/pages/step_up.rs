//! Confirming that it is you: what changes people or policy, and what is signed, asks for it again after five minutes.

use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;

use super::{
    door::{Member, Pairs},
    passkeys,
    preferences::own_path,
    sign_in::{Address, busy},
};
use crate::{
    app::people::Attempt,
    parts::{Button, Field, FieldError, Form, Input, PageHeader, error_summary, field, form, submit},
};

/// `GET /step-up`.
pub async fn show(member: Member, Query(address): Query<Address>) -> Response {
    page(&member, StatusCode::OK, &address.next, &[])
}

/// `POST /step-up`.
pub async fn create(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["password", "next"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let next = filled.one("next");
    let attempt = match member.app().is_demo() {
        true => member.aside(|app, session| app.step_up_in_demo(session)).await,
        false => member.app().step_up(&member.session, filled.raw("password")).await,
    };
    match attempt {
        Ok(Attempt::Entered(id)) => member.visitor.enter(&id, next),
        Ok(Attempt::Wrong) => {
            let wrong = FieldError { field: "password".into(), message: "That is not your password".into() };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, next, &[wrong])
        }
        Ok(Attempt::Busy) => busy(),
        Ok(Attempt::Over) => Redirect::to("/sign-in").into_response(),
        Err(failure) => member.failed(&failure),
    }
}

/// The page once more, with what went wrong.
pub(super) fn again(member: &Member, next: &str, message: &str) -> Response {
    let wrong = FieldError { field: "password".into(), message: message.into() };
    page(member, StatusCode::UNPROCESSABLE_ENTITY, next, &[wrong])
}

fn page(member: &Member, status: StatusCode, next: &str, errors: &[FieldError]) -> Response {
    let wrong = errors.first().map(|error| error.message.clone()).unwrap_or_default();
    let is_demo = member.app().is_demo();
    let fields = html! {
        @if is_demo { p { "Nobody has a password in the demo, so one press is enough here." } }
        @else { (field(&Field::new("password", "Password", Input::Password { new: false }).error(wrong).required())) }
        (field(&Field::new("next", "", Input::Hidden(own_path(next).into()))))
        div.bar-r { (submit(&Button::primary("Confirm"))) }
    };
    let body = html! {
        (error_summary(errors))
        (form(&Form { action: "/step-up".into(), label: "Confirm that it is you".into(), ..Form::default() }, fields))
        (passkeys::way_to_confirm(own_path(next)))
    };
    let header = PageHeader {
        title: "Confirm that it is you".into(),
        lead: format!("You are signed in as {}. What comes next counts for five minutes.", member.session.person().name),
        ..PageHeader::default()
    };
    member.show(status, header, body)
}
