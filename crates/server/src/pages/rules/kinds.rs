//! The kinds of record: what each is for, and how many the asset has.

use axum::response::Response;
use maud::html;
use strategy::Kind;

use crate::{
    pages::visit::{Shown, Visit},
    parts::{Column, Page, PageHeader, Row, Table, table},
};

/// `GET /kinds`.
pub async fn list(visit: Visit) -> Response {
    let header = PageHeader {
        title: "Kinds of record".into(),
        lead: "What a strategy is made of. Each kind has a page with its fields and an example.".into(),
        ..PageHeader::default()
    };
    let body = html! {
        (super::sections_of_help(1))
        div.fold.kinds { (table(&Table {
            caption: "Kinds of record".into(),
            quiet_caption: true,
            columns: vec![Column::text("Kind"), Column::text("What it is"), Column::text("Keys start with"), Column::number("In this asset", "")],
            rows: Kind::ALL.iter().map(|kind| row(&visit, *kind)).collect(),
            ..Table::default()
        })) }
    };
    visit.show(Shown { page: Page::Rules, header, items: Some(Kind::ALL.len()), body })
}

fn row(visit: &Visit, kind: Kind) -> Row {
    let count = count(visit, kind);
    let number = html! { @if count > 0 { a href=(format!("/records?kind={}", kind.name())) { (count) } } @else { span.muted { "0" } } };
    Row::linked(
        format!("/kinds/{}", kind.name()),
        vec![html! { (kind.label()) }, html! { (kind.about()) }, html! { span.mono { (kind.prefix()) "-" } }, number],
    )
}

/// How many records of a kind the asset has.
pub(super) fn count(visit: &Visit, kind: Kind) -> usize {
    visit.graph().nodes(kind).filter_map(|node| visit.graph().at(node)).filter(|record| visit.is_mine(record)).count()
}
