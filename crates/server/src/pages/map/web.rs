//! Which record serves which on the map: every link turned so that it runs from what serves up to what is served.
//! A message serves its claim, evidence serves the claim that stands on it, everything serves a need in the end.

use std::collections::{HashMap, HashSet, VecDeque};

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
    /// Every link, those of one lower end together.
    up: Vec<Edge>,
    /// Every link, those of one upper end together.
    down: Vec<Edge>,
    needs: HashSet<Node>,
    /// The needs and all that serves one.
    serving: HashSet<Node>,
}

impl Web {
    /// The links among the records of the asset that is looked at; withdrawn ones are left out.
    pub(crate) fn of(visit: &Visit) -> Web {
        let graph = visit.graph();
        let counts = |record: &&Record| record.header.state != State::Withdrawn && KINDS.contains(&record.kind()) && visit.is_mine(record);
        let mine: Vec<Node> = graph.records().filter(counts).filter_map(|record| graph.node(&record.key)).collect();
        let known: HashSet<Node> = mine.iter().copied().collect();
        let inside = |edge: &Edge| known.contains(&edge.lower) && known.contains(&edge.upper) && edge.lower != edge.upper;
        let mut up: Vec<Edge> = mine.iter().flat_map(|node| edges_of(graph, *node)).filter(inside).collect();
        up.sort_unstable();
        up.dedup();
        let mut down = up.clone();
        down.sort_unstable_by_key(|edge| (edge.upper, edge.lower, edge.how));
        let needs: Vec<Node> = mine.into_iter().filter(|node| kind(graph, *node) == Some(Kind::Need)).collect();
        let mut web = Web { up, down, needs: needs.iter().copied().collect(), ..Web::default() };
        web.serving = walk(&needs, |at| web.under(at).iter().map(|edge| edge.lower)).into_iter().chain(needs).collect();
        web
    }

    /// The links up from a node.
    fn over(&self, node: Node) -> &[Edge] {
        run(&self.up, |edge| edge.lower, node)
    }

    /// The links down from a node.
    fn under(&self, node: Node) -> &[Edge] {
        run(&self.down, |edge| edge.upper, node)
    }

    /// Everything that a node serves, nearest first, without itself.
    pub(crate) fn above(&self, node: Node) -> Vec<Node> {
        walk(&[node], |at| self.over(at).iter().map(|edge| edge.upper))
    }

    /// Everything that serves a node, nearest first, without itself.
    pub(crate) fn below(&self, node: Node) -> Vec<Node> {
        walk(&[node], |at| self.under(at).iter().map(|edge| edge.lower))
    }

    /// Whether a node is a need or serves one.
    pub(crate) fn serves_any(&self, node: Node) -> bool {
        self.serving.contains(&node)
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
            for edge in self.over(at) {
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
        let up = self.over(node).iter().map(|edge| edge.upper);
        let mut all: Vec<Node> = up.chain(self.under(node).iter().map(|edge| edge.lower)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The links among some nodes.
    pub(crate) fn among(&self, nodes: &HashSet<Node>) -> Vec<Edge> {
        let mut edges: Vec<Edge> =
            nodes.iter().flat_map(|node| self.over(*node)).copied().filter(|edge| nodes.contains(&edge.upper)).collect();
        edges.sort_unstable();
        edges
    }

    /// What a node hangs together with: all that it serves, all that serves it, and the evidence that the claims among
    /// these stand on.
    pub(crate) fn chain(&self, graph: &Graph, node: Node) -> HashSet<Node> {
        let mut chain: HashSet<Node> = [node].into_iter().chain(self.above(node)).chain(self.below(node)).collect();
        let claims: Vec<Node> = chain.iter().copied().filter(|node| kind(graph, *node) == Some(Kind::Claim)).collect();
        for claim in claims {
            chain.extend(self.under(claim).iter().map(|edge| edge.lower).filter(|lower| kind(graph, *lower) == Some(Kind::Evidence)));
        }
        chain
    }
}

fn kind(graph: &Graph, node: Node) -> Option<Kind> {
    graph.at(node).map(Record::kind)
}

/// The links with one end, among links that are sorted by that end.
fn run(edges: &[Edge], end: fn(&Edge) -> Node, node: Node) -> &[Edge] {
    let rest = &edges[edges.partition_point(|edge| end(edge) < node)..];
    &rest[..rest.partition_point(|edge| end(edge) == node)]
}

/// Everything that can be reached, nearest first, without where the walk begins.
fn walk<N: Iterator<Item = Node>>(from: &[Node], next: impl Fn(Node) -> N) -> Vec<Node> {
    let (mut seen, mut found): (HashSet<Node>, Vec<Node>) = (from.iter().copied().collect(), vec![]);
    let mut queue: VecDeque<Node> = from.iter().copied().collect();
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
