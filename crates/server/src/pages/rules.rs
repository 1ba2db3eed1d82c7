//! Rules: what is checked, how bad a breach is, and how often each is broken now.
//! One rule's page is in [`rule`]; what records are made of is in [`kinds`] and [`kind`].

pub mod kind;
pub mod kinds;
pub mod rule;

mod example;
mod sample;

use axum::{
    Json,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use guardrails::check;
use maud::{Markup, html};
use serde_json::{Value, json};
use strategy::{
    Finding, Severity,
    check::About,
    input::{self, InputCode},
};

use super::visit::{Shown, Visit};
use crate::{
    json,
    parts::{Column, Link, Page, PageHeader, Row, Table, chips, section, severity_badge, table, tabs},
    words,
};

/// The families of rules: the letter of their codes, what they ask.
const FAMILIES: &[(char, &str)] = &[
    ('A', "Anchor: does everything serve the need?"),
    ('F', "Fit: do the scopes match?"),
    ('E', "Evidence: does what is said stand on something?"),
    ('S', "Sequence: does everything happen in its order?"),
    ('G', "Guardrails: may it be said, to them, now?"),
    ('M', "Messages and language: do we say the same?"),
    ('K', "Goals and metrics: do we want the same?"),
    ('C', "Coordination: do we work together?"),
    ('R', "Freshness and governance: does it still hold?"),
];

/// The family of input codes, which come from reading and not from a rule.
const INPUT: &str = "Input: can it be read at all?";

/// `GET /rules`, as a page or as JSON.
pub async fn list(visit: Visit, headers: HeaderMap) -> Response {
    let open = Open::of(&visit);
    let vary = [(header::VARY, "accept")];
    if json::is_wanted(&headers) {
        return (vary, Json(told(&open))).into_response();
    }
    let header = PageHeader {
        title: "Rules".into(),
        lead: format!("What is checked after every change, and why. {} rules; each has a page with examples.", check::all().count()),
        ..PageHeader::default()
    };
    let families = FAMILIES
        .iter()
        .map(|(letter, asks)| (*letter, *asks, of_family(*letter)))
        .filter(|(_, _, rules)| !rules.is_empty())
        .collect::<Vec<_>>();
    let body = html! {
        (sections_of_help(0))
        (chips(&families.iter().map(|(letter, asks, _)| Link::new(short(*letter, asks), format!("#{letter}"))).chain([Link::new("I Input", "#I")]).collect::<Vec<_>>()))
        @for (letter, asks, rules) in &families {
            (section(&letter.to_string(), asks, family(*letter, rules.iter().map(|rule| row(rule.code, rule.name, rule.severity, rule.summary, open.of_rule(rule.code))))))
        }
        (section("I", INPUT, html! {
            p.muted { "Found while a file is read or a link is followed, before any rule can look." }
            (family('I', input::CODES.iter().map(|code| row(code.code, code.name, code.severity, &first_sentence(code.about), open.of_input(code.code)))))
        }))
    };
    (vary, visit.show(Shown { page: Page::Rules, header, items: Some(check::all().count() + input::CODES.len()), body })).into_response()
}

/// The two halves of the help: the rules, the kinds of record.
fn sections_of_help(current: usize) -> Markup {
    tabs("Help", &[Link::new("Rules", "/rules"), Link::new("Kinds of record", "/kinds")], current)
}

/// The open findings of the asset, by code.
struct Open<'v> {
    findings: Vec<&'v Finding>,
    problems: Vec<Finding>,
}

impl<'v> Open<'v> {
    fn of(visit: &'v Visit) -> Open<'v> {
        Open { findings: visit.findings(), problems: problems(visit) }
    }

    fn of_rule(&self, code: &str) -> (usize, String) {
        (self.findings.iter().filter(|finding| finding.code == code).count(), format!("/alignment?rule={code}"))
    }

    fn of_input(&self, code: &str) -> (usize, String) {
        (self.problems.iter().filter(|finding| finding.code == code).count(), format!("/rules/{code}#open"))
    }
}

/// Links of the asset's records that point at nothing or at the wrong kind.
pub(super) fn problems(visit: &Visit) -> Vec<Finding> {
    let mine =
        |finding: &Finding| finding.record.as_ref().and_then(|key| visit.graph().record(key)).is_none_or(|record| visit.is_mine(record));
    visit.graph().problems().into_iter().filter(mine).collect()
}

fn of_family(letter: char) -> Vec<About> {
    check::all().filter(|rule| rule.code.starts_with(letter)).collect()
}

/// `A Anchor`.
fn short(letter: char, asks: &str) -> String {
    format!("{letter} {}", asks.split(':').next().unwrap_or_default())
}

fn family(letter: char, rows: impl Iterator<Item = Row>) -> Markup {
    let all = table(&Table {
        caption: format!("Codes that start with {letter}"),
        quiet_caption: true,
        columns: vec![
            Column::text("Code"),
            Column::text("Name"),
            Column::text("Severity"),
            Column::text("Raised when"),
            Column::number("Open now", ""),
        ],
        rows: rows.collect(),
        ..Table::default()
    });
    html! { div.fold.rules { (all) } }
}

fn row(code: &str, name: &str, severity: Severity, summary: &str, (open, href): (usize, String)) -> Row {
    let count = html! { @if open > 0 { a href=(href) aria-label=(format!("{} of {code}", words::count(open, "open finding", "open findings"))) { (open) } } @else { span.muted { "0" } } };
    let cells =
        vec![html! { span.mono { (code) } }, html! { (name) }, severity_badge(words::severity(severity)), html! { (summary) }, count];
    Row::linked(format!("/rules/{code}"), cells)
}

/// The first sentence as rules word theirs: without capital and full stop.
fn first_sentence(text: &str) -> String {
    let mut letters = text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The table as JSON.
fn told(open: &Open<'_>) -> Value {
    let of_rule = |rule: About| {
        let reads: Vec<&str> = rule.reads.iter().map(|kind| kind.name()).collect();
        json!({
            "code": rule.code, "name": rule.name, "severity": rule.severity.as_str(), "summary": rule.summary,
            "serves": rule.serves, "reads": reads, "open": open.of_rule(rule.code).0, "href": format!("/rules/{}", rule.code),
        })
    };
    let of_input = |code: &InputCode| {
        json!({
            "code": code.code, "name": code.name, "severity": code.severity.as_str(), "summary": code.about,
            "open": open.of_input(code.code).0, "href": format!("/rules/{}", code.code),
        })
    };
    json!({ "rules": check::all().map(of_rule).collect::<Vec<_>>(), "input": input::CODES.iter().map(of_input).collect::<Vec<_>>() })
}
