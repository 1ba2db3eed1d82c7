//! One account, as owners see it.

use axum::{extract::Path, http::StatusCode, response::Response};
use maud::{Markup, html};
use strategy::Function;
use uuid::Uuid;

use super::{confirm_first, markets, markets_field};
use crate::{
    app::people::{ALL_MARKETS, Account},
    pages::door::Member,
    parts::{
        self, Button, Choice, Column, Field, Form, Input, Link, PageHeader, Row, Table, Weight, field, post_button, section, submit, table,
    },
    words,
};

/// The parties that sign the policy.
const PARTIES: [&str; 3] = ["medical", "commercial", "compliance"];

/// `GET /people/{id}`.
pub async fn show(member: Member, Path(id): Path<Uuid>) -> Response {
    let account = match member.aside(move |app, session| app.account(session, id)).await {
        Ok(Ok(account)) => account,
        Ok(Err(refusal)) => return member.refused(&refusal, "/people"),
        Err(failure) => return member.failed(&failure),
    };
    let base = format!("/people/{id}");
    let may = member.session.is_fresh();
    let body = html! {
        @if !may { (confirm_first(&base)) }
        (section("functions", "May act as", functions(&account, &base, may)))
        (section("roles", "Administers", roles(&account, &base, may)))
        (section("sessions", "Where they are signed in", sessions(&account, &base)))
        @if may { (section("password", "A new password", password(&base))) (section("standing", "The account", standing(&account, &base))) }
    };
    let header = PageHeader {
        crumbs: vec![Link::new("People", "/people")],
        title: account.person.name.clone(),
        lead: format!("Signs in as {}{}.", account.person.login, if account.person.active { "" } else { "; deactivated, may not sign in" }),
        ..PageHeader::default()
    };
    member.show(StatusCode::OK, header, body)
}

fn reason() -> Markup {
    field(&Field::new("reason", "Why", Input::Text(String::new())).hint("Kept in the audit."))
}

fn functions(account: &Account, base: &str, may: bool) -> Markup {
    let grants = &account.person.grants;
    let row = |grant: &ledger::people::Grant| {
        let revoke = Button { weight: Weight::Danger, ..Button::new("Revoke").spoken(format!("Revoke {}", grant.function)) };
        Row::plain(vec![
            html! { (words::capital(&grant.function)) },
            html! { (markets(grant)) },
            html! { @if may { (post_button(&revoke, &format!("{base}/grants/revocation"), &[("function", &grant.function)])) } @else { span.muted { "confirm first" } } },
        ])
    };
    let free = Function::ALL.iter().map(|f| Choice::new(f.as_str(), f.title(), false)).collect();
    html! {
        @if grants.is_empty() { p { "Nothing: they can sign in and see nothing of the strategy." } }
        @else { (table(&Table {
            caption: "Functions and markets".into(),
            quiet_caption: true,
            columns: ["Function", "Markets", "Take it"].map(Column::text).to_vec(),
            rows: grants.iter().map(row).collect(),
            ..Table::default()
        })) }
        @if may { (parts::form(&Form { action: format!("{base}/grants"), label: "Let them act as a function".into(), ..Form::default() }, html! {
            (field(&Field::new("function", "Function", Input::Select(free)).hint("One they have already is given these markets instead.").required()))
            (field(&markets_field(ALL_MARKETS)))
            (reason())
            div.bar-r { (submit(&Button::new("Let them act as it"))) }
        })) }
    }
}

fn roles(account: &Account, base: &str, may: bool) -> Markup {
    let held: Vec<String> = account.person.roles.iter().map(ToString::to_string).collect();
    let others = PARTIES.map(|party| format!("policy-owner/{party}"));
    let all = std::iter::once("owner".to_owned()).chain(others);
    html! {
        p { (if held.is_empty() { "Nothing.".to_owned() } else { format!("{}.", held.join(", ")) }) }
        @if may { div.bar-r { @for role in all {
            @let holds = held.contains(&role);
            @let label = if holds { format!("Take {role}") } else { format!("Give {role}") };
            (post_button(&Button::new(label), &format!("{base}/roles"), &[("role", &role), ("step", if holds { "take" } else { "give" })]))
        } } }
    }
}

fn sessions(account: &Account, base: &str) -> Markup {
    html! {
        @if account.sessions.is_empty() { p { "Nowhere." } }
        @else {
            ul.plain { @for one in &account.sessions { li { (one.device) ", since " (words::instant(one.started)) ", last used " (words::instant(one.seen)) } } }
            (post_button(&Button::danger("End all their sessions"), &format!("{base}/sessions/ending"), &[]))
        }
    }
}

fn password(base: &str) -> Markup {
    parts::form(
        &Form { action: format!("{base}/password"), label: "A new password".into(), ..Form::default() },
        html! {
            (field(&Field::new("password", "New password", Input::Password { new: true }).hint("At least 12 characters. Ends their sessions; ask them to change it.").required()))
            div.bar-r { (submit(&Button::new("Set it"))) }
        },
    )
}

fn standing(account: &Account, base: &str) -> Markup {
    let (label, step) = if account.person.active { ("Deactivate", "deactivate") } else { ("Activate", "activate") };
    parts::form(
        &Form { action: format!("{base}/standing"), label: "The account".into(), ..Form::default() },
        html! {
            p { (if account.person.active { "Deactivating ends their sessions at once. What they wrote and signed stays." } else { "They may not sign in." }) }
            div.fld { label.lbl for="f-standing-reason" { "Why" } input #f-standing-reason type="text" name="reason" autocomplete="off"; }
            div.bar-r { (submit(&Button { weight: Weight::Danger, ..Button::new(label).sends("step", step) })) }
        },
    )
}
