//! One entry in words: who did what about what, by which rules, and why.

use ledger::audit::What;
use maud::{Markup, html};
use serde_json::{Value, json};

use crate::{
    app::audit::{About, Line},
    pages::guardrails::rule_address,
    parts::{Change, Column, Mark, diff, function_glyph},
    words,
};

/// The columns of the list.
pub(super) fn columns() -> Vec<Column> {
    vec![Column::text("When"), Column::text("Who"), Column::text("What happened")]
}

/// The cells of one row.
pub(super) fn cells(line: &Line) -> Vec<Markup> {
    vec![
        html! { (words::instant(line.at)) br; span.muted.num { "entry " (line.seq) } },
        html! {
            @if line.person.is_empty() { span.absent { "nobody signed in" } } @else { (line.person) }
            @if !line.acting_as.is_empty() { br; span.muted { (function_glyph(Mark::of(&line.acting_as), &line.acting_as)) " " (line.acting_as) } }
        },
        html! {
            p.aud-s { strong { (title(line.what)) } @if let Some(about) = about(&line.about) { ": " (about) } }
            @if let Some(sentence) = sentence(line) { p.aud-s { (sentence) } }
            @if !line.rules.is_empty() { p.aud-s { "by " @for (index, rule) in line.rules.iter().enumerate() { @if index > 0 { ", " } (rule_link(rule)) } } }
            @if !line.reason.is_empty() { p.aud-s { "because " (line.reason) } }
            (more(line))
        },
    ]
}

/// What happened, as a heading.
pub(super) fn title(what: What) -> &'static str {
    match what {
        What::SignedIn => "Signed in",
        What::SignInFailed => "Could not sign in",
        What::SignedOut => "Signed out",
        What::EndedSessions => "Ended sessions",
        What::SwitchedFunction => "Switched function",
        What::SteppedUp => "Confirmed who they are",
        What::StepUpFailed => "Could not confirm who they are",
        What::Refused => "Refused",
        What::Withheld => "Withheld",
        What::Exported => "Took a file away",
        What::OpenedCase => "Opened a case",
        What::ClosedCase => "Closed a case",
        What::AskedWhy => "Asked why",
        What::SawAs => "Saw as another function",
        What::Signed => "Signed",
        What::PolicyStep => "Policy step",
        What::ActivatedPolicy => "Put a policy in force",
        What::RolledBackPolicy => "Rolled a policy back",
        What::ChangedPeople => "Changed an account",
        What::Imported => "Brought a file in",
        What::Checkpoint => "Handed a checkpoint to a witness",
    }
}

fn about(about: &About) -> Option<Markup> {
    match about {
        About::Record(key) => Some(html! { a.mono href=(format!("/records/{key}")) { (key) } }),
        About::Unseen => Some(html! { span.absent { "a record that you do not see, or that there is none of" } }),
        About::Person(name) => Some(html! { (name) }),
        About::Other(text) if text.starts_with("GET ") || text.starts_with("POST ") => Some(html! { span.mono { (text) } }),
        About::Other(text) => Some(html! { (text) }),
        About::Nothing => None,
    }
}

/// What was said with the entry that a reader wants to know first.
fn sentence(line: &Line) -> Option<String> {
    let of = |name: &str| line.details.iter().find(|(known, _)| known == name).map(|(_, words)| words.as_str());
    match line.what {
        What::Signed => Some(format!("{} signed revision {}: {}", of("name")?, of("number")?, of("meaning")?)),
        What::Refused => of("refused").map(words::capital),
        What::Exported => Some(words::count(of("records")?.parse().ok()?, "record", "records")),
        What::PolicyStep => Some(words::capital(of("what")?)),
        _ => None,
    }
}

/// Everything else, folded.
fn more(line: &Line) -> Markup {
    let changes: Vec<Change> = line
        .changes
        .iter()
        .map(|(field, before, after)| Change { field: words::field(field), before: before.clone(), after: after.clone() })
        .collect();
    let epoch = line.epoch.map(|epoch| epoch.to_string()).unwrap_or_default();
    let own = [("policy epoch", &epoch), ("session", &line.session), ("request", &line.request)];
    let told = line.details.iter().map(|(name, words)| (name.as_str(), words)).chain(own).filter(|(_, words)| !words.is_empty());
    let told: Vec<(&str, &String)> = told.collect();
    html! {
        @if !told.is_empty() || !changes.is_empty() {
            details.aud-d {
                summary { "Details" span.vh { " of entry " (line.seq) } }
                @if !changes.is_empty() { (diff(&format!("What entry {} changed", line.seq), &changes)) }
                dl.facts { @for (name, words) in told { div { dt { (words::capital(&label(name))) } dd { (words) } } } }
            }
        }
    }
}

/// What a detail is called.
fn label(name: &str) -> String {
    match name {
        "number" => "revision".into(),
        "stepped_up" => "confirmed who they are".into(),
        name => words::field(name),
    }
}

fn rule_link(rule: &str) -> Markup {
    html! { @match rule_address(rule) { Some(href) => a.mono href=(href) { (rule) }, None => span.mono { (rule) } } }
}

/// The same for programs.
pub(super) fn json(line: &Line) -> Value {
    let about = match &line.about {
        About::Record(key) => json!({ "record": key }),
        About::Unseen => json!({ "record": null }),
        About::Person(name) => json!({ "person": name }),
        About::Other(text) => json!(text),
        About::Nothing => Value::Null,
    };
    json!({
        "seq": line.seq,
        "at": line.at,
        "person": line.person,
        "acting_as": line.acting_as,
        "session": line.session,
        "request": line.request,
        "what": line.what,
        "about": about,
        "rules": line.rules,
        "epoch": line.epoch,
        "reason": line.reason,
        "details": line.details.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
        "changes": line.changes.iter().map(|(field, before, after)| json!({ "field": field, "before": before, "after": after })).collect::<Vec<_>>(),
    })
}
