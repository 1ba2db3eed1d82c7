//! What one seat sees: the strategy as the gate lets it through, with the findings of the rules that may run on it.
//! It is what every page reads. A view is made of a `Visible<Sight>` by plain functions and so holds nothing else.

use std::sync::Arc;

use guardrails::{Aggregate, Blind, Existence, Gate, Sight, Visible, Withheld, check};
use jiff::civil::Date;
use strategy::{Change, Checker, Finding, Graph, Impact, Key, Kind, Record};

use super::{
    blind::{self, NotRun},
    workspace::FEW,
};

/// The strategy as a seat sees it on a day. Immutable; all pages of seats that see alike share it.
#[derive(Clone, Debug)]
pub struct View {
    checker: Checker,
    judged: check::Judged,
    findings: Vec<Finding>,
    not_run: Vec<NotRun>,
    // All of the sight but its graph, which is the checker's.
    rest: Sight,
    gate: Arc<Gate>,
}

impl View {
    /// A view of what the gate has let through.
    pub(super) fn of((sight, gate): (Sight, Arc<Gate>)) -> View {
        let (graph, rest) = apart(sight);
        View::anew(graph, rest, gate)
    }

    fn anew(graph: Graph, rest: Sight, gate: Arc<Gate>) -> View {
        let checker = Checker::new(graph, rest.day);
        let judged = check::Judged::of(&gate, checker.graph(), checker.day());
        View::settled(checker, judged, rest, gate)
    }

    /// A view of a look at another view, with the blocks of both.
    fn of_both((mut sight, own): (Sight, &View)) -> View {
        let lost = own.rest.withheld.iter().filter(|withheld| sight.graph.record(&withheld.record).is_some());
        let lost: Vec<Withheld> = lost.filter(|withheld| sight.why_empty(&withheld.record, withheld.field).is_none()).cloned().collect();
        sight.withheld.extend(lost);
        sight.withheld.sort();
        sight.blind.extend(own.rest.blind.iter().cloned());
        sight.blind.sort();
        sight.blind.dedup();
        View::of((sight, own.gate.clone()))
    }

    /// The view after a change. Few records that differ are checked one by one, which costs little each.
    pub(super) fn following(((sight, gate), before): ((Sight, Arc<Gate>), &View)) -> View {
        let (graph, rest) = apart(sight);
        if rest.day != before.day() || rest.blind != before.rest.blind {
            return View::anew(graph, rest, gate);
        }
        let old = before.graph();
        let is_new = |record: &&Record| old.record(&record.key).is_none_or(|known| !same(known, record));
        let put: Vec<Record> = graph.records().filter(is_new).take(FEW + 1).cloned().collect();
        let gone: Vec<Key> =
            old.records().filter(|known| graph.record(&known.key).is_none()).take(FEW + 1).map(|r| r.key.clone()).collect();
        if put.len() + gone.len() > FEW {
            return View::anew(graph, rest, gate);
        }
        let edited: Vec<Key> = put.iter().map(|record| &record.key).chain(&gone).cloned().collect();
        let mut checker = before.checker.clone();
        put.into_iter().for_each(|record| checker.put(record));
        gone.iter().for_each(|key| checker.remove(key));
        let judged = before.judged.after(&gate, old, checker.graph(), checker.day(), &edited);
        View::settled(checker, judged, rest, gate)
    }

    fn settled(checker: Checker, judged: check::Judged, rest: Sight, gate: Arc<Gate>) -> View {
        let not_run = blind::not_run(&rest.blind);
        let findings = blind::of_those_run(&not_run, checker.graph(), checker.findings_with(judged.found()));
        View { checker, judged, findings, not_run, rest, gate }
    }

    /// The gate that let it through: what is planned is put to it.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        self.checker.graph()
    }

    /// The day on which it was checked.
    pub fn day(&self) -> Date {
        self.checker.day()
    }

    /// All findings, worst first; those under a waiver too.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings that count.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }

    /// The finding with an id.
    pub fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }

    /// The rules that are not run for this seat.
    pub fn not_run(&self) -> &[NotRun] {
        &self.not_run
    }

    /// What the rules that run for this seat find in another state of what it sees.
    pub fn check(&self, graph: &Graph, day: Date) -> Vec<Finding> {
        blind::of_those_run(&self.not_run, graph, check::check(&self.gate, graph, day))
    }

    /// What changes would do to what the seat sees, without doing it.
    pub fn impact(&self, changes: &[Change]) -> Impact {
        let mut impact = check::impact(&self.gate, self.graph(), changes, self.day());
        let (after, _) = self.graph().with(changes);
        impact.appear = blind::of_those_run(&self.not_run, &after, impact.appear);
        impact.vanish = blind::of_those_run(&self.not_run, self.graph(), impact.vanish);
        impact
    }

    /// The withheld fields of a record.
    pub fn withheld_of(&self, record: &Key) -> &[Withheld] {
        self.rest.withheld_of(record)
    }

    /// Why a field of a record is empty, if a rule withholds it.
    pub fn why_empty(&self, record: &Key, field: &str) -> Option<&Withheld> {
        self.rest.why_empty(record, field)
    }

    /// What is known to exist without being shown.
    pub fn existences(&self) -> &[Existence] {
        &self.rest.existences
    }

    /// Counts of what is not shown singly.
    pub fn aggregates(&self) -> &[Aggregate] {
        &self.rest.aggregates
    }

    /// The kinds and fields that this seat does not see in full.
    pub fn blind(&self) -> &[Blind] {
        &self.rest.blind
    }

    /// Whether this seat sees every record of a kind in full.
    pub fn sees_all_of(&self, kind: Kind) -> bool {
        self.rest.sees_all_of(kind)
    }
}

/// The graph of a sight, and everything else of it.
fn apart(mut sight: Sight) -> (Graph, Sight) {
    let graph = std::mem::take(&mut sight.graph);
    (graph, sight)
}

/// Whether two records say the same; the content is compared only where it is not shared.
fn same(one: &Record, other: &Record) -> bool {
    one.revision == other.revision
        && (Arc::ptr_eq(&one.header, &other.header) || one.header == other.header)
        && (one.body.is_shared_with(&other.body) || one.body == other.body)
}

/// The view of another function's look at what somebody sees: what is withheld from either is withheld.
pub(super) fn seen_through(sight: Visible<Sight>, own: Visible<&View>) -> Visible<View> {
    sight.and(own).map(View::of_both)
}

/// A visible view, from what the gate has let through now and the view that stood before.
pub(super) fn seen(sight: Visible<Sight>, gate: &Arc<Gate>, before: Option<&Visible<View>>) -> Visible<View> {
    let sight = sight.beside(gate.clone());
    match before.filter(|before| before.epoch() == sight.epoch()) {
        Some(before) => sight.and(before.by_ref()).map(View::following),
        None => sight.map(View::of),
    }
}
