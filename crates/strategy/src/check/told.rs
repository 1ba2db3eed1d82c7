//! Findings in the order in which they are told, worst first, kept in groups that need no sorting when many of them come
//! together: those of one rule and severity.

use std::{cmp::Ordering, collections::BTreeMap};

use crate::{
    finding::{Finding, Severity},
    graph::{Graph, Node},
};

/// A finding and where its record is, where that is kept.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) node: Option<Node>,
    pub(super) finding: Finding,
}

/// Findings by severity and code; in a group by record, field and id.
#[derive(Clone, Debug, Default)]
pub(super) struct Told(BTreeMap<(Severity, &'static str), Vec<Placed>>);

impl Told {
    /// Puts findings in order, to be told.
    pub(super) fn of(found: impl IntoIterator<Item = Finding>) -> Told {
        Told::with(found, |_| None)
    }

    /// Puts findings in order, each with the node of its record, to be kept.
    pub(super) fn placed(graph: &Graph, found: impl IntoIterator<Item = Finding>) -> Told {
        Told::with(found, |finding| graph.node(finding.record.as_ref()?))
    }

    fn with(found: impl IntoIterator<Item = Finding>, node: impl Fn(&Finding) -> Option<Node>) -> Told {
        let mut told = Told::default();
        for finding in found {
            let node = node(&finding);
            told.0.entry((finding.severity, finding.code)).or_default().push(Placed { node, finding });
        }
        told.0.values_mut().for_each(|group| group.sort_by(|a, b| order(&a.finding, &b.finding)));
        told
    }

    /// Puts the findings of others among these.
    pub(super) fn join(&mut self, other: Told) {
        for (of, group) in other.0 {
            match self.0.entry(of) {
                std::collections::btree_map::Entry::Vacant(free) => drop(free.insert(group)),
                std::collections::btree_map::Entry::Occupied(mut mine) => merge(mine.get_mut(), group),
            }
        }
    }

    /// Leaves only those that are wanted.
    pub(super) fn retain(&mut self, wanted: impl Fn(&Placed) -> bool) {
        self.0.values_mut().for_each(|group| group.retain(&wanted));
        self.0.retain(|_, group| !group.is_empty());
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Placed> {
        self.0.values().flatten()
    }

    /// Those of one rule.
    pub(super) fn of_code<'t>(&'t self, code: &'t str) -> impl Iterator<Item = &'t Finding> {
        let groups = self.0.iter().filter(move |((_, of), _)| of.eq_ignore_ascii_case(code));
        groups.flat_map(|(_, group)| group).map(|placed| &placed.finding)
    }

    /// Those of one rule, to be changed in what their order does not depend on.
    pub(super) fn of_code_mut<'t>(&'t mut self, code: &'t str) -> impl Iterator<Item = &'t mut Finding> {
        let groups = self.0.iter_mut().filter(move |((_, of), _)| of.eq_ignore_ascii_case(code));
        groups.flat_map(|(_, group)| group).map(|placed| &mut placed.finding)
    }

    /// The findings, worst first.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let mut all = Vec::with_capacity(self.0.values().map(Vec::len).sum());
        all.extend(self.0.into_values().flatten().map(|placed| placed.finding));
        all
    }
}

fn order(one: &Finding, other: &Finding) -> Ordering {
    one.record.cmp(&other.record).then_with(|| one.field.cmp(&other.field)).then_with(|| one.id.cmp(&other.id))
}

/// Puts a group in order into another.
fn merge(into: &mut Vec<Placed>, group: Vec<Placed>) {
    into.extend(group);
    // Of two runs that are in order, this is a merge.
    into.sort_by(|a, b| order(&a.finding, &b.finding));
}
