//! People: who has an account, as what they may act and where. Only owners come here; changing anything asks for a fresh
//! confirmation first, so that the forms are shown when they can be used.

pub mod changes;
pub mod person;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{
    Refusal,
    people::{Grant, Person},
};
use maud::{Markup, html};
use strategy::Function;

use super::door::{Member, Pairs};
use crate::{
    app::people::{ALL_MARKETS, NewAccount},
    parts::{
        self, Button, Choice, Column, Field, FieldError, Form, Input, PageHeader, Row, Table, Tone, error_summary, field, link_button,
        notice, section, submit, table,
    },
    words,
};

/// `GET /people`.
pub async fn list(member: Member) -> Response {
    page(&member, StatusCode::OK, None, &[]).await
}

/// `POST /people`: a new account.
pub async fn create(member: Member, pairs: Pairs) -> Response {
    let filled = match pairs.only(&["name", "login", "password", "functions", "markets", "reason"]) {
        Ok(filled) => filled,
        Err(unknown) => return unknown.into_response(),
    };
    let new = NewAccount {
        name: filled.one("name").into(),
        login: filled.one("login").into(),
        password: filled.raw("password").into(),
        functions: filled.all("functions").filter_map(Function::parse).collect(),
        markets: filled.one("markets").into(),
    };
    let (asked, reason) = (new.clone(), filled.one("reason").to_owned());
    match member.aside(move |app, session| app.add_person(session, &asked, &reason)).await {
        Ok(Ok(person)) => Redirect::to(&format!("/people/{}", person.id)).into_response(),
        Ok(Err(refusal @ (Refusal::StepUpNeeded | Refusal::NoSession | Refusal::NotOwner))) => member.refused(&refusal, "/people"),
        Ok(Err(refusal)) => {
            let wrong = FieldError { field: field_of(&refusal).into(), message: words::capital(&refusal.to_string()) };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, Some(&new), &[wrong]).await
        }
        Err(failure) => member.failed(&failure),
    }
}

/// The field of a form that a refusal is about.
pub(super) fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NameUnfit | Refusal::NameTaken { .. } => "name",
        Refusal::WeakPassword => "password",
        Refusal::GrantUnfit => "markets",
        _ => "login",
    }
}

/// The markets of a grant, in words.
pub(super) fn markets(grant: &Grant) -> String {
    if grant.markets.iter().any(|market| market == ALL_MARKETS) { "all markets".into() } else { words::list(&grant.markets) }
}

async fn page(member: &Member, status: StatusCode, filled: Option<&NewAccount>, errors: &[FieldError]) -> Response {
    let people = match member.aside(|app, session| app.people(session)).await {
        Ok(Ok(people)) => people,
        Ok(Err(refusal)) => return member.refused(&refusal, "/account"),
        Err(failure) => return member.failed(&failure),
    };
    let body = html! {
        (error_summary(errors))
        (section("everybody", "Everybody with an account", everybody(&people)))
        (section("new", "A new account", if member.session.is_fresh() { new_account(filled, errors) } else { confirm_first("/people") }))
    };
    let header = PageHeader {
        title: "People".into(),
        lead: "Who may sign in, as what they may act, and in which markets.".into(),
        ..PageHeader::default()
    };
    member.show(status, header, body)
}

/// In place of forms that would lead to the confirmation and lose what was typed.
pub(super) fn confirm_first(next: &str) -> Markup {
    let href = format!("/step-up?next={}", super::door::encoded(next));
    notice(
        Tone::Info,
        "Confirm that it is you",
        html! { p { "Changing accounts needs a fresh confirmation; it counts for five minutes." } p { (link_button(&Button::new("Confirm"), &href)) } },
    )
}

fn everybody(people: &[Person]) -> Markup {
    let row = |person: &Person| {
        let grants = person.grants.iter().map(|grant| format!("{} in {}", grant.function, markets(grant))).collect::<Vec<_>>();
        let roles = person.roles.iter().map(ToString::to_string).collect::<Vec<_>>();
        let none_or = |words: &[String]| if words.is_empty() { "none".to_owned() } else { words.join("; ") };
        Row::linked(
            format!("/people/{}", person.id),
            vec![
                html! { (person.name) },
                html! { (person.login) },
                html! { (none_or(&grants)) },
                html! { (none_or(&roles)) },
                html! { (if person.active { "may sign in" } else { "deactivated" }) },
            ],
        )
    };
    let all = table(&Table {
        caption: "Everybody with an account, by login".into(),
        quiet_caption: true,
        columns: ["Name", "Login", "May act as", "Administers", "Account"].map(Column::text).to_vec(),
        rows: people.iter().map(row).collect(),
        ..Table::default()
    });
    html! { div.fold { (all) } }
}

fn new_account(filled: Option<&NewAccount>, errors: &[FieldError]) -> Markup {
    let wrong = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    let typed = |of: fn(&NewAccount) -> &str| filled.map(of).unwrap_or_default().to_owned();
    let chosen = |function: &Function| filled.is_some_and(|filled| filled.functions.contains(function));
    let functions = Function::ALL.iter().map(|f| Choice::new(f.as_str(), f.title(), chosen(f))).collect();
    parts::form(
        &Form { action: "/people".into(), label: "A new account".into(), ..Form::default() },
        html! {
            (field(&Field::new("name", "Name", Input::Text(typed(|new| &new.name))).hint("As it should stand beside signatures.").error(wrong("name")).required()))
            (field(&Field::new("login", "Login", Input::Text(typed(|new| &new.login))).hint("An e-mail address or a short name without blanks.").error(wrong("login")).required()))
            (field(&Field::new("password", "First password", Input::Password { new: true }).hint("At least 12 characters. Ask the person to change it on their account page.").error(wrong("password")).required()))
            (field(&Field::new("functions", "May act as", Input::Multi(functions))))
            (field(&markets_field(&filled.map_or_else(|| ALL_MARKETS.to_owned(), |new| new.markets.clone())).error(wrong("markets"))))
            (field(&Field::new("reason", "Why", Input::Text(String::new())).hint("Kept in the audit.")))
            div.bar-r { (submit(&Button::primary("Make the account"))) }
        },
    )
}

/// In which markets a function holds.
pub(super) fn markets_field(value: &str) -> Field {
    Field::new("markets", "In which markets", Input::Text(value.into()))
        .hint("Keys such as MK-US, with blanks between them; * for all.")
        .required()
}
