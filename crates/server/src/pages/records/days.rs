//! The strategy at the ends of two days: which records differ, and which findings came and went.

use axum::{extract::Query, response::Response};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{Difference, Finding, Kind, compare, compare::What, impact::findings_between};

use super::sentence;
use crate::{
    app::{self, Past, day_of},
    pages::{
        alignment::preview::rows,
        error, outcome,
        visit::{Shown, Visit},
    },
    parts::{Button, Empty, Field, Highlight, Input, Page, PageHeader, Tone, empty_state, field, link_button, notice, section, submit},
    words,
};

/// How many days back the comparison looks where nobody asks for a day.
const DAYS_BACK: i64 = 30;
/// How many records of a kind are shown before the rest is folded.
const SHOWN: usize = 8;

/// Which days are compared, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Between {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// What differs between two days.
struct Compared {
    differences: Vec<Difference>,
    came: Vec<Finding>,
    went: Vec<Finding>,
}

/// `GET /compare`.
pub async fn show(visit: Visit, Query(asked): Query<Between>) -> Response {
    let today = day_of(visit.site.app.now());
    let read = |text: &str, otherwise: Date| if text.trim().is_empty() { Ok(otherwise) } else { text.trim().parse::<Date>() };
    let (from, to) = (read(&asked.from, today.saturating_sub(DAYS_BACK.days())), read(&asked.to, today));
    let header = |title: String, highlights| PageHeader {
        kicker: "Two days compared".into(),
        title,
        lead: "The strategy as it stood at the end of two days: what was written in between, and which findings came and went.".into(),
        highlights,
        ..PageHeader::default()
    };
    let (Ok(from), Ok(to)) = (from, to) else {
        let body = html! {
            (form(&asked.from, &asked.to))
            (notice(Tone::Stop, "A day could not be read", html! { "Write days as " code { "2026-03-01" } "." }))
        };
        return visit.show(Shown { page: Page::Records, header: header("Compare two days".into(), vec![]), items: None, body });
    };
    let (from, to) = (from.min(to), from.max(to));
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    let past = tokio::task::spawn_blocking(move || Ok::<(Past, Past), app::Error>((app.as_of(&seat, from)?, app.as_of(&seat, to)?))).await;
    let (earlier, later) = match past {
        Ok(Ok(past)) => past,
        Ok(Err(failure)) => return error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let compared = between(&visit, &earlier, &later);
    let title = format!("From {} to {}", words::day(from), words::day(to));
    let body = html! { (form(&from.to_string(), &to.to_string())) (shown(&visit, &compared)) };
    let items = Some(compared.differences.len());
    visit.show(Shown { page: Page::Records, header: header(title, counts(&compared)), items, body })
}

fn between(visit: &Visit, earlier: &Past, later: &Past) -> Compared {
    let mine = |key: &strategy::Key| {
        [later.graph(), earlier.graph()]
            .iter()
            .find_map(|graph| graph.record(key).map(|record| graph.asset_of(record).map(|a| a.key().clone())))
    };
    let is_mine = |key: &strategy::Key| mine(key).flatten().is_none_or(|asset| Some(&asset) == visit.asset.as_ref());
    let mut differences = compare(earlier.graph(), later.graph());
    differences.retain(|difference| is_mine(&difference.key));
    let (mut came, mut went) = findings_between(&earlier.findings(), &later.findings());
    for findings in [&mut came, &mut went] {
        findings.retain(|finding| finding.record.as_ref().is_none_or(is_mine));
    }
    Compared { differences, came, went }
}

fn counts(compared: &Compared) -> Vec<Highlight> {
    let of = |test: fn(&What) -> bool| compared.differences.iter().filter(|difference| test(&difference.what)).count();
    vec![
        Highlight::new("Records added", html! { (of(|what| matches!(what, What::Added))) }),
        Highlight::new("Records changed", html! { (of(|what| matches!(what, What::Changed(_)))) }),
        Highlight::new("Records removed", html! { (of(|what| matches!(what, What::Removed))) }),
        Highlight::new("Findings that came", html! { a href="#came" { (compared.came.len()) } }),
        Highlight::new("Findings that went", html! { a href="#went" { (compared.went.len()) } }),
    ]
}

fn form(from: &str, to: &str) -> Markup {
    html! {
        form.bar-r method="get" action="/compare" {
            (field(&Field::new("from", "Earlier day", Input::Date(from.to_owned())).required()))
            (field(&Field::new("to", "Later day", Input::Date(to.to_owned())).required()))
            (submit(&Button::new("Compare")))
        }
    }
}

fn shown(visit: &Visit, compared: &Compared) -> Markup {
    html! {
        @if compared.differences.is_empty() {
            (empty_state(Empty::NoMatch, "Nothing was written in between", "The records stand at the end of both days as they were.", link_button(&Button::new("See the latest changes"), "/changes")))
        }
        @for kind in Kind::ALL {
            @let of_kind: Vec<&Difference> = compared.differences.iter().filter(|difference| difference.kind == *kind).collect();
            @if !of_kind.is_empty() {
                (section(kind.name(), &format!("{} ({})", sentence(kind.plural()), of_kind.len()), html! {
                    @for difference in of_kind.iter().take(SHOWN) { (outcome::one_difference(difference)) }
                    @if of_kind.len() > SHOWN {
                        details { summary { (of_kind.len() - SHOWN) " more" } @for difference in of_kind.iter().skip(SHOWN) { (outcome::one_difference(difference)) } }
                    }
                }))
            }
        }
        (section("came", &format!("Findings that came ({})", compared.came.len()), findings(visit, &compared.came)))
        (section("went", &format!("Findings that went ({})", compared.went.len()), findings(visit, &compared.went)))
        p.muted { "A finding may also come or go because a day has passed: both days are checked by the rules of today." }
    }
}

fn findings(visit: &Visit, found: &[Finding]) -> Markup {
    html! { @if found.is_empty() { p.muted { "None." } } @else { (rows(visit, "Findings", found)) } }
}
