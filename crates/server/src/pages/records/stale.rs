//! Two people changed one record: what they wrote, what you wrote and both together, side by side, to save on top.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::html;
use serde_json::{Map, Value};
use strategy::{compare::FieldChange, finding::value_words};

use super::{
    edit::{self, Draft},
    entries, sentence,
    typed::Typed,
};
use crate::{
    app::StaleEdit,
    pages::visit::Visit,
    parts::{Column, FieldError, Row, Table, Tone, absent, notice, section, table},
    words,
};

/// The page; nothing was saved.
pub(super) fn page(visit: &Visit, edit: &StaleEdit, draft: &Draft) -> Response {
    let reason = draft.typed.text(edit::REASON);
    let typed = Typed::of(edit.kind, &edit.merged).with(edit::REASON, reason);
    let merged = Draft { kind: edit.kind, key: edit.key.to_string(), base: Some(edit.revision), typed };
    let errors: Vec<FieldError> = edit.conflicts.iter().map(|conflict| disputed(&merged, conflict)).collect();
    let above = html! {
        (notice(Tone::Warning, "Somebody was faster; nothing of yours was saved yet", html! {
            (edit.author) " wrote revision " (edit.revision) " after you opened the record. The form below holds both changes together"
            @if edit.conflicts.is_empty() { ". Look at it and save it." } @else { "; where both of you changed one field, it holds theirs and shows yours beside it." }
        }))
        (section("both", "Both changes side by side", table(&beside(edit))))
    };
    (StatusCode::CONFLICT, visit.show(edit::page(visit, &merged, &errors, above))).into_response()
}

fn disputed(draft: &Draft, conflict: &ledger::FieldConflict) -> FieldError {
    let entries = entries::of(draft.kind);
    let input = entries.iter().find(|entry| conflict.field == entry.path || conflict.field.starts_with(&format!("{}.", entry.path)));
    let field = input.map_or_else(|| conflict.field.clone(), |entry| entry.path.clone());
    let yours = conflict.yours.as_ref().map_or_else(|| "nothing".to_owned(), value_words);
    FieldError { field, message: format!("{}: both of you changed it. You wrote: {yours}", sentence(&words::field(&conflict.field))) }
}

fn beside(edit: &StaleEdit) -> Table {
    let mut fields: Vec<&str> = edit.theirs.iter().chain(&edit.yours).map(|change| change.field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    let row = |field: &&str| {
        let of = |changes: &[FieldChange]| changes.iter().find(|change| change.field == **field).cloned();
        let (theirs, yours) = (of(&edit.theirs), of(&edit.yours));
        let base = theirs.as_ref().or(yours.as_ref()).and_then(|change| change.before.clone());
        let side = |change: Option<FieldChange>| match change {
            Some(change) => said(change.after.as_ref()),
            None => html! { span.muted { "unchanged" } },
        };
        let disputed = edit.conflicts.iter().any(|conflict| conflict.field == **field);
        Row::plain(vec![
            html! { (sentence(&words::field(field))) @if disputed { " " span.chip { "both changed it" } } },
            said(base.as_ref()),
            side(theirs),
            side(yours),
            said(at(&edit.merged, field)),
        ])
    };
    Table {
        caption: "Both changes side by side".into(),
        quiet_caption: true,
        columns: ["Field", "As you read it", "Theirs", "Yours", "In the form below"].map(Column::text).to_vec(),
        rows: fields.iter().map(row).collect(),
        ..Table::default()
    }
}

fn at<'v>(merged: &'v Map<String, Value>, field: &str) -> Option<&'v Value> {
    entries::at(merged, field)
}

fn said(value: Option<&Value>) -> maud::Markup {
    match value {
        Some(value) => html! { (value_words(value)) },
        None => absent(&crate::parts::Absence::None),
    }
}
