//! May I? A form that asks the gate anything, and its answer: allowed or not, what must be done, which rules say so, the
//! nearest way that is open, and when the answer changes. Nothing is saved. Programs ask by `Accept: application/json`.

use axum::{
    Json,
    extract::Query,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use guardrails::{
    Act, Audience, Circumstances, Class, Column, Gate, Jurisdiction, Misheard, Outcome, Question, Spoken, Verdict, function_word,
    stage_word,
};
use maud::{Markup, html};
use serde_json::json;
use strategy::{Function, record::Stage};

use super::{Tab, below, marks, now, page, question, rule_link};
use crate::{
    json as told,
    pages::visit::Visit,
    parts::{
        Button, Choice, Field, FieldError, Input, Row, Table, Verdict as Ramp, error_summary, field, section, submit, table, ticked,
        verdict_named,
    },
    words,
};

type Pairs = Vec<(String, String)>;

/// `GET /guardrails/simulator`, as a page or as JSON.
pub async fn show(visit: Visit, headers: HeaderMap, Query(pairs): Query<Pairs>) -> Response {
    let gate = match now(&visit).await {
        Ok((_, gate)) => gate,
        Err(failed) => return failed,
    };
    let (spoken, wrong_day) = question::read(&pairs, visit.view.day());
    let asked = !pairs.is_empty();
    let spoken = usual(&visit, spoken);
    let mut wrong: Vec<Misheard> = vec![];
    wrong.extend(wrong_day.map(|day| Misheard { part: "day", says: format!("`{day}` is no day; write it as 2026-03-01") }));
    let understood = if asked { spoken.question() } else { Err(vec![]) };
    let understood = understood.map_err(|more| wrong.extend(more)).ok();
    let answer = understood.filter(|_| wrong.is_empty()).map(|question| (gate.answer(&question), question));
    if told::is_wanted(&headers) {
        return as_json(&gate, answer.as_ref().map(|(verdict, _)| verdict), &wrong, &pairs);
    }
    let errors: Vec<FieldError> =
        wrong.iter().map(|wrong| FieldError { field: wrong.part.into(), message: words::capital(&wrong.says).replace('`', "") }).collect();
    let header = below(
        Tab::Matrix,
        "",
        "May I …?",
        "Ask before you say, share or plan it. Nothing is saved; the answer is the one that the gate gives.",
    );
    let body = html! {
        (error_summary(&errors))
        @if let Some((verdict, question)) = &answer { (section("answer", "The answer", the_answer(&gate, question, &spoken, verdict))) }
        (section("ask", "The question", form(&spoken, &errors)))
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, [(header::VARY, "accept, cookie")], page(&visit, Tab::Simulator, header, None, body)).into_response()
}

fn as_json(gate: &Gate, verdict: Option<&Verdict>, wrong: &[Misheard], pairs: &Pairs) -> Response {
    let vary = [(header::VARY, "accept, cookie")];
    if let Some(verdict) = verdict {
        let why = pairs.iter().any(|(name, value)| name == "why" && value == "true");
        return (vary, Json(told::verdict(gate, verdict, why))).into_response();
    }
    let errors: Vec<_> = wrong.iter().map(|wrong| json!({ "pointer": format!("/{}", wrong.part), "detail": wrong.says })).collect();
    let problem = json!({ "type": "about:blank", "title": "the question cannot be understood", "status": 422, "errors": errors });
    (StatusCode::UNPROCESSABLE_ENTITY, vary, [(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
}

/// What an address leaves out stands at the plainest: the seat's own function, at the stage and place of the asset's first
/// market.
fn usual(visit: &Visit, spoken: Spoken) -> Spoken {
    let markets = visit.markets();
    let market = markets.first();
    let stage = market.and_then(|market| market.stage).unwrap_or(Stage::Launched);
    let place = market.map(|market| Jurisdiction::parse(&market.jurisdiction)).filter(Jurisdiction::is_known).unwrap_or(Jurisdiction::Us);
    let or = |said: String, usual: &str| if said.is_empty() { usual.to_owned() } else { said };
    Spoken {
        function: or(spoken.function, function_word(visit.seat.function)),
        stage: or(spoken.stage, stage_word(stage)),
        regions: if spoken.regions.is_empty() { vec![place.to_string()] } else { spoken.regions },
        act: or(spoken.act, "say"),
        class: or(spoken.class, "product-claim"),
        audience: or(spoken.audience, "hcp"),
        ..spoken
    }
}

/// An answer as a badge.
pub(super) fn badge(outcome: Outcome) -> Markup {
    let ruling = match outcome {
        Outcome::Permit => Ramp::Allowed,
        Outcome::PermitWithObligations => Ramp::Conditions,
        Outcome::Forbid => Ramp::Forbidden,
    };
    verdict_named(ruling, &words::capital(words::outcome(outcome)))
}

fn the_answer(gate: &Gate, question: &Question, spoken: &Spoken, verdict: &Verdict) -> Markup {
    let ask = if let Question::Ask(ask) = question { Some(&**ask) } else { None };
    html! {
        div.card {
            p.vd-p { (badge(verdict.outcome)) }
            p { (ticked(&ask.map_or_else(|| format!("{} would {} `{}`", spoken.function, spoken.act, spoken.class), question::words))) }
            @if let Some(default) = &verdict.default { p { (ticked(&words::capital(default))) "." } }
            @if !verdict.unreviewed.is_empty() { p.muted { "Unreviewed: Compliance has not signed " (words::list(&verdict.unreviewed)) "." } }
        }
        @if !verdict.obligations.is_empty() {
            h3 { @if verdict.outcome.allows() { "Conditions" } @else { "What the rules ask for all the same" } }
            div.prose { ul { @for duty in &verdict.obligations { li { (words::capital(duty)) } } } }
        }
        @if let Some(route) = &verdict.route {
            h3 { "What is open instead" }
            p {
                @match ask.and_then(|ask| question::along(ask, route)) {
                    Some(other) => a href=(question::address(&other)) { (words::capital(&route.words.replace('`', ""))) },
                    None => (ticked(&words::capital(&route.words))),
                }
            }
        }
        @if !verdict.becomes.is_empty() {
            h3 { "When the answer changes" }
            ul.plain { @for then in &verdict.becomes { li {
                "Becomes "
                @match ask { Some(ask) => a href=(question::address(&question::then(ask, then))) { (words::becomes(then)) }, None => (words::becomes(then)) }
            } } }
        }
        @if !verdict.rules.is_empty() {
            h3 { "The rules that decide" }
            (rules(gate, verdict))
        }
    }
}

fn rules(gate: &Gate, verdict: &Verdict) -> Markup {
    let row = |id: &guardrails::RuleId| {
        let info = gate.speaking(id.as_str(), verdict.outcome);
        let cells = vec![
            rule_link(id),
            html! { (info.map_or("", |info| info.reason.as_str())) },
            html! { (info.map_or("", |info| info.source.as_str())) },
            html! { @if let Some(info) = info { (marks::mark(info)) } },
            html! { (info.map(words::norms).unwrap_or_default()) },
        ];
        Row::plain(cells)
    };
    let all = table(&Table {
        caption: "Rules that decide".into(),
        quiet_caption: true,
        columns: ["Rule", "Why", "Source", "Source checked", "Norm"].map(crate::parts::Column::text).into(),
        rows: verdict.rules.iter().map(row).collect(),
        ..Table::default()
    });
    html! { div.fold.gr { (all) } }
}

fn form(spoken: &Spoken, errors: &[FieldError]) -> Markup {
    let error = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone()).unwrap_or_default();
    let select = |name: &str, label: &str, words: Vec<(String, String)>, chosen: &str| {
        let mut choices: Vec<Choice> = words.into_iter().map(|(word, label)| Choice::new(word.clone(), label, word == chosen)).collect();
        // What was asked and is no word of ours stays in sight.
        if !chosen.is_empty() && !choices.iter().any(|choice| choice.chosen) {
            choices.push(Choice::new(chosen, chosen, true));
        }
        field(&Field::new(name, label, Input::Select(choices)).error(error(name)).required())
    };
    let same = |words: Vec<&'static str>| words.into_iter().map(|word| (word.to_owned(), word.replace('-', " "))).collect::<Vec<_>>();
    let known: Vec<String> = Jurisdiction::KNOWN.iter().map(ToString::to_string).collect();
    let places = known.iter().map(|place| Choice::new(place.clone(), place.clone(), spoken.regions.contains(place))).collect();
    let others: Vec<String> = spoken.regions.iter().filter(|region| !known.contains(region)).cloned().collect();
    html! {
        form.form method="get" action="/guardrails/simulator#answer" aria-label="Ask the gate" {
            div.cols {
                (select("as", "Who", Function::ALL.iter().map(|f| (function_word(*f).to_owned(), f.title())).collect(), &spoken.function))
                (select("act", "Would do what", same(Act::ALL.iter().map(|act| act.as_str()).collect()), &spoken.act))
                (select("class", "With what", same(Class::ALL.iter().map(|class| class.as_str()).collect()), &spoken.class))
                (select("audience", "To whom", same(Audience::ALL.iter().map(|audience| audience.as_str()).collect()), &spoken.audience))
                (select("stage", "At which stage", Stage::ALL.iter().map(|s| (stage_word(*s).to_owned(), words::capital(s.as_str()))).collect(), &spoken.stage))
                (field(&Field::new("day", "When", Input::Date(spoken.day.to_string())).error(error("day"))))
            }
            (field(&Field::new("region", "Where", Input::Multi(places)).hint("Every place that it touches: where the person practises, where the event is, where the material comes from")))
            div.cols {
                (other_places(&others.join(", ")))
                (field(&Field::new("channel", "Channel", Input::Text(spoken.channel.clone())).hint("such as e-mail or visit")))
            }
            (field(&Field::new("solicited", "The company prompted the question", Input::Checkbox(spoken.solicited))))
            details open[!spoken.given.is_empty() || spoken.calls.is_some() || spoken.cell.is_some()] {
                summary { "Other circumstances" }
                (circumstances(spoken, &error("given")))
            }
            div.bar-r { (submit(&Button::primary("Ask"))) }
        }
    }
}

/// Countries that have no box; sent under the same name as the boxes.
fn other_places(text: &str) -> Markup {
    html! {
        div.fld {
            label.lbl for="f-region-other" { "Other countries" span.opt { " optional" } }
            p.hint id="f-region-other-hint" { "Codes such as DE or CA. Members of the Union count as EU; a country without a pack is not allowed" }
            input type="text" id="f-region-other" name="region" value=(text) autocomplete="off" aria-describedby="f-region-other-hint";
        }
    }
}

fn circumstances(spoken: &Spoken, error: &str) -> Markup {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let facts = Circumstances::facts().into_iter().filter(|fact| !fact.starts_with("origin="));
    let boxes = facts.map(|fact| Choice::new(fact.clone(), fact_words(&fact), spoken.given.contains(&fact))).collect();
    let origin = |column: &Column| {
        let fact = format!("origin={column}");
        Choice::new(fact.clone(), column.title(), spoken.given.contains(&fact))
    };
    let origins = [Choice::new("", "Not said", false)].into_iter().chain(Column::ALL.iter().map(origin)).collect();
    html! {
        (field(&Field::new("given", "What else is known", Input::Multi(boxes)).error(error)))
        div.fld {
            label.lbl for="f-origin" { "Whose record it is" span.opt { " optional" } }
            (select_plain("f-origin", "given", &origins))
        }
        (field(&Field::new("calls", "Unsolicited calls already made in twelve months", Input::Number(number(spoken.calls)))))
        (field(&Field::new("cell", "Smallest number of people in a cell", Input::Number(number(spoken.cell)))))
    }
}

fn select_plain(id: &str, name: &str, choices: &Vec<Choice>) -> Markup {
    html! { select id=(id) name=(name) { @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.label) } } } }
}

/// A fact as people say it.
fn fact_words(fact: &str) -> String {
    let words = match fact {
        "trained-siuu" => "Trained to give science on unapproved uses",
        "safe-harbour" => "Inside a safe harbour for remuneration",
        "supported-by-labels" => "Supported by both products’ labels",
        "cosigned-by-compliance" => "Compliance has co-signed it",
        "consent" => "The person agreed to be contacted this way",
        "opted-out" => "The person objected or opted out",
        "committee-member" => "The person sits on a formulary or guideline committee",
        "beside-promotion" => "It stands beside promotion",
        "on-label" => "It stays within the label",
        "own" => "The record is the asker’s own",
        "party" => "The asker is party to an open item about it",
        "case" => "Compliance opened a case that covers it",
        "for-need" => "For measuring need, not for choosing people",
        "promotional" => "The contact was promotional",
        other => return words::capital(&other.replace('-', " ")),
    };
    words.to_owned()
}
