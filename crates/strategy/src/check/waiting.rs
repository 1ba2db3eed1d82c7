//! Which records wait for which, through every link that means an order, and the cycles in it.
//! Written without recursion: a chain of ten thousand records must not exhaust the stack.

use std::collections::{BTreeSet, HashMap, VecDeque};

use serde_json::Value;

use crate::{
    change::{Change, Fix},
    graph::{Graph, Node},
    record::{Kind, Record},
};

/// The kinds whose records wait for others.
pub(super) const KINDS: &[Kind] = &[Kind::Evidence, Kind::Claim, Kind::Activity, Kind::Milestone];

/// The links by which a record points at what it waits for.
const FORWARD: &[&str] = &["depends_on", "rests_on", "supersedes"];

/// Whether a field means an order between two records.
pub(super) fn is_order(field: &str) -> bool {
    FORWARD.contains(&field) || field == "starts"
}

/// What a node waits for directly, in no particular order, and perhaps twice.
pub(super) fn awaited(graph: &Graph, node: Node) -> impl Iterator<Item = (Node, &'static str)> + '_ {
    let is_live = |node: Node| graph.is_live(node);
    let own = graph.links(node).iter().filter(|link| FORWARD.contains(&link.field));
    let relays = graph.backlinks(node).iter().filter(|link| link.field == "starts");
    own.chain(relays).filter(move |link| is_live(link.other)).map(|link| (link.other, link.field))
}

/// What a node waits for directly, each with the field that says so, by key; a milestone's `starts` points the other way.
pub(super) fn waits_for(graph: &Graph, node: Node) -> Vec<(Node, &'static str)> {
    let mut all: Vec<(Node, &'static str)> = awaited(graph, node).collect();
    all.sort_by(|a, b| graph.key(a.0).cmp(graph.key(b.0)).then(a.1.cmp(b.1)));
    all.dedup();
    all
}

/// The groups of records in which each waits, in the end, for itself; by the lowest key of each.
pub(super) fn cycles(graph: &Graph) -> Vec<BTreeSet<Node>> {
    let unseen = Visit { index: UNSEEN, low: UNSEEN, on_stack: false };
    let mut search = Search { graph, visits: vec![unseen; graph.capacity()], seen: 0, stack: vec![], found: vec![] };
    for node in KINDS.iter().flat_map(|kind| graph.nodes(*kind)) {
        let is_live = graph.is_live(node);
        if is_live && search.visits[node.index()].index == UNSEEN {
            search.from(node);
        }
    }
    search.found.sort_by_key(|group| group.iter().map(|node| graph.key(*node)).min().cloned());
    search.found
}

/// The shortest way from a node back to itself within a group: each node with the field by which the one before it waits
/// for it. `without` leaves out one step, to see what is left when it is undone.
pub(super) fn way_round(
    graph: &Graph,
    group: &BTreeSet<Node>,
    root: Node,
    without: Option<(Node, Node)>,
) -> Option<Vec<(Node, &'static str)>> {
    let mut came: HashMap<Node, (Node, &'static str)> = HashMap::new();
    let mut queue = VecDeque::from([root]);
    while let Some(node) = queue.pop_front() {
        for (next, field) in waits_for(graph, node) {
            let may_go = group.contains(&next) && without != Some((node, next)) && !came.contains_key(&next);
            if !may_go {
                continue;
            }
            came.insert(next, (node, field));
            if next == root {
                return Some(trace(&came, root));
            }
            queue.push_back(next);
        }
    }
    None
}

fn trace(came: &HashMap<Node, (Node, &'static str)>, root: Node) -> Vec<(Node, &'static str)> {
    let mut way = vec![];
    let mut node = root;
    while let Some((before, field)) = came.get(&node) {
        way.push((node, *field));
        node = *before;
        if node == root {
            break;
        }
    }
    way.reverse();
    way
}

/// A fix that takes away every link by which one record waits for another.
pub(super) fn stop_waiting(graph: &Graph, waiter: Node, awaited: Node) -> Option<Fix> {
    let (from, to) = (graph.at(waiter)?, graph.at(awaited)?);
    let fields = waits_for(graph, waiter).into_iter().filter(|(node, _)| *node == awaited).map(|(_, field)| field);
    let changes = fields.map(|field| if field == "starts" { without(to, field, from) } else { without(from, field, to) });
    Some(Fix::of(format!("say that {} does not wait for {}", from.key, to.key), changes.collect()))
}

fn without(holder: &Record, field: &str, target: &Record) -> Change {
    let is_target = |link: &Value| link.as_str().is_some_and(|link| link.split('@').next() == Some(target.key.as_str()));
    let kept: Vec<Value> = match holder.field(field) {
        Some(Value::Array(links)) => links.into_iter().filter(|link| !is_target(link)).collect(),
        _ => vec![],
    };
    Change::Set { key: holder.key.clone(), field: field.to_owned(), value: kept.into() }
}

/// Tarjan's search for strongly connected groups, with its own stack instead of calls.
struct Search<'g> {
    graph: &'g Graph,
    /// By the number of the node.
    visits: Vec<Visit>,
    seen: u32,
    stack: Vec<Node>,
    found: Vec<BTreeSet<Node>>,
}

#[derive(Clone, Copy)]
struct Visit {
    index: u32,
    low: u32,
    on_stack: bool,
}

const UNSEEN: u32 = u32::MAX;

impl Search<'_> {
    fn from(&mut self, start: Node) {
        let mut calls = vec![(start, self.enter(start))];
        while let Some((node, left)) = calls.last_mut() {
            let node = *node;
            match left.pop() {
                Some(other) => {
                    let visit = self.visits[other.index()];
                    if visit.index == UNSEEN {
                        let its = self.enter(other);
                        calls.push((other, its));
                    } else if visit.on_stack {
                        self.lower(node, visit.index);
                    }
                }
                None => {
                    self.leave(node);
                    calls.pop();
                    if let Some((caller, _)) = calls.last() {
                        self.lower(*caller, self.visits[node.index()].low);
                    }
                }
            }
        }
    }

    /// Begins with a node; what it waits for is still to be visited.
    fn enter(&mut self, node: Node) -> Vec<Node> {
        self.visits[node.index()] = Visit { index: self.seen, low: self.seen, on_stack: true };
        self.seen += 1;
        self.stack.push(node);
        awaited(self.graph, node).map(|(other, _)| other).collect()
    }

    fn lower(&mut self, node: Node, to: u32) {
        let low = &mut self.visits[node.index()].low;
        *low = (*low).min(to);
    }

    fn leave(&mut self, node: Node) {
        let Visit { index, low, .. } = self.visits[node.index()];
        if low != index {
            return;
        }
        let mut group = vec![];
        while let Some(member) = self.stack.pop() {
            self.visits[member.index()].on_stack = false;
            group.push(member);
            if member == node {
                break;
            }
        }
        if group.len() > 1 || awaited(self.graph, node).any(|(other, _)| other == node) {
            self.found.push(group.into_iter().collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::{check::check, draft::Draft, key::Key};

    /// Activities that each wait for the one before; the first waits for the last when the chain is closed.
    fn chain(length: usize, closed: bool) -> Graph {
        let activity = |at: usize| {
            let before = if at == 0 { length - 1 } else { at - 1 };
            let waits = at > 0 || closed;
            let fields = waits.then(|| ("depends_on".to_owned(), json!([format!("T-{before}")])));
            Draft::new(Kind::Activity, Key::new(&format!("T-{at}")).unwrap(), fields.into_iter().collect::<Map<_, _>>()).into_record().0
        };
        Graph::of((0..length).map(activity))
    }

    fn cycles_in(graph: &Graph) -> Vec<String> {
        let found = check(graph, jiff::civil::date(2026, 3, 1));
        found.into_iter().filter(|finding| finding.code == "S406").map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn a_chain_of_twenty_thousand_that_bites_its_tail_is_one_cycle() {
        let found = cycles_in(&chain(20_000, true));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("dependencies form a cycle: `T-0` -> `T-19999` -> `T-19998`"), "{}", found[0]);
        assert!(found[0].ends_with("-> `T-0`"), "{}", found[0]);
    }

    #[test]
    fn a_chain_with_an_end_is_no_cycle() {
        assert_eq!(cycles_in(&chain(20_000, false)), Vec::<String>::new());
    }
}
