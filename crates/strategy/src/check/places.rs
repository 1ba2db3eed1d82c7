//! In which markets and regions a record holds, for rules that ask it of thousands of records: looked up once a run.
//! A region that nobody states is anywhere; so no rule says that two records are apart because a field is empty.

use std::collections::HashMap;

use super::Context;
use crate::{
    graph::{Node, Of},
    record::{Market, Region},
};

/// The markets of each asset.
pub(super) struct Places<'g> {
    by_asset: HashMap<Option<Node>, Vec<Of<'g, Market>>>,
}

impl<'g> Places<'g> {
    /// The markets of every asset.
    pub(super) fn of(cx: &Context<'g>) -> Places<'g> {
        let mut places = Places { by_asset: HashMap::new() };
        for market in cx.all::<Market>() {
            places.by_asset.entry(cx.graph.asset_node(market.node)).or_default().push(market);
        }
        places
    }

    /// The markets that a record holds in: those that it names, else all of its asset.
    pub(super) fn markets(&self, cx: &Context<'g>, node: Node) -> Vec<Of<'g, Market>> {
        match cx.graph.links(node).iter().any(|link| link.field == "markets") {
            true => cx.linked(node, "markets").collect(),
            false => self.by_asset.get(&cx.graph.asset_node(node)).cloned().unwrap_or_default(),
        }
    }
}

/// The region of a market: the one it states, else its jurisdiction.
pub(super) fn region_of(market: &Market) -> Option<Region> {
    let stated = |text: &str| Some(Region(text.to_owned())).filter(is_stated);
    stated(&market.region.0).or_else(|| stated(&market.jurisdiction))
}

/// Whether a region is written at all.
pub(super) fn is_stated(region: &Region) -> bool {
    !region.0.trim().is_empty()
}

/// The regions of a record: its own, else those of its markets; none means anywhere.
pub(super) fn regions(own: &Region, markets: &[Of<'_, Market>]) -> Vec<Region> {
    match is_stated(own) {
        true => vec![own.clone()],
        false => markets.iter().map(|market| region_of(market)).collect::<Option<Vec<_>>>().unwrap_or_default(),
    }
}

/// A region as it is compared: without regard to case and blanks.
pub(super) fn folded(region: &Region) -> String {
    let mut folded = String::with_capacity(region.0.len());
    for (number, part) in region.0.split('/').enumerate() {
        if number > 0 {
            folded.push('/');
        }
        match part.trim() {
            part if part.is_ascii() => {
                let from = folded.len();
                folded.push_str(part);
                folded[from..].make_ascii_lowercase();
            }
            part => folded.extend(part.chars().flat_map(char::to_lowercase)),
        }
    }
    folded
}

/// Whether two records' folded regions share ground. Much cheaper than folding them for every pair.
pub(super) fn overlap(one: &[String], other: &[String]) -> bool {
    let contains = |region: &str, below: &str| below.strip_prefix(region).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let share = |region: &String, theirs: &String| contains(region, theirs) || contains(theirs, region);
    one.is_empty() || other.is_empty() || one.iter().any(|region| other.iter().any(|theirs| share(region, theirs)))
}
