//! What many rules ask of the whole graph, worked out when the first one asks and shared by all: the needs that each
//! record serves, the cycles of waiting, the contacts with audiences. A [`Checker`](super::Checker) keeps each of them
//! across an edit that cannot change it.

use std::{
    collections::{BTreeSet, HashSet},
    sync::OnceLock,
};

use super::{contacts::Contacts, focus::Traces, reach::Reach, waiting};
use crate::graph::{Graph, Node};

/// The shared indexes of one state of a graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Indexes {
    reach: OnceLock<Reach>,
    cycles: OnceLock<Vec<BTreeSet<Node>>>,
    /// Made, and renewed after an edit, by who knows the day.
    pub(super) contacts: OnceLock<Contacts>,
}

impl Indexes {
    pub(super) fn reach(&self, graph: &Graph) -> &Reach {
        self.reach.get_or_init(|| Reach::of(graph))
    }

    /// The groups of records in which each waits, in the end, for itself; by the lowest key of each.
    pub(super) fn cycles(&self, graph: &Graph) -> &[BTreeSet<Node>] {
        self.cycles.get_or_init(|| waiting::cycles(graph))
    }

    /// The indexes after an edit: those that it cannot have changed are taken over.
    pub(super) fn after(&mut self, before: &Traces, now: &Traces) -> Indexes {
        let mut after = Indexes::default();
        if before.same_reach(now) {
            after.reach = std::mem::take(&mut self.reach);
        }
        if before.same_waiting(now) {
            after.cycles = std::mem::take(&mut self.cycles);
        }
        after
    }

    /// The nodes of which the indexes before an edit tell something else than these, with the needs that they served.
    pub(super) fn differing(&self, before: &Indexes, graph: &Graph) -> HashSet<Node> {
        let mut all = HashSet::new();
        if let Some(reach) = before.reach.get() {
            for node in self.reach(graph).differing(reach) {
                all.insert(node);
                all.extend(reach.needs(node));
            }
        }
        if let Some(cycles) = before.cycles.get()
            && cycles != self.cycles(graph)
        {
            all.extend(cycles.iter().chain(self.cycles(graph)).flatten());
        }
        all
    }
}
