//! Every record: the kinds with their counts, the records of one kind, and a search over all of them.
//! One record, its form, its history and the comparison of days have a file each.

pub mod changes;
pub mod compare;
pub mod days;
pub mod edit;
pub mod history;
pub mod view;
pub mod withdrawal;

mod around;
mod entries;
mod inputs;
mod json;
mod stale;
mod typed;
mod value;

use axum::{extract::Query, response::Response};
use guardrails::check::Desk;
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{Kind, Record, record::State};

pub(super) use crate::words::capital as sentence;

use super::{
    guardrail,
    home::short,
    visit::{Shown, Visit},
    withheld,
};
use crate::{
    app::keys::is_partly_seen,
    parts::{
        self, Button, Column, Empty, Icon, Link, Page, PageHeader, Row, Table, chips, empty_state, link_button, record_link, section, table,
    },
    words,
};

/// The kinds as the list shows them, in the order in which a strategy is formed.
pub const GROUPS: &[(&str, &[Kind])] = &[
    ("The spine", &[Kind::Asset, Kind::Indication, Kind::Market, Kind::Need]),
    ("What is known", &[Kind::Evidence, Kind::EvidenceNeed, Kind::Belief, Kind::Insight]),
    ("What is said", &[Kind::Claim, Kind::Message, Kind::Content]),
    ("What is done", &[Kind::Activity, Kind::Milestone, Kind::Initiative, Kind::Role]),
    ("Patients and access", &[Kind::Journey, Kind::Barrier, Kind::ValueAgreement, Kind::Stakeholder]),
    ("Goals", &[Kind::Goal, Kind::Kpi, Kind::Incentive]),
    (
        "Working together",
        &[Kind::Request, Kind::Handoff, Kind::Forum, Kind::Session, Kind::Decision, Kind::Agreement, Kind::DeferredProblem, Kind::Lesson],
    ),
    ("Language and learning", &[Kind::Term, Kind::Training, Kind::Assessment]),
    ("Rules and exceptions", &[Kind::Rule, Kind::Pack, Kind::SharingMatrix, Kind::Waiver]),
];

/// Which records are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    q: String,
}

/// `GET /records`.
pub async fn list(visit: Visit, Query(filter): Query<Filter>) -> Response {
    let kind = Kind::parse(&filter.kind);
    let words = filter.q.trim().to_lowercase();
    let found: Vec<&Record> = mine(&visit).filter(|r| kind.is_none_or(|kind| r.kind() == kind) && holds(r, &words)).collect();
    let new = kind.map(|kind| {
        link_button(&Button::primary(format!("New {}", kind.label())).icon(Icon::Plus), &format!("/records/new/{}", kind.name()))
    });
    let latest = link_button(&Button::new("Latest changes").icon(Icon::History), "/changes");
    let header = PageHeader {
        crumbs: kind.map(|_| Link::new("Records", "/records")).into_iter().collect(),
        title: kind.map_or_else(|| "Records".into(), |kind| sentence(kind.plural())),
        lead: kind
            .map_or_else(|| "Everything the strategy is made of, kind by kind.".into(), |kind| format!("{}.", sentence(kind.about()))),
        actions: Some(html! { (latest) @if let Some(new) = new { (new) } }),
        ..PageHeader::default()
    };
    let body = html! {
        (search(&filter, kind))
        @if let Some(kind) = kind { (withheld::of_kind(&visit, kind)) }
        @if kind.is_none() && words.is_empty() { (overview(&visit)) }
        @else if found.is_empty() { (nothing(kind, &filter.q)) }
        @else { (tables(&visit, &found, kind.is_some())) }
    };
    visit.show(Shown { page: Page::Records, header, items: Some(found.len()), body })
}

/// The records of the asset that is looked at, withdrawn ones too, by kind and key.
fn mine(visit: &Visit) -> impl Iterator<Item = &Record> {
    visit.graph().records().filter(|record| visit.is_mine(record))
}

/// Whether a record says the words anywhere: in its key, or in the value of a field.
fn holds(record: &Record, words: &str) -> bool {
    let says = || record.fields().values().any(|value| strategy::finding::value_words(value).to_lowercase().contains(words));
    words.is_empty() || record.key.as_str().to_lowercase().contains(words) || says()
}

fn search(filter: &Filter, kind: Option<Kind>) -> Markup {
    let among = kind.map_or_else(|| "Search all records".to_owned(), |kind| format!("Search {}", kind.plural()));
    html! {
        form.bar-r.search method="get" action="/records" role="search" {
            @if let Some(kind) = kind { input type="hidden" name="kind" value=(kind.name()); }
            label.lbl for="f-q" { (among) }
            input.short #f-q type="search" name="q" value=(filter.q) autocomplete="off";
            (parts::submit(&Button::new("Search").icon(Icon::Search)))
            @if !filter.q.is_empty() { a href=(kind.map_or_else(|| "/records".to_owned(), |kind| format!("/records?kind={}", kind.name()))) { "Show all" } }
        }
    }
}

/// Each group of kinds: those in use as a table, the others in a line.
fn overview(visit: &Visit) -> Markup {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    mine(visit).for_each(|record| *counts.entry(record.kind().name()).or_default() += 1);
    let count = |kind: Kind| counts.get(kind.name()).copied().unwrap_or_default();
    let row = |kind: Kind| {
        let href = format!("/records?kind={}", kind.name());
        Row::linked(
            href,
            vec![html! { (sentence(kind.plural())) }, html! { (count(kind)) }, html! { span.muted { (sentence(kind.about())) } }],
        )
    };
    let new = |kind: Kind| Link::new(format!("New {}", kind.label()), format!("/records/new/{}", kind.name()));
    html! {
        @for (index, (name, kinds)) in GROUPS.iter().enumerate() {
            @let (used, unused): (Vec<Kind>, Vec<Kind>) = kinds.iter().partition(|kind| count(**kind) > 0);
            @let (partly, unused): (Vec<Kind>, Vec<Kind>) = unused.into_iter().partition(|kind| is_partly_seen(*kind) && !visit.view.sees_all_of(*kind));
            (section(&format!("group-{index}"), name, html! {
                @if !used.is_empty() {
                    div.overview { (table(&Table {
                        caption: (*name).to_owned(),
                        quiet_caption: true,
                        columns: vec![Column::text("Kind"), Column::number("Records", ""), Column::text("What it is")],
                        rows: used.iter().map(|kind| row(*kind)).collect(),
                        compact: true,
                        ..Table::default()
                    })) }
                }
                @if !partly.is_empty() {
                    div.bar-r { span.muted { "None that you may see: " } (chips(&partly.iter().map(|kind| Link::new(kind.plural(), format!("/records?kind={}", kind.name()))).collect::<Vec<_>>())) }
                }
                @if !unused.is_empty() {
                    div.bar-r { span.muted { "None yet: " } (chips(&unused.iter().map(|kind| new(*kind)).collect::<Vec<_>>())) }
                }
            }))
        }
    }
}

fn nothing(kind: Option<Kind>, words: &str) -> Markup {
    match kind {
        Some(kind) if words.is_empty() => empty_state(
            Empty::FirstUse,
            &if is_partly_seen(kind) { format!("No {} to be shown", kind.label()) } else { format!("No {} yet", kind.label()) },
            &format!("A record of this kind is {}.", kind.about()),
            link_button(&Button::primary(format!("New {}", kind.label())), &format!("/records/new/{}", kind.name())),
        ),
        _ => empty_state(
            Empty::NoMatch,
            "No record matches",
            &format!("You searched for {words} in keys and in all fields."),
            link_button(&Button::new("Show all"), "/records"),
        ),
    }
}

fn tables(visit: &Visit, found: &[&Record], quiet: bool) -> Markup {
    let desk = Desk::new(visit.view.gate(), visit.graph(), visit.view.day());
    html! {
        @for kind in Kind::ALL {
            @let of_kind: Vec<&&Record> = found.iter().filter(|record| record.kind() == *kind).collect();
            @if !of_kind.is_empty() {
                (table(&Table {
                    caption: sentence(kind.plural()),
                    quiet_caption: quiet,
                    columns: columns(*kind),
                    rows: of_kind.iter().map(|record| row(visit, &desk, record)).collect(),
                    footer: format!("You see {}", words::count(of_kind.len(), &kind.label(), kind.plural())),
                    compact: false,
                }))
            }
        }
    }
}

/// The columns of a kind; of activities also what the guardrails say.
fn columns(kind: Kind) -> Vec<Column> {
    let says = (kind == Kind::Activity).then(|| Column::text("Guardrails say"));
    let all = vec![Column::text("Record"), Column::text("Owner"), Column::text("Markets")];
    all.into_iter().chain(says).chain([Column::text("State"), Column::number("Revision", "")]).collect()
}

fn row(visit: &Visit, desk: &Desk<'_>, record: &Record) -> Row {
    let (function, person) = words::owner(record.header.owner.as_ref());
    let says = (record.kind() == Kind::Activity).then(|| guardrail::strictest(desk, &record.key));
    let mut cells = vec![
        html! { span.mono.muted { (record.key) } " " (record.title()) },
        parts::owner(parts::Mark::of(&function), &function, &person),
        markets(visit, record),
        html! { (record.header.state) },
        html! { (record.revision) },
    ];
    says.into_iter().for_each(|says| cells.insert(3, says));
    Row::linked(format!("/records/{}", record.key), cells)
}

/// The markets that a record names; none means all.
fn markets(visit: &Visit, record: &Record) -> Markup {
    let title = |key: &strategy::Key| visit.graph().record(key).map_or_else(|| key.to_string(), |market| market.title().to_owned());
    let named: Vec<String> = record.header.markets.iter().map(|market| title(&market.key)).collect();
    html! { @if named.is_empty() { span.muted { "all" } } @else { (named.join(", ")) } }
}

/// A record by mark, key and title, cut to a few words.
pub(super) fn link(record: &Record) -> Markup {
    let (function, _) = words::owner(record.header.owner.as_ref());
    let linked = record_link(
        parts::Mark::of(&function),
        &function,
        record.key.as_str(),
        &short(record.title()),
        &format!("/records/{}", record.key),
    );
    html! { (linked) @if record.header.state == State::Withdrawn { " " span.chip { "withdrawn" } } }
}

/// The way to a record: all records, its kind.
fn crumbs(kind: Kind) -> Vec<Link> {
    vec![Link::new("Records", "/records"), Link::new(sentence(kind.plural()), format!("/records?kind={}", kind.name()))]
}

/// The kind and key above a title.
fn kicker(record: &Record) -> String {
    format!("{} {}", sentence(&record.kind().label()), record.key)
}
