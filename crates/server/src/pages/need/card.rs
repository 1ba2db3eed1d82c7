//! The need in full: for whom, what it costs them today and what is wanted, and what success is.

use maud::{Markup, html};
use strategy::record::{Burden, Number};

use super::{Seen, link_to};
use crate::parts::{Absence, Column, Row, Table, absent, facts, table};

/// Population, burden and success.
pub(super) fn card(seen: &Seen<'_>) -> Markup {
    let need = &seen.need;
    let regions: Vec<&str> = need.greatest_in.iter().map(|region| region.0.as_str()).collect();
    let markets: Vec<String> = seen.visit.graph().markets_of(need.record).iter().map(|market| market.title().to_owned()).collect();
    html! {
        div.cols {
            div.card { h3 { "Success for patients" } (said(&need.success.patients)) }
            div.card { h3 { "Success for clinicians" } (said(&need.success.clinicians)) }
        }
        (burden(seen))
        (facts(&[
            ("Rank", match need.rank { Some(rank) => html! { (rank) }, None => absent(&Absence::None) }),
            ("Greatest in", if regions.is_empty() { absent(&Absence::None) } else { html! { (regions.join(", ")) } }),
            ("Markets", if markets.is_empty() { absent(&Absence::None) } else { html! { (markets.join(", ")) } }),
        ]))
    }
}

/// What somebody wrote, or that nobody did.
pub(super) fn said(text: &str) -> Markup {
    html! { @if text.trim().is_empty() { p { (absent(&Absence::None)) } } @else { p { (text) } } }
}

fn burden(seen: &Seen<'_>) -> Markup {
    let value = |number: &Option<Number>, unit: &str| match number {
        Some(number) => html! { (number) @if !unit.is_empty() { " " (unit) } },
        None => absent(&Absence::None),
    };
    let source = |burden: &Burden| match burden.source.as_ref().and_then(|source| seen.visit.graph().follow(source)) {
        Some(evidence) => link_to(evidence.record),
        None => absent(&Absence::None),
    };
    let row = |burden: &Burden| {
        Row::plain(vec![
            html! { (burden.measure) },
            value(&burden.today, &burden.unit),
            value(&burden.wanted, &burden.unit),
            source(burden),
        ])
    };
    if seen.need.burden.is_empty() {
        return html! { p.muted { "What the need costs patients today is not written yet." } };
    }
    table(&Table {
        caption: "What it costs patients today, and what is wanted".into(),
        columns: vec![Column::text("Measure"), Column::number("Today", ""), Column::number("Wanted", ""), Column::text("Source")],
        rows: seen.need.burden.iter().map(row).collect(),
        compact: true,
        ..Table::default()
    })
}
