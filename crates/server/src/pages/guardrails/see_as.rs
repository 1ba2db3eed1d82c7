//! See as: an owner of the policy looks at the pages as another function would see them. What is shown is the other
//! function's look at what the owner sees, so it can only be less; nothing can be changed meanwhile, and the audit has it.

use axum::{
    Form,
    http::header,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::Function;

use super::{Tab, below, off, page, steps};
use crate::{
    app::{Seat, policy::Stepped},
    pages::visit::Visit,
    parts::{self, Button, Choice, Field, Input, Tone, field, form, notice, post_button, section, submit},
};

/// The cookie that says as which function the pages are seen.
pub(in crate::pages) const COOKIE: &str = "see-as";

/// Where a preview starts and ends.
pub(in crate::pages) const PATH: &str = "/guardrails/see-as";

/// As whom to see; nobody ends it.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    function: String,
}

/// Whether a seat may look as another function: Compliance owns the policy until people hold roles.
pub(in crate::pages) fn may(seat: &Seat) -> bool {
    crate::app::policy::may_see_as(seat)
}

/// `GET /guardrails/see-as`.
pub async fn show(visit: Visit) -> Response {
    if !may(&visit.seat) {
        return steps::not_taken(&visit, Stepped::Denied(crate::app::policy::not_an_owner(&visit.seat)));
    }
    let choices = Function::ALL.iter().filter(|function| **function != visit.seat.function);
    let choices = choices.map(|function| Choice::new(function.as_str(), function.title(), Some(*function) == visit.seen_as)).collect();
    let inside = html! {
        (field(&Field::new("function", "See the pages as", Input::Select(choices)).required()))
        div.bar-r { (submit(&Button::primary("See as"))) }
    };
    let body = html! {
        (section("how", "How it works", html! {
            div.prose { ul {
                li { "Every page then shows what that function sees of what you see: never more than you see yourself." }
                li { "So what is withheld from you stays withheld, though the function may see it. Histories, lists of changes and files stay your own." }
                li { "Nothing can be changed until you end the preview, and the audit keeps that you looked." }
            } }
        }))
        (section("as", "As whom", form(&parts::Form { action: PATH.into(), label: "See as another function".into(), ..parts::Form::default() }, inside)))
    };
    page(&visit, Tab::Versions, below(Tab::Versions, "", "See as", "What your colleagues see when they open the same page."), None, body)
}

/// `POST /guardrails/see-as`.
pub async fn choose(visit: Visit, Form(wanted): Form<Wanted>) -> Response {
    let Some(function) = Function::parse(&wanted.function) else {
        let gone = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        return (AppendHeaders([(header::SET_COOKIE, gone)]), Redirect::to(visit.back("/"))).into_response();
    };
    let (app, seat, session) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone());
    match off(&visit, move || app.start_preview((&seat, &*session), function)).await {
        Ok(Stepped::Done) => {
            // A preview is for looking around: it ends with the hour, if nobody ends it.
            let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600", function.as_str().replace(' ', "+"));
            (AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to("/")).into_response()
        }
        Ok(other) => steps::not_taken(&visit, other),
        Err(failed) => failed,
    }
}

/// The banner on every page of a preview.
pub(in crate::pages) fn banner(function: Function) -> Markup {
    let title = format!("You see the pages as {}", function.title());
    notice(
        Tone::Warning,
        &title,
        html! {
            p { "They show what " (function.title()) " sees of what you see. Histories and files stay your own; nothing can be changed meanwhile. " }
            div.bar-r { (post_button(&Button::new("End the preview"), PATH, &[])) }
        },
    )
}

/// The answer to a change that is asked for during a preview.
pub(in crate::pages) fn refused(visit: &Visit) -> Response {
    steps::not_taken(visit, Stepped::Denied(crate::app::policy::only_looking()))
}
