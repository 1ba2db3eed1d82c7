//! Which needs each record serves, directly or through what it carries: one walk over the graph, remembered.

use std::rc::Rc;

use crate::{
    graph::{Graph, Node},
    record::Kind,
};

/// The fields along which a record serves a need: upwards only, never to siblings.
pub(super) const UPWARD: &[&str] = &["serves", "claims", "messages", "uses", "answers", "rests_on", "goal"];

/// The needs of every record. Records that serve the same needs share one list.
#[derive(Debug)]
pub(super) struct Reach {
    needs: Vec<State>,
}

#[derive(Clone, Debug)]
enum State {
    Unknown,
    /// On the way from the record that is being asked; a record on the way to itself adds nothing.
    OnTheWay,
    Known(Rc<[Node]>),
}

impl Reach {
    pub(super) fn of(graph: &Graph) -> Reach {
        let mut reach = Reach { needs: vec![State::Unknown; graph.capacity()] };
        let nobody: Rc<[Node]> = Rc::from([]);
        for kind in Kind::ALL {
            for node in graph.nodes(*kind) {
                reach.visit(graph, node, &nobody);
            }
        }
        reach
    }

    pub(super) fn needs(&self, node: Node) -> &[Node] {
        match self.needs.get(node.index()) {
            Some(State::Known(needs)) => needs,
            _ => &[],
        }
    }

    fn visit(&mut self, graph: &Graph, node: Node, nobody: &Rc<[Node]>) -> Rc<[Node]> {
        match &self.needs[node.index()] {
            State::Known(needs) => return needs.clone(),
            State::OnTheWay => return nobody.clone(),
            State::Unknown => {}
        }
        if graph.at(node).is_some_and(|record| record.kind() == Kind::Need) {
            let own: Rc<[Node]> = Rc::from([node]);
            self.needs[node.index()] = State::Known(own.clone());
            return own;
        }
        self.needs[node.index()] = State::OnTheWay;
        let mut found = nobody.clone();
        for link in graph.links(node).iter().filter(|link| UPWARD.contains(&link.field)) {
            let further = self.visit(graph, link.other, nobody);
            if further.iter().any(|need| !found.contains(need)) {
                found = if found.is_empty() { further } else { united(&found, &further) };
            }
        }
        self.needs[node.index()] = State::Known(found.clone());
        found
    }
}

fn united(one: &[Node], other: &[Node]) -> Rc<[Node]> {
    let mut all = [one, other].concat();
    all.sort_unstable();
    all.dedup();
    all.into()
}
