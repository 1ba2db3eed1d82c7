//! One rule: what it says, why, from which source and how that was checked, whether it is in use, and three questions that
//! it decides. The questions are found and answered by the gate; nobody writes them.

use axum::{extract::Path, response::Response};
use guardrails::{Ask, Gate, RuleEffect, RuleInfo};
use maud::{Markup, html};

use super::{Tab, below, marks, now, page, question, rules::standing, simulator};
use crate::{
    pages::{error, visit::Visit},
    parts::{Button, Excerpt, Highlight, PageHeader, code_excerpt, facts, link_button, section, ticked},
    words,
};

/// How many examples a rule shows.
const EXAMPLES: usize = 3;

/// `GET /guardrails/rules/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    let (_, gate) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let found: Vec<RuleInfo> = gate.rules().iter().filter(|rule| rule.id.as_str().eq_ignore_ascii_case(&id)).cloned().collect();
    let Some(first) = found.first() else {
        let near = strategy::words::nearest(&id, gate.rules().iter().filter(|rule| rule.pack != "matrix").map(|rule| rule.id.as_str()));
        let near = near.map(|near| format!("Did you mean {near}? ")).unwrap_or_default();
        return error::missing(&visit, &format!("There is no rule {id}"), &format!("{near}The tab Rules lists all of them."));
    };
    let day = visit.view.day();
    let (asking, of) = (gate.clone(), first.id.clone());
    let examples = match super::off(&visit, move || Ok(asking.examples(of.as_str(), day, EXAMPLES))).await {
        Ok(examples) => examples,
        Err(failed) => return failed,
    };
    let pack = gate.packs().iter().find(|pack| pack.name == first.pack);
    let header = PageHeader {
        highlights: vec![
            Highlight::new("In use", standing(first)),
            Highlight::new("Norm", html! { (words::norms(first)) }),
            Highlight::new("Source checked", marks::mark(first)),
            Highlight::new(
                "Pack",
                html! { (pack.map_or("house", |pack| pack.title.as_str())) " " (pack.map_or("", |pack| pack.version.as_str())) },
            ),
            Highlight::new("Review by", html! { (words::day(first.review)) @if first.review < day { ", passed" } }),
        ],
        actions: examples.first().map(|ask| link_button(&Button::primary("Try it in the simulator"), &question::address(ask))),
        ..below(Tab::Rules, &format!("Rule {}", first.id), first.statement.clone(), "")
    };
    let body = html! {
        (section("source", "Where it comes from", facts(&[
            ("Source", html! { (first.source) }),
            ("Checked", marks::told(first)),
            ("How binding", html! { (words::norms(first)) (relaxing(first)) }),
            ("In force", html! { (in_force(first)) }),
            ("Signed", html! { @match pack.and_then(|pack| pack.reviewed.as_ref()) {
                Some(review) => { "by " (review.person) " for Compliance on " (words::instant(review.at)) },
                None => "unreviewed: Compliance has not signed the pack",
            } }),
        ])))
        (section("does", "What it does", html! { div.stack { @for rule in &found { (statement(rule)) } } }))
        (section("examples", "Questions that it decides", the_examples(&gate, first, &examples)))
        (section("text", "As it is written", html! { @for rule in &found { (written(rule)) } }))
    };
    page(&visit, Tab::Rules, header, None, body)
}

fn relaxing(rule: &RuleInfo) -> &'static str {
    if rule.may_be_relaxed() { "; you may relax it" } else { "; nobody can relax it" }
}

fn in_force(rule: &RuleInfo) -> String {
    match (rule.from, rule.until) {
        (None, None) => "always".into(),
        (Some(from), None) => format!("from {}", words::day(from)),
        (None, Some(until)) => format!("until {}", words::day(until)),
        (Some(from), Some(until)) => format!("from {} until {}", words::day(from), words::day(until)),
    }
}

fn statement(rule: &RuleInfo) -> Markup {
    html! {
        div.card {
            p { strong { (effect(rule.effect)) } " " (rule.reason) }
            @if !rule.obligations.is_empty() { div.prose { ul { @for duty in &rule.obligations { li { (words::capital(duty)) } } } } }
            @if let Some((function, act, class)) = rule.route { p { "The way instead: " (function.title()) " may " (act) " " code { (class) } "." } }
        }
    }
}

fn effect(effect: RuleEffect) -> &'static str {
    match effect {
        RuleEffect::Permit => "Permits.",
        RuleEffect::PermitWithObligations => "Permits with conditions.",
        RuleEffect::Forbid => "Forbids.",
        RuleEffect::Oblige => "Asks for more where another rule permits.",
    }
}

fn the_examples(gate: &Gate, rule: &RuleInfo, examples: &[Ask]) -> Markup {
    html! {
        @if examples.is_empty() {
            p { @if rule.standing == guardrails::Standing::On { "It decides no question today." } @else { "It is not in use, so it decides none." } }
        } @else {
            p.muted { "Found and answered by the gate in force today." }
            ul.stack { @for ask in examples { li.card {
                p { (simulator::badge(gate.decide(ask).outcome)) " " (ticked(&question::words(ask))) }
                p { a href=(question::address(ask)) { "See the answer" } }
            } } }
        }
    }
}

fn written(rule: &RuleInfo) -> Markup {
    let lines = rule.text.lines().enumerate().map(|(index, line)| (rule.line + index, line.to_owned())).collect();
    code_excerpt(&Excerpt { path: rule.file.clone(), lines, ..Excerpt::default() })
}
