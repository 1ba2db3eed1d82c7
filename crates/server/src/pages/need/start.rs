//! The first need of an asset: a filled example beside five prompts, and the form that writes it.

use axum::{
    Form,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use strategy::{Change, Key, Kind, Owner};

use super::ranked;
use crate::{
    app::Saved,
    pages::{
        error, outcome,
        visit::{Shown, Visit},
    },
    parts::{self, Button, Field, FieldError, Input, Page, PageHeader, error_summary, facts, field, form, section, submit},
};

/// The five answers.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filled {
    #[serde(default)]
    who: String,
    #[serde(default)]
    problem: String,
    #[serde(default)]
    care: String,
    #[serde(default)]
    consequence: String,
    #[serde(default)]
    better: String,
}

/// A prompt: the field, the question, its hint, and what the example answers.
const PROMPTS: [(&str, &str, &str, &str); 5] = [
    ("who", "Who?", "The patients, as you would describe them to a clinician", "People with heart failure and reduced ejection fraction"),
    (
        "problem",
        "What is their problem?",
        "Go on with the sentence; name no product",
        "leave hospital without the therapies, or the doses, that prevent the next admission",
    ),
    (
        "care",
        "What does care do today?",
        "And where it stops",
        "Guidelines recommend four classes; doses are rarely raised after discharge",
    ),
    ("consequence", "What follows from it, for them?", "Something that could be counted", "Another admission, or death, within the year"),
    ("better", "What would be better?", "Success in the patients' own terms", "To be alive and at home a year after an admission"),
];

impl Filled {
    fn answer(&self, name: &str) -> &str {
        match name {
            "who" => &self.who,
            "problem" => &self.problem,
            "care" => &self.care,
            "consequence" => &self.consequence,
            _ => &self.better,
        }
        .trim()
    }

    fn statement(&self) -> String {
        format!("{} {}", self.answer("who"), self.answer("problem"))
    }
}

/// The page before the first need.
pub(super) fn page(visit: &Visit, filled: &Filled, errors: &[FieldError]) -> Response {
    let header = PageHeader {
        title: "Start from the need".into(),
        lead: "Which patient need are we solving? Everything the functions plan hangs on the answer.".into(),
        ..PageHeader::default()
    };
    let body = html! {
        (error_summary(errors))
        div.cols {
            (section("yours", "Yours", the_form(filled, errors)))
            (section("example", "An example, filled in", example()))
        }
    };
    visit.show(Shown { page: Page::Need, header, items: None, body })
}

fn example() -> Markup {
    let answers: Vec<(&str, Markup)> = PROMPTS.iter().map(|(_, question, _, answer)| (*question, html! { (answer) })).collect();
    html! {
        div.card { (facts(&answers)) }
        p.muted { "Heart failure is the disease of the worked example. The first two answers become the need in one sentence, the last becomes success for patients." }
    }
}

fn the_form(filled: &Filled, errors: &[FieldError]) -> Markup {
    let error = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    let prompt = |(name, question, hint, _): &(&str, &str, &str, &str)| {
        let one = Field::new(*name, *question, Input::TextArea(filled.answer(name).to_owned(), 2)).hint(*hint).error(error(name));
        field(&if REQUIRED.contains(name) { one.required() } else { one })
    };
    let inside = html! {
        @for one in &PROMPTS { (prompt(one)) }
        div.bar-r { (submit(&Button::primary("Write the need"))) }
        p.muted { "Population, burden and readings come next; everything can be changed later." }
    };
    form(&parts::Form { action: "/need".into(), label: "Write the first need".into(), guard: true, ..parts::Form::default() }, inside)
}

/// Without these there is no need to speak of.
const REQUIRED: [&str; 3] = ["who", "problem", "better"];

/// `POST /need`: writes a need from the five answers.
pub async fn create(visit: Visit, Form(filled): Form<Filled>) -> Response {
    let missing = |name: &&&str| filled.answer(name).is_empty();
    let errors: Vec<FieldError> = REQUIRED
        .iter()
        .filter(missing)
        .map(|name| FieldError { field: (*name).into(), message: format!("Answer “{}”", question(name)) })
        .collect();
    if !errors.is_empty() {
        return (StatusCode::UNPROCESSABLE_ENTITY, page(&visit, &filled, &errors)).into_response();
    }
    let key = free_key(&visit, Kind::Need);
    let change = need(&visit, key.clone(), &filled);
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    match tokio::task::spawn_blocking(move || app.apply(&seat, &[change], "write a need", "")).await {
        Ok(Ok(Saved::Done { batch: Some(batch) })) => Redirect::to(&format!("/need/{key}?changed={batch}")).into_response(),
        Ok(Ok(Saved::Done { batch: None })) => Redirect::to("/need").into_response(),
        Ok(Ok(other)) => outcome::not_saved(&visit, other),
        Ok(Err(failure)) => error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

fn question(name: &str) -> &'static str {
    PROMPTS.iter().find(|(known, ..)| *known == name).map_or("", |(_, question, ..)| question)
}

fn need(visit: &Visit, key: Key, filled: &Filled) -> Change {
    let care = filled.answer("care");
    let consequence = filled.answer("consequence");
    let burden = (!consequence.is_empty()).then(|| json!([{ "measure": consequence }]));
    let fields = json!({
        "asset": visit.asset,
        "owner": Owner { function: visit.seat.function, person: Some(visit.seat.person.clone()) }.to_string(),
        "note": if care.is_empty() { String::new() } else { format!("Care today: {care}") },
        "statement": filled.statement(),
        "rank": ranked(visit).len() + 1,
        "burden": burden,
        "success": { "patients": filled.answer("better") },
    });
    Change::Put { kind: Kind::Need.name().into(), key, fields: fields.as_object().cloned().unwrap_or_default() }
}

/// The first key of a kind that no record has, such as `N-1`.
pub(super) fn free_key(visit: &Visit, kind: Kind) -> Key {
    let keys = (1..).filter_map(|number| Key::new(&format!("{}-{number}", kind.prefix())));
    // The row of numbers does not end, and a strategy does.
    keys.into_iter().find(|key| visit.graph().record(key).is_none()).unwrap_or_else(|| Key::new("N-0").expect("a fixed key"))
}
