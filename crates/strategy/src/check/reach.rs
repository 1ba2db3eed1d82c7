//! Which needs each record serves, directly or through what it carries: one walk over the graph, remembered.

use crate::{
    graph::{Graph, Node},
    record::Kind,
};

/// The fields along which a record serves a need: upwards only, never to siblings.
pub(super) const UPWARD: &[&str] = &["serves", "claims", "messages", "uses", "answers", "rests_on", "goal"];

/// The needs of every record.
#[derive(Debug)]
pub(super) struct Reach {
    needs: std::collections::HashMap<Node, Vec<Node>>,
}

impl Reach {
    pub(super) fn of(graph: &Graph) -> Reach {
        let mut reach = Reach { needs: Default::default() };
        for kind in Kind::ALL {
            for node in graph.nodes(*kind) {
                reach.visit(graph, node, &mut vec![]);
            }
        }
        reach
    }

    pub(super) fn needs(&self, node: Node) -> &[Node] {
        self.needs.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The needs of a node; a record on the way to itself adds nothing.
    fn visit(&mut self, graph: &Graph, node: Node, way: &mut Vec<Node>) -> Vec<Node> {
        if let Some(known) = self.needs.get(&node) {
            return known.clone();
        }
        if way.contains(&node) {
            return vec![];
        }
        if graph.at(node).is_some_and(|record| record.kind() == Kind::Need) {
            self.needs.insert(node, vec![node]);
            return vec![node];
        }
        way.push(node);
        let upward = graph.links(node).iter().filter(|link| UPWARD.contains(&link.field)).map(|link| link.other);
        let mut needs: Vec<Node> = upward.collect::<Vec<_>>().into_iter().flat_map(|other| self.visit(graph, other, way)).collect();
        way.pop();
        needs.sort_unstable();
        needs.dedup();
        self.needs.insert(node, needs.clone());
        needs
    }
}
