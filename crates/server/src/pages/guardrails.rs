//! Guardrails: who may see or say what, to whom, when, and why. The matrix is the first tab; rules, simulator, and versions
//! with their signatures follow. Nothing on these pages is content of records: all of it is policy.

pub mod cell;
pub mod draft;
pub mod matrix;
pub mod rule;
pub mod rules;
pub mod see_as;
pub mod simulator;
pub mod steps;
pub mod versions;

mod changes;
mod marks;
pub(super) mod question;

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use guardrails::{Gate, Place, RuleId};
use maud::{Markup, html};

use super::{
    error,
    visit::{Shown, Visit},
};
use crate::{
    app::{self, policy::Policies},
    parts::{Highlight, Link, Page, PageHeader, Tone, notice, tabs},
    words,
};

/// The tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Matrix,
    Rules,
    Simulator,
    Versions,
}

const TABS: [(Tab, &str, &str); 4] = [
    (Tab::Matrix, "Matrix", "/guardrails"),
    (Tab::Rules, "Rules", "/guardrails/rules"),
    (Tab::Simulator, "Simulator", "/guardrails/simulator"),
    (Tab::Versions, "Versions and sign-off", "/guardrails/versions"),
];

/// The tabs, and the banner that stands on each until Compliance has signed.
fn frame(visit: &Visit, tab: Tab, body: Markup) -> Markup {
    let current = TABS.iter().position(|(known, ..)| *known == tab).unwrap_or_default();
    html! {
        (tabs("Guardrails", &TABS.map(|(_, label, href)| Link::new(label, href)), current))
        (unreviewed(&visit.site.app.gate()))
        (body)
    }
}

/// The packs that Compliance has not signed, if any.
fn unreviewed(gate: &Gate) -> Markup {
    let packs: Vec<String> = gate.packs().iter().filter(|pack| pack.reviewed.is_none()).map(|pack| pack.title.clone()).collect();
    html! {
        @if !packs.is_empty() {
            (notice(Tone::Warning, "Unreviewed", html! {
                p { "Compliance has not signed the packs " (words::list(&packs)) ". They are a starting point and no legal advice. "
                    a href="/guardrails/versions#packs" { "See what has to be signed" } }
            }))
        }
    }
}

/// A page of the guardrails. Its first page has the highlights of what is in force.
fn page(visit: &Visit, tab: Tab, header: PageHeader, items: Option<usize>, body: Markup) -> Response {
    visit.show(Shown { page: Page::Guardrails, header, items, body: frame(visit, tab, body) })
}

/// The head of a page below a tab.
fn below(tab: Tab, kicker: &str, title: impl Into<String>, lead: impl Into<String>) -> PageHeader {
    let up = TABS.iter().filter(|(known, ..)| *known == tab && tab != Tab::Matrix);
    let crumbs = [Link::new("Guardrails", "/guardrails")].into_iter().chain(up.map(|(_, label, href)| Link::new(*label, *href))).collect();
    PageHeader { crumbs, kicker: kicker.into(), title: title.into(), lead: lead.into(), ..PageHeader::default() }
}

/// What is in force, for the strip.
fn highlights(now: &Policies, gate: &Gate) -> Vec<Highlight> {
    let signed = gate.packs().iter().filter(|pack| pack.reviewed.is_some()).count();
    let unchecked = gate.rules().iter().filter(|rule| rule.pack != "matrix" && rule.is_unchecked());
    let mut ids: Vec<&str> = unchecked.map(|rule| rule.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    vec![
        Highlight::new("In force", html! { (version_words(now.version)) }),
        Highlight::new("Policy epoch", html! { (gate.epoch()) }),
        Highlight::new("Packs signed", html! { (signed) " of " (gate.packs().len()) }),
        Highlight::new("Rules not checked in full", html! { a href="/guardrails/rules?mark=unchecked" { (ids.len()) } }),
        Highlight::new(
            "Draft",
            html! {
                @match &now.draft {
                    Some(draft) => a href="/guardrails/versions#draft" { "version " (draft.version) },
                    None => "none",
                }
            },
        ),
    ]
}

/// `version 2`, `as shipped`.
fn version_words(version: u32) -> String {
    if version == 0 { "as shipped".into() } else { format!("version {version}") }
}

/// The page of a rule or of a cell; none for what has neither.
pub(super) fn rule_address(id: &str) -> Option<String> {
    if let Some(place) = Place::parse(id).filter(|_| id.starts_with("matrix:")) {
        return Some(format!("/guardrails/matrix/{place}"));
    }
    let fixed = [guardrails::NO_PACK, guardrails::NO_COLUMN, guardrails::OTHER_MARKETS];
    (!fixed.contains(&id)).then(|| format!("/guardrails/rules/{}", question::encoded(id)))
}

/// A rule by its id, as a link where it has a page.
fn rule_link(id: &RuleId) -> Markup {
    html! {
        @match rule_address(id.as_str()) {
            Some(href) => a.mono href=(href) { (id) },
            None => span.mono { (id) },
        }
    }
}

/// Does blocking work off the request threads and answers what failed.
async fn off<T: Send + 'static>(visit: &Visit, work: impl FnOnce() -> Result<T, app::Error> + Send + 'static) -> Result<T, Response> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(failure)) => Err(error::failed(visit, &failure).into_response()),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// The policy's life and the gate in force.
async fn now(visit: &Visit) -> Result<(Policies, Arc<Gate>), Response> {
    let app = visit.site.app.clone();
    off(visit, move || Ok((app.policies()?, app.gate()))).await
}
