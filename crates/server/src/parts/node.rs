//! The strategy map's building blocks: bands from the need down to the foundation, lanes and cards in them.
//! Every card has the same three lines: key and title, owner, the strongest reason it matters.

use maud::{Markup, html};

use super::{Icon, Mark, function_mark, icon, owner};

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
    /// The mark of the function; `None` takes it from the word.
    pub mark: Option<Mark>,
    /// The person who owns it; empty for none.
    pub person: String,
    /// Why it matters or what is wrong with it, in a few words; empty for none.
    pub reason: String,
    /// Its age in words when it is stale, such as `19 months old`; empty when it is fresh.
    pub stale: String,
    /// What it contradicts, such as `contradicts M-3`; empty for nothing.
    pub clash: String,
    /// Serves no need: dashed outline and the words "no need linked".
    pub orphan: bool,
    /// The need itself: filled ink.
    pub root: bool,
    /// The card that was chosen.
    pub picked: bool,
    /// The keys of the cards that it is linked to, parted by blanks; a script shows them when this one is pointed at.
    pub near: String,
}

/// One card.
pub fn node(node: &Node) -> Markup {
    let mark = node.mark.unwrap_or_else(|| Mark::of(&node.function));
    let state = if node.root {
        " root"
    } else if node.orphan {
        " orphan"
    } else {
        ""
    };
    let near = (!node.near.is_empty()).then_some(node.near.as_str());
    html! {
        li class=(format!("node {}{state}", mark.class())) data-node=[near.map(|_| &node.key)] data-near=[near] aria-current=[node.picked.then_some("true")] {
            p.node-t { a href=(node.href) data-row { span.mono { (node.key) } " " (node.title) } }
            @if !node.root { div.node-s { (owner(mark, &node.function, &node.person)) } }
            @if !node.clash.is_empty() { p.node-x { (icon(Icon::Warning)) (node.clash) } }
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

/// Cards in reading order, and how to see those that are left out.
fn cards(nodes: &[Node]) -> Markup {
    html! { ul.nodes { @for one in nodes { (node(one)) } } }
}

/// One layer of the map: its name at the left, its cards in reading order. With no cards it shows
/// `empty`, usually a sentence with a link to add the first.
pub fn band(id: &str, name: &str, nodes: &[Node], empty: Markup) -> Markup {
    let inside = html! { @if nodes.is_empty() { div.muted { (empty) } } @else { (cards(nodes)) } };
    layer(id, name, None, inside)
}

/// One lane of a layer: a function and its cards.
#[derive(Clone, Debug, Default)]
pub struct LaneCards {
    /// The function's mark.
    pub mark: Mark,
    /// The function's word.
    pub function: String,
    /// The cards.
    pub nodes: Vec<Node>,
    /// Shown below the cards: how to see more, or, where there are none, how to add the first.
    pub below: Option<Markup>,
}

/// One layer of the map in lanes side by side: first what functions share, over the whole width, then a lane for each.
/// `more` stands below the layer's name, such as a count.
pub fn lanes(id: &str, name: &str, more: Markup, together: &[Node], lanes: &[LaneCards]) -> Markup {
    layer(
        id,
        name,
        Some(more),
        html! {
            div.stack {
                @if !together.is_empty() { div { p.lane-h { (function_mark(Mark::Joint, "joint and others")) } (cards(together)) } }
                @if !lanes.is_empty() { div.lanes { @for lane in lanes {
                    div {
                        p.lane-h { (function_mark(lane.mark, &lane.function)) }
                        @if !lane.nodes.is_empty() { (cards(&lane.nodes)) }
                        @if let Some(below) = &lane.below { div.muted { (below) } }
                    }
                } } }
            }
        },
    )
}

/// A layer around its content, with `more` below its name.
pub fn layer(id: &str, name: &str, more: Option<Markup>, inside: Markup) -> Markup {
    html! {
        section.band id=(id) aria-labelledby=(format!("{id}-t")) {
            @if let Some(more) = more { div.band-h { h3 id=(format!("{id}-t")) { (name) } (more) } }
            @else { h3 id=(format!("{id}-t")) { (name) } }
            (inside)
        }
    }
}
