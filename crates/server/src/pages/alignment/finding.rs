//! One finding: where it is, why it matters, how to mend it, what happened to it.

use axum::{extract::Path, response::Response};
use guardrails::check;
use maud::{Markup, html};
use strategy::{Finding, Standing};

use crate::{
    pages::{
        error, home,
        markdown::markdown,
        visit::{Shown, Visit},
    },
    parts::{
        Button, Column, FindingCard, FindingState, Fix, Link, Page, PageHeader, Row, Table, Tone, finding_card, fix_list, link_button,
        notice, record_link, table, ticked,
    },
    words,
};

/// `GET /alignment/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    let Some(finding) = visit.view.finding(&id).cloned() else {
        return error::missing(&visit, &format!("Finding {id} is not raised today"), "It was mended, or a record it rests on has changed.");
    };
    let header = PageHeader {
        crumbs: vec![Link::new("Alignment", "/alignment")],
        kicker: format!("{} · {} {}", finding.id, finding.code, finding.name),
        title: plain(&finding.message),
        ..PageHeader::default()
    };
    let body = finding_card(&card(&visit, &finding));
    visit.show(Shown { page: Page::Alignment, header, items: Some(1), body })
}

fn card(visit: &Visit, finding: &Finding) -> FindingCard {
    let mut row = home::row(visit, finding);
    row.href = String::new();
    // The page's heading says what is wrong here; the card's head says which rule found it.
    row.message = finding.name.replace('-', " ");
    row.state = match finding.standing {
        Standing::Open => FindingState::Open,
        Standing::Accepted { .. } => FindingState::Accepted,
        Standing::Disputed { .. } => FindingState::Disputed,
    };
    if let Standing::Accepted { until: Some(until), .. } = finding.standing {
        row.age = format!("until {}", words::day(until));
    }
    FindingCard {
        row,
        place: Some(place(visit, finding)),
        why: Some(why(visit, finding)),
        fix: Some(fix(finding)),
        activity: Some(activity(visit, finding)),
    }
}

/// A message as a heading: without the ticks around the user's words.
pub(super) fn plain(message: &str) -> String {
    words::capital(&message.replace('`', ""))
}

fn place(visit: &Visit, finding: &Finding) -> Markup {
    let link = |key: &strategy::Key, title: &str| match visit.graph().record(key) {
        Some(record) => {
            let (function, _) = words::owner(record.header.owner.as_ref());
            record_link(crate::parts::Mark::of(&function), &function, key.as_str(), &home::short(title), &format!("/records/{key}"))
        }
        None => html! { span.mono { (key) } " " (title) },
    };
    html! {
        @if let Some(key) = &finding.record {
            p { (schema_kind(finding)) " " (link(key, &finding.title)) @if let Some(field) = &finding.field { ", field " code { (field) } } }
        }
        @if !finding.path.is_empty() {
            ol.path-list { @for step in &finding.path {
                li { @if !step.by.is_empty() { span.muted { "is in " code { (step.by) } " of " } } (link(&step.record, &step.title)) }
            } }
        }
        @if let Some((file, Some(place))) = &finding.source { p.muted { (file) ", " (place.words()) } }
    }
}

/// A help line as a sentence.
fn sentence(help: &str) -> String {
    if help.is_empty() { String::new() } else { format!("{}.", words::capital(help)) }
}

fn schema_kind(finding: &Finding) -> String {
    words::capital(&finding.kind.label())
}

fn why(visit: &Visit, finding: &Finding) -> Markup {
    let rule = check::find(finding.code);
    let matters = rule.and_then(|rule| section_of(rule.page, "Why it matters"));
    let rows = finding.facts.iter().map(|fact| {
        let exists = visit.graph().record(&fact.record).is_some();
        let record = html! { @if exists { a.mono href=(format!("/records/{}", fact.record)) { (fact.record) } } @else { span.mono { (fact.record) } } };
        Row { cells: vec![record, html! { (fact.revision) }, html! { (words::field(&fact.field)) }, html! { (fact.value) }], ..Row::default() }
    });
    let columns = [("Record", false), ("Revision", true), ("Field", false), ("Says", false)];
    let facts = Table {
        caption: "Facts used".into(),
        columns: columns.iter().map(|(label, numeric)| Column { label: (*label).into(), numeric: *numeric, ..Column::default() }).collect(),
        rows: rows.collect(),
        compact: true,
        ..Table::default()
    };
    html! {
        @if let Some(rule) = rule { p { "Rule " a href=(format!("/rules/{}", rule.code)) { (rule.code) " " (rule.name) } " is raised when " (rule.summary) "." } }
        @if let Some(matters) = matters { (markdown(&matters)) }
        @if !finding.facts.is_empty() { (table(&facts)) }
        @if !finding.unless.is_empty() { p { "It would not be raised if " (ticked(&finding.unless)) "." } }
    }
}

/// The text under a heading of a rule's page.
fn section_of(page: &str, heading: &str) -> Option<String> {
    let start = page.find(&format!("## {heading}"))? + heading.len() + 3;
    let rest = &page[start..];
    Some(rest[..rest.find("\n## ").unwrap_or(rest.len())].trim().to_owned())
}

fn fix(finding: &Finding) -> Markup {
    let shown: Vec<Fix> = finding
        .fixes
        .iter()
        .enumerate()
        .map(|(index, fix)| {
            let advice = fix.changes.is_empty();
            Fix {
                text: plain(&fix.label),
                effect: if advice {
                    "a person must do this".into()
                } else {
                    format!("clears {}, {}", finding.id, super::touches(fix.touches()))
                },
                preview: if advice { String::new() } else { format!("/alignment/{}/fixes/{index}", finding.id) },
                smallest: index == 0 && !advice,
            }
        })
        .collect();
    html! {
        p { (ticked(&sentence(&finding.help))) }
        @if !shown.is_empty() { (fix_list(&shown)) }
        @if let Some(key) = &finding.record { p { (link_button(&Button::new("Edit the record"), &format!("/records/{key}/edit"))) } }
        @if finding.is_open() {
            p { "Not now, or not a problem? " a href=(format!("/alignment/{}/waiver", finding.id)) { "Accept it until a day, or dispute it" } }
        }
    }
}

fn activity(visit: &Visit, finding: &Finding) -> Markup {
    let history = finding.record.as_ref().and_then(|key| visit.site.app.history(&visit.seat, key).ok());
    let last = history.and_then(|revisions| revisions.into_iter().next()).map(|one| one.written);
    html! {
        @match &finding.standing {
            Standing::Open => p { "Open. It is checked again with every change." },
            Standing::Accepted { waiver, until } => (notice(Tone::Info, "Accepted", html! {
                "Under waiver " a href=(format!("/records/{waiver}")) { (waiver) } @if let Some(until) = until { ", until " (words::day(*until)) } ". It comes back on the day after, or when a fact changes."
            })),
            Standing::Disputed { waiver } => (notice(Tone::Info, "Disputed", html! {
                "Under waiver " a href=(format!("/records/{waiver}")) { (waiver) } ". It comes back when a fact changes."
            })),
        }
        @if let Some(told) = last {
            p.muted { "The record was last changed " (words::instant(told.at)) " by " (told.author) ", " (told.acting_as) ": " (told.label) @if !told.reason.is_empty() { ", because " (told.reason) } "." }
        }
    }
}
