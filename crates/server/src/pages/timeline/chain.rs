//! The chain of one item: everything that must come before it, and everything that waits for it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use strategy::{Graph, Key, Node, Record, sequence};

use super::{Scope, address};
use crate::{
    pages::{records, visit::Visit},
    parts::{Button, Icon, link_button},
    words,
};

/// The keys of a record's chain, the record among them.
pub(super) fn of(graph: &Graph, key: &Key) -> BTreeSet<Key> {
    let mut found = BTreeSet::from([key.clone()]);
    for step in [sequence::waits_for as fn(&Graph, Node) -> Vec<Node>, sequence::followers] {
        let mut queue: Vec<Node> = graph.node(key).into_iter().collect();
        while let Some(node) = queue.pop() {
            for next in step(graph, node) {
                if found.insert(graph.key(next).clone()) {
                    queue.push(next);
                }
            }
        }
    }
    found
}

/// What stands above the picture of a chain: which one, and what can be done with its item.
pub(super) fn head(visit: &Visit, record: &Record, scope: &Scope) -> Markup {
    let graph = visit.graph();
    let node = graph.node(&record.key);
    let (before, after) = node.map(|node| (sequence::waits_for(graph, node), sequence::followers(graph, node))).unwrap_or_default();
    let market = scope.market.as_ref().map(Key::as_str).unwrap_or_default();
    let slip = |weeks: &str| address(&[("market", market), ("what", record.key.as_str()), ("weeks", weeks)]);
    let names = |nodes: &[Node]| {
        html! {
            @if nodes.is_empty() { span.muted { "nothing" } }
            @else { ul.lines { @for found in nodes.iter().filter_map(|node| graph.at(*node)) { li { (records::link(found)) @if let Some(day) = sequence::done_on(found) { span.muted { ", done " (words::day(day)) } } } } } }
        }
    };
    html! {
        div.card {
            p { "Only the chain of " (records::link(record)) ". " a href=(address(&[("market", market)])) { "Show everything" } }
            dl.facts {
                div { dt { "Waits for" } dd { (names(&before)) } }
                div { dt { "Lets start" } dd { (names(&after)) } }
            }
            div.bar-r {
                (link_button(&Button::new("Edit").icon(Icon::Edit).key('e'), &format!("/records/{}/edit", record.key)))
                (link_button(&Button::new("A week earlier").spoken(format!("A week earlier: try it for {}", record.key)), &slip("-1")))
                (link_button(&Button::new("A week later").spoken(format!("A week later: try it for {}", record.key)), &slip("1")))
            }
        }
    }
}
