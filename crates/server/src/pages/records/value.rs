//! A record's values as people read them: populations and measurements in words, links as links, lists of groups as
//! tables, readings of functions side by side.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::{Map, Value};
use strategy::{
    Any, Key, Owner, Population, Record, Ref,
    finding::value_words,
    record::Kind,
    schema::{self, Field, Shape},
};

use super::{link, sentence};
use crate::{
    pages::{Visit, withheld::block},
    parts::{self, Column, Link, Row, Table, chips, table},
    words,
};

/// What is needed to show the values of one record.
pub(super) struct Showing<'v> {
    /// The request.
    pub(super) visit: &'v Visit,
    /// Findings by the record that has changed since this one was confirmed against it.
    pub(super) suspect: BTreeMap<Key, String>,
}

impl<'v> Showing<'v> {
    /// For a record as it stands.
    pub(super) fn of(visit: &'v Visit, record: &Record) -> Showing<'v> {
        let mine = visit.view.findings().iter().filter(|f| f.code == "R901" && f.record.as_ref() == Some(&record.key));
        let suspect = mine.filter_map(|finding| Some((finding.path.first()?.record.clone(), finding.id.clone()))).collect();
        Showing { visit, suspect }
    }

    /// For an earlier revision, where nothing is suspect.
    pub(super) fn past(visit: &'v Visit) -> Showing<'v> {
        Showing { visit, suspect: BTreeMap::new() }
    }
}

/// All filled fields of a record, those of its kind first, and a line that names the empty ones.
pub(super) fn fields(showing: &Showing<'_>, record: &Record) -> Markup {
    let values = record.fields();
    // Owner, markets and state stand at the head of the page.
    let header = schema::HEADER.iter().filter(|field| matches!(field.name.as_str(), "asset" | "note" | "see_also"));
    let all: Vec<&Field> = schema::fields(record.kind()).iter().chain(header).collect();
    let withheld = showing.visit.view.withheld_of(&record.key);
    let is_withheld = |field: &&Field| withheld.iter().any(|one| one.field == field.name);
    let (filled, rest): (Vec<&Field>, Vec<&Field>) = all.into_iter().partition(|field| values.contains_key(&field.name));
    // What is withheld stands there whether or not anything is written; it is not among what is empty.
    let (hidden, empty): (Vec<&Field>, Vec<&Field>) = rest.into_iter().partition(is_withheld);
    html! {
        (facts(showing, &filled, &values))
        @if !hidden.is_empty() {
            dl.facts { @for (field, one) in hidden.iter().filter_map(|field| Some((field, withheld.iter().find(|one| one.field == field.name)?))) {
                div { dt { dfn.term title=(field.about) { (sentence(&words::field(&field.name))) } } dd { (block(showing.visit, &record.key, one)) } }
            } }
        }
        @if !empty.is_empty() { p.muted { "Not filled in: " (empty.iter().map(|f| words::field(&f.name)).collect::<Vec<_>>().join(", ")) "." } }
    }
}

/// Fields as a list of definitions; the help of a field is in the title of its name.
fn facts(showing: &Showing<'_>, fields: &[&Field], values: &Map<String, Value>) -> Markup {
    html! {
        dl.facts { @for field in fields {
            @if let Some(found) = values.get(&field.name) {
                div { dt { dfn.term title=(field.about) { (sentence(&words::field(&field.name))) } } dd { (value(showing, &field.shape, found)) } }
            }
        } }
    }
}

/// One value.
pub(super) fn value(showing: &Showing<'_>, shape: &Shape, found: &Value) -> Markup {
    match (shape, found) {
        (Shape::Population, found) => html! { (population(found)) },
        (Shape::Owner, Value::String(text)) => owner(text),
        (Shape::Date, Value::String(text)) => html! { (text.parse().map_or_else(|_| text.clone(), words::day)) },
        (Shape::Link(_), Value::String(text)) => one_link(showing, text),
        (Shape::List(inner), Value::Array(list)) => several(showing, inner, list),
        (Shape::Map(inner), Value::Object(map)) => by_name(showing, inner, map),
        (Shape::Group(fields), Value::Object(map)) => group(showing, fields, map),
        (_, Value::String(text)) => html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p { (line) } } },
        (_, other) => html! { (value_words(other)) },
    }
}

fn population(value: &Value) -> String {
    serde_json::from_value::<Population>(value.clone()).map_or_else(|_| value_words(value), |population| population.words())
}

fn owner(text: &str) -> Markup {
    let (function, person) = words::owner(Owner::parse(text).as_ref());
    if function.is_empty() {
        html! { (text) }
    } else {
        parts::owner(parts::Mark::of(&function), &function, &person)
    }
}

fn one_link(showing: &Showing<'_>, text: &str) -> Markup {
    let Some(target) = Ref::<Any>::parse(text) else { return html! { (text) } };
    let Some(record) = showing.visit.graph().record(&target.key) else {
        return html! { span.mono { (target.key) } " " span.chip { "no such record" } };
    };
    html! { (link(record)) @if let Some(finding) = showing.suspect.get(&target.key) { " " (suspect(finding)) } }
}

/// The mark of a link whose target has changed since it was confirmed; leads to where it can be confirmed.
pub(super) fn suspect(finding: &str) -> Markup {
    parts::chip("changed since, confirm", Some(&format!("/alignment/{finding}")))
}

fn several(showing: &Showing<'_>, inner: &Shape, list: &[Value]) -> Markup {
    match inner {
        Shape::Group(fields) => rows(showing, fields, list),
        Shape::Word(_) => chips(&list.iter().map(|item| Link::new(value_words(item), "")).collect::<Vec<_>>()),
        _ if list.len() == 1 => value(showing, inner, &list[0]),
        _ => html! { ul.lines { @for item in list { li { (value(showing, inner, item)) } } } },
    }
}

/// A list of groups: a table with the columns that are in use, or a list of words where each is a measurement.
fn rows(showing: &Showing<'_>, fields: &[Field], list: &[Value]) -> Markup {
    let groups: Vec<&Map<String, Value>> = list.iter().filter_map(Value::as_object).collect();
    let said: Option<Vec<String>> = groups.iter().map(|group| measured(fields, group)).collect();
    if let Some(said) = said {
        return html! { ul.lines { @for words in said { li { (words) } } } };
    }
    let used: Vec<&Field> = fields.iter().filter(|field| groups.iter().any(|group| group.contains_key(&field.name))).collect();
    let cell = |group: &Map<String, Value>, field: &Field| match group.get(&field.name) {
        Some(found) => value(showing, &field.shape, found),
        None => parts::absent(&parts::Absence::None),
    };
    let column = |field: &&Field| {
        let numeric = matches!(field.shape, Shape::Number | Shape::Integer);
        Column { label: sentence(&words::field(&field.name)), numeric, ..Column::default() }
    };
    table(&Table {
        caption: "One row each".into(),
        quiet_caption: true,
        columns: used.iter().map(column).collect(),
        rows: groups.iter().map(|group| Row::plain(used.iter().map(|field| cell(group, field)).collect())).collect(),
        compact: true,
        ..Table::default()
    })
}

/// A group of fields: a measurement in words, groups of groups (such as the readings of a need) side by side, any
/// other as a list of its fields.
fn group(showing: &Showing<'_>, fields: &[Field], map: &Map<String, Value>) -> Markup {
    if let Some(words) = measured(fields, map) {
        return html! { (words) };
    }
    let inner = |field: &Field| match (&field.shape, map.get(&field.name)) {
        (Shape::Group(inner), Some(Value::Object(map))) => Some(facts(showing, &inner.iter().collect::<Vec<_>>(), map)),
        _ => None,
    };
    if fields.iter().any(|field| !matches!(field.shape, Shape::Group(_))) {
        return facts(showing, &fields.iter().collect::<Vec<_>>(), map);
    }
    html! {
        div.cols { @for (field, inner) in fields.iter().filter_map(|field| Some((field, inner(field)?))) {
            div.card { h3 { (owner(&field.name)) } (inner) }
        } }
    }
}

/// Values by name, one a line. A name that is the key of a market or role is a link.
fn by_name(showing: &Showing<'_>, inner: &Shape, map: &Map<String, Value>) -> Markup {
    let named = |name: &str| match Key::new(name).and_then(|key| showing.visit.graph().record(&key)) {
        Some(record) if matches!(record.kind(), Kind::Market | Kind::Role) => link(record),
        _ => html! { (name) },
    };
    html! { ul.lines { @for (name, found) in map { li { (named(name)) ": " (value(showing, inner, found)) } } } }
}

/// A measurement in words: `hazard ratio 0.80 (0.73 to 0.87)`. `None` for other groups.
fn measured(fields: &[Field], group: &Map<String, Value>) -> Option<String> {
    let is_measured = ["measure", "value", "low", "high"].iter().all(|name| fields.iter().any(|field| field.name == *name));
    let of = |name: &str| group.get(name).map(value_words);
    let interval = of("low").zip(of("high")).map(|(low, high)| format!(" ({low} to {high})")).unwrap_or_default();
    let unit = of("unit").map(|unit| format!(" {unit}")).unwrap_or_default();
    let endpoint = of("endpoint").map(|endpoint| format!(", {endpoint}")).unwrap_or_default();
    let better = of("better").map(|way| format!("; {way} is better")).unwrap_or_default();
    let number = of("value").map(|value| format!(" {value}")).unwrap_or_else(|| " without a value".into());
    is_measured.then(|| format!("{}{number}{unit}{interval}{endpoint}{better}", of("measure").unwrap_or_default()))
}
