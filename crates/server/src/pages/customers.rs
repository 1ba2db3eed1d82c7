//! Customers: what is our one relationship with this person or organisation, and what is my part in it?
//! Here they are searched for; the complete view of one is put together from the files beside this one.

mod contacts;
mod highlights;
mod one;
mod rows;
mod timeline;

use ::customers::Kind;
use axum::{
    extract::Query,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::{
    error,
    visit::{Shown, Visit},
    withheld,
};
use crate::{
    app::customers::{LINES_MAX, Rows},
    json,
    parts::{Button, Column, Empty, Icon, Page, PageHeader, Row, Table, empty_state, link_button, submit, table},
    words,
};

pub use one::show;

/// What is searched for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
}

/// `GET /customers`.
pub async fn list(visit: Visit, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    let kind = Kind::of_word(&asked.kind);
    if visit.seen_as.is_some() {
        return error::missing(
            &visit,
            "Customers are not part of a preview",
            "See-as shows the strategy. Stop it to see customers as yourself.",
        );
    }
    let (app, seat, asset, text) = (visit.site.app.clone(), visit.seat.clone(), visit.asset.clone(), asked.q.trim().to_owned());
    let found = tokio::task::spawn_blocking(move || app.find_customers(&seat, asset.as_ref(), &text, kind)).await;
    let found = match found {
        Ok(Ok(found)) => found,
        Ok(Err(failure)) => return error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let lines = found.as_ref().map(lines).unwrap_or_default();
    if json::is_wanted(&headers) {
        let of = |line: &Line| json!({ "id": line.number, "name": line.name, "kind": line.kind, "place": line.place, "organisation": line.organisation, "npi": line.npi });
        return axum::Json(lines.iter().map(of).collect::<Vec<_>>()).into_response();
    }
    let header = PageHeader {
        title: "Customers".into(),
        lead: "What is our one relationship with this person or organisation, and what is my part in it?".into(),
        ..PageHeader::default()
    };
    let body = match visit.site.app.knows_customers() {
        false => nothing_kept(),
        true => html! {
            (search(&asked))
            (withheld::of_customers(&visit, "customers", guardrails::DataKind::OrganisationalStatus))
            (answer(&asked, &lines))
        },
    };
    let items = (!lines.is_empty()).then_some(lines.len());
    visit.show(Shown { page: Page::Customers, header, items, body })
}

/// A customer in a line, as far as it is seen. What is not seen is empty, and so is what is not known.
struct Line {
    number: String,
    name: String,
    kind: String,
    place: String,
    organisation: String,
    npi: String,
}

/// The lines that are seen, at most [`LINES_MAX`], in the order in which they were found.
fn lines(rows: &Rows) -> Vec<Line> {
    let line = |row: usize| {
        let [number, name, kind, place, organisation, npi] = [0, 1, 2, 3, 4, 5].map(|field| rows.values[field][row].clone());
        Line { number, name, kind, place, organisation, npi }
    };
    (0..rows.data.len().min(LINES_MAX)).map(line).collect()
}

fn nothing_kept() -> Markup {
    empty_state(
        Empty::FirstUse,
        "Nothing is kept of any customer yet",
        "Registers, exports of the field’s systems and claims become customers with `lodestar customers keep FILE…` and `lodestar customers link`, beside this server.",
        link_button(&Button::new("See what can be read"), "/import"),
    )
}

fn search(asked: &Asked) -> Markup {
    html! {
        form.bar-r.search method="get" action="/customers" role="search" {
            label.lbl for="c-q" { "Name, place, organisation or NPI" }
            input.short #c-q type="search" name="q" value=(asked.q) autocomplete="off" maxlength="200";
            label.lbl for="c-kind" { "Who" }
            select.short #c-kind name="kind" {
                option value="" selected[asked.kind.is_empty()] { "everybody" }
                @for kind in Kind::ALL { option value=(kind.word()) selected[asked.kind == kind.word()] { (kind_words(kind.word())) } }
            }
            (submit(&Button::new("Search").icon(Icon::Search)))
        }
    }
}

/// A kind as people say it.
fn kind_words(word: &str) -> String {
    match word {
        "hcp" => "HCP".into(),
        "hta body" => "HTA body".into(),
        other => words::capital(other),
    }
}

fn answer(asked: &Asked, lines: &[Line]) -> Markup {
    if asked.q.trim().is_empty() {
        return html! {
            p.muted { "Type the beginning of a name, a town, an organisation or an NPI. The order of words does not matter." }
            p { "Or begin with " @for letter in 'A'..='Z' { a href=(format!("/customers?q={}", letter.to_ascii_lowercase())) { (letter) } " " } }
        };
    }
    if lines.is_empty() {
        let sentence =
            format!("Nobody is known here, or to you, whose name, place, organisation or number begins with “{}”.", asked.q.trim());
        return empty_state(Empty::NoMatch, "No customer to be shown", &sentence, link_button(&Button::new("Clear"), "/customers"));
    }
    let row = |line: &Line| {
        let or_none = |text: &str| {
            if text.is_empty() {
                html! { span.absent { "none" } }
            } else {
                html! { (text) }
            }
        };
        Row::linked(
            format!("/customers/{}", line.number),
            vec![
                html! { (line.name) },
                html! { (kind_words(&line.kind)) },
                or_none(&line.place),
                or_none(&line.organisation),
                html! { @if line.npi.is_empty() { span.absent { "none" } } @else { span.mono { (line.npi) } } },
            ],
        )
    };
    let footer = match lines.len() {
        LINES_MAX => format!("The first {LINES_MAX}; type more to see others."),
        _ => String::new(),
    };
    let found = table(&Table {
        caption: format!("Customers for “{}”", asked.q.trim()),
        columns: ["Name", "Who", "Place", "Organisation", "NPI"].map(Column::text).to_vec(),
        rows: lines.iter().map(row).collect(),
        footer,
        ..Table::default()
    });
    html! { div.fold { (found) } }
}
