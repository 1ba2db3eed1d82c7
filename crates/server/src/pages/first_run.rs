//! The first run: a workspace without people makes the account of its owner, once.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::Refusal;
use maud::html;
use strategy::Function;

use super::{
    door::{Pairs, Visitor},
    error,
};
use crate::{
    app::people::FirstOwner,
    parts::{self, Button, Choice, Field, FieldError, Form, Input, PageHeader, error_summary, field, form, submit},
    words,
};

/// `GET /first-run`.
pub async fn show(visitor: Visitor) -> Response {
    match visitor.site.app.has_people() {
        Ok(false) => page(&visitor, StatusCode::OK, ("", ""), &[], &[]),
        Ok(true) => Redirect::to("/sign-in").into_response(),
        Err(failure) => error::unreadable(&failure),
    }
}

/// `POST /first-run`.
pub async fn create(visitor: Visitor, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["name", "login", "password", "functions"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let functions: Vec<Function> = filled.all("functions").filter_map(Function::parse).collect();
    let first = FirstOwner {
        name: filled.one("name").into(),
        login: filled.one("login").into(),
        password: filled.raw("password").into(),
        functions: functions.clone(),
    };
    match visitor.site.app.create_owner(first, &visitor.arrival).await {
        Ok(Ok(id)) => visitor.enter(&id, "/"),
        Ok(Err(Refusal::OwnerExists)) => Redirect::to("/sign-in").into_response(),
        Ok(Err(refusal)) => {
            let field = super::people::field_of(&refusal);
            let wrong = FieldError { field: field.into(), message: words::capital(&refusal.to_string()) };
            page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, (filled.one("name"), filled.one("login")), &functions, &[wrong])
        }
        Err(failure) => error::unreadable(&failure),
    }
}

fn page(visitor: &Visitor, status: StatusCode, (name, login): (&str, &str), functions: &[Function], errors: &[FieldError]) -> Response {
    let wrong = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    let choices = Function::ALL.iter().map(|f| Choice::new(f.as_str(), f.title(), functions.contains(f))).collect();
    let fields = html! {
        (field(&Field::new("name", "Your name", Input::Text(name.into())).hint("As it should stand beside your signatures.").error(wrong("name")).required()))
        (field(&Field::new("login", "Login", Input::Login(login.into())).hint("An e-mail address or a short name without blanks.").error(wrong("login")).required()))
        (field(&Field::new("password", "Password", Input::Password { new: true }).hint("At least 12 characters; a sentence is easy to remember.").error(wrong("password")).required()))
        (field(&Field::new("functions", "Functions you may act as", Input::Multi(choices)).hint("In all markets. You act as one at a time.").error(wrong("functions"))))
        div.bar-r { (submit(&Button::primary("Make the owner’s account"))) }
    };
    let body = html! {
        (error_summary(errors))
        (form(&Form { action: "/first-run".into(), label: "The owner’s account".into(), ..Form::default() }, fields))
    };
    let header = PageHeader {
        title: "The first account".into(),
        lead: "Nobody has an account here yet. The first one owns the workspace and gives others theirs.".into(),
        ..PageHeader::default()
    };
    (status, parts::frame(&visitor.frame(header), body)).into_response()
}
