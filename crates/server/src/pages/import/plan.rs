//! What files would do to the strategy as it stands now: new, changed, unchanged, in conflict, rejected.
//! The plan is made anew with every look, so it is never older than the page.

use std::sync::Arc;

use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use import::{Action, Item, Plan};
use maud::{Markup, html};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use strategy::{Finding, compare::FieldChange, finding::value_words};
use uuid::Uuid;

use super::{Upload, excerpt, labels};
use crate::{
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{
        self, Button, Column, Empty, Field, Highlight, Icon, Input, Link, Page, PageHeader, Row, Table, Tone, diff, empty_state, field,
        form, link_button, notice, section, submit, table,
    },
    words,
};

/// How many records of one action are shown before the rest is only counted: what a page can hold and still be read.
const LISTED: usize = 200;

/// The address of a plan.
#[derive(Debug, Default, Deserialize)]
pub struct Address {
    /// Present when the strategy has moved on since the plan was looked at.
    moved: Option<String>,
    /// The batch that was just written.
    changed: Option<Uuid>,
}

/// `GET /import/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>, Query(address): Query<Address>) -> Response {
    let Some((id, upload)) = find(&visit, &id) else { return gone(&visit) };
    let plan = match visit.site.app.plan(&visit.seat, &upload.name(), upload.batch.clone()) {
        Ok(plan) => plan,
        Err(failure) => return error::failed(&visit, &failure),
    };
    let written = address.changed.is_some();
    let header = PageHeader {
        crumbs: vec![Link::new("Import", "/import")],
        kicker: if written { "Import: written".into() } else { "Import: nothing is written yet".into() },
        title: upload.name(),
        lead: sentence(&plan.about),
        highlights: counts(&plan),
        actions: plan.writes().then(|| link_button(&Button::new("Go to the end and write it").icon(Icon::Arrow), "#apply")),
    };
    let body = html! {
        @if address.moved.is_some() {
            (notice(Tone::Warning, "The strategy has changed since you looked", html! { "Nothing was written. This is what the files would do now; look again, then write it." }))
        }
        @if upload.files.len() > 1 { p.muted { "Files: " (upload.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>().join(", ")) } }
        (sections(id, &upload, &plan, written))
        (labels::offers(&visit, id, &upload.batch.labels))
        @if plan.writes() { (section("apply", "Write it", apply_form(id, &plan))) }
    };
    visit.show(Shown { page: Page::Import, header, items: Some(plan.items.len()), body })
}

/// The upload at an address; `None` when it was dropped or never was.
pub(super) fn find(visit: &Visit, id: &str) -> Option<(Uuid, Arc<Upload>)> {
    let id = Uuid::parse_str(id).ok()?;
    Some((id, visit.site.plans.get(id, &visit.seat)?))
}

/// The answer for an upload that is no longer kept.
pub(super) fn gone(visit: &Visit) -> Response {
    let body = empty_state(
        Empty::Problem,
        "These files are no longer kept",
        "Files wait in memory for a decision, at most 20 of them, and not over a restart. Nothing of them was written unless you applied it. Send them again.",
        link_button(&Button::new("Send files"), "/import"),
    );
    let header = PageHeader { crumbs: vec![Link::new("Import", "/import")], title: "Plan not found".into(), ..PageHeader::default() };
    (StatusCode::NOT_FOUND, visit.show(Shown { page: Page::Import, header, items: None, body })).into_response()
}

/// Stands for what a plan would do; two plans that would do the same have the same.
pub(super) fn mark(plan: &Plan) -> String {
    let mut hash = Sha256::new();
    for item in &plan.items {
        let does = match &item.action {
            Action::Create { fields } => serde_json::to_string(fields).unwrap_or_default(),
            Action::Update { fields, base, .. } => format!("{base} {}", serde_json::to_string(fields).unwrap_or_default()),
            Action::Unchanged | Action::Conflict { .. } | Action::Rejected { .. } => String::new(),
        };
        hash.update(format!("{} {} {} {does}\n", item.action.word(), item.kind.name(), item.key));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A line about the file, with a capital and a full stop.
fn sentence(about: &str) -> String {
    let ended = about.is_empty() || about.ends_with(['.', '!', '?']);
    format!("{}{}", words::capital(about), if ended { "" } else { "." })
}

fn counts(plan: &Plan) -> Vec<Highlight> {
    let of = |label: &str, word: &str| {
        let count = plan.count(word);
        Highlight::new(label, html! { @if count > 0 && word != "unchanged" { a href=(format!("#{word}")) { (count) } } @else { (count) } })
    };
    vec![
        of("New", "create"),
        of("Changed", "update"),
        of("Unchanged", "unchanged"),
        of("In conflict", "conflict"),
        of("Rejected", "rejected"),
    ]
}

fn of_action<'p>(plan: &'p Plan, word: &str) -> Vec<&'p Item> {
    plan.items.iter().filter(|item| item.action.word() == word).collect()
}

fn sections(id: Uuid, upload: &Upload, plan: &Plan, written: bool) -> Markup {
    let [new, changed, conflicts, rejected] = ["create", "update", "conflict", "rejected"].map(|word| of_action(plan, word));
    let heading = |words: &str, items: &[&Item]| format!("{words} ({})", items.len());
    let of_file: Vec<&Finding> = plan.findings.iter().collect();
    html! {
        @if !of_file.is_empty() { (section("file", &format!("Wrong in the file ({})", of_file.len()), excerpt::findings(&upload.files, &of_file))) }
        @if plan.items.is_empty() && plan.findings.is_empty() {
            (empty_state(Empty::NoMatch, "No record in it", "The file can be read, and holds no record.", link_button(&Button::new("Send another"), "/import")))
        }
        @else if !plan.items.is_empty() && plan.count("unchanged") == plan.items.len() {
            (nothing_to_change(plan.items.len(), written))
        }
        @if !rejected.is_empty() { (section("rejected", &heading("Rejected: cannot be read, left out", &rejected), rejects(id, upload, &rejected))) }
        @if !conflicts.is_empty() { (section("conflict", &heading("In conflict: left alone", &conflicts), these(&conflicts, conflict))) }
        @if !changed.is_empty() { (section("update", &heading("Changed", &changed), these(&changed, update))) }
        @if !new.is_empty() { (section("create", &heading("New", &new), creates(&new))) }
    }
}

fn nothing_to_change(count: usize, written: bool) -> Markup {
    let sentence = format!("The strategy says already what the files say: {}, all unchanged.", words::count(count, "record", "records"));
    let title = if written { "Everything is written" } else { "Nothing to change" };
    empty_state(Empty::Cleared, title, &sentence, link_button(&Button::new("See what the checks say"), "/alignment"))
}

/// The first of many items, each drawn, and how many more there are.
fn these(items: &[&Item], draw: fn(&Item) -> Markup) -> Markup {
    html! {
        @for item in items.iter().take(LISTED) { (draw(item)) }
        @if items.len() > LISTED { p.muted { "and " (items.len() - LISTED) " more" } }
    }
}

fn rejects(id: Uuid, upload: &Upload, items: &[&Item]) -> Markup {
    let findings: Vec<&Finding> = items
        .iter()
        .flat_map(|item| match &item.action {
            Action::Rejected { findings } => findings.as_slice(),
            _ => &[],
        })
        .collect();
    html! {
        p { "Mend these and send them again; the others can be written now." }
        p { (link_button(&Button::new("The rejected rows as a table").icon(Icon::Download).spoken("The rejected rows as a table, CSV"), &format!("/import/{id}/rejected.csv"))) }
        (excerpt::findings(&upload.files, &findings[..findings.len().min(LISTED)]))
        @if findings.len() > LISTED { p.muted { "and " (findings.len() - LISTED) " more, all of them in the table" } }
    }
}

fn name(item: &Item) -> Markup {
    html! { (item.kind.label()) " " span.mono { (item.key) } " " strong { (item.title) } @if let Some(place) = &item.place { span.muted { " · " (place.words()) } } }
}

fn changes(item: &Item, changes: &[FieldChange]) -> Markup {
    let text = |value: &Option<serde_json::Value>| value.as_ref().map(value_words);
    let rows: Vec<parts::Change> = changes
        .iter()
        .map(|change| parts::Change { field: words::field(&change.field), before: text(&change.before), after: text(&change.after) })
        .collect();
    diff(&format!("{} {}", item.kind.label(), item.key), &rows)
}

fn conflict(item: &Item) -> Markup {
    let Action::Conflict { because, fields } = &item.action else { return html! {} };
    html! { div.stack {
        p { (name(item)) }
        p { (parts::ticked(because)) @if !fields.is_empty() { ". Before is what the strategy says, after is what the file says" } "." }
        @if !fields.is_empty() { (changes(item, fields)) }
    } }
}

fn update(item: &Item) -> Markup {
    let Action::Update { changes: fields, .. } = &item.action else { return html! {} };
    html! { div.stack { p { a href=(format!("/records/{}", item.key)) { (name(item)) } } (changes(item, fields)) } }
}

fn creates(items: &[&Item]) -> Markup {
    let place = |item: &Item| item.place.as_ref().map_or_else(|| "–".to_owned(), strategy::Place::words);
    let rows = items.iter().take(LISTED).map(|item| {
        Row::plain(vec![
            html! { span.mono { (item.key) } },
            html! { (item.kind.label()) },
            html! { (item.title) },
            html! { span.muted { (place(item)) } },
        ])
    });
    let rest = items.len().saturating_sub(LISTED);
    let all = table(&Table {
        caption: "New records".into(),
        quiet_caption: true,
        columns: vec![Column::text("Key"), Column::text("Kind"), Column::text("Title"), Column::text("In the file")],
        rows: rows.collect(),
        footer: if rest > 0 { format!("and {rest} more") } else { String::new() },
        compact: true,
    });
    html! { div.fold { (all) } }
}

/// `12 new and 3 changed records`.
fn what_is_written(plan: &Plan) -> String {
    match (plan.count("create"), plan.count("update")) {
        (new, 0) => words::count(new, "new record", "new records"),
        (0, changed) => words::count(changed, "changed record", "changed records"),
        (new, changed) => format!("{new} new and {}", words::count(changed, "changed record", "changed records")),
    }
}

fn apply_form(id: Uuid, plan: &Plan) -> Markup {
    let left = plan.count("conflict") + plan.count("rejected");
    let inside = html! {
        input type="hidden" name="seen" value=(mark(plan));
        (field(&Field::new("reason", "Why", Input::Text(String::new())).hint("Kept in the history of every record that is written")))
        div.bar-r {
            (submit(&Button::primary(format!("Write {}", what_is_written(plan)))))
            (link_button(&Button::new("Leave it"), "/import"))
        }
        p.muted {
            "All of them or none; one step takes it back."
            @if left > 0 { " Left alone, because in conflict or rejected: " (words::count(left, "record", "records")) "." }
        }
    };
    form(&parts::Form { action: format!("/import/{id}/application"), label: "Write it".into(), ..parts::Form::default() }, inside)
}
