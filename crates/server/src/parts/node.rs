//! The strategy map's building blocks: bands from the need down to the foundation, and cards in them.
//! Every card has the same three lines: key and title, owner, the strongest reason it matters.

use maud::{Markup, html};

use super::{Mark, owner};

/// One card on the map, already worded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its short key, such as `C-3`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The function that owns it, as a word; empty for none.
    pub function: String,
    /// The person who owns it; empty for none.
    pub person: String,
    /// Why it matters or what is wrong with it, in a few words; empty for none.
    pub reason: String,
    /// Its age in words when it is stale, such as `19 months old`; empty when it is fresh.
    pub stale: String,
    /// Serves no need: dashed outline and the words "no need linked".
    pub orphan: bool,
    /// The need itself: filled ink.
    pub root: bool,
}

/// One card.
pub fn node(node: &Node) -> Markup {
    let mark = Mark::of(&node.function);
    let state = if node.root {
        " root"
    } else if node.orphan {
        " orphan"
    } else {
        ""
    };
    html! {
        li class=(format!("node {}{state}", mark.class())) {
            p.node-t { a href=(node.href) data-row { span.mono { (node.key) } " " (node.title) } }
            @if !node.root { div.node-s { (owner(mark, &node.function, &node.person)) } }
            @if !node.reason.is_empty() || !node.stale.is_empty() || node.orphan {
                div.node-s {
                    @if node.orphan { span.chip { "no need linked" } }
                    @if !node.stale.is_empty() { span.chip { (node.stale) } }
                    @if !node.reason.is_empty() { span.muted { (node.reason) } }
                }
            }
        }
    }
}

/// One layer of the map: its name at the left, its cards in reading order. With no cards it shows
/// `empty`, usually a sentence with a link to add the first.
pub fn band(id: &str, name: &str, nodes: &[Node], empty: Markup) -> Markup {
    html! {
        section.band id=(id) aria-labelledby=(format!("{id}-t")) {
            h3 id=(format!("{id}-t")) { (name) }
            @if nodes.is_empty() { div.muted { (empty) } }
            @else { ul.nodes { @for one in nodes { (node(one)) } } }
        }
    }
}
