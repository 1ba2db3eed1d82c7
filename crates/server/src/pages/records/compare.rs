//! Two revisions of one record, field by field.

use axum::{
    extract::{Path, Query},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{compare::FieldChange, finding::value_words};

use super::history::{self, Exists};
use crate::{
    app::RevisionOf,
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{self, Button, Choice, Empty, Field, Input, Link, Page, PageHeader, diff, empty_state, field, link_button, section, submit},
    words,
};

/// Which revisions are compared.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Between {
    from: Option<u32>,
    to: Option<u32>,
}

/// `GET /records/{key}/compare`.
pub async fn show(visit: Visit, Path(key): Path<String>, Query(between): Query<Between>) -> Response {
    let told = match history::read(&visit, &key).await {
        Ok(told) => told,
        Err(failure) => return error::failed(&visit, &failure),
    };
    let latest = told.first().map_or(1, |told| told.number);
    let to = between.to.unwrap_or(latest);
    let from = between.from.unwrap_or_else(|| to.saturating_sub(1).max(1));
    let of = |number: u32| told.iter().find(|told| told.number == number);
    let (Some(earlier), Some(later)) = (of(from), of(to)) else {
        return error::missing(&visit, &format!("{key} has no such revisions"), &format!("It has the revisions 1 to {latest}."));
    };
    let mut crumbs = history::way(&told, &key, visit.graph().record_exists(&key));
    crumbs.push(Link::new("History", format!("/records/{key}/history")));
    let header = PageHeader { crumbs, kicker: key.clone(), title: format!("Revision {from} and revision {to}"), ..PageHeader::default() };
    let fields = |told: &RevisionOf| told.record().map(|record| record.fields()).unwrap_or_default();
    let changes: Vec<parts::Change> = strategy::compare::values_changed(&fields(earlier), &fields(later)).iter().map(worded).collect();
    let body = html! {
        (choice(&key, &told, to as usize, from as usize))
        @if changes.is_empty() {
            (empty_state(Empty::Cleared, "They say the same", "No field differs between these two revisions.", link_button(&Button::new("See the history"), &format!("/records/{key}/history"))))
        } @else {
            (section("differs", &words::count(changes.len(), "field differs", "fields differ"), diff(&format!("Revision {from} and revision {to}"), &changes)))
        }
    };
    visit.show(Shown { page: Page::Records, header, items: Some(changes.len()), body })
}

/// The form that chooses two revisions; it asks by address, so that a comparison can be sent to somebody.
pub(super) fn choice(key: &str, told: &[RevisionOf], to: usize, from: usize) -> Markup {
    let label = |told: &RevisionOf| format!("{}, {}", told.number, words::instant(told.written.at));
    let choices = |chosen: usize| -> Vec<Choice> {
        told.iter().map(|one| Choice::new(one.number.to_string(), label(one), one.number as usize == chosen)).collect()
    };
    html! {
        form.bar-r method="get" action=(format!("/records/{key}/compare")) {
            (field(&Field::new("from", "Earlier revision", Input::Select(choices(from))).required()))
            (field(&Field::new("to", "Later revision", Input::Select(choices(to))).required()))
            (submit(&Button::new("Compare")))
        }
    }
}

/// A change of a field in the words of the page.
pub(super) fn worded(change: &FieldChange) -> parts::Change {
    let text = |value: &Option<serde_json::Value>| value.as_ref().map(value_words);
    parts::Change { field: super::sentence(&words::field(&change.field)), before: text(&change.before), after: text(&change.after) }
}
