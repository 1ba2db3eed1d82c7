//! Home: what needs me on this asset this week.

use axum::{
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{
    Finding, Key, Severity,
    record::{Agreement, Milestone, Need, Subject},
};

use super::visit::{Shown, Visit};
use crate::{
    parts::{Button, Empty, FindingRow, Highlight, Link, Page, PageHeader, empty_state, finding_list, link_button, post_button, section},
    words,
};

/// How many things Home lists: what fits one look (ux decision on progressive disclosure).
const LISTED: usize = 7;
/// How far ahead Home looks for milestones, in days.
const AHEAD_DAYS: i64 = 30;

/// The address of Home; `asset` switches to another asset first.
#[derive(Debug, Deserialize)]
pub struct Address {
    asset: Option<String>,
}

/// `GET /`.
pub async fn show(visit: Visit, Query(address): Query<Address>) -> Response {
    if let Some(key) = address.asset.as_deref().and_then(Key::new) {
        let cookie = format!("asset={key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
        return ([(axum::http::header::SET_COOKIE, cookie)], Redirect::to("/")).into_response();
    }
    let Some(asset) = visit.asset() else { return visit.show(first_use()) };
    let findings = visit.findings();
    let shown = findings.len().min(LISTED);
    let header = PageHeader {
        kicker: "What needs you this week".into(),
        title: asset.title().to_owned(),
        lead: state_of_the_vision(&visit, &findings),
        highlights: highlights(&visit, &findings),
        ..PageHeader::default()
    };
    let rows: Vec<FindingRow> = findings.iter().take(LISTED).map(|finding| row(&visit, finding)).collect();
    let body = html! {
        (section("first", "First of all", worst(&rows, findings.len())))
        (section("ahead", "In the next 30 days", ahead(&visit)))
    };
    visit.show(Shown { page: Page::Home, header, items: Some(shown), body })
}

fn worst(rows: &[FindingRow], all: usize) -> Markup {
    html! {
        @if rows.is_empty() {
            (empty_state(Empty::Cleared, "Nothing stands in the way", "Every check passes on the records as they are today.", link_button(&Button::new("See the strategy map"), "/map")))
        } @else {
            (finding_list("Findings, worst first", rows))
            @if all > rows.len() { p { a href="/alignment" { "All findings on Alignment" } } }
        }
    }
}

/// A finding as a row that ends with its reason.
pub fn row(visit: &Visit, finding: &Finding) -> FindingRow {
    let (owner_function, owner_person) = words::owner(finding.owner.as_ref());
    let record = finding.record.as_ref();
    let link = record.map(|key| Link::new(format!("{key} {}", short(&finding.title)), format!("/records/{key}")));
    let rule = guardrails::check::find(finding.code);
    FindingRow {
        href: format!("/alignment/{}", finding.id),
        severity: words::severity(finding.severity),
        code: finding.code.into(),
        message: finding.message.clone(),
        because: rule.map(|rule| rule.summary.to_owned()).unwrap_or_default(),
        records: link.into_iter().filter(|_| record.is_some_and(|key| visit.graph().record(key).is_some())).collect(),
        owner_function,
        owner_person,
        age: String::new(),
        state: crate::parts::FindingState::Open,
    }
}

/// A title cut to a few words.
pub fn short(title: &str) -> String {
    const LONGEST: usize = 48;
    if title.chars().count() <= LONGEST {
        return title.to_owned();
    }
    let cut: String = title.chars().take(LONGEST).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}

/// One sentence: is the one vision agreed, and does anything block it?
fn state_of_the_vision(visit: &Visit, findings: &[&Finding]) -> String {
    let needs = visit.graph().all::<Need>().filter(|need| visit.is_mine(need.record)).count();
    let blockers = findings.iter().filter(|finding| finding.severity == Severity::Blocker).count();
    let agreements = visit.graph().all::<Agreement>().filter(|a| a.subject == Some(Subject::Need) && visit.is_mine(a.record)).count();
    let root = match (needs, agreements) {
        (0, _) => "No patient need is written yet".to_owned(),
        (needs, 0) => format!("{}, none signed yet", words::count(needs, "patient need", "patient needs")),
        (needs, _) => format!("The strategy serves {}", words::count(needs, "patient need", "patient needs")),
    };
    match (blockers, findings.len()) {
        (0, 0) => format!("{root}, and every check passes."),
        (0, all) => format!("{root}. Nothing blocks it; {} to look at.", words::count(all, "finding", "findings")),
        (blockers, _) => format!("{root}. {} must be mended before anything goes out.", words::count(blockers, "blocker", "blockers")),
    }
}

fn highlights(visit: &Visit, findings: &[&Finding]) -> Vec<Highlight> {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let number = |count: usize, href: &str| html! { a href=(href) { (count) } };
    let sponsor = visit.asset().and_then(|asset| asset.sponsor.clone());
    let mut highlights = vec![
        Highlight::new("Blockers", number(of(Severity::Blocker), "/alignment?severity=blocker")),
        Highlight::new("Major", number(of(Severity::Major), "/alignment?severity=major")),
        Highlight::new("Minor and notes", number(of(Severity::Minor) + of(Severity::Note), "/alignment?severity=minor")),
        Highlight::new("Sponsor", html! { (sponsor.and_then(|owner| owner.person).unwrap_or_else(|| "none named".into())) }),
    ];
    if visit.asset().is_some_and(|asset| asset.fictional) {
        highlights.push(Highlight::new("Asset", html! { "fictional, for learning" }));
    }
    highlights
}

fn ahead(visit: &Visit) -> Markup {
    let today = visit.view.day();
    let last = today.checked_add(jiff::Span::new().days(AHEAD_DAYS)).unwrap_or(today);
    let soon = |milestone: &strategy::graph::Of<'_, Milestone>| milestone.date.day().is_some_and(|day| day >= today && day <= last);
    let mut milestones: Vec<_> = visit.graph().all::<Milestone>().filter(|m| visit.is_mine(m.record) && soon(m)).collect();
    milestones.sort_by_key(|milestone| milestone.date.day());
    html! {
        @if milestones.is_empty() {
            (empty_state(Empty::Cleared, "No milestone in the next 30 days", "The timeline shows those further away.", link_button(&Button::new("Open the timeline"), "/timeline")))
        } @else {
            ul.plain { @for milestone in &milestones { li {
                span.mono { (words::day_or_none(milestone.date.day())) } " "
                a href=(format!("/records/{}", milestone.key())) { (milestone.title()) }
                @if let Some(next) = milestone.relay_to { span.muted { ", then " (next.as_str()) " starts" } }
            } } }
        }
    }
}

fn first_use() -> Shown {
    let card = |title: &str, sentence: &str, action: Markup| html! { li { h2 { (title) } p { (sentence) } (action) } };
    let body = html! {
        ul.cards {
            (card("Load the worked example", "One fictional medicine in heart failure, planned by all functions, with the flaws that such plans have.", post_button(&Button::primary("Load it"), "/example", &[])))
            (card("Import what you have", "A workbook, a folder of text files, or trial records. You see what would change before anything does.", link_button(&Button::new("Import a file"), "/import")))
            (card("Start from the need", "Write the patient unmet need in one sentence, in the patients' terms. Everything else hangs on it.", link_button(&Button::new("Write a need"), "/records/new/need")))
        }
    };
    let header = PageHeader {
        title: "One asset, one strategy".into(),
        lead: "Nothing is planned here yet. Three ways to begin.".into(),
        ..PageHeader::default()
    };
    Shown { page: Page::Home, header, items: None, body }
}
