//! Find or go to: pages, records of the asset, things to do, and explanations, best match first.
//! The palette asks for them as JSON; without scripts the page `/search` shows the same list.

mod ranking;

use axum::{
    Json,
    extract::Query,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use strategy::{Kind, input};

use super::visit::{Shown, Visit};
use crate::parts::{
    Button, Column, Empty, Icon, Page, PageHeader, Row, Table, Theme, empty_state, link_button, post_button, section, submit, table,
};
use ranking::{Asked, Rank};

/// How many hits are given: what fits the palette without losing sight of the first.
const HITS_MAX: usize = 20;
/// How many of them may be pages, things to do, or explanations, each; records take what is left.
const OTHERS_MAX: usize = 4;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Question {
    #[serde(default)]
    q: String,
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `Go to`, `Find`, `Do` or `Explain`.
    pub group: &'static str,
    /// What is shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// A few muted words beside it.
    pub hint: String,
}

/// The pages: where they lead, and other words that people look for them by.
const PAGES: &[(&str, &str, &str)] = &[
    ("Home", "/", "start week"),
    ("Need", "/need", "patient unmet agreement"),
    ("Strategy map", "/map", "graph layers"),
    ("Alignment", "/alignment", "findings checks problems"),
    ("Timeline", "/timeline", "milestones lanes dates what if"),
    ("Records", "/records", "list everything"),
    ("Import", "/import", "files workbook upload excel"),
    ("Rules", "/rules", "checks codes help"),
    ("Kinds of record", "/kinds", "fields schema help"),
    ("Latest changes", "/changes", "history undo"),
    ("Compare two days", "/compare", "difference"),
];

/// Things to do beside writing a new record.
const DEEDS: &[(&str, &str, &str)] = &[
    ("Import files", "/import", "upload workbook excel toml trial label"),
    ("Export as a workbook", "/export.xlsx", "download excel"),
    ("Export as text", "/export.toml", "download toml"),
    ("Empty workbook to fill in", "/import/template.xlsx", "template download excel"),
    ("Change the theme", "/theme", "dark light system colours"),
];

/// `GET /palette`.
pub async fn show(visit: Visit, Query(question): Query<Question>) -> Response {
    Json(hits(&visit, &question.q)).into_response()
}

/// `GET /search`: the same, as a page.
pub async fn page(visit: Visit, Query(question): Query<Question>) -> Response {
    let hits = hits(&visit, &question.q);
    let header = PageHeader {
        title: "Find or go to".into(),
        lead: "Pages, records by key or title, things to do, rules and kinds of record.".into(),
        ..PageHeader::default()
    };
    let mut groups: Vec<&str> = hits.iter().map(|hit| hit.group).collect();
    groups.dedup();
    let body = html! {
        form.bar-r.search method="get" action="/search" role="search" {
            label.lbl for="f-q" { "Find" }
            input.short #f-q type="search" name="q" value=(question.q) autocomplete="off";
            (submit(&Button::primary("Find").icon(Icon::Search)))
        }
        @if hits.is_empty() {
            (empty_state(Empty::NoMatch, "Nothing found", &format!("Nothing has “{}” in its key or title.", question.q.trim()), link_button(&Button::new("Search in all fields"), "/records")))
        }
        @for group in groups { (section(&group.to_lowercase().replace(' ', "-"), group, list(group, hits.iter().filter(|hit| hit.group == group)))) }
    };
    visit.show(Shown { page: Page::None, header, items: Some(hits.len()), body })
}

fn list<'h>(group: &str, hits: impl Iterator<Item = &'h Hit>) -> Markup {
    let rows = hits.map(|hit| Row::linked(hit.href.clone(), vec![html! { (hit.label) }, html! { span.muted { (hit.hint) } }]));
    let all = table(&Table {
        caption: format!("{group}, best match first"),
        quiet_caption: true,
        columns: vec![Column::text("Name"), Column::text("What")],
        rows: rows.collect(),
        compact: true,
        ..Table::default()
    });
    html! { div.fold { (all) } }
}

/// `GET /theme`: where the palette leads to change it.
pub async fn theme(visit: Visit) -> Response {
    let header = PageHeader {
        title: "Theme".into(),
        lead: "Light, dark, or as your system is set. It holds in this browser.".into(),
        ..PageHeader::default()
    };
    let themes = [(Theme::System, "As the system is set"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];
    let body = html! { div.bar-r { @for (theme, label) in themes { (post_button(&Button::new(label), "/theme", &[("theme", theme.word()), ("next", "/theme")])) } } };
    visit.show(Shown { page: Page::None, header, items: None, body })
}

/// What is found for some words, the group with the best match first.
fn hits(visit: &Visit, question: &str) -> Vec<Hit> {
    let asked = Asked::of(question);
    let mut groups = [pages(&asked), deeds(&asked), explanations(&asked)]
        .map(|hits| best(hits, OTHERS_MAX + usize::from(asked.is_empty()) * HITS_MAX))
        .to_vec();
    let room = HITS_MAX.saturating_sub(groups.iter().map(Vec::len).sum());
    groups.push(best(records(visit, &asked), room));
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| group[0].0);
    groups.into_iter().flatten().map(|(_, hit)| hit).take(HITS_MAX).collect()
}

type Ranked = (Rank, Hit);

/// The best few, best first; equals stay in their order.
fn best(mut hits: Vec<Ranked>, most: usize) -> Vec<Ranked> {
    hits.sort_by_key(|(rank, _)| *rank);
    hits.truncate(most);
    hits
}

fn pages(asked: &Asked) -> Vec<Ranked> {
    let hit = |(label, href, other): &(&str, &str, &str)| {
        let rank = asked.rank("", label).or_else(|| asked.rank("", other).map(Rank::beside))?;
        Some((rank, Hit { group: "Go to", label: (*label).into(), href: (*href).into(), hint: "page".into() }))
    };
    PAGES.iter().filter_map(hit).collect()
}

fn deeds(asked: &Asked) -> Vec<Ranked> {
    let deed = |(label, href, other): &(&str, &str, &str)| {
        let rank = asked.rank("", label).or_else(|| asked.rank("", other).map(Rank::beside))?;
        Some((rank.lower(), Hit { group: "Do", label: (*label).into(), href: (*href).into(), hint: "do it".into() }))
    };
    let new = |kind: &Kind| {
        // Without a question only the root is offered: a list of all kinds would bury the rest.
        let rank = asked.rank("", &format!("new {}", kind.label())).filter(|_| !asked.is_empty() || *kind == Kind::Need)?;
        Some((
            rank.lower(),
            Hit {
                group: "Do",
                label: format!("New {}", kind.label()),
                href: format!("/records/new/{}", kind.name()),
                hint: "write a record".into(),
            },
        ))
    };
    Kind::ALL.iter().filter_map(new).chain(DEEDS.iter().filter_map(deed)).collect()
}

fn explanations(asked: &Asked) -> Vec<Ranked> {
    if asked.is_empty() {
        return vec![];
    }
    let hit = |code: &str, name: &str, hint: &str| {
        let rank = asked.rank(code, &name.replace('-', " "))?;
        Some((rank.lower(), Hit { group: "Explain", label: format!("{code} {name}"), href: format!("/rules/{code}"), hint: hint.into() }))
    };
    let rules = guardrails::check::all().filter_map(|rule| hit(rule.code, rule.name, rule.severity.as_str()));
    let codes = input::CODES.iter().filter_map(|code| hit(code.code, code.name, code.severity.as_str()));
    let kind = |kind: &Kind| {
        let rank = asked.rank("", &kind.label()).or_else(|| asked.rank("", kind.plural()))?;
        Some((
            rank.lower(),
            Hit { group: "Explain", label: kind.label(), href: format!("/kinds/{}", kind.name()), hint: "kind of record".into() },
        ))
    };
    rules.chain(codes).chain(Kind::ALL.iter().filter_map(kind)).collect()
}

/// Records of the asset by key, title or kind. Without words there is nothing to look for.
fn records(visit: &Visit, asked: &Asked) -> Vec<Ranked> {
    if asked.is_empty() {
        return vec![];
    }
    let mut found = vec![];
    for kind in Kind::ALL {
        let of_kind = asked.rank("", kind.plural()).filter(|rank| rank.is_whole()).map(Rank::lower);
        for record in visit.graph().nodes(*kind).filter_map(|node| visit.graph().at(node)).filter(|record| visit.is_mine(record)) {
            let Some(rank) = asked.rank(record.key.as_str(), record.title()).or(of_kind) else { continue };
            let hit = Hit {
                group: "Find",
                label: format!("{} {}", record.key, record.title()),
                href: format!("/records/{}", record.key),
                hint: kind.label(),
            };
            found.push((rank, hit));
        }
    }
    found
}
