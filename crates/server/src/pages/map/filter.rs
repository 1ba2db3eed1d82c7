//! Which part of the map is asked for, and the links that ask for another.

use std::collections::HashSet;

use maud::{Markup, html};
use serde::Deserialize;
use strategy::{Graph, Key, Lane, Node};

use super::{
    layers::{Card, Layer},
    web::Web,
};
use crate::pages::{Visit, need::ranked};

/// What the address asks for; words that mean nothing are ignored.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filter {
    market: Option<String>,
    need: Option<String>,
    /// `only`.
    gaps: Option<String>,
    /// A lane: medical, commercial, access.
    function: Option<String>,
    /// A record: only its chain.
    node: Option<String>,
    /// A layer that is shown in full, or `all`.
    show: Option<String>,
}

impl Filter {
    /// The record whose chain is asked for.
    pub(super) fn node(&self) -> Option<Key> {
        self.node.as_deref().and_then(Key::new)
    }

    /// Whether only one record's chain is shown.
    pub(super) fn is_chain(&self) -> bool {
        self.node.is_some()
    }

    /// Whether anything is left out.
    pub(super) fn is_active(&self) -> bool {
        self.market.is_some() || self.need.is_some() || self.gaps.is_some() || self.function.is_some()
    }

    /// Whether a layer is asked for in full.
    pub(super) fn shows_all_of(&self, layer: Layer) -> bool {
        self.show.as_deref().is_some_and(|show| show == "all" || show == layer.id())
    }

    /// What is asked for, looked up.
    pub(super) fn part(&self, visit: &Visit, web: &Web) -> Part {
        let need = self.need.as_deref().and_then(Key::new).and_then(|key| visit.graph().node(&key));
        Part {
            market: self.market.as_deref().and_then(Key::new),
            of_need: need.map(|need| web.below(need).into_iter().chain([need]).collect()),
            only_gaps: self.gaps.is_some(),
            lane: self.function.as_deref().and_then(Lane::parse),
        }
    }

    /// The address with one part changed; `show` and `node` are dropped unless they are what changes.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> String {
        let kept = |part: &str, now: &Option<String>| if part == name { value.map(str::to_owned) } else { now.clone() };
        let parts = [
            ("market", kept("market", &self.market)),
            ("need", kept("need", &self.need)),
            ("gaps", kept("gaps", &self.gaps)),
            ("function", kept("function", &self.function)),
            ("node", kept("node", &None)),
            ("show", kept("show", &None)),
        ];
        let query: Vec<String> = parts.into_iter().filter_map(|(part, value)| Some(format!("{part}={}", encoded(&value?)))).collect();
        if query.is_empty() { "/map".into() } else { format!("/map?{}", query.join("&")) }
    }

    /// The filters as rows of links, the chosen one marked.
    pub(super) fn links(&self, visit: &Visit) -> Markup {
        let markets: Vec<(String, String)> = visit.markets().iter().map(|m| (m.key().to_string(), m.title().to_owned())).collect();
        let needs: Vec<(String, String)> = ranked(visit).iter().map(|need| (need.key().to_string(), need.key().to_string())).collect();
        let lanes =
            [Lane::Medical, Lane::Commercial, Lane::Access].map(|lane| (lane.as_str().to_owned(), crate::words::capital(lane.as_str())));
        html! {
            nav.picks aria-label="Show only a part of the map" {
                (self.row("Show", "gaps", &self.gaps, "Everything", &[("only".into(), "Only gaps".into())]))
                @if markets.len() > 1 { (self.row("Market", "market", &self.market, "All", &markets)) }
                @if needs.len() > 1 { (self.row("Need", "need", &self.need, "All", &needs)) }
                (self.row("Function", "function", &self.function, "All", &lanes))
            }
        }
    }

    fn row(&self, label: &str, name: &str, now: &Option<String>, all: &str, choices: &[(String, String)]) -> Markup {
        let chosen = |value: &str| now.as_deref() == Some(value);
        html! {
            div.pick {
                span.muted { (label) }
                a href=(self.with(name, None)) aria-current=[now.is_none().then_some("true")] { (all) }
                @for (value, word) in choices {
                    a href=(self.with(name, Some(value))) aria-current=[chosen(value).then_some("true")] { (word) }
                }
            }
        }
    }
}

/// A part of the map.
pub(super) struct Part {
    market: Option<Key>,
    of_need: Option<HashSet<Node>>,
    only_gaps: bool,
    lane: Option<Lane>,
}

impl Part {
    /// Whether a card belongs to it. Needs stay as long as they are not filtered themselves.
    pub(super) fn takes(&self, graph: &Graph, card: &Card<'_>) -> bool {
        let root = card.layer == Layer::Need;
        let holds_in = |key: &Key| graph.markets_of(card.record).iter().any(|market| market.key() == key);
        self.market.as_ref().is_none_or(holds_in)
            && self.of_need.as_ref().is_none_or(|nodes| nodes.contains(&card.node))
            && (root || !self.only_gaps || card.is_gap())
            && (root || self.lane.is_none_or(|lane| card.lane == lane))
    }
}

/// A value as it may stand in an address; keys and our own words need little.
fn encoded(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    value.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
