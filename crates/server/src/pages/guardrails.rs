//! Guardrails: who may see, say or do what, and why. All of it is the policy's; nothing of the strategy's content is read.
//! Here is the sharing matrix; the rules of the packs are in [`rules`], the question "may I?" is in [`simulator`].

pub mod rules;
pub mod simulator;

use axum::{
    extract::{Path, Query},
    response::Response,
};
use guardrails::{Column as Group, DataKind, Place, StageGroup};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    error,
    visit::{Shown, Visit},
};
use crate::{
    parts::{Button, Column, Link, Page, PageHeader, Row, Table, chips, facts, link_button, section, table, tabs},
    words,
};

/// Which stages are looked at.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    stage: String,
}

/// `GET /guardrails`: the sharing matrix at a group of stages.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let stage = StageGroup::parse(&asked.stage).unwrap_or(StageGroup::Approved);
    let header = PageHeader {
        title: "Guardrails".into(),
        lead: "Who may see which kind of data, by stage. What a rule of a pack forbids stays forbidden whatever stands here.".into(),
        ..PageHeader::default()
    };
    let stages: Vec<Link> =
        StageGroup::ALL.iter().map(|stage| Link::new(stage_words(*stage), format!("/guardrails?stage={stage}"))).collect();
    let body = html! {
        (views(0))
        (chips(&stages))
        (section("matrix", &format!("Sharing matrix: {}", stage_words(stage)), matrix(&visit, stage)))
        (section("letters", "What the letters say", letters()))
    };
    visit.show(Shown { page: Page::Guardrails, header, items: None, body })
}

/// `GET /guardrails/matrix/{stage}/{data}/{column}`: one cell in words.
pub async fn cell(visit: Visit, Path((stage, data, column)): Path<(String, String, String)>) -> Response {
    let Some(place) = Place::parse(&format!("{stage}/{data}/{column}")) else {
        return error::missing(&visit, "There is no such cell in the sharing matrix", "Choose one from the matrix on the Guardrails page.");
    };
    let gate = visit.site.app.gate();
    let shared = &gate.policy().matrix;
    let header = PageHeader {
        kicker: "Sharing matrix".into(),
        title: format!("{}, {}", words::capital(place.data.words()), place.column.title()),
        lead: shared.explain(place),
        ..PageHeader::default()
    };
    let others = StageGroup::ALL.iter().filter(|other| **other != place.stage).map(|other| {
        let there = Place { stage: *other, ..place };
        html! { li { a href=(address(there)) { (words::capital(stage_words(*other))) } ": " span.mono { (shared.at(there)) } } }
    });
    let body = html! {
        (facts(&[
            ("Stages", html! { (words::capital(stage_words(place.stage))) }),
            ("Cell", html! { span.mono { (shared.at(place)) } }),
            ("Why", html! { (shared.row(place.stage, place.data).reason) }),
            ("Rule", html! { span.mono { (place.rule()) } }),
            ("Source", html! { "a default of the house, to be signed by Medical, Commercial and Compliance [D]" }),
        ]))
        div.bar-r { (link_button(&Button::new("What it means for me"), &format!("/why?class={}", place.data.class()))) }
        (section("others", "At other stages", html! { ul.lines { @for other in others { (other) } } }))
    };
    visit.show(Shown { page: Page::Guardrails, header, items: None, body })
}

/// The views of the page.
pub(super) fn views(current: usize) -> Markup {
    let links = [("Matrix", "/guardrails"), ("Rules", "/guardrails/rules"), ("May I …?", "/guardrails/simulator")];
    tabs("Guardrails", &links.map(|(label, href)| Link::new(label, href)), current)
}

fn matrix(visit: &Visit, stage: StageGroup) -> Markup {
    let gate = visit.site.app.gate();
    let columns = std::iter::once(Column::text("Data")).chain(Group::ALL.iter().map(|column| Column::text(column.title())));
    let row = |data: &DataKind| {
        let cells = Group::ALL.iter().map(|column| {
            let place = Place { stage, data: *data, column: *column };
            let spoken = format!("{}, {}: {}", data.words(), column.title(), gate.policy().matrix.at(place));
            html! { a.mono href=(address(place)) aria-label=(spoken) { (gate.policy().matrix.at(place)) } }
        });
        Row::plain(std::iter::once(html! { (words::capital(data.words())) }).chain(cells).collect())
    };
    table(&Table {
        caption: format!("What each function sees: {}", stage_words(stage)),
        quiet_caption: true,
        columns: columns.collect(),
        rows: DataKind::ALL.iter().map(row).collect(),
        ..Table::default()
    })
}

fn letters() -> Markup {
    facts(&[
        ("F", html! { "everything" }),
        (
            "M",
            html! { "that it happened: date, function, channel, class, status; " span.mono { "M flag" } ": only whether there is something" },
        ),
        ("A", html! { "counted with others, above the smallest number of people" }),
        ("W", html! { "only as party to an open item" }),
        ("O", html! { "what is one's own" }),
        ("C", html! { "in a case that Compliance has opened, with its reason" }),
        ("-", html! { "nothing" }),
    ])
}

fn address(place: Place) -> String {
    format!("/guardrails/matrix/{place}")
}

/// A group of stages in words.
fn stage_words(stage: StageGroup) -> &'static str {
    match stage {
        StageGroup::Preapproval => "before approval",
        StageGroup::Approved => "approved, launched, mature",
        StageGroup::LossOfExclusivity => "after loss of exclusivity",
    }
}
