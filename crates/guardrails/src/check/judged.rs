//! What the family found in a strategy, kept by rule, so that an edit costs what it touches: the rules run that read a kind
//! that was edited, and of those a rule that judges record by record ([`Desk::subjects`]) judges again what is near the edit.

use std::collections::HashSet;

use jiff::civil::Date;
use strategy::{Finding, Graph, Key, Kind, Node, check::Findings};

use super::{Desk, RULES, Rule};
use crate::Gate;

/// How far the links go from a plan to what it is judged by: to the messages of the pieces that an activity uses.
const LINKS: usize = 2;

/// The fields of these links.
const CARRIES: [&str; 2] = ["uses", "messages"];

/// The findings of each rule of the family, before waivers.
#[derive(Clone, Debug)]
pub struct Judged {
    by_rule: Vec<Vec<Finding>>,
}

impl Judged {
    /// Judges a strategy on a day, under a gate.
    pub fn of(gate: &Gate, graph: &Graph, day: Date) -> Judged {
        let desk = Desk::new(gate, graph, day);
        Judged { by_rule: RULES.iter().map(|rule| run(rule, &desk)).collect() }
    }

    /// Judges a strategy after an edit of some records, on the same day under the same gate. Equal to [`Judged::of`].
    pub fn after(&self, gate: &Gate, before: &Graph, graph: &Graph, day: Date, edited: &[Key]) -> Judged {
        let kind = |graph: &Graph, key: &Key| graph.record(key).map(|record| record.kind());
        let kinds: HashSet<Kind> = edited.iter().flat_map(|key| [kind(before, key), kind(graph, key)]).flatten().collect();
        // Every record depends on its asset, whether it names it or not.
        if kinds.contains(&Kind::Asset) {
            return Judged::of(gate, graph, day);
        }
        let mut desk = Desk::new(gate, graph, day);
        // So it does on the markets and on what moves them on.
        let near = (!kinds.contains(&Kind::Market) && !kinds.contains(&Kind::Milestone)).then(|| near(graph, edited));
        desk.near = near;
        let again = |(rule, known): (&Rule, &Vec<Finding>)| {
            if !rule.reads.iter().any(|kind| kinds.contains(kind)) {
                return known.clone();
            }
            desk.narrowed.set(false);
            let mut findings = run(rule, &desk);
            if desk.narrowed.get() {
                let node = |finding: &Finding| graph.node(finding.record.as_ref()?);
                let is_far = |finding: &&Finding| node(finding).is_some_and(|node| !desk.is_near(node));
                findings.extend(known.iter().filter(is_far).cloned());
            }
            findings
        };
        Judged { by_rule: RULES.iter().zip(&self.by_rule).map(again).collect() }
    }

    /// What was found.
    pub fn found(&self) -> Vec<Finding> {
        self.by_rule.concat()
    }
}

fn run(rule: &Rule, desk: &Desk<'_>) -> Vec<Finding> {
    let mut findings = Findings::of(rule);
    (rule.check)(desk, &mut findings);
    findings.into_found()
}

/// The edited records and those that carry them. What an edit took out of a record is near because the record is.
fn near(graph: &Graph, edited: &[Key]) -> HashSet<Node> {
    let mut near: HashSet<Node> = edited.iter().filter_map(|key| graph.node(key)).collect();
    let mut last: Vec<Node> = near.iter().copied().collect();
    for _ in 0..LINKS {
        let carriers = last.iter().flat_map(|node| graph.backlinks(*node)).filter(|link| CARRIES.contains(&link.field));
        last = carriers.map(|link| link.other).collect();
        near.extend(&last);
    }
    near
}
