//! What an edit can have touched: the edited records, and how many links away from them every other record is.
//! A rule that judges its records one by one looks again only at those that lie as near as it looks far.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::{indexes::Indexes, waiting};
use crate::{
    graph::{Graph, Link, Node},
    key::Key,
    record::{Kind, State},
};

/// The farthest that any rule looks from the record that it judges, in links.
pub(super) const FARTHEST: u8 = 4;

/// What is written at some keys, to be compared with what an edit makes of it.
pub(super) struct Traces {
    keys: Vec<Key>,
    of: Vec<Option<Trace>>,
}

struct Trace {
    node: Node,
    kind: Option<Kind>,
    live: bool,
    links: Vec<Link>,
}

impl Traces {
    /// What is written at these keys now.
    pub(super) fn of<'k>(graph: &Graph, keys: impl IntoIterator<Item = &'k Key>) -> Traces {
        let keys: Vec<Key> = keys.into_iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let trace = |node: Node| {
            let record = graph.at(node);
            let live = record.is_some_and(|record| record.header.state != State::Withdrawn);
            Trace { node, kind: record.map(|record| record.kind()), live, links: graph.links(node).to_vec() }
        };
        let of = keys.iter().map(|key| graph.node(key).map(trace)).collect();
        Traces { keys, of }
    }

    /// The same keys in the graph as it is now.
    pub(super) fn now(&self, graph: &Graph) -> Traces {
        Traces::of(graph, &self.keys)
    }

    /// The kinds of what is written.
    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.of.iter().flatten().filter_map(|trace| trace.kind)
    }

    /// The needs that counted and no longer do, or the other way round.
    pub(super) fn turned_needs<'t>(&'t self, now: &'t Traces) -> impl Iterator<Item = Node> + 't {
        let counts = |trace: &&Trace| trace.live && trace.kind == Some(Kind::Need);
        let pairs = self.of.iter().zip(&now.of);
        pairs.filter_map(move |(before, now)| {
            let (before, now) = (before.as_ref().filter(counts), now.as_ref().filter(counts));
            before.xor(now).map(|trace| trace.node)
        })
    }

    /// Whether nothing that these links and kinds tell is told differently by the other traces of the same keys.
    fn agree(&self, other: &Traces, heard: impl Fn(&Trace, &Link) -> bool, kind: impl Fn(&Trace) -> bool) -> bool {
        let told = |trace: &Option<Trace>| {
            let links = trace.iter().flat_map(|t| t.links.iter().filter(|link| heard(t, link)).map(|link| (link.field, link.other)));
            (trace.as_ref().is_some_and(&kind), links.collect::<Vec<_>>())
        };
        self.of.iter().zip(&other.of).all(|(mine, theirs)| told(mine) == told(theirs))
    }

    /// Whether every record serves the needs that it serves in the other traces' graph.
    pub(super) fn same_reach(&self, other: &Traces) -> bool {
        self.agree(other, |_, link| super::reach::UPWARD.contains(&link.field), |trace| trace.kind == Some(Kind::Need))
    }

    /// Whether every record waits for what it waits for in the other traces' graph.
    pub(super) fn same_waiting(&self, other: &Traces) -> bool {
        let told = |trace: &Trace| trace.live && trace.kind.is_some_and(|kind| waiting::KINDS.contains(&kind));
        self.agree(other, |trace, link| trace.live && waiting::is_order(link.field), told)
            && self.agree(other, |_, _| false, |trace| trace.live)
    }
}

/// How far from an edit a record is, up to [`FARTHEST`].
pub(super) struct Focus {
    distance: HashMap<Node, u8>,
    /// The needs that the edited records serve, or served.
    needs: BTreeSet<Node>,
}

impl Focus {
    /// The surroundings of an edit, over the links as they were and as they are. A need is beside all that serve it,
    /// however far below. Nobody looks from a market or an asset at those who name it, so the way ends there.
    pub(super) fn around(graph: &Graph, before: &Traces, also: &HashSet<Node>, indexes: &Indexes) -> Focus {
        let mut former: HashMap<Node, Vec<Node>> = HashMap::new();
        for trace in before.of.iter().flatten() {
            for link in &trace.links {
                former.entry(trace.node).or_default().push(link.other);
                former.entry(link.other).or_default().push(trace.node);
            }
        }
        let edited = before.keys.iter().filter_map(|key| graph.node(key));
        let mut focus = Focus { distance: HashMap::new(), needs: BTreeSet::new() };
        let mut queue = VecDeque::new();
        for node in edited.chain(also.iter().copied()) {
            focus.reach(node, 0, &mut queue);
        }
        let edited: Vec<Node> = queue.iter().copied().collect();
        for node in edited {
            for need in indexes.reach(graph).needs(node) {
                focus.needs.insert(*need);
                focus.reach(*need, 1, &mut queue);
            }
        }
        while let Some(node) = queue.pop_front() {
            let distance = focus.distance[&node];
            let ends = distance > 0 && graph.at(node).is_some_and(|record| matches!(record.kind(), Kind::Asset | Kind::Market));
            if ends || distance == FARTHEST {
                continue;
            }
            let links = graph.links(node).iter().chain(graph.backlinks(node)).map(|link| link.other);
            let former = former.get(&node).into_iter().flatten().copied();
            links.chain(former).for_each(|other| focus.reach(other, distance + 1, &mut queue));
        }
        focus
    }

    fn reach(&mut self, node: Node, distance: u8, queue: &mut VecDeque<Node>) {
        let known = self.distance.entry(node).or_insert(u8::MAX);
        if distance < *known {
            *known = distance;
            queue.push_back(node);
        }
    }

    /// The needs that the edited records serve. A need that they no longer serve is one of the edited itself.
    pub(super) fn needs(&self) -> impl Iterator<Item = Node> + '_ {
        self.needs.iter().copied()
    }

    /// Whether a node is no farther from the edit than this.
    pub(super) fn is_within(&self, node: Node, links: u8) -> bool {
        self.distance.get(&node).is_some_and(|distance| *distance <= links)
    }

    /// The nodes no farther from the edit than this.
    pub(super) fn within(&self, links: u8) -> impl Iterator<Item = Node> + '_ {
        self.distance.iter().filter(move |(_, distance)| **distance <= links).map(|(node, _)| *node)
    }
}
