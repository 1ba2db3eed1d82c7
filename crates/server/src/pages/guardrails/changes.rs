//! What one policy changes against another, as people read it: what is written differently, who gains and loses what of the
//! records, and which questions are answered differently.

use axum::response::Response;
use guardrails::{GainLoss, Policy, Refusal, holdings};
use maud::{Markup, html};

use super::off;
use crate::{
    app::policy::Comparison,
    pages::visit::Visit,
    parts::{Column, Row, Table, Tone, notice, table, ticked},
    words,
};

/// How many groups of questions are listed.
const LISTED: usize = 60;

/// Compares two policies over the records that the visitor sees: what they do not see is not counted for them.
pub(super) async fn compare(visit: &Visit, before: Policy, after: Policy) -> Result<Result<Comparison, Vec<Refusal>>, Response> {
    let (app, view, day) = (visit.site.app.clone(), visit.view.clone(), visit.view.day());
    off(visit, move || Ok(app.compare(&before, &after, day, &holdings(view.graph(), day)))).await
}

/// The comparison, or why the policy cannot stand.
pub(super) fn shown(found: &Result<Comparison, Vec<Refusal>>) -> Markup {
    match found {
        Ok(found) if found.is_empty() => html! { p { "It says the same as the policy in force." } },
        Ok(found) => html! {
            h3 { "What is written differently" }
            ul.plain { @for line in found.lines() { li { (words::capital(&line)) } } }
            h3 { "Who gains and loses" }
            (who(found))
            h3 { "Which questions are answered differently" }
            (questions(found))
            @if !found.lint.is_empty() { h3 { "New, and worth a look" } (lint(found)) }
        },
        Err(refused) => refusals("This policy cannot stand", refused),
    }
}

fn who(found: &Comparison) -> Markup {
    html! {
        @if found.functions.is_empty() { p { "Nobody gains or loses any of the records that you see." } }
        @else { ul.plain { @for change in &found.functions { li { (GainLoss::words(change)) } } } }
        p.muted { "Counted over the records that you see, and not over what is withheld from you; " code { "lodestar guardrail diff" } " counts all." }
    }
}

fn questions(found: &Comparison) -> Markup {
    let asked = &found.questions;
    let balance = asked
        .balance()
        .into_iter()
        .map(|(function, gained, lost)| Row::plain(vec![html! { (function.title()) }, html! { (gained) }, html! { (lost) }]));
    html! {
        p { (asked.changed) " of the " (asked.compared) " kinds of question at which the two could differ get another answer, or the same by other rules." }
        (table(&Table {
            caption: "What each function gains and loses, in kinds of question".into(),
            columns: vec![Column::text("Function"), Column::number("May now", "kinds"), Column::number("May no longer", "kinds")],
            rows: balance.collect(),
            compact: true,
            ..Table::default()
        }))
        details {
            summary { "In words" }
            ul.plain { @for change in asked.changes.iter().take(LISTED) { li { (ticked(&change.words())) } } }
            @if asked.changes.len() > LISTED { p.muted { "and " (asked.changes.len() - LISTED) " more groups; " code { "lodestar guardrail diff --json" } " lists them all" } }
        }
    }
}

fn lint(found: &Comparison) -> Markup {
    html! { ul.plain { @for finding in &found.lint { li { (ticked(&words::capital(&finding.text))) ". " (words::capital(&finding.help)) "." } } } }
}

/// Every fault of a policy that is not taken, with its place.
pub(super) fn refusals(title: &str, refused: &[Refusal]) -> Markup {
    notice(
        Tone::Stop,
        title,
        html! { ul { @for fault in refused { li { (ticked(&fault_words(fault))) } } } p { "The policy in force stays." } },
    )
}

/// A fault in words, with its line where it has one.
pub(super) fn fault_words(fault: &Refusal) -> String {
    let place = match (fault.file.as_str(), fault.line) {
        ("house", line) if line > 0 => format!("Line {line} of the rules of the house: "),
        ("policy" | "matrix" | "house", _) => String::new(),
        (file, 0) => format!("{file}: "),
        (file, line) => format!("{file}, line {line}: "),
    };
    format!("{place}{}: {}. {}.", fault.what, fault.why, words::capital(&fault.how))
}
