//! Which function somebody acts as: one at a time, changed with a reason that the audit keeps.

use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::Refusal;
use maud::{Markup, html};
use strategy::Function;

use super::{
    door::{Member, Pairs},
    preferences::own_path,
    sign_in::Address,
};
use crate::{
    parts::{Button, Choice, Field, FieldError, Form, Input, PageHeader, Tone, error_summary, field, form, link_button, notice, submit},
    words,
};

/// `GET /acting-as`.
pub async fn show(member: Member, Query(address): Query<Address>) -> Response {
    page(&member, StatusCode::OK, &address.next, member.session.function(), &[])
}

/// `POST /acting-as`.
pub async fn create(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["function", "reason", "next"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let (function, next) = (filled.one("function").to_owned(), filled.one("next"));
    let chosen = Function::parse(&function);
    if chosen.is_some() && chosen == member.session.function() {
        return Redirect::to(own_path(next)).into_response();
    }
    let reason = filled.one("reason").to_owned();
    match member.aside(move |app, session| app.switch_function(session, &function, &reason)).await {
        Ok(Ok(())) => Redirect::to(own_path(next)).into_response(),
        Ok(Err(Refusal::NoSession)) => Redirect::to("/sign-in").into_response(),
        Ok(Err(refusal)) => {
            let (field, status) = match refusal {
                Refusal::NotGranted { .. } => ("function", StatusCode::FORBIDDEN),
                _ => ("reason", StatusCode::UNPROCESSABLE_ENTITY),
            };
            let wrong = FieldError { field: field.into(), message: words::capital(&refusal.to_string()) };
            page(&member, status, next, chosen, &[wrong])
        }
        Err(failure) => member.failed(&failure),
    }
}

fn page(member: &Member, status: StatusCode, next: &str, chosen: Option<Function>, errors: &[FieldError]) -> Response {
    let granted = member.session.functions();
    let header = PageHeader {
        title: "Which function do you act as?".into(),
        lead: "One at a time. You see what it sees, and what you write is written as it. Two functions never unite.".into(),
        ..PageHeader::default()
    };
    let body = if granted.is_empty() { nothing_granted() } else { choice(&granted, next, chosen, errors) };
    member.show(status, header, body)
}

fn choice(granted: &[Function], next: &str, chosen: Option<Function>, errors: &[FieldError]) -> Markup {
    let wrong = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    let choices = granted.iter().map(|f| Choice::new(f.as_str(), f.title(), Some(*f) == chosen)).collect();
    let fields = html! {
        (field(&Field::new("function", "Function", Input::Radio(choices)).error(wrong("function")).required()))
        (field(&Field::new("reason", "Why you change", Input::Text(String::new())).hint("Kept in the audit.").error(wrong("reason")).required()))
        (field(&Field::new("next", "", Input::Hidden(own_path(next).into()))))
        div.bar-r { (submit(&Button::primary("Act as it"))) }
    };
    html! {
        (error_summary(errors))
        (form(&Form { action: "/acting-as".into(), label: "Function".into(), ..Form::default() }, fields))
    }
}

fn nothing_granted() -> Markup {
    notice(
        Tone::Warning,
        "You may not act as any function",
        html! {
            p { "Nothing of the strategy can be shown to you until an owner of this workspace lets you act as a function." }
            p { (link_button(&Button::new("Your account"), "/account")) }
        },
    )
}
