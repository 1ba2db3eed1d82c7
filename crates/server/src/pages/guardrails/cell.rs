//! One cell of the matrix: what it grants in words, why, where that comes from, what changes when, and how to try it.

use axum::{extract::Path, response::Response};
use guardrails::{Act, Ask, Audience, Column, DataKind, Gate, Jurisdiction, Matrix, Place, StageGroup};
use maud::{Markup, html};
use strategy::record::Stage;

use super::{
    Tab, below, marks,
    matrix::{group_words, ruling, short},
    now, page, question, rule_link,
};
use crate::{
    pages::{error, visit::Visit},
    parts::{Button, Column as TableColumn, Highlight, PageHeader, Row, Table, facts, link_button, section, table, verdict_named},
    words,
};

/// `GET /guardrails/matrix/{stage}/{data}/{column}`.
pub async fn show(visit: Visit, Path((stage, data, column)): Path<(String, String, String)>) -> Response {
    let Some(place) = Place::parse(&format!("{stage}/{data}/{column}")) else {
        return error::missing(&visit, "The matrix has no such cell", "Choose one of its cells on the page Guardrails.");
    };
    let (policies, gate) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let matrix = &gate.policy().matrix;
    let cell = matrix.at(place);
    let signed = policies.numbered(policies.version).and_then(|version| version.activated.as_ref());
    let header = PageHeader {
        highlights: vec![
            Highlight::new("Cell", html! { span.mono { (cell) } }),
            Highlight::new("It grants", verdict_named(ruling(cell), &short(cell))),
            Highlight::new(
                "Stages",
                html! { (words::list(&place.stage.stages().map(|stage| stage.as_str().to_owned()).collect::<Vec<_>>())) },
            ),
        ],
        actions: Some(html! {
            (link_button(&Button::primary("Try it in the simulator"), &question::address(&example(&visit, place))))
            (link_button(&Button::new("Change it"), &format!("/guardrails/draft?stage={}#f-{}", place.stage, super::draft::cell_name(place))))
        }),
        ..below(
            Tab::Matrix,
            "Sharing matrix",
            format!("{} and {}", place.column.title(), place.data.words()),
            format!("What {} sees {}.", place.column.title(), group_words(place.stage)),
        )
    };
    let body = html! {
        (section("says", "What it says", html! { p { (matrix.explain(place)) } }))
        (section("source", "Where it comes from", facts(&[
            ("Row", html! { "sharing matrix, row " (place.data.row()) ", " (group_words(place.stage)) }),
            ("Mark", html! { (marks::badge("D")) " our own default, no authority behind it; yours to change, signed by Medical, Commercial and Compliance" }),
            ("Signed", html! { @match signed {
                Some(taken) => { "with version " (policies.version) ", put in force by " (taken.person) " on " (words::instant(taken.at)) },
                None => "by nobody: this is the matrix as shipped",
            } }),
            ("Functions", html! { (words::list(&place.column.functions().map(|function| function.title()).collect::<Vec<_>>())) }),
            ("Rule id", html! { (rule_link(&place.rule())) }),
        ])))
        (section("changes", "What changes with the stage", over_stages(matrix, place)))
        (section("closed", "What a rule forbids all the same", forbidden(&gate, place, visit.view.day())))
        (section("row", "The others in this row", row(matrix, place)))
    };
    page(&visit, Tab::Matrix, header, None, body)
}

/// The question that this cell answers.
fn example(visit: &Visit, place: Place) -> Ask {
    let function = place.column.functions().next().unwrap_or(visit.seat.function);
    let stage = place.stage.stages().last().unwrap_or(Stage::Filed);
    let market = visit.markets().first().map(|market| Jurisdiction::parse(&market.jurisdiction)).filter(Jurisdiction::is_known);
    Ask::new(function, Act::See, place.data.class(), stage, visit.view.day()).to(Audience::Internal).at(market.unwrap_or(Jurisdiction::Us))
}

fn over_stages(matrix: &Matrix, here: Place) -> Markup {
    let row = |stage: &StageGroup| {
        let place = Place { stage: *stage, ..here };
        let cell = matrix.at(place);
        let cells = vec![
            html! { (words::capital(group_words(*stage))) @if *stage == here.stage { " (this cell)" } },
            html! { span.mono { (cell) } },
            html! { (words::capital(&cell.words(here.data.words()))) },
        ];
        Row { href: Some(format!("/guardrails/matrix/{place}")), cells, selected: *stage == here.stage }
    };
    table(&Table {
        caption: "The same cell at other stages".into(),
        quiet_caption: true,
        columns: ["Stages", "Cell", "In words"].map(TableColumn::text).into(),
        rows: StageGroup::ALL.iter().map(row).collect(),
        compact: true,
        ..Table::default()
    })
}

/// Where a rule of a pack says no to the content, whatever stands in the cell.
fn forbidden(gate: &Gate, place: Place, day: jiff::civil::Date) -> Markup {
    let stage = place.stage.stages().last().unwrap_or(Stage::Filed);
    let mut found = vec![];
    for function in place.column.functions() {
        for region in Jurisdiction::KNOWN {
            let ask = Ask::new(function, Act::See, place.data.class(), stage, day).at(region.clone());
            if let Some(rule) = gate.look(&ask).forbidden_by.filter(|rule| Place::parse(rule.as_str()).is_none()) {
                match found.iter_mut().find(|(known, _): &&mut (guardrails::RuleId, Vec<String>)| *known == rule) {
                    Some((_, places)) => places.push(region.to_string()),
                    None => found.push((rule, vec![region.to_string()])),
                }
            }
        }
    }
    html! {
        @if found.is_empty() { p { "None: the cell alone decides, where the record is not its own and nothing else is known." } }
        @else {
            ul.plain { @for (rule, places) in &mut found { li {
                (rule_link(rule)) " " (gate.rule(rule.as_str()).next().map(|info| info.statement.clone()).unwrap_or_default())
                span.muted { " in " (words::list(&deduped(places))) }
            } } }
        }
    }
}

fn deduped(places: &mut Vec<String>) -> Vec<String> {
    places.sort_unstable();
    places.dedup();
    places.clone()
}

fn row(matrix: &Matrix, here: Place) -> Markup {
    let row = |column: &Column| {
        let place = Place { column: *column, ..here };
        let cell = matrix.at(place);
        let cells = vec![
            html! { (column.title()) },
            html! { span.mono { (cell) } },
            html! { (words::capital(&cell.words(DataKind::words(here.data)))) },
        ];
        Row { href: Some(format!("/guardrails/matrix/{place}")), cells, selected: *column == here.column }
    };
    table(&Table {
        caption: "All columns of this row".into(),
        quiet_caption: true,
        columns: ["Column", "Cell", "In words"].map(TableColumn::text).into(),
        rows: Column::ALL.iter().map(row).collect(),
        compact: true,
        ..Table::default()
    })
}
