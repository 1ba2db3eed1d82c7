//! Label versions from a drug label. A label does not name the market it belongs to, so a person chooses it.

use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use import::LabelDraft;
use maud::{Markup, html};
use serde_json::Value;
use strategy::{Change, Key, graph::Of, record::Market};
use uuid::Uuid;

use super::plan;
use crate::{
    pages::{
        outcome,
        visit::{Shown, Visit},
    },
    parts::{self, Button, Choice, Field, Input, Page, PageHeader, Tone, facts, field, form, link_button, notice, section, submit},
    words,
};

/// The labels of a file, each with the market that has it or the choice of one.
pub(super) fn offers(visit: &Visit, id: Uuid, labels: &[LabelDraft]) -> Markup {
    html! {
        @if !labels.is_empty() {
            (section("labels", "Label versions", html! {
                p { "A label says what the medicine is approved for. Attach it to the market in which it is in force; checks then compare plans with it." }
                @for (number, label) in labels.iter().enumerate() { (offer(visit, id, number, label)) }
            }))
        }
    }
}

fn offer(visit: &Visit, id: Uuid, number: usize, label: &LabelDraft) -> Markup {
    let markets = visit.markets();
    let holders: Vec<&Of<'_, Market>> = markets.iter().filter(|market| has(market, label)).collect();
    html! { div.card {
        p { strong { (label.product) } " version " (label.version) }
        (facts(&[
            ("In force from", html! { (words::day_or_none(label.from)) }),
            ("Set id", html! { span.mono { (label.set_id) } }),
            ("Indications", html! { details { summary { (shortened(&label.indication)) } p { (label.indication) } } }),
        ]))
        @if let Some(market) = holders.first() {
            p { "Attached to " a href=(format!("/records/{}", market.key())) { (market.title()) } "." }
        } @else if markets.is_empty() {
            p { "There is no market yet to attach it to." } (link_button(&Button::new("Write a market"), "/records/new/market"))
        } @else {
            (attach_form(id, number, label, &markets))
        }
    } }
}

fn attach_form(id: Uuid, number: usize, label: &LabelDraft, markets: &[Of<'_, Market>]) -> Markup {
    // None is chosen at first: the wrong market is worse than one click more.
    let of_markets = markets.iter().map(|market| Choice::new(market.key().as_str(), market.title(), false));
    let choices = [Choice::new("", "Choose a market", true)].into_iter().chain(of_markets);
    let inside = html! {
        (field(&Field::new(format!("market-{number}"), "Market", Input::Select(choices.collect())).required()))
        (submit(&Button::new("Attach to this market").spoken(format!("Attach to this market: {} version {}", label.product, label.version))))
    };
    form(
        &parts::Form {
            action: format!("/import/{id}/labels/{number}"),
            label: format!("Attach {}", label.product),
            ..parts::Form::default()
        },
        inside,
    )
}

/// Whether a market has this version of the label already.
fn has(market: &Of<'_, Market>, label: &LabelDraft) -> bool {
    market.labels.iter().any(|known| known.set_id == label.set_id && known.version == label.version)
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 120;
    let start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}

/// `POST /import/{id}/labels/{number}`.
pub async fn attach(visit: Visit, Path((id, number)): Path<(String, usize)>, Form(filled): Form<Vec<(String, String)>>) -> Response {
    let Some((id, upload)) = plan::find(&visit, &id) else { return plan::gone(&visit) };
    let Some(label) = upload.batch.labels.get(number) else { return plan::gone(&visit) };
    let markets = visit.markets();
    // The field is numbered, so that each label of the page has its own.
    let market = filled.iter().find(|(name, _)| name.starts_with("market")).map_or("", |(_, value)| value);
    let chosen = Key::new(market).and_then(|key| markets.iter().find(|market| *market.key() == key).copied());
    let Some(market) = chosen else {
        return unchosen(&visit, id);
    };
    if has(&market, label) {
        return Redirect::to(&format!("/import/{id}#labels")).into_response();
    }
    let change = Change::Set { key: market.key().clone(), field: "labels".into(), value: with(&market, label) };
    let reason = format!("label of {} from {}", label.product, upload.name());
    outcome::apply(&visit, vec![change], "attach label".into(), reason, &format!("/import/{id}#labels")).await
}

fn unchosen(visit: &Visit, id: Uuid) -> Response {
    let body = notice(
        Tone::Warning,
        "Choose a market of this asset",
        html! { p { (link_button(&Button::new("Back to the label"), &format!("/import/{id}#labels"))) } },
    );
    let header = PageHeader { title: "The label was not attached".into(), ..PageHeader::default() };
    (StatusCode::UNPROCESSABLE_ENTITY, visit.show(Shown { page: Page::Import, header, items: None, body })).into_response()
}

/// The market's labels with one more.
fn with(market: &Of<'_, Market>, label: &LabelDraft) -> Value {
    let mut labels = match market.record.field("labels") {
        Some(Value::Array(labels)) => labels,
        _ => vec![],
    };
    labels.push(label.label_version());
    Value::Array(labels)
}
