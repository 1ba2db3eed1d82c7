//! The complete view of one customer: who it is, the six facts that functions coordinate by, what happened in the days around
//! today, and everything else that is known, each with its source and under the gate.

use axum::{
    extract::{Path, Query},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    super::{Visit, error, visit::Shown, withheld},
    contacts, highlights, kind_words,
    rows::{self, value},
    timeline::{self, Event},
};
use crate::{
    app::customers::{Customer, Rows, Section},
    json,
    parts::{Button, Column, Empty, Link, Page, PageHeader, Row, Table, empty_state, function_mark, link_button, section, table},
    words,
};

/// How many events the list shows.
const EVENTS: usize = 40;

/// The day around which events are shown.
#[derive(Debug, Default, Deserialize)]
pub struct Around {
    #[serde(default)]
    day: String,
}

/// `GET /customers/{number}`.
pub async fn show(visit: Visit, headers: HeaderMap, Path(number): Path<String>, Query(around): Query<Around>) -> Response {
    let missing = || {
        error::missing(
            &visit,
            "There is no such customer",
            "It may have become one with another, or its file was taken back. Search for the name.",
        )
    };
    let Ok(number) = number.parse::<i64>() else { return missing() };
    if visit.seen_as.is_some() {
        return error::missing(
            &visit,
            "Customers are not part of a preview",
            "See-as shows the strategy. Stop it to see customers as yourself.",
        );
    }
    let (app, seat, asset, day) = (visit.site.app.clone(), visit.seat.clone(), visit.asset.clone(), around.day.parse::<Date>().ok());
    let found = match tokio::task::spawn_blocking(move || app.customer(&seat, asset.as_ref(), number, day)).await {
        Ok(Ok(found)) => found,
        Ok(Err(failure)) => return error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    // Whoever may not even know that there is somebody gets the answer of nobody.
    let Some(customer) = found.filter(|customer| !name(customer).is_empty()) else { return missing() };
    note_withheld(&visit, &customer);
    if json::is_wanted(&headers) {
        return axum::Json(as_json(&customer)).into_response();
    }
    let events = timeline::events(&customer);
    let body = html! {
        (section("days", "What happened", days(&visit, &customer, &events)))
        @for one in listed_sections(&customer) { (section(one.sort.anchor, one.sort.title, facts(&visit, one))) }
        (section("nothing", "Of which there is nothing to be shown", nothing(&visit, &customer)))
        (section("who", "Who it is, and who says so", who(&visit, &customer)))
    };
    let place: Vec<&str> = ["city", "state"].into_iter().map(|field| of_who(&customer, field)).filter(|text| !text.is_empty()).collect();
    let header = PageHeader {
        crumbs: vec![Link::new("Customers", "/customers")],
        kicker: kind_words(customer.kind.word()),
        title: name(&customer).to_owned(),
        lead: place.join(", "),
        highlights: highlights::strip(&visit, &customer),
        ..PageHeader::default()
    };
    visit.show(Shown { page: Page::Customers, header, items: None, body })
}

/// What is seen of a field of who somebody is; empty otherwise.
fn of_who<'c>(customer: &'c Customer, field: &str) -> &'c str {
    let rows = customer.who.iter().flat_map(|rows| (0..rows.data.len()).map(move |row| (rows, row)));
    let mut found = rows.filter(|(rows, row)| value(rows, 0, *row) == field).map(|(rows, row)| value(rows, 1, row));
    found.next().unwrap_or_default()
}

fn name(customer: &Customer) -> &str {
    of_who(customer, "name")
}

fn note_withheld(visit: &Visit, customer: &Customer) {
    let all = customer.sections.iter().map(|section| &section.rows).chain([&customer.engagement]).chain(&customer.who);
    let mut rules: Vec<String> = all.flat_map(rows::rules).map(ToString::to_string).collect();
    rules.extend(
        customer.sections.iter().flat_map(|section| withheld::rules_of_data(visit, section.sort.data)).map(|rule| rule.to_string()),
    );
    rules.sort();
    rules.dedup();
    rules.into_iter().for_each(|rule| visit.note_withheld(format!("customer {}", customer.id), rule));
}

fn days(visit: &Visit, customer: &Customer, events: &[Event<'_>]) -> Markup {
    let (from, until) = customer.days;
    let step = |months: i64, label: &str| {
        let day = visit_day(customer).saturating_add(jiff::Span::new().months(months));
        link_button(&Button::new(label), &format!("/customers/{}?day={day}", customer.id))
    };
    html! {
        p.muted { (words::day(from)) " to " (words::day(until)) ", as far as you may see it." }
        (withheld::of_customers(visit, "activities", guardrails::DataKind::Activity))
        @if events.is_empty() {
            (empty_state(Empty::NoMatch, "Nothing to be shown in these days", "Nothing is on record, or nothing that you may see.", html! {}))
        } @else {
            (contacts::picture(events, customer.days, visit.view.day()))
            div.fold { (listed(events)) }
        }
        div.bar-r { (step(-3, "Three months earlier")) (step(3, "Three months later")) }
    }
}

/// The day around which the events are: a month before their end.
fn visit_day(customer: &Customer) -> Date {
    customer.days.0.saturating_add(jiff::Span::new().months(3))
}

fn listed(events: &[Event<'_>]) -> Markup {
    let row = |event: &Event<'_>| {
        let whose = match event.function {
            Some(function) => function_mark(words::mark(function), function.as_str()),
            None => html! { span.muted { "no function" } },
        };
        Row::plain(vec![
            html! { (words::day(event.day)) },
            whose,
            html! { (event.what) },
            html! { @if event.says.is_empty() { span.absent { "none" } } @else { (event.says) } },
            html! { span.muted { (event.source) } },
        ])
    };
    let more = events.len().saturating_sub(EVENTS);
    table(&Table {
        caption: "Events, the latest first".into(),
        quiet_caption: true,
        columns: ["Day", "Function", "What", "Seen of it", "Source"].map(Column::text).to_vec(),
        rows: events.iter().take(EVENTS).map(row).collect(),
        footer: if more > 0 { format!("{more} earlier ones are in the sections below.") } else { String::new() },
        compact: true,
    })
}

/// The sections of which something is seen and that the list of events does not hold already.
fn listed_sections(customer: &Customer) -> impl Iterator<Item = &Section> {
    customer.sections.iter().filter(|section| !section.rows.data.is_empty() && !section.sort.in_window)
}

/// A section: what the policy says of it, and what is seen.
fn facts(visit: &Visit, of: &Section) -> Markup {
    html! {
        (withheld::of_customers(visit, &of.sort.title.to_lowercase(), of.sort.data))
        div.fold { (rows::of_section(of)) }
    }
}

/// The sorts of which nothing is seen, and by which rule, where one withholds them.
fn nothing(visit: &Visit, customer: &Customer) -> Markup {
    let row = |section: &Section| {
        let sort = section.sort;
        let rules = withheld::rules_of_data(visit, sort.data);
        let why = match rules.first() {
            None => html! { span.absent { "none on record" } },
            Some(_) => html! {
                @if section.is_something { p { "Something is on record." } }
                (withheld::of_customers(visit, &sort.title.to_lowercase(), sort.data))
            },
        };
        Row::plain(vec![html! { (sort.title) }, why])
    };
    let empty: Vec<Row> = customer.sections.iter().filter(|section| section.rows.data.is_empty()).map(row).collect();
    if empty.is_empty() {
        return html! { p.muted { "Something is known of everything." } };
    }
    html! { div.fold { (table(&Table {
        caption: "Sorts of facts without a row".into(),
        quiet_caption: true,
        columns: ["What", "Why"].map(Column::text).to_vec(),
        rows: empty,
        ..Table::default()
    })) } }
}

fn who(visit: &Visit, customer: &Customer) -> Markup {
    let of = |rows: &Rows| {
        let row = |row: usize| {
            let source = value(rows, 2, row);
            let source = if source.is_empty() {
                html! { span.muted { "all of them" } }
            } else {
                html! { span.muted { (source) } }
            };
            Row::plain(vec![html! { (field_words(value(rows, 0, row))) }, html! { (value(rows, 1, row)) }, source])
        };
        (0..rows.data.len()).filter(|row| rows.shown[1][*row]).map(row).collect::<Vec<_>>()
    };
    html! {
        (withheld::of_customers(visit, "details of who it is", guardrails::DataKind::OrganisationalStatus))
        (table(&Table {
            caption: "Each value from the best of its sources".into(),
            quiet_caption: true,
            columns: ["Field", "Value", "Source"].map(Column::text).to_vec(),
            rows: customer.who.iter().flat_map(of).collect(),
            compact: true,
            ..Table::default()
        }))
    }
}

/// A field as people say it.
fn field_words(word: &str) -> String {
    if word == "npi" { "NPI".into() } else { words::capital(&word.replace('_', " ")) }
}

/// The same for programs: what is not seen is not there.
fn as_json(customer: &Customer) -> Value {
    let objects = |rows: &Rows| {
        let object = |row: usize| {
            let shown = (0..rows.fields.len()).filter(|field| rows.shown[*field][row] && !rows.values[*field][row].is_empty());
            Value::Object(shown.map(|field| (rows.fields[field].name.clone(), json!(rows.values[field][row]))).collect::<Map<_, _>>())
        };
        Value::Array((0..rows.data.len()).map(object).collect())
    };
    let sections: Map<_, _> = customer.sections.iter().map(|section| (section.sort.anchor.to_owned(), objects(&section.rows))).collect();
    let who: Vec<Value> = customer.who.iter().map(objects).collect();
    json!({
        "id": customer.id, "kind": customer.kind.word(), "from": customer.days.0, "until": customer.days.1, "who": who,
        "engagement": objects(&customer.engagement), "facts": sections,
    })
}
