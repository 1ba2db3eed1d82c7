//! S406: dependencies form a cycle; prints the path.

use std::collections::BTreeSet;

use crate::{
    check::{
        Context, Findings, Rule,
        waiting::{KINDS, stop_waiting, way_round},
    },
    finding::{Finding, Severity},
    graph::{Graph, Node},
};

pub(super) const RULE: Rule = Rule {
    code: "S406",
    name: "cycle",
    severity: Severity::Major,
    version: 1,
    summary: "dependencies form a cycle",
    serves: "S3-13, S0-33, S0-40",
    reads: KINDS,
    page: include_str!("cycle.md"),
    check,
};

/// How many keys of a long path the message shows; the finding's path has them all.
const SHOWN: usize = 8;
/// How many links of a cycle are offered to be cut.
const OFFERED: usize = 4;

fn check(cx: &Context<'_>, out: &mut Findings) {
    for group in cx.cycles() {
        let root = group.iter().copied().min_by_key(|node| cx.graph.key(*node));
        if let Some((root, way)) = root.and_then(|root| Some((root, way_round(cx.graph, group, root, None)?))) {
            found(cx.graph, group, root, &way).into_iter().for_each(|finding| out.raise(finding));
        }
    }
}

fn found(graph: &Graph, group: &BTreeSet<Node>, root: Node, way: &[(Node, &'static str)]) -> Option<Finding> {
    let first = graph.at(root)?;
    let holds = |node: Node, field: &str| graph.at(node).is_some_and(|record| record.field(field).is_some());
    let field = way.first().map(|(_, field)| *field).filter(|field| *field != "starts" && holds(root, field)).unwrap_or_default();
    let mut finding = Finding::new(first, field, format!("dependencies form a cycle: {}", words(graph, root, way)))
        .help("cut the link that is not meant; each record can then wait for the one before it")
        .unless("one of the links of the cycle were not there");
    // From the first record to those that wait for it, and so back to itself.
    finding = finding.step(first, "");
    let mut waits: Vec<(Node, Node, &str)> = vec![];
    let mut waiter = root;
    for (node, field) in way {
        waits.push((waiter, *node, *field));
        waiter = *node;
    }
    for (waiter, awaited, field) in waits.iter().rev() {
        let Some(record) = graph.at(*waiter) else { continue };
        finding = finding.step(record, field);
        finding = match (*field, graph.at(*awaited)) {
            ("starts", Some(milestone)) => finding.fact(milestone, field).fact(record, record.kind().title_field()),
            _ => finding.fact(record, field),
        };
    }
    let members: BTreeSet<Node> = way.iter().map(|(node, _)| *node).collect();
    let clears = |waiter: Node, awaited: Node| match way_round(graph, group, root, Some((waiter, awaited))) {
        None => true,
        Some(left) => left.iter().map(|(node, _)| *node).collect::<BTreeSet<_>>() != members,
    };
    let cuts = waits.iter().filter(|(waiter, awaited, _)| clears(*waiter, *awaited)).take(OFFERED);
    finding.fixes.extend(cuts.filter_map(|(waiter, awaited, _)| stop_waiting(graph, *waiter, *awaited)));
    Some(finding)
}

/// `T-1` -> `T-2` -> `T-1`: each waits for the next.
fn words(graph: &Graph, root: Node, way: &[(Node, &'static str)]) -> String {
    let keys: Vec<String> =
        [root].into_iter().chain(way.iter().map(|(node, _)| *node)).map(|node| format!("`{}`", graph.key(node))).collect();
    match keys.len() > SHOWN + 1 {
        true => format!("{} -> … {} more … -> {}", keys[..SHOWN - 1].join(" -> "), keys.len() - SHOWN, keys[keys.len() - 1]),
        false => keys.join(" -> "),
    }
}
