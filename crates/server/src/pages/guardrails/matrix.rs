//! The sharing matrix of one group of stages: thirteen kinds of data by six columns, every cell in letters and in words.

use axum::{extract::Query, response::Response};
use guardrails::{Cell, Column, DataKind, Depth, Grant, Letter, Matrix, Only, Place, StageGroup};
use maud::{Markup, html};
use serde::Deserialize;
use strategy::record::Stage;

use super::{Tab, highlights, now, page};
use crate::{
    pages::visit::{Visit, lifecycle},
    parts::{Button, PageHeader, Verdict, lifecycle_path, link_button, section, verdict_glyph, verdict_named},
    words,
};

/// What is asked of the matrix.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The group of stages; that of the asset's first market if left out.
    #[serde(default)]
    stage: String,
}

/// `GET /guardrails`.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let (policies, gate) = match now(&visit).await {
        Ok(now) => now,
        Err(failed) => return failed,
    };
    let of_asset = || visit.markets().first().map(|market| StageGroup::of(market.stage.unwrap_or(Stage::Preclinical)));
    let stage = StageGroup::parse(&asked.stage).or_else(of_asset).unwrap_or(StageGroup::Preapproval);
    let header = PageHeader {
        title: "Guardrails".into(),
        lead: "Who may see or say what, to whom, when, and why.".into(),
        highlights: highlights(&policies, &gate),
        actions: Some(html! {
            (link_button(&Button::primary("May I …?"), "/guardrails/simulator"))
            (link_button(&Button::new("Change it"), "/guardrails/draft"))
        }),
        ..PageHeader::default()
    };
    let body = html! {
        @for market in visit.markets() { (lifecycle_path(&lifecycle(&market))) }
        (section("matrix", &format!("Who sees what: {}", group_words(stage)), html! {
            (stages(stage))
            (key())
            (table(&gate.policy().matrix, stage))
            p.muted { "A cell grants; what a rule of a pack forbids stays forbidden. Clinical and Safety have no column: they see what is their own and what they are party to." }
        }))
    };
    page(&visit, Tab::Matrix, header, None, body)
}

/// The group of stages in words.
pub(super) fn group_words(stage: StageGroup) -> &'static str {
    match stage {
        StageGroup::Preapproval => "before approval",
        StageGroup::Approved => "approved and launched",
        StageGroup::LossOfExclusivity => "after loss of exclusivity",
    }
}

fn stages(chosen: StageGroup) -> Markup {
    html! {
        nav.picks aria-label="Stages" { div.pick { @for stage in StageGroup::ALL {
            a href=(format!("/guardrails?stage={stage}")) aria-current=[(*stage == chosen).then_some("page")] { (words::capital(group_words(*stage))) }
        } } }
    }
}

fn key() -> Markup {
    html! {
        p.muted {
            (verdict_named(Verdict::Allowed, "everything")) " "
            (verdict_named(Verdict::Conditions, "a part, or under conditions")) " "
            (verdict_named(Verdict::Forbidden, "nothing"))
        }
        p.muted { "F full · M date, function, channel, class and status · A only counted with others · W when party to the item · O its own · C in a case that Compliance opened" }
    }
}

fn table(matrix: &Matrix, stage: StageGroup) -> Markup {
    html! {
        div.scroll role="region" aria-label="Sharing matrix" tabindex="0" {
            table.compact.mx {
                caption.vh { "Who sees which kind of data, " (group_words(stage)) }
                thead { tr {
                    th scope="col" { "Data" }
                    @for column in Column::ALL { th scope="col" { (column.title()) } }
                } }
                tbody { @for data in DataKind::ALL { tr {
                    th scope="row" { (words::capital(data.words())) }
                    @for column in Column::ALL { (one(matrix, Place { stage, data: *data, column: *column })) }
                } } }
            }
        }
    }
}

fn one(matrix: &Matrix, place: Place) -> Markup {
    let cell = matrix.at(place);
    html! {
        td class=(ruling(cell).class()) {
            a href=(format!("/guardrails/matrix/{place}")) {
                (verdict_glyph(ruling(cell))) " " span.mono { (cell) } " " span.mx-w { (short(cell)) }
            }
        }
    }
}

/// How open a cell is, for the ramp.
pub(super) fn ruling(cell: &Cell) -> Verdict {
    let whole = |grant: &Grant| *grant == Grant { letter: Letter::Full, ..bare(grant) };
    match cell.grants.as_slice() {
        [] => Verdict::Forbidden,
        grants if grants.iter().any(whole) => Verdict::Allowed,
        _ => Verdict::Conditions,
    }
}

/// The same grant without its conditions.
fn bare(grant: &Grant) -> Grant {
    Grant { of: [].into(), promotional: false, on_label: false, not_opted_out: false, places: [].into(), only: None, letter: grant.letter }
}

/// What a cell grants, in as few words as fit into it.
pub(super) fn short(cell: &Cell) -> String {
    if cell.grants.is_empty() {
        return "nothing".into();
    }
    let of = |grant: &Grant| match (grant.letter, grant.only, grant.depth()) {
        (Letter::Party, Some(Only::Status), _) => "status, if party to it",
        (Letter::Party, ..) => "if party to it",
        (Letter::Own, ..) => "its own",
        (Letter::Case, ..) => "in a case",
        (_, Some(Only::Flag), _) => "yes or no",
        (_, _, Depth::Aggregate) => "counted",
        (_, _, Depth::Metadata) => "metadata",
        _ if *grant == bare(grant) => "everything",
        _ => "all, under conditions",
    };
    let mut parts: Vec<&str> = cell.grants.iter().map(of).collect();
    parts.dedup();
    let duties: Vec<&str> = cell.duties.iter().map(|duty| duty.as_str()).collect();
    [parts, duties].concat().join("; ")
}
