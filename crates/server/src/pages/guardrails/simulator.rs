//! "May I …?": one question to the gate, asked by a form whose address can be kept, and answered as JSON to programs.

use axum::{
    Json,
    extract::Query,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use guardrails::{Act, Ask, Audience, Class, Gate, Jurisdiction, Route, Verdict, function_word, parse_stage, stage_word};
use jiff::civil::Date;
use maud::{Markup, html};
use strategy::{Function, record::Stage};

use super::{rules::mark, views};
use crate::{
    json,
    pages::visit::{Shown, Visit},
    parts::{Button, Choice, Field, Input, Page, PageHeader, facts, field, link_button, section, submit, ticked},
    words,
};

/// `GET /guardrails/simulator`.
pub async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>, headers: HeaderMap) -> Response {
    let ask = asked(&visit, &pairs);
    let gate = visit.site.app.gate();
    let vary = [(header::VARY, "accept")];
    let verdict = gate.decide(&ask);
    if json::is_wanted(&headers) {
        return (vary, Json(verdict)).into_response();
    }
    let header = PageHeader {
        title: "May I …?".into(),
        lead: "Who would like to do what, to whom, where and when. The same gate decides that decides everywhere else.".into(),
        ..PageHeader::default()
    };
    let body = html! {
        (views(2))
        (section("answer", &sentence(&ask, &verdict), answer(&gate, &ask, &verdict)))
        (section("question", "Ask something else", question(&ask)))
    };
    (vary, visit.show(Shown { page: Page::Guardrails, header, items: None, body })).into_response()
}

/// The question that an address asks; what it leaves out stands at an example of the function that looks.
fn asked(visit: &Visit, pairs: &[(String, String)]) -> Ask {
    let of = |name: &str| pairs.iter().find(|(found, _)| found == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
    let function = of("as").and_then(function).unwrap_or(visit.seat.function);
    let act = of("act").and_then(Act::parse).unwrap_or(Act::Say);
    let class = of("class").and_then(Class::parse).unwrap_or(Class::DiseaseEducation);
    let stage = of("stage").and_then(parse_stage).unwrap_or(Stage::Phase3);
    let day: Date = of("day").and_then(|day| day.parse().ok()).unwrap_or(visit.view.day());
    let mut ask = Ask::new(function, act, class, stage, day).to(of("audience").and_then(Audience::parse).unwrap_or(Audience::Hcp));
    let regions = pairs.iter().filter(|(name, value)| name == "region" && !value.trim().is_empty());
    ask.regions = regions.map(|(_, value)| Jurisdiction::parse(value)).collect();
    if ask.regions.is_empty() {
        ask.regions.push(Jurisdiction::Us);
    }
    ask.solicited = of("solicited").is_some();
    ask.channel = of("channel").map(str::to_owned);
    ask
}

fn function(text: &str) -> Option<Function> {
    Function::parse(text).or_else(|| Function::ALL.iter().copied().find(|function| function_word(*function) == text))
}

/// The answer as a heading.
fn sentence(ask: &Ask, verdict: &Verdict) -> String {
    let may = match (verdict.outcome.allows(), verdict.obligations.is_empty()) {
        (false, _) => "✕ Not allowed",
        (true, true) => "✓ Allowed",
        (true, false) => "◐ Allowed with conditions",
    };
    let places: Vec<String> = ask.regions.iter().map(ToString::to_string).collect();
    format!(
        "{may}: {} · {} {} to {} · {} · {}",
        ask.function.title(),
        ask.act,
        ask.class,
        ask.audience,
        words::list(&places),
        stage_word(ask.stage)
    )
}

fn answer(gate: &Gate, ask: &Ask, verdict: &Verdict) -> Markup {
    let rules = verdict.rules.iter().map(|id| gate.rules().iter().find(|rule| rule.id == *id));
    html! {
        @if let Some(default) = &verdict.default { p { (words::capital(default)) "." } }
        ul.lines { @for rule in rules.flatten() {
            li {
                @if rule.pack == "matrix" { span.mono { (rule.id) } } @else { a href=(format!("/guardrails/rules/{}", rule.id)) { (rule.id) } }
                " " (rule.reason) " " span.muted { (rule.source) } " " (mark(rule))
            }
        } }
        @if !verdict.obligations.is_empty() {
            h3 { @if verdict.outcome.allows() { "What must be done with it" } @else { "What the rules note" } }
            ul { @for duty in &verdict.obligations { li { (duty) } } }
        }
        (facts(&[
            ("Instead", html! { @match &verdict.route { Some(route) => { (way(ask, route)) } None => { "no nearer way is named" } } }),
            ("It changes", html! { @if verdict.becomes.is_empty() { "not by date or stage" } @for next in &verdict.becomes { span { (words::capital(&next.outcome.as_str().replace('-', " "))) @if let Some(day) = next.on { " on " (words::day(day)) } @if let Some(stage) = next.stage { " at the stage " (words::stage(stage)) } } " " } }),
            ("Unreviewed packs", html! { @if verdict.unreviewed.is_empty() { "none" } @else { (words::list(&verdict.unreviewed)) " until Compliance signs" } }),
        ]))
    }
}

/// The way forward, as the next question where it names one.
fn way(ask: &Ask, route: &Route) -> Markup {
    let (Some(function), Some(act), Some(class)) = (route.function, route.act, route.class) else { return html! { (route.words) } };
    let to = route.audience.unwrap_or(ask.audience);
    let stage = route.stage.unwrap_or(ask.stage);
    let regions: String = ask.regions.iter().map(|region| format!("&region={region}")).collect();
    let address = format!(
        "/guardrails/simulator?as={}&act={act}&class={class}&audience={to}&stage={}&day={}{regions}",
        function_word(function),
        stage_word(stage),
        ask.day
    );
    html! { (ticked(&words::capital(&route.words))) " " (link_button(&Button::quiet("Ask about this"), &address)) }
}

fn question(ask: &Ask) -> Markup {
    let select = |name: &str, label: &str, choices: Vec<Choice>| field(&Field::new(name, label, Input::Select(choices)).required());
    let place = ask.regions.first().map(ToString::to_string).unwrap_or_default();
    html! {
        form.form method="get" action="/guardrails/simulator" aria-label="May I …?" {
            (select("as", "Who", Function::ALL.iter().map(|one| Choice::new(function_word(*one), one.title(), *one == ask.function)).collect()))
            (select("act", "Does", Act::ALL.iter().map(|one| Choice::new(one.as_str(), one.as_str(), *one == ask.act)).collect()))
            (select("class", "What", Class::ALL.iter().map(|one| Choice::new(one.as_str(), one.as_str().replace('-', " "), *one == ask.class)).collect()))
            (select("audience", "To whom", Audience::ALL.iter().map(|one| Choice::new(one.as_str(), one.as_str(), *one == ask.audience)).collect()))
            (select("stage", "At the stage", Stage::ALL.iter().map(|one| Choice::new(stage_word(*one), words::stage(*one), *one == ask.stage)).collect()))
            (field(&Field::new("region", "Where", Input::Text(place)).required().hint("A country's code: US, DE, UK, JP. A place without a pack is not allowed.")))
            (field(&Field::new("day", "When", Input::Date(ask.day.to_string())).required()))
            (field(&Field::new("solicited", "The company prompted it", Input::Checkbox(ask.solicited))))
            (field(&Field::new("channel", "By which channel", Input::Text(ask.channel.clone().unwrap_or_default())).hint("Such as e-mail or visit; may stay empty.")))
            div.bar-r { (submit(&Button::new("May I?"))) }
        }
    }
}
