//! What stands around a record: what it rests on, who depends on it, and what a change of it would reach.

use std::collections::BTreeMap;

use maud::{Markup, html};
use strategy::{
    Kind, Record,
    impact::{self, Suspect},
    record::State,
};

use super::{
    link, sentence,
    value::{Showing, suspect},
};
use crate::{
    parts::{Column, Row, Table, table},
    words,
};

/// How many records of one sort are listed before the rest is only counted.
const LISTED: usize = 12;

/// What the record links to, with the revision at which each link was confirmed.
pub(super) fn rests_on(showing: &Showing<'_>, record: &Record) -> Markup {
    let graph = showing.visit.graph();
    let links = graph.node(&record.key).map(|node| graph.links(node)).unwrap_or_default();
    let carries = links.iter().filter(|link| !matches!(link.field, "asset" | "markets"));
    let row = |to: &strategy::graph::Link| {
        let target = graph.at(to.other)?;
        let confirmed = match (to.revision, showing.suspect.get(&target.key)) {
            (_, Some(finding)) => suspect(finding),
            (Some(revision), None) if revision == target.revision => html! { "as it is now" },
            (Some(revision), None) => html! { "at revision " (revision) ", nothing that matters changed since" },
            (None, None) => html! { span.muted { "never confirmed" } },
        };
        Some(Row::plain(vec![link(target), html! { (words::field(to.field)) }, html! { (target.kind().label()) }, html! { (confirmed) }]))
    };
    let rows: Vec<Row> = carries.filter_map(row).collect();
    html! {
        @if rows.is_empty() { p.muted { "It links to no other record." } }
        @else {
            (table(&Table {
                caption: "What it rests on".into(),
                quiet_caption: true,
                columns: ["Record", "In field", "Kind", "Confirmed"].map(Column::text).to_vec(),
                rows,
                compact: true,
                ..Table::default()
            }))
        }
    }
}

/// Who links to the record, by kind and field.
pub(super) fn depends(showing: &Showing<'_>, record: &Record) -> Markup {
    let graph = showing.visit.graph();
    let links = graph.node(&record.key).map(|node| graph.backlinks(node)).unwrap_or_default();
    let mut groups: BTreeMap<(Kind, &str), Vec<&Record>> = BTreeMap::new();
    for (from, field) in links.iter().filter_map(|link| Some((graph.at(link.other)?, link.field))) {
        let group = groups.entry((from.kind(), field)).or_default();
        if from.header.state != State::Withdrawn && showing.visit.is_mine(from) && !group.iter().any(|known| known.key == from.key) {
            group.push(from);
        }
    }
    groups.retain(|_, records| !records.is_empty());
    groups.values_mut().for_each(|records| records.sort_by(|a, b| a.key.cmp(&b.key)));
    html! {
        @if groups.is_empty() { p.muted { "No record links to it." } }
        @else {
            dl.facts { @for ((kind, field), records) in &groups { div {
                dt { (sentence(kind.plural())) ", " (words::field(field)) }
                dd { ul.lines {
                    @for record in records.iter().take(LISTED) { li { (link(record)) } }
                    @if records.len() > LISTED { li.muted { "and " (records.len() - LISTED) " more" } }
                } }
            } } }
        }
    }
}

/// What must be looked at again if the record changes, with the way there.
pub(super) fn reach(showing: &Showing<'_>, record: &Record) -> Markup {
    let found = impact::suspects(showing.visit.graph(), [&record.key]);
    let (direct, indirect): (Vec<&Suspect>, Vec<&Suspect>) = found.iter().partition(|suspect| suspect.is_direct());
    let line = |suspect: &&Suspect| match showing.visit.graph().record(&suspect.key) {
        Some(found) => html! { (link(found)) span.muted { " by " (way(suspect)) } },
        None => html! { span.mono { (suspect.key) } },
    };
    let lines = |suspects: &[&Suspect]| {
        html! {
            ul.lines { @for suspect in suspects.iter().take(LISTED) { li { (line(suspect)) } } }
            @if suspects.len() > LISTED { p.muted { "and " (suspects.len() - LISTED) " more" } }
        }
    };
    html! {
        @if direct.is_empty() { p.muted { "Nothing rests on it, so a change reaches nobody else." } }
        @else {
            p { (words::count(direct.len(), "record becomes", "records become")) " suspect until their owners confirm them against the change." }
            details { summary { "Show " (if direct.len() == 1 { "it" } else { "them" }) } (lines(&direct)) }
            @if !indirect.is_empty() {
                details { summary { (words::count(indirect.len(), "record hangs", "records hang")) " on those, and are asked only if those change too" } (lines(&indirect)) }
            }
        }
    }
}

/// The path of fields from a record back to the one that changes: `messages of CT-1 → claims of M-2`.
fn way(suspect: &Suspect) -> String {
    let steps = suspect.path.iter().skip(1).rev().map(|step| format!("{} of {}", words::field(&step.by), step.record));
    steps.collect::<Vec<_>>().join(" → ")
}
