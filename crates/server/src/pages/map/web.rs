//! Which record serves which on the map: every link turned so that it runs from what serves up to what is served.
//! A message serves its claim, evidence serves the claim that stands on it, everything serves a need in the end.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use strategy::{
    Graph, Kind, Node,
    record::{Record, State},
};

use crate::pages::Visit;

/// The kinds that stand on the map.
pub(crate) const KINDS: [Kind; 12] = [
    Kind::Need,
    Kind::Belief,
    Kind::Goal,
    Kind::Initiative,
    Kind::Claim,
    Kind::Message,
    Kind::Content,
    Kind::Activity,
    Kind::Evidence,
    Kind::EvidenceNeed,
    Kind::Journey,
    Kind::Barrier,
];

/// One link, said upwards: `lower` serves `upper`, in the words of `how`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// What serves.
    pub(crate) lower: Node,
    /// What is served.
    pub(crate) upper: Node,
    /// The verb between the two, such as `words` or `supports`.
    pub(crate) how: &'static str,
}

/// All such links of one asset.
#[derive(Debug, Default)]
pub(crate) struct Web {
    up: HashMap<Node, Vec<Edge>>,
    down: HashMap<Node, Vec<Edge>>,
    needs: HashSet<Node>,
}

impl Web {
    /// The links among the records of the asset that is looked at; withdrawn ones are left out.
    pub(crate) fn of(visit: &Visit) -> Web {
        let graph = visit.graph();
        let counts = |record: &&Record| record.header.state != State::Withdrawn && KINDS.contains(&record.kind()) && visit.is_mine(record);
        let mine: Vec<Node> = graph.records().filter(counts).filter_map(|record| graph.node(&record.key)).collect();
        let known: HashSet<Node> = mine.iter().copied().collect();
        let mut web = Web { needs: mine.iter().copied().filter(|node| kind(graph, *node) == Some(Kind::Need)).collect(), ..Web::default() };
        let edges: BTreeSet<Edge> = mine.iter().flat_map(|node| edges_of(graph, *node)).collect();
        for edge in edges.into_iter().filter(|edge| known.contains(&edge.lower) && known.contains(&edge.upper) && edge.lower != edge.upper)
        {
            web.up.entry(edge.lower).or_default().push(edge);
            web.down.entry(edge.upper).or_default().push(edge);
        }
        web
    }

    /// Everything that a node serves, nearest first, without itself.
    pub(crate) fn above(&self, node: Node) -> Vec<Node> {
        walk(node, |at| self.up.get(&at).into_iter().flatten().map(|edge| edge.upper).collect())
    }

    /// Everything that serves a node, nearest first, without itself.
    pub(crate) fn below(&self, node: Node) -> Vec<Node> {
        walk(node, |at| self.down.get(&at).into_iter().flatten().map(|edge| edge.lower).collect())
    }

    /// The needs that a node serves, or is.
    pub(crate) fn needs(&self, node: Node) -> Vec<Node> {
        [node].into_iter().chain(self.above(node)).filter(|node| self.needs.contains(node)).collect()
    }

    /// The shortest way from a node up to a need, both ends included; empty when there is none.
    pub(crate) fn way(&self, from: Node, need: Node) -> Vec<Node> {
        let mut came: HashMap<Node, Node> = HashMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            if at == need {
                let mut way: Vec<Node> = std::iter::successors(Some(need), |node| came.get(node).copied()).collect();
                way.reverse();
                return way;
            }
            for edge in self.up.get(&at).into_iter().flatten() {
                if edge.upper != from && !came.contains_key(&edge.upper) {
                    came.insert(edge.upper, at);
                    queue.push_back(edge.upper);
                }
            }
        }
        vec![]
    }

    /// What is directly linked to a node, on either side.
    pub(crate) fn beside(&self, node: Node) -> Vec<Node> {
        let up = self.up.get(&node).into_iter().flatten().map(|edge| edge.upper);
        let mut all: Vec<Node> = up.chain(self.down.get(&node).into_iter().flatten().map(|edge| edge.lower)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The links among some nodes.
    pub(crate) fn among(&self, nodes: &HashSet<Node>) -> Vec<Edge> {
        let from = |node: &Node| self.up.get(node).into_iter().flatten().copied().collect::<Vec<_>>();
        let mut edges: Vec<Edge> = nodes.iter().flat_map(from).filter(|edge| nodes.contains(&edge.upper)).collect();
        edges.sort_unstable();
        edges
    }

    /// What a node hangs together with: all that it serves, all that serves it, and the evidence that the claims among
    /// these stand on.
    pub(crate) fn chain(&self, graph: &Graph, node: Node) -> HashSet<Node> {
        let mut chain: HashSet<Node> = [node].into_iter().chain(self.above(node)).chain(self.below(node)).collect();
        let claims: Vec<Node> = chain.iter().copied().filter(|node| kind(graph, *node) == Some(Kind::Claim)).collect();
        for claim in claims {
            let below = self.down.get(&claim).into_iter().flatten();
            chain.extend(below.map(|edge| edge.lower).filter(|lower| kind(graph, *lower) == Some(Kind::Evidence)));
        }
        chain
    }
}

fn kind(graph: &Graph, node: Node) -> Option<Kind> {
    graph.at(node).map(Record::kind)
}

fn walk(from: Node, next: impl Fn(Node) -> Vec<Node>) -> Vec<Node> {
    let (mut seen, mut found) = (HashSet::from([from]), vec![]);
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for node in next(at) {
            if seen.insert(node) {
                found.push(node);
                queue.push_back(node);
            }
        }
    }
    found
}

/// The links of one record, each turned upwards.
fn edges_of(graph: &Graph, node: Node) -> Vec<Edge> {
    let from = kind(graph, node);
    let edge = |link: &strategy::graph::Link| {
        let up = |how: &'static str| Some(Edge { lower: node, upper: link.other, how });
        let down = |how: &'static str| Some(Edge { lower: link.other, upper: node, how });
        match link.field {
            "serves" => up("serves"),
            "claims" if from == Some(Kind::Message) => up("words"),
            "claims" | "messages" => up("carries"),
            "uses" => up("uses"),
            "answers" => up("answers"),
            "rests_on" => up("builds on"),
            "goal" => up("works towards"),
            "stands_on" => down("supports"),
            "evidence" if from == Some(Kind::Activity) => down("is presented by"),
            "evidence" => down("shows"),
            "burden" => down("measures"),
            "mitigated_by" => down("lowers"),
            "steps" => down("is met in"),
            _ => None,
        }
    };
    graph.links(node).iter().filter_map(edge).collect()
}
