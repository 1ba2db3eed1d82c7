//! A fix tried without being saved: what it changes, which findings come and go, what would have to be looked at again.
//! Applying it is one batch, which can be undone from the page that follows.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{Finding, Fix, Impact};

use crate::{
    pages::{
        error, home, outcome,
        visit::{Shown, Visit},
    },
    parts::{self, Button, Field, Input, Link, Page, PageHeader, field, finding_list, form, link_button, section, submit},
};

/// `GET /alignment/{id}/fixes/{number}`.
pub async fn show(visit: Visit, Path((id, number)): Path<(String, usize)>) -> Response {
    let Some((finding, fix)) = find(&visit, &id, number) else { return gone(&visit, &id) };
    let impact = visit.view.impact(&fix.changes);
    let header = PageHeader {
        crumbs: vec![Link::new("Alignment", "/alignment"), Link::new(finding.id.clone(), format!("/alignment/{id}"))],
        kicker: "Preview: nothing is saved yet".into(),
        title: super::finding::plain(&fix.label),
        ..PageHeader::default()
    };
    let body = html! {
        (outcome::impact(&visit, &impact))
        (section("apply", "Apply it", apply_form(&id, number, &fix, &impact)))
    };
    visit.show(Shown { page: Page::Alignment, header, items: None, body })
}

fn find(visit: &Visit, id: &str, number: usize) -> Option<(Finding, Fix)> {
    let finding = visit.view.finding(id)?.clone();
    let fix = finding.fixes.get(number).filter(|fix| !fix.changes.is_empty())?.clone();
    Some((finding, fix))
}

fn gone(visit: &Visit, id: &str) -> Response {
    error::missing(visit, &format!("Finding {id} is not raised today"), "It was mended, or a record it rests on has changed.")
}

fn apply_form(id: &str, number: usize, fix: &Fix, impact: &Impact) -> Markup {
    let reason = field(&Field::new("reason", "Why", Input::Text(String::new())).hint("Kept in the history of every record that changes"));
    let action = format!("/alignment/{id}/fixes/{number}/application");
    let inside = html! {
        (reason)
        div.row {
            (submit(&Button::primary("Apply").spoken(format!("Apply: {}", fix.label))))
            (link_button(&Button::new("Leave it"), &format!("/alignment/{id}")))
        }
        p.muted { (super::touches(impact.changed.len())) ", and can be undone in one step." }
    };
    form(&parts::Form { action, label: "Apply this fix".into(), ..parts::Form::default() }, inside)
}

/// What an application says.
#[derive(Debug, Deserialize)]
pub struct Application {
    #[serde(default)]
    reason: String,
}

/// `POST /alignment/{id}/fixes/{number}/application`.
pub async fn apply(visit: Visit, Path((id, number)): Path<(String, usize)>, Form(form): Form<Application>) -> Response {
    let Some((finding, fix)) = find(&visit, &id, number) else { return gone(&visit, &id) };
    let reason = if form.reason.trim().is_empty() { format!("mends {} {}", finding.code, finding.name) } else { form.reason };
    outcome::apply(&visit, fix.changes, format!("fix {}", finding.id), reason, "/alignment").await
}

/// Findings as a list of rows, for previews.
pub(crate) fn rows(visit: &Visit, label: &str, findings: &[Finding]) -> Markup {
    finding_list(label, &findings.iter().map(|finding| home::row(visit, finding)).collect::<Vec<_>>())
}
