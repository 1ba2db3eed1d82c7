//! Alignment: where plans contradict, overlap or leave a hole, why, and who mends it.
//! The list is here; one finding, the preview of its fixes and its waivers have a file each.

pub mod finding;
pub mod preview;
pub mod waiver;

use axum::{
    Json,
    extract::Query,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use strategy::{Finding, Function, Severity};

use super::{
    home::row,
    visit::{Shown, Visit},
};
use crate::{
    json,
    parts::{Button, Empty, Highlight, Link, Page, PageHeader, chips, empty_state, finding_list, link_button, section, tabs},
    words,
};

/// Which findings are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filter {
    severity: Option<String>,
    owner: Option<String>,
    standing: Option<String>,
    rule: Option<String>,
}

/// `GET /alignment`, as a page or as JSON.
pub async fn list(visit: Visit, Query(filter): Query<Filter>, headers: HeaderMap) -> Response {
    let waived = filter.standing.as_deref() == Some("waived");
    let open = visit.findings();
    let under_waiver: Vec<&Finding> = visit.view.findings().iter().filter(|f| !f.is_open() && is_mine(&visit, f)).collect();
    let pool = if waived { &under_waiver } else { &open };
    let found: Vec<&Finding> = pool.iter().copied().filter(|finding| filter.takes(finding)).collect();
    let vary = [(header::VARY, "accept")];
    if json::is_wanted(&headers) {
        let told = json!({ "as_of": visit.view.day(), "findings": found.iter().map(|finding| json::finding(finding)).collect::<Vec<_>>() });
        return (vary, Json(told)).into_response();
    }
    let rules = guardrails::check::all().count() - visit.view.not_run().len();
    let header = PageHeader {
        title: "Alignment".into(),
        lead: format!(
            "Where do our plans contradict, overlap or leave a hole, and who mends it? {rules} rules ran on the records as they are today."
        ),
        highlights: counts(&open, under_waiver.len()),
        ..PageHeader::default()
    };
    let standings = [
        Link::new(format!("Open ({})", open.len()), "/alignment"),
        Link::new(format!("Accepted or disputed ({})", under_waiver.len()), "/alignment?standing=waived"),
    ];
    let body = html! {
        (tabs("Findings", &standings, usize::from(waived)))
        (filters(&open, &filter))
        div #findings { (findings(&visit, &found, pool.is_empty(), &filter)) }
        (not_run(&visit))
    };
    (vary, visit.show(Shown { page: Page::Alignment, header, items: Some(found.len()), body })).into_response()
}

/// `GET /findings.jsonl`: what `lodestar check --json` writes for the asset.
pub async fn lines(visit: Visit) -> Response {
    let problems = super::rules::problems(&visit);
    let lines = json::lines(problems.iter().chain(visit.findings()));
    ([(header::CONTENT_TYPE, "application/x-ndjson; charset=utf-8")], lines).into_response()
}

impl Filter {
    fn takes(&self, finding: &Finding) -> bool {
        let severity = self.severity.as_deref().and_then(Severity::parse).is_none_or(|severity| finding.severity == severity);
        let owner = self.owner.as_deref().and_then(Function::parse);
        let rule = self.rule.as_deref().is_none_or(|code| finding.code.eq_ignore_ascii_case(code));
        severity && rule && owner.is_none_or(|function| finding.owner.as_ref().is_some_and(|owner| owner.function == function))
    }

    fn is_active(&self) -> bool {
        self.severity.is_some() || self.owner.is_some() || self.rule.is_some()
    }
}

fn is_mine(visit: &Visit, finding: &Finding) -> bool {
    finding.record.as_ref().and_then(|key| visit.graph().record(key)).is_none_or(|record| visit.is_mine(record))
}

fn counts(open: &[&Finding], waived: usize) -> Vec<Highlight> {
    let of = |severity: Severity| open.iter().filter(|finding| finding.severity == severity).count();
    let link = |severity: Severity| html! { a href=(format!("/alignment?severity={}", severity.as_str())) { (of(severity)) } };
    vec![
        Highlight::new("Blockers", link(Severity::Blocker)),
        Highlight::new("Major", link(Severity::Major)),
        Highlight::new("Minor", link(Severity::Minor)),
        Highlight::new("Notes", link(Severity::Note)),
        Highlight::new("Under a waiver", html! { a href="/alignment?standing=waived" { (waived) } }),
    ]
}

/// The filters as a sentence of links: by severity, by the function that owns the mend.
fn filters(open: &[&Finding], filter: &Filter) -> Markup {
    let owners: std::collections::BTreeSet<Function> =
        open.iter().filter_map(|finding| finding.owner.as_ref()).map(|owner| owner.function).collect();
    let by_owner: Vec<Link> =
        owners.iter().map(|f| Link::new(f.title(), format!("/alignment?owner={}", f.as_str().replace(' ', "+")))).collect();
    html! {
        @if filter.is_active() {
            p { "Only " (active(filter)) ". " a href="/alignment" { "Show all" } }
        } @else if !by_owner.is_empty() {
            p.muted { "To be mended by" } (chips(&by_owner))
        }
    }
}

fn active(filter: &Filter) -> String {
    let severity = filter.severity.as_deref().map(|word| format!("severity {word}"));
    let owner = filter.owner.as_deref().map(|word| format!("to be mended by {word}"));
    let rule = filter.rule.as_deref().map(|code| format!("rule {code}"));
    severity.into_iter().chain(owner).chain(rule).collect::<Vec<_>>().join(", ")
}

fn findings(visit: &Visit, found: &[&Finding], none_at_all: bool, filter: &Filter) -> Markup {
    if found.is_empty() && none_at_all && filter.standing.is_some() {
        return empty_state(
            Empty::FirstUse,
            "Nothing is under a waiver",
            "A finding that you accept for a while, or dispute, is listed here with its reason.",
            link_button(&Button::new("See what is open"), "/alignment"),
        );
    }
    if found.is_empty() && none_at_all && visit.graph().is_empty() {
        return empty_state(
            Empty::FirstUse,
            "No findings yet",
            "Checks need a need and something that serves it.",
            link_button(&Button::new("Start from the need"), "/records/new/need"),
        );
    }
    if found.is_empty() && none_at_all {
        return empty_state(
            Empty::Cleared,
            "Every check passes",
            "The plans of all functions fit together on the records as they are today.",
            link_button(&Button::new("See what is checked"), "/rules"),
        );
    }
    if found.is_empty() {
        return empty_state(
            Empty::NoMatch,
            "No finding matches",
            &format!("You asked for {}.", active(filter)),
            link_button(&Button::new("Show all"), "/alignment"),
        );
    }
    let of = |severity: Severity| found.iter().copied().filter(|finding| finding.severity == severity).collect::<Vec<_>>();
    html! {
        @for severity in Severity::ALL {
            @let group = of(*severity);
            @if !group.is_empty() {
                (section(severity.as_str(), heading(*severity), finding_list(heading(*severity), &group.iter().map(|finding| row(visit, finding)).collect::<Vec<_>>())))
            }
        }
    }
}

fn heading(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "Blockers: must not go out",
        Severity::Major => "Major: harms the strategy",
        Severity::Minor => "Minor: worth mending",
        Severity::Note => "Notes: worth knowing",
    }
}

/// The checks that are left out for this seat, by what they read; nothing about any record.
fn not_run(visit: &Visit) -> Markup {
    let left_out = visit.view.not_run();
    let function = visit.seat.function.title();
    html! {
        @if !left_out.is_empty() {
            details #not-run {
                summary { (words::count(left_out.len(), "check is", "checks are")) " not run for " (function) }
                p.muted { "They read what is not shown to " (function) " in full, and would find holes that are none. Whoever sees it all gets them." }
                ul.lines { @for rule in left_out { li {
                    a href=(format!("/rules/{}", rule.code)) { (rule.code) " " (rule.name) } span.muted { " reads " (rule.reads) }
                } } }
            }
        }
    }
}

/// The count of records as words, for effects of fixes.
pub(super) fn touches(count: usize) -> String {
    format!("touches {}", words::count(count, "record", "records"))
}
