//! One record's chain: up to the need it serves, down to what carries it out, and what all of it stands on.

use std::collections::{BTreeMap, HashSet};

use axum::response::Response;
use jiff::{Span, civil::Date};
use maud::{Markup, html};
use strategy::{Key, Kind, Node, record::Evidence};

use super::{
    Drawn,
    layers::{Card, Layer},
    layers_of,
};
use crate::{
    charts::{ChainBox, ChainChart, ChainLine, ChainRow, chain_chart},
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{Button, Link, Mark, Page, PageHeader, link_button, section},
    words,
};

/// More than this is read as a list; a picture of it would only be a tangle.
const DRAWN: usize = 36;

/// The map with only the chain of one record.
pub(super) fn show(drawn: &Drawn<'_>, key: &Key) -> Response {
    let graph = drawn.visit.graph();
    let Some(node) = graph.node(key).filter(|node| drawn.cards.iter().any(|card| card.node == *node)) else {
        return error::missing(
            drawn.visit,
            &format!("{key} is not on the map"),
            "It may have been removed or renamed, or be of a kind that the map does not show.",
        );
    };
    let chain = drawn.web.chain(graph, node);
    let shown: Vec<&Card<'_>> = drawn.cards.iter().filter(|card| chain.contains(&card.node)).collect();
    let Some(picked) = shown.iter().find(|card| card.node == node).copied() else {
        return error::missing(drawn.visit, &format!("{key} is not on the map"), "It may have been withdrawn.");
    };
    let title = format!("{key} {}", words::capital(picked.record.title()));
    let record = if picked.layer == Layer::Need { format!("/need/{key}") } else { format!("/records/{key}") };
    let header = PageHeader {
        crumbs: vec![Link::new("Strategy map", drawn.filter.with("node", None))],
        kicker: format!("Chain of one {}", picked.record.kind().label()),
        title,
        lead: sentence(drawn, picked, &chain),
        actions: Some(
            html! { (link_button(&Button::new("Open the record"), &record)) (link_button(&Button::new("Show the whole map"), &drawn.filter.with("node", None))) },
        ),
        ..PageHeader::default()
    };
    let ours = drawn.clashes.iter().filter(|clash| clash.ends.contains(key)).collect::<Vec<_>>();
    let body = html! {
        (super::clash::told(drawn.visit, &ours))
        @if shown.len() > 1 { (picture(drawn, picked, &shown, &chain)) }
        (section("cards", "The chain in full", html! { (layers_of(drawn, &shown)) }))
    };
    drawn.visit.show(Shown { page: Page::Map, header, items: Some(shown.len()), body })
}

/// `C-4 serves need N-1 through C-1; 2 messages carry it; no evidence newer than 24 months.`
fn sentence(drawn: &Drawn<'_>, picked: &Card<'_>, chain: &HashSet<Node>) -> String {
    let graph = drawn.visit.graph();
    let key = &picked.record.key;
    let needs = drawn.web.needs(picked.node);
    let way = |need: &Node| {
        let way = drawn.web.way(picked.node, *need);
        let between: Vec<String> = way.iter().skip(1).rev().skip(1).rev().map(|node| graph.key(*node).to_string()).collect();
        let through = if between.is_empty() { String::new() } else { format!(" through {}", between.join(", then ")) };
        format!("need {}{through}", graph.key(*need))
    };
    let serves = match needs.as_slice() {
        _ if picked.layer == Layer::Need => format!("{key} is a need"),
        [] => format!("{key} serves no need: nothing links it to one"),
        needs => format!("{key} serves {}", words::list(&needs.iter().map(way).collect::<Vec<_>>())),
    };
    let below = drawn.web.below(picked.node);
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for kind in below.iter().filter_map(|node| graph.at(*node)).map(|record| record.kind()).filter(|kind| *kind != Kind::Evidence) {
        *counts.entry(kind).or_default() += 1;
    }
    let counted: Vec<String> = counts.iter().map(|(kind, count)| words::records(*kind, *count)).collect();
    let hangs = match counted.as_slice() {
        [] => String::new(),
        counted => format!("; {} {} on it", words::list(counted), if below.len() == 1 { "hangs" } else { "hang" }),
    };
    format!("{serves}{hangs}; {}.", evidence_words(drawn.visit, picked, chain))
}

fn evidence_words(visit: &Visit, picked: &Card<'_>, chain: &HashSet<Node>) -> String {
    let (graph, today) = (visit.graph(), visit.view.day());
    let evidence: Vec<_> = chain.iter().filter(|node| **node != picked.node).filter_map(|node| graph.typed::<Evidence>(*node)).collect();
    let months = graph.limits_of(picked.record).evidence_months;
    let limit = today.checked_sub(Span::new().months(months)).unwrap_or(today);
    let public: Option<(Date, &Key)> =
        evidence.iter().filter_map(|one| Some((one.available_on?, one.key()))).filter(|(day, _)| *day <= today).max();
    match public {
        _ if picked.record.kind() == Kind::Evidence => {
            format!("it is {}", if picked.stale.is_empty() { "within the limit of age" } else { &picked.stale })
        }
        None if evidence.is_empty() => "no evidence is behind it".into(),
        None => "none of the evidence behind it is public yet".into(),
        Some((day, key)) if day < limit => {
            format!("no evidence behind it is newer than {months} months (the newest, {key}, is {} old)", words::age(day, today))
        }
        Some((day, key)) => format!("the newest evidence behind it, {key}, is {} old", words::age(day, today)),
    }
}

/// The chain as boxes and lines, with the links as its table.
fn picture(drawn: &Drawn<'_>, picked: &Card<'_>, shown: &[&Card<'_>], chain: &HashSet<Node>) -> Markup {
    let place = |node: Node| shown.iter().position(|card| card.node == node);
    let edges = drawn.web.among(chain);
    let line = |edge: &super::web::Edge| {
        Some(ChainLine {
            lower: place(edge.lower)?,
            upper: place(edge.upper)?,
            how: edge.how.to_owned(),
            strong: edge.lower == picked.node || edge.upper == picked.node,
        })
    };
    let mut lines: Vec<ChainLine> = edges.iter().filter_map(line).collect();
    lines.sort_by_key(|line| (line.upper, line.lower));
    let boxes: Vec<ChainBox> = shown
        .iter()
        .map(|card| card.face(drawn.visit.graph(), &drawn.web, &drawn.filter))
        .map(|face| ChainBox {
            key: face.key,
            title: face.title,
            href: face.href,
            mark: face.mark.unwrap_or(Mark::Other),
            picked: face.picked,
            orphan: face.orphan,
        })
        .collect();
    let rows: Vec<ChainRow> = Layer::ALL
        .into_iter()
        .map(|layer| ChainRow {
            name: layer.name().to_owned(),
            boxes: (0..shown.len()).filter(|index| shown[*index].layer == layer).collect(),
        })
        .filter(|row| !row.boxes.is_empty())
        .collect();
    let key = &picked.record.key;
    chain_chart(&ChainChart {
        id: "chain".into(),
        title: format!("{} around {key}", words::count(lines.len(), "link", "links")),
        subtitle: format!(
            "What stands lower serves what stands higher; the lines of {key} itself are strong. As of {}.",
            words::day(drawn.visit.view.day())
        ),
        too_many: shown.len() > DRAWN,
        boxes,
        rows,
        lines,
    })
}
