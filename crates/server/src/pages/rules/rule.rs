//! One rule: what it finds, why it matters, how to resolve it, where it is broken now, and its examples.

use axum::{extract::Path, response::Response};
use guardrails::check;
use maud::{Markup, html};
use strategy::{
    Finding, Kind,
    check::About,
    input::{self, InputCode},
};

use super::{example, problems};
use crate::{
    pages::{
        error, home,
        markdown::markdown,
        visit::{Shown, Visit},
    },
    parts::{Button, FindingRow, Highlight, Icon, Link, Page, PageHeader, chips, finding_list, icon, link_button, section, severity_badge},
    words,
};

/// How many open findings a rule's page lists before it leads to Alignment.
const LISTED: usize = 10;

/// `GET /rules/{code}`, by code or name.
pub async fn show(visit: Visit, Path(asked): Path<String>) -> Response {
    if let Some(rule) = check::find(&asked) {
        return of_rule(&visit, rule);
    }
    let same = |code: &&InputCode| code.code.eq_ignore_ascii_case(&asked) || code.name.eq_ignore_ascii_case(&asked);
    match input::CODES.iter().find(same) {
        Some(code) => of_input(&visit, code),
        None => unknown(&visit, &asked),
    }
}

fn unknown(visit: &Visit, asked: &str) -> Response {
    let known = check::all().flat_map(|rule| [rule.code, rule.name]).chain(input::CODES.iter().flat_map(|code| [code.code, code.name]));
    let near = strategy::words::nearest(asked, known).map(|near| format!("Did you mean {near}? "));
    let sentence = format!("{}The page Rules lists all of them.", near.unwrap_or_default());
    error::missing(visit, &format!("There is no rule {asked}"), &sentence)
}

fn of_rule(visit: &Visit, rule: About) -> Response {
    let open: Vec<&Finding> = visit.findings().into_iter().filter(|finding| finding.code == rule.code).collect();
    let all = format!("/alignment?rule={}", rule.code);
    let header = PageHeader {
        crumbs: vec![Link::new("Rules", "/rules")],
        kicker: format!("Rule {}", rule.code),
        title: rule.name.into(),
        lead: format!("Raised when {}.", rule.summary),
        highlights: vec![
            Highlight::new("Severity", severity_badge(words::severity(rule.severity))),
            Highlight::new("Open now", html! { @if open.is_empty() { "0" } @else { a href=(all) { (open.len()) } } }),
            Highlight::new("Serves", html! { (rule.serves) }),
            Highlight::new("Version", html! { (rule.version) }),
        ],
        actions: None,
    };
    let (texts, examples) = halves(rule.page);
    let body = html! {
        @for (heading, text) in texts { (section(&slug(heading), heading, html! { div.prose { (markdown(text)) } })) }
        (section("open", "Open on this asset", now(visit, &open, &all)))
        (section("examples", "Examples", html! {
            p.muted { "Each is executed as a test: these records give these findings." }
            (example::all(examples))
        }))
        (section("reads", "What it reads", reads(rule.reads)))
    };
    visit.show(Shown { page: Page::Rules, header, items: None, body })
}

/// A rule's page as its sections with their headings, and the text of its examples. The title is the page's own.
fn halves(page: &str) -> (Vec<(&str, &str)>, &str) {
    let (before, examples) = page.split_once("\n## Examples\n").unwrap_or((page, ""));
    let sections = before.split("\n## ").skip(1).filter_map(|part| part.split_once('\n'));
    (sections.collect(), examples)
}

fn slug(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

fn now(visit: &Visit, open: &[&Finding], all: &str) -> Markup {
    // The page has said above why it is raised.
    let row = |finding: &&Finding| FindingRow { because: String::new(), ..home::row(visit, finding) };
    let rows: Vec<FindingRow> = open.iter().take(LISTED).map(row).collect();
    html! {
        @if rows.is_empty() { p.bar-r { (icon(Icon::Check)) "Not raised on the records as they are today." } }
        @else {
            (finding_list("Open findings of this rule", &rows))
            @if open.len() > rows.len() { p { a href=(all) { "All on Alignment" } } }
        }
    }
}

fn reads(kinds: &[Kind]) -> Markup {
    let links: Vec<Link> = kinds.iter().map(|kind| Link::new(kind.plural(), format!("/kinds/{}", kind.name()))).collect();
    html! {
        @if links.is_empty() { p { "Records of " a href="/kinds" { "every kind" } "." } }
        @else { (chips(&links)) p.muted { "It runs again when one of these changes." } }
    }
}

fn of_input(visit: &Visit, code: &'static InputCode) -> Response {
    let found: Vec<Finding> = problems(visit).into_iter().filter(|finding| finding.code == code.code).collect();
    let header = PageHeader {
        crumbs: vec![Link::new("Rules", "/rules")],
        kicker: format!("Input {}", code.code),
        title: code.name.into(),
        lead: code.about.split_once(". ").map_or(code.about, |(first, _)| first).trim_end_matches('.').to_owned() + ".",
        highlights: vec![
            Highlight::new("Severity", severity_badge(words::severity(code.severity))),
            Highlight::new("Open now", html! { (found.len()) }),
        ],
        actions: Some(link_button(&Button::new("Import a file"), "/import")),
    };
    let rest = code.about.split_once(". ").map(|(_, rest)| rest);
    let body = html! {
        @if let Some(rest) = rest { (section("how-to-resolve", "How to resolve", html! { p { (rest) } })) }
        (section("open", "Open on this asset", input_now(&found)))
        (section("where", "Where it is shown", html! {
            p { "Before anything is written, on the plan of an import, with the line of the text or the sheet and cell of the workbook; and by " code { "lodestar check" } " on files." }
        }))
    };
    visit.show(Shown { page: Page::Rules, header, items: None, body })
}

fn input_now(found: &[Finding]) -> Markup {
    html! {
        @if found.is_empty() { p.bar-r { (icon(Icon::Check)) "Not raised on the records as they are today." } }
        @else {
            ul.stack { @for finding in found { li.card {
                p { (crate::parts::ticked(&finding.message)) }
                p.muted { (crate::parts::ticked(&finding.help)) }
                @if let Some(key) = &finding.record { p { a href=(format!("/records/{key}/edit")) { "Edit " (key) } } }
            } } }
        }
    }
}
