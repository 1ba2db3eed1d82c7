//! One kind of record: its fields with what they take, an example as text, its schema, and the rules that read it.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use strategy::{
    Kind,
    schema::{self, Field, Shape},
};

use super::{kinds, sample};
use crate::{
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{
        Button, Column, Excerpt, Highlight, Icon, Link, Page, PageHeader, Row, Table, chips, code_excerpt, link_button, section, table,
        ticked,
    },
    words,
};

/// `GET /kinds/{name}`, by name or plural.
pub async fn show(visit: Visit, Path(name): Path<String>) -> Response {
    let Some(kind) = Kind::parse(&name) else {
        let near = strategy::words::nearest(&name, Kind::ALL.iter().map(|kind| kind.name())).map(|near| format!("Did you mean {near}?"));
        return error::missing(
            &visit,
            &format!("There is no kind of record {name}"),
            &near.unwrap_or_else(|| "The page Kinds of record lists all of them.".into()),
        );
    };
    let count = kinds::count(&visit, kind);
    let header = PageHeader {
        crumbs: vec![Link::new("Rules", "/rules"), Link::new("Kinds of record", "/kinds")],
        kicker: "Kind of record".into(),
        title: kind.label(),
        lead: format!("{} is {}.", words::capital(&named(Some(kind))), kind.about()),
        highlights: vec![
            Highlight::new("Name in files", html! { span.mono { (kind.name()) } }),
            Highlight::new("Keys start with", html! { span.mono { (kind.prefix()) "-" } }),
            Highlight::new(
                "In this asset",
                html! { @if count > 0 { a href=(format!("/records?kind={}", kind.name())) { (count) } } @else { "0" } },
            ),
        ],
        actions: Some(html! {
            (link_button(&Button::new("JSON schema").icon(Icon::Download), &format!("/kinds/{}/schema.json", kind.name())))
            (link_button(&Button::primary(format!("New {}", kind.label())).icon(Icon::Plus), &format!("/records/new/{}", kind.name())))
        }),
    };
    let body = html! {
        (section("fields", "Fields", fields(&format!("Fields of {}", kind.plural()), schema::fields(kind))))
        (section("example", "As text", html! {
            p.muted { "Every field of its own, filled in. Leave out what you do not know." }
            (code_excerpt(&as_text(kind)))
        }))
        (section("common", "Fields of every kind", fields("Fields that all kinds share", &schema::HEADER)))
        (section("rules", "Rules that read it", read_by(kind)))
    };
    visit.show(Shown { page: Page::Rules, header, items: Some(rows(schema::fields(kind)).len()), body })
}

/// `GET /kinds/{name}/schema.json`.
pub async fn json_schema(Path(name): Path<String>) -> Response {
    match Kind::parse(&name) {
        Some(kind) => ([(header::CONTENT_TYPE, "application/schema+json")], schema::json_schema(kind).to_string()).into_response(),
        None => (StatusCode::NOT_FOUND, format!("there is no kind `{name}`\n")).into_response(),
    }
}

fn fields(caption: &str, fields: &[Field]) -> Markup {
    let all = table(&Table {
        caption: caption.into(),
        quiet_caption: true,
        columns: vec![Column::text("Field"), Column::text("What it holds"), Column::text("Takes")],
        rows: rows(fields)
            .into_iter()
            .map(|(name, field)| Row::plain(vec![html! { span.mono { (name) } }, ticked(&field.about), html! { (takes(&field.shape)) }]))
            .collect(),
        ..Table::default()
    });
    html! { div.fold { (all) } }
}

/// The fields with those of groups behind them: `success`, `success.patients`; `endpoints`, `endpoints.name`.
fn rows(fields: &[Field]) -> Vec<(String, &Field)> {
    let mut all = vec![];
    collect(fields, "", &mut all);
    all
}

fn collect<'f>(fields: &'f [Field], before: &str, all: &mut Vec<(String, &'f Field)>) {
    for field in fields {
        let name = format!("{before}{}", field.name);
        let group = match &field.shape {
            Shape::Group(inner) => Some(inner),
            Shape::List(inner) | Shape::Map(inner) => match &**inner {
                Shape::Group(inner) => Some(inner),
                _ => None,
            },
            _ => None,
        };
        all.push((name.clone(), field));
        if let Some(inner) = group {
            collect(inner, &format!("{name}."), all);
        }
    }
}

/// What a field takes, with a link where it is a link; the fields of a group follow in their own rows.
fn takes(shape: &Shape) -> Markup {
    html! {
        @match shape {
            Shape::Link(kind) if kind != "any" => { "a link to " a href=(format!("/kinds/{kind}")) { (named(Kind::parse(kind))) } },
            Shape::Group(_) => "a group",
            Shape::List(inner) => { "several, each " (takes(inner)) },
            Shape::Map(inner) => { "by name, each " (takes(inner)) },
            other => (other.words()),
        }
    }
}

fn as_text(kind: Kind) -> Excerpt {
    let lines = sample::text(kind).lines().enumerate().map(|(at, line)| (at + 1, line.to_owned())).collect();
    Excerpt { path: "strategy.toml".into(), lines, ..Excerpt::default() }
}

fn read_by(kind: Kind) -> Markup {
    let of = |all: bool| guardrails::check::all().filter(move |rule| if all { rule.reads.is_empty() } else { rule.reads.contains(&kind) });
    let links: Vec<Link> =
        of(false).map(|rule| Link::new(format!("{} {}", rule.code, rule.name), format!("/rules/{}", rule.code))).collect();
    let others = of(true).count();
    html! {
        @if links.is_empty() { p { "No rule reads only this kind." } } @else { (chips(&links)) }
        p.muted { (words::count(others, "further rule reads", "further rules read")) " records of every kind." }
    }
}

/// `a claim`, `an evidence need`; `evidence` cannot be counted.
fn named(kind: Option<Kind>) -> String {
    match kind {
        None => "a record".into(),
        Some(kind) if kind.plural() == kind.label() => kind.label(),
        Some(kind) => schema::with_article(&kind.label()),
    }
}
