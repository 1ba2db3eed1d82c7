//! Why something is not shown: the rule, its reason and source, and the way forward, market by market. All of it is made
//! from the asking seat, the class and the policy; nothing is read from what is withheld, so it cannot tell of it.

use axum::{extract::Query, response::Response};
use guardrails::{Act, Ask, Class, Jurisdiction, Why, parse_stage};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::record::Stage;

use super::{
    error,
    guardrails::{question, rule_address},
    visit::{Shown, Visit},
};
use crate::{
    app::audit::Deed,
    parts::{Button, Empty, Page, PageHeader, empty_state, facts, link_button, section, ticked},
    words,
};

/// What is asked about: a class of data; where nothing else is asked, at the stages and places of the asset's markets.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    class: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    region: String,
}

/// `GET /why`.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let Some(class) = Class::parse(&asked.class) else {
        return error::missing(&visit, "There is no such class of data", "Follow “Why?” beside something that is withheld.");
    };
    visit.notes.note(Deed::AskedWhy(class.as_str().into()));
    let reasons = reasons(&visit, class, &asked);
    let header = PageHeader {
        kicker: "Why is it not shown?".into(),
        title: words::capital(&class.as_str().replace('-', " ")),
        lead: format!("You act as {}. What is withheld was never sent to this page.", visit.seat.function.title()),
        ..PageHeader::default()
    };
    let body = html! {
        @if reasons.is_empty() {
            (empty_state(Empty::Cleared, "Nothing of it is withheld from you", "At the stages and in the places of this asset you see all of it.", link_button(&Button::new("See the records"), "/records")))
        }
        @for (index, one) in reasons.iter().enumerate() { (section(&format!("why-{index}"), &words::list(&one.markets), reason(one))) }
        @if !reasons.is_empty() { (section("way", "What you can do", way(&reasons))) }
    };
    visit.show(Shown { page: Page::None, header, items: None, body })
}

/// One reason, the markets for which it holds, and the question that the gate answers so in the first of them.
struct Reason {
    markets: Vec<String>,
    why: Why,
    ask: Ask,
}

/// One reason for each answer that differs.
fn reasons(visit: &Visit, class: Class, asked: &Asked) -> Vec<Reason> {
    let gate = visit.site.app.gate();
    let of_markets = visit
        .markets()
        .into_iter()
        .map(|market| (market.title().to_owned(), market.stage.unwrap_or(Stage::Preclinical), Jurisdiction::parse(&market.jurisdiction)));
    let asked_for = parse_stage(&asked.stage).map(|stage| {
        let place = Jurisdiction::parse(if asked.region.trim().is_empty() { "US" } else { &asked.region });
        (format!("{place}, {}", words::stage(stage)), stage, place)
    });
    let places: Vec<(String, Stage, Jurisdiction)> = match asked_for {
        Some(one) => vec![one],
        None => of_markets.collect(),
    };
    let mut told: Vec<Reason> = vec![];
    for (title, stage, place) in places {
        let Some(why) = gate.why_not(&visit.seat, visit.view.day(), class, stage, &place) else { continue };
        match told.iter_mut().find(|known| known.why.rule == why.rule && known.why.level == why.level) {
            Some(known) => known.markets.push(title),
            None => {
                let ask = Ask::new(visit.seat.function, Act::See, class, stage, visit.view.day()).at(place);
                told.push(Reason { markets: vec![title], why, ask });
            }
        }
    }
    told
}

fn reason(one: &Reason) -> Markup {
    let why = &one.why;
    let unchecked = why.mark.contains(['K', 'S']);
    let rule = rule_address(why.rule.as_str());
    html! {
        p { (ticked(&why.statement)) }
        (facts(&[
            ("Rule", html! { span.mono { (why.rule) } }),
            ("Why", html! { (why.reason) }),
            ("Source", html! { (why.source) " [" (why.mark) "]" @if unchecked { ", not checked against the primary text" } }),
            ("You see", html! { (words::capital(&why.you_see)) }),
            ("It changes", html! { @if why.changes.is_empty() { "not by date or stage" } @else { (why.changes.join("; ")) } }),
        ]))
        div.bar-r {
            @if let Some(rule) = rule {
                (link_button(&Button::new(if why.rule.as_str().starts_with("matrix:") { "See this rule in the matrix" } else { "See this rule" }), &rule))
            }
            (link_button(&Button::new("Try in the simulator"), &question::address(&one.ask)))
        }
    }
}

fn way(reasons: &[Reason]) -> Markup {
    let mut whom: Vec<String> = reasons.iter().flat_map(|one| &one.why.ask).map(|function| function.title()).collect();
    whom.sort_unstable();
    whom.dedup();
    html! {
        @if !whom.is_empty() { p { "Ask " (words::list(&whom)) ": they see it, and know what may be passed on." } }
        p { "Everything that all functions plan together is open to you: needs, evidence, claims, messages, activities and their dates." }
        div.bar-r { (link_button(&Button::new("See everything that you may see"), "/records")) }
    }
}
