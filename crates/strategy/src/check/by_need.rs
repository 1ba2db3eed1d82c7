//! Records of one kind by the needs that they serve, so that a rule compares within a need and not across the strategy.

use std::collections::HashMap;

use crate::{
    check::Context,
    graph::{Node, Of},
    record::Typed,
};

/// Records by need.
pub(super) struct ByNeed<'g, T> {
    by_need: HashMap<Node, Vec<Of<'g, T>>>,
}

impl<'g, T: Typed> ByNeed<'g, T> {
    /// The records of a kind that are wanted, by need, each list in the order of keys.
    pub(super) fn of(cx: &Context<'g>, wanted: impl Fn(&Of<'g, T>) -> bool) -> Self {
        let mut by_need: HashMap<Node, Vec<Of<'g, T>>> = HashMap::new();
        for record in cx.all::<T>().filter(wanted) {
            for need in cx.needs_of(record.node) {
                by_need.entry(*need).or_default().push(record);
            }
        }
        ByNeed { by_need }
    }

    /// The records that serve a need.
    pub(super) fn on(&self, need: Node) -> &[Of<'g, T>] {
        self.by_need.get(&need).map_or(&[], Vec::as_slice)
    }

    /// The records that serve a need in common with this one, each once, by need and key.
    pub(super) fn beside(&self, cx: &Context<'g>, node: Node) -> Vec<Of<'g, T>> {
        let mut found: Vec<Of<'g, T>> = vec![];
        let needs = cx.needs_of(node);
        for record in needs.iter().flat_map(|need| self.on(*need)).filter(|record| record.node != node) {
            // Only a record on several needs can come twice.
            if needs.len() < 2 || !found.iter().any(|known| known.node == record.node) {
                found.push(*record);
            }
        }
        found
    }
}
