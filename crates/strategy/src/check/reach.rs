//! Which needs each record serves, directly or through what it carries: one walk over the graph, remembered.
//! And the other way round: which records serve a need.

use crate::{
    graph::{Graph, Node},
    record::Kind,
};

/// The fields along which a record serves a need: upwards only, never to siblings.
pub(super) const UPWARD: &[&str] = &["serves", "claims", "messages", "uses", "answers", "rests_on", "goal"];

/// The needs of every record. Records that serve the same needs share one list.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    lists: Vec<Vec<Node>>,
    /// The list of each node.
    of: Vec<State>,
    /// By the number of the need; empty for what is none.
    serving: Vec<Vec<Node>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Unknown,
    /// On the way from the record that is being asked; a record on the way to itself adds nothing.
    OnTheWay,
    Known(usize),
}

/// The list of those that serve no need.
const NOBODY: usize = 0;

impl Reach {
    pub(super) fn of(graph: &Graph) -> Reach {
        let mut reach = Reach { lists: vec![vec![]], of: vec![State::Unknown; graph.capacity()], serving: vec![vec![]; graph.capacity()] };
        for node in Kind::ALL.iter().flat_map(|kind| graph.nodes(*kind)) {
            let list = reach.visit(graph, node);
            for need in &reach.lists[list] {
                reach.serving[need.index()].push(node);
            }
        }
        reach
    }

    /// The needs that a record serves, in a fixed order.
    pub(super) fn needs(&self, node: Node) -> &[Node] {
        match self.of.get(node.index()) {
            Some(State::Known(list)) => &self.lists[*list],
            _ => &[],
        }
    }

    /// The records that serve a need, by kind and key; the need itself among them.
    pub(super) fn serving(&self, need: Node) -> &[Node] {
        self.serving.get(need.index()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Those of one kind that serve a need, by key. A need may be served by thousands of records of other kinds.
    pub(super) fn serving_of_kind(&self, graph: &Graph, need: Node, kind: Kind) -> &[Node] {
        let all = self.serving(need);
        let kind_at = |node: &Node| graph.kind(*node);
        let from = all.partition_point(|node| kind_at(node) < Some(kind));
        let all = &all[from..];
        &all[..all.partition_point(|node| kind_at(node) == Some(kind))]
    }

    /// The nodes whose needs differ in another state of the graph.
    pub(super) fn differing<'r>(&'r self, other: &'r Reach) -> impl Iterator<Item = Node> + 'r {
        let all = (0..self.of.len().max(other.of.len())).map(Node::from_index);
        all.filter(|node| self.needs(*node) != other.needs(*node))
    }

    fn visit(&mut self, graph: &Graph, node: Node) -> usize {
        match self.of[node.index()] {
            State::Known(list) => return list,
            State::OnTheWay => return NOBODY,
            State::Unknown => {}
        }
        if graph.kind(node) == Some(Kind::Need) {
            return self.known(node, vec![node]);
        }
        self.of[node.index()] = State::OnTheWay;
        let mut found = NOBODY;
        for link in graph.links(node).iter().filter(|link| UPWARD.contains(&link.field)) {
            let further = self.visit(graph, link.other);
            if further != found && self.lists[further].iter().any(|need| !self.lists[found].contains(need)) {
                found = if found == NOBODY { further } else { self.united(found, further) };
            }
        }
        self.of[node.index()] = State::Known(found);
        found
    }

    fn known(&mut self, node: Node, needs: Vec<Node>) -> usize {
        self.lists.push(needs);
        self.of[node.index()] = State::Known(self.lists.len() - 1);
        self.lists.len() - 1
    }

    fn united(&mut self, one: usize, other: usize) -> usize {
        let mut all = [self.lists[one].as_slice(), &self.lists[other]].concat();
        all.sort_unstable();
        all.dedup();
        self.lists.push(all);
        self.lists.len() - 1
    }
}
