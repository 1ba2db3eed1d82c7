//! The strategy compiled: every rule over the graph, on a day, deterministic.
//! A rule never fails, prints or reads a clock; it raises findings. One rule is one file and one page in `rules/`.
//! [`Checker`] keeps the findings of each rule and, after an edit, runs only the rules that read what was edited.

use std::cell::OnceCell;

use jiff::civil::Date;

use crate::{
    change::Change,
    finding::{Finding, Severity},
    graph::{Graph, Node, Of},
    key::Ref,
    record::{Kind, Record, Typed},
};

mod activities;
mod by_need;
mod contacts;
mod dates;
mod figures;
mod moved;
mod parties;
mod phrase;
mod places;
mod quoted;
mod reach;
pub mod rules;
mod scope;
mod signatures;
mod standing;
mod waiting;
mod within;

/// One rule: what it is called, how bad a breach is, which kinds it reads, its page, and the function.
pub struct Rule {
    /// The code; never reused.
    pub code: &'static str,
    /// The name, for what is wrong: "allow `claim-beyond-evidence`" must read right.
    pub name: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// Counts up when the rule's meaning changes; part of a finding's id.
    pub version: u32,
    /// The rule in one line.
    pub summary: &'static str,
    /// The source requirements that it serves: `S0-36`.
    pub serves: &'static str,
    /// The kinds that it reads, beside assets and waivers; empty means all kinds.
    pub reads: &'static [Kind],
    /// The page: explanation, help, and examples that are executed as tests.
    pub page: &'static str,
    /// The function.
    pub check: fn(&Context<'_>, &mut Findings),
}

/// What a rule may look at: the graph and the day.
pub struct Context<'g> {
    /// The strategy.
    pub graph: &'g Graph,
    /// The day on which it is checked.
    pub day: Date,
    reads: &'static [Kind],
    reach: &'g OnceCell<reach::Reach>,
}

/// Where a rule puts what it finds.
#[derive(Debug)]
pub struct Findings {
    code: &'static str,
    name: &'static str,
    severity: Severity,
    version: u32,
    found: Vec<Finding>,
}

impl Findings {
    fn of(rule: &Rule) -> Findings {
        Findings { code: rule.code, name: rule.name, severity: rule.severity, version: rule.version, found: vec![] }
    }

    /// Adds a finding; code, name, severity and id are the rule's to give.
    pub fn raise(&mut self, mut finding: Finding) {
        if finding.severity == Severity::Note {
            finding.severity = self.severity;
        }
        finding.seal(self.code, self.name, self.version);
        self.found.push(finding);
    }
}

impl<'g> Context<'g> {
    /// All records of a kind that are not withdrawn, by key.
    pub fn all<T: Typed>(&self) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        self.graph.all::<T>()
    }

    /// The record that a link points at, unless it is missing, withdrawn or of another kind.
    pub fn follow<T: Typed>(&self, link: &Ref<T>) -> Option<Of<'g, T>> {
        self.declared(T::KIND);
        self.graph.follow(link).filter(|of| of.record.header.state != crate::record::State::Withdrawn)
    }

    /// The records that links point at.
    pub fn follow_all<'a, T: Typed>(&'a self, links: &'a [Ref<T>]) -> impl Iterator<Item = Of<'g, T>> + 'a {
        links.iter().filter_map(|link| self.follow(link))
    }

    /// Records of a kind that point at a record through a field; an empty field means any.
    pub fn pointing_at<T: Typed>(&self, node: Node, field: &'static str) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        self.graph.pointing_at::<T>(node, field)
    }

    /// The needs that a record serves, directly or through what it carries, words, uses or answers; by node.
    pub fn needs_of(&self, node: Node) -> &'g [Node] {
        self.reach.get_or_init(|| reach::Reach::of(self.graph)).needs(node)
    }

    /// Whether two records serve a need in common.
    pub fn share_need(&self, one: Node, other: Node) -> bool {
        let (one, other) = (self.needs_of(one), self.needs_of(other));
        one.iter().any(|need| other.contains(need))
    }

    /// The limits of a record's asset.
    pub fn limits(&self, record: &Record) -> crate::record::Limits {
        self.graph.limits_of(record)
    }

    fn declared(&self, kind: Kind) {
        debug_assert!(
            self.reads.is_empty() || self.reads.contains(&kind) || matches!(kind, Kind::Asset | Kind::Waiver),
            "the rule reads {} without declaring it",
            kind.name()
        );
    }
}

/// Every finding of every rule on a day, worst first; findings under a waiver stand as accepted or disputed.
pub fn check(graph: &Graph, day: Date) -> Vec<Finding> {
    let reach = OnceCell::new();
    let found = rules::ALL.iter().flat_map(|rule| run(rule, graph, day, &reach)).collect();
    settle(graph, day, found)
}

/// What one rule finds on a day, before waivers: for measuring and trying rules one by one.
pub fn check_one(rule: &Rule, graph: &Graph, day: Date) -> Vec<Finding> {
    run(rule, graph, day, &OnceCell::new())
}

fn run(rule: &Rule, graph: &Graph, day: Date, reach: &OnceCell<reach::Reach>) -> Vec<Finding> {
    let mut findings = Findings::of(rule);
    (rule.check)(&Context { graph, day, reads: rule.reads, reach }, &mut findings);
    findings.found
}

fn settle(graph: &Graph, day: Date, mut found: Vec<Finding>) -> Vec<Finding> {
    standing::apply(graph, day, &mut found);
    found.extend(rules::unmatched_waivers(graph, day, &found));
    found.sort_by(|a, b| {
        let rank = |f: &Finding| (f.severity, f.code);
        rank(a).cmp(&rank(b)).then_with(|| a.record.cmp(&b.record)).then_with(|| a.field.cmp(&b.field)).then_with(|| a.id.cmp(&b.id))
    });
    found
}

/// A graph with its findings, kept fresh edit by edit.
#[derive(Clone, Debug)]
pub struct Checker {
    graph: Graph,
    day: Date,
    by_rule: Vec<Vec<Finding>>,
}

impl Checker {
    /// Checks a graph on a day.
    pub fn new(graph: Graph, day: Date) -> Checker {
        let reach = OnceCell::new();
        let by_rule = rules::ALL.iter().map(|rule| run(rule, &graph, day, &reach)).collect();
        Checker { graph, day, by_rule }
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The day.
    pub fn day(&self) -> Date {
        self.day
    }

    /// The findings, worst first. Equal to [`check`] of the same graph and day.
    pub fn findings(&self) -> Vec<Finding> {
        settle(&self.graph, self.day, self.by_rule.iter().flatten().cloned().collect())
    }

    /// Applies changes and checks again what they can have touched. Returns what is wrong with the changes themselves.
    pub fn edit(&mut self, changes: &[Change]) -> Vec<Finding> {
        let kinds_of = |graph: &Graph| changes.iter().filter_map(|c| graph.record(c.key())).map(Record::kind).collect::<Vec<_>>();
        let before = kinds_of(&self.graph);
        let wrong = self.graph.apply(changes);
        let touched: Vec<Kind> = before.into_iter().chain(kinds_of(&self.graph)).collect();
        self.refresh(&touched);
        wrong
    }

    /// Puts a record as it is, with its own revision, and checks again what it can have touched. The revision that it
    /// replaces is remembered, so that checks can say what has changed.
    pub fn put(&mut self, record: Record) {
        let before = self.graph.record(&record.key).cloned();
        let touched: Vec<Kind> = before.iter().map(Record::kind).chain([record.kind()]).collect();
        before.into_iter().for_each(|before| self.graph.remember(before));
        self.graph.put(record);
        self.refresh(&touched);
    }

    /// Takes a record out and checks again what that can have touched.
    pub fn remove(&mut self, key: &crate::key::Key) {
        let touched: Vec<Kind> = self.graph.record(key).map(Record::kind).into_iter().collect();
        self.graph.remove(key);
        self.refresh(&touched);
    }

    fn refresh(&mut self, touched: &[Kind]) {
        let reach = OnceCell::new();
        let everything = touched.contains(&Kind::Asset);
        for (rule, found) in rules::ALL.iter().zip(&mut self.by_rule) {
            if everything || rule.reads.is_empty() || touched.iter().any(|kind| rule.reads.contains(kind)) {
                *found = run(rule, &self.graph, self.day, &reach);
            }
        }
    }
}
