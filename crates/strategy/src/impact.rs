//! What a change would do, without doing it: which records become suspect and by which path, and which findings
//! appear or vanish. The graph that is asked stays as it is.

use std::collections::{HashSet, VecDeque};

use jiff::civil::Date;

use crate::{
    change::Change,
    check::check_with,
    compare::{Difference, compare},
    finding::{Finding, Step},
    graph::{Graph, Link, Node},
    key::Key,
    record::{Kind, State},
};

/// What a change would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// The records that the change touches, field by field.
    pub changed: Vec<Difference>,
    /// Records that would have to be looked at again, nearest first.
    pub suspects: Vec<Suspect>,
    /// Open findings that would come.
    pub appear: Vec<Finding>,
    /// Open findings that would go.
    pub vanish: Vec<Finding>,
    /// What is wrong with the change itself.
    pub rejected: Vec<Finding>,
}

/// A record that hangs on something that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspect {
    /// The record.
    pub key: Key,
    /// Its kind.
    pub kind: Kind,
    /// From the changed record to this one.
    pub path: Vec<Step>,
}

impl Suspect {
    /// Whether the record itself points at what changed; if not, it is reached through another record, and becomes
    /// suspect only if that one changes too.
    pub fn is_direct(&self) -> bool {
        self.path.len() == 2
    }
}

/// What the changes would do on a day.
pub fn impact(graph: &Graph, changes: &[Change], day: Date) -> Impact {
    impact_with(graph, changes, day, |_| vec![])
}

/// As [`impact`], with what rules outside this crate find in each of the two graphs.
pub fn impact_with(graph: &Graph, changes: &[Change], day: Date, others: impl Fn(&Graph) -> Vec<Finding>) -> Impact {
    let (after, rejected) = graph.with(changes);
    let changed = compare(graph, &after);
    let all = |graph: &Graph| check_with(graph, day, others(graph));
    let (appear, vanish) = findings_between(&all(graph), &all(&after));
    let suspects = suspects(graph, changed.iter().map(|difference| &difference.key));
    Impact { changed, suspects, appear, vanish, rejected }
}

/// Open findings that are only in the later list, and only in the earlier one, by id.
pub fn findings_between(before: &[Finding], after: &[Finding]) -> (Vec<Finding>, Vec<Finding>) {
    let only = |in_these: &[Finding], not_in: &[Finding]| {
        let known: HashSet<&str> = not_in.iter().filter(|f| f.is_open()).map(|f| f.id.as_str()).collect();
        in_these.iter().filter(|f| f.is_open() && !known.contains(f.id.as_str())).cloned().collect::<Vec<_>>()
    };
    (only(after, before), only(before, after))
}

/// Whether a link makes the record that holds it depend on its target: signatures and waivers are judged by rules of
/// their own, remarks and memberships carry no meaning, and what a milestone starts or an insight led to comes after it.
pub fn carries(graph: &Graph, from: Node, link: &Link) -> bool {
    let kind = graph.kind(from);
    !matches!(link.field, "see_also" | "asset" | "markets" | "starts" | "led_to")
        && !matches!(kind, None | Some(Kind::Agreement | Kind::Waiver))
}

/// Records that hang on these, nearest first, each by the shortest path; the changed ones are not among them.
pub fn suspects<'k>(graph: &Graph, changed: impl IntoIterator<Item = &'k Key>) -> Vec<Suspect> {
    let starts: Vec<Node> = changed.into_iter().filter_map(|key| graph.node(key)).collect();
    let mut seen: HashSet<Node> = starts.iter().copied().collect();
    let first = |node: Node| graph.at(node).map(|r| Step { record: r.key.clone(), title: r.title().to_owned(), by: String::new() });
    let mut queue: VecDeque<(Node, Vec<Step>)> = starts.iter().filter_map(|node| Some((*node, vec![first(*node)?]))).collect();
    let mut found = vec![];
    while let Some((node, path)) = queue.pop_front() {
        let mut back: Vec<&Link> = graph.backlinks(node).iter().filter(|link| carries(graph, link.other, link)).collect();
        back.sort_by_key(|link| graph.key(link.other));
        for link in back {
            let Some(record) = graph.at(link.other).filter(|r| r.header.state != State::Withdrawn) else { continue };
            if !seen.insert(link.other) {
                continue;
            }
            let step = Step { record: record.key.clone(), title: record.title().to_owned(), by: link.field.to_owned() };
            let path = [path.clone(), vec![step]].concat();
            found.push(Suspect { key: record.key.clone(), kind: record.kind(), path: path.clone() });
            queue.push_back((link.other, path));
        }
    }
    found
}
