//! The strategy compiled: every rule over the graph, on a day, deterministic.
//! A rule never fails, prints or reads a clock; it raises findings. One rule is one file and one page in `rules/`.
//!
//! A [`Checker`] keeps the findings of each rule and makes them fresh after an edit at the cost of the edit:
//! - Only the rules run that read a kind that was edited.
//! - Of those, a rule that judges its records one by one ([`Context::subjects`]) judges again only the records near the
//!   edit and those that have a finding. It states how many links from a record its verdict can depend on, and what
//!   else the verdict depends on ([`Context::given`]). What a finding *says* may depend on anything that the rule reads,
//!   since every record with a finding is judged again; unless it says that its findings, too, depend on nothing farther
//!   ([`Context::local_subjects`]).
//! - A rule that compares many records runs as a whole, over indexes that are kept while the edit cannot change them.
//!
//! An edit of an asset or a market, on which records depend that do not name it, judges everything again.
//! A property test compares an edited `Checker` with a check from scratch.

use std::{
    cell::Cell,
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use jiff::civil::Date;

use crate::{
    change::Change,
    finding::{Finding, Severity},
    graph::{Graph, Node, Of},
    key::{Key, Ref},
    record::{Kind, Record, Typed},
};

mod activities;
mod by_need;
mod contacts;
mod dates;
mod figures;
mod focus;
mod indexes;
mod moved;
pub mod page;
mod phrase;
mod places;
mod quoted;
mod reach;
pub mod rules;
mod scope;
mod signatures;
mod standing;
mod told;
mod waiting;
mod within;

use crate::party as parties;
use focus::{Focus, Traces};
use indexes::Indexes;
use told::Told;

/// One rule: what it is called, how bad a breach is, which kinds it reads, its page, and the function. Rules that judge by
/// something beside the strategy have another function and live where that is known: the guardrails' family.
pub struct Rule<F = fn(&Context<'_>, &mut Findings)> {
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
    pub check: F,
}

/// What a rule says of itself: everything but its function, for pages and lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct About {
    /// The code; never reused.
    pub code: &'static str,
    /// The name, for what is wrong.
    pub name: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// Counts up when the rule's meaning changes.
    pub version: u32,
    /// The rule in one line.
    pub summary: &'static str,
    /// The source requirements that it serves.
    pub serves: &'static str,
    /// The kinds that it reads; empty means all.
    pub reads: &'static [Kind],
    /// The page.
    pub page: &'static str,
}

impl<F> Rule<F> {
    /// What the rule says of itself.
    pub const fn about(&self) -> About {
        let Rule { code, name, severity, version, summary, serves, reads, page, .. } = self;
        About { code, name, severity: *severity, version: *version, summary, serves, reads, page }
    }
}

/// What a rule may look at: the graph and the day.
pub struct Context<'g> {
    /// The strategy.
    pub graph: &'g Graph,
    /// The day on which it is checked.
    pub day: Date,
    reads: &'static [Kind],
    indexes: &'g Indexes,
    again: Option<Again<'g>>,
    given: Cell<u64>,
    /// How near to the edit a record must be for its findings to be made again; `None` when all are.
    remade: Cell<Option<u8>>,
}

/// A run after an edit.
struct Again<'g> {
    /// What the edit can have touched.
    focus: &'g Focus,
    /// What the rule found in the run before.
    told: &'g Told,
    /// What was given in the run before.
    given: u64,
}

impl Again<'_> {
    /// The records with findings; one with several as often.
    fn accused(&self) -> impl Iterator<Item = Node> + '_ {
        self.told.iter().filter_map(|placed| placed.node)
    }
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
    /// A place for what a rule finds.
    pub fn of<F>(rule: &Rule<F>) -> Findings {
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

    /// What was found, before waivers.
    pub fn into_found(self) -> Vec<Finding> {
        self.found
    }
}

impl<'g> Context<'g> {
    /// For an index, which may look at everything.
    fn of_all(graph: &'g Graph, day: Date, indexes: &'g Indexes) -> Context<'g> {
        Context { graph, day, reads: &[], indexes, again: None, given: Cell::new(0), remade: Cell::new(None) }
    }

    /// All records of a kind that are not withdrawn, by key.
    pub fn all<T: Typed>(&self) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        self.graph.all::<T>()
    }

    /// The records of a kind on which the rule passes a verdict each, by key: all of them, or after an edit those that
    /// need a new one. Whether there is a finding about one of them may depend only on records that are at most so many
    /// links away, on its asset and the markets, and on what is [`given`](Context::given).
    pub fn subjects<T: Typed>(&self, links: u8) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        let graph = self.graph;
        self.subject_nodes(&[T::KIND], links, false).into_iter().filter_map(|node| graph.live(node))
    }

    /// As [`Context::subjects`], for a rule that holds its subjects against records on the same need: a verdict may also
    /// depend on any record that serves a need in common with the subject.
    pub fn subjects_beside<T: Typed>(&self, links: u8) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        let graph = self.graph;
        let nodes = match self.again_from() {
            None => graph.nodes(T::KIND).collect(),
            Some(again) => {
                let serving = again.focus.needs().flat_map(|need| self.indexes.reach(graph).serving_of_kind(graph, need, T::KIND));
                self.in_order(&[T::KIND], again.focus.within(links).chain(again.accused()).chain(serving.copied()))
            }
        };
        nodes.into_iter().filter_map(|node| graph.live(node))
    }

    /// For a rule about pairs: after an edit the records that are at most so many links from it, and those that have a
    /// finding. A pair of which neither is among them keeps its verdict, which then is that nothing is wrong with it.
    /// `None` when every pair needs a verdict.
    fn touched(&self, links: u8) -> Option<HashSet<Node>> {
        debug_assert!(links <= focus::FARTHEST, "a rule looks farther than any edit is followed");
        self.again_from().map(|again| again.focus.within(links).chain(again.accused()).collect())
    }

    /// As [`Context::subjects`], for a rule of which not only the verdict but all that a finding says, its fixes too, depends
    /// on nothing else: then a record with a finding far from an edit keeps it. All calls of one rule look equally far.
    pub fn local_subjects<T: Typed>(&self, links: u8) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        let graph = self.graph;
        self.subject_nodes(&[T::KIND], links, true).into_iter().filter_map(|node| graph.live(node))
    }

    /// As [`Context::subjects`] or, where `local`, [`Context::local_subjects`], of several kinds, and withdrawn ones too.
    fn subject_nodes(&self, kinds: &[Kind], links: u8, local: bool) -> Vec<Node> {
        debug_assert!(links <= focus::FARTHEST, "a rule looks farther than any edit is followed");
        match self.again_from() {
            None => kinds.iter().flat_map(|kind| self.graph.nodes(*kind)).collect(),
            Some(again) => {
                if local {
                    debug_assert!(self.remade.get().is_none_or(|before| before == links), "one rule looks now near, now far");
                    self.remade.set(Some(links));
                }
                let accused = again.accused().filter(|_| !local);
                self.in_order(kinds, again.focus.within(links).chain(accused))
            }
        }
    }

    /// The run before, unless what was given to the rule has changed since.
    fn again_from(&self) -> Option<&Again<'g>> {
        self.again.as_ref().filter(|again| again.given == self.given.get())
    }

    /// The nodes of some kinds among others, each once, by kind and key.
    fn in_order(&self, kinds: &[Kind], nodes: impl Iterator<Item = Node>) -> Vec<Node> {
        let kind = |node: Node| self.graph.kind(node).filter(|kind| kinds.contains(kind));
        let mut found: Vec<(Kind, &Key, Node)> = nodes.filter_map(|node| Some((kind(node)?, self.graph.key(node), node))).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(.., node)| node).collect()
    }

    /// States something about the strategy as a whole on which every verdict of the rule depends, before it asks for its
    /// subjects: when it is no longer what it was, all of them need a new verdict.
    pub fn given(&self, what: &impl Hash) {
        let mut hasher = DefaultHasher::new();
        (self.given.get(), what).hash(&mut hasher);
        self.given.set(hasher.finish());
    }

    /// The record that a link points at, unless it is missing, withdrawn or of another kind.
    pub fn follow<T: Typed>(&self, link: &Ref<T>) -> Option<Of<'g, T>> {
        self.declared(T::KIND);
        self.graph.live(self.graph.node(&link.key)?)
    }

    /// The records that links point at.
    pub fn follow_all<'a, T: Typed>(&'a self, links: &'a [Ref<T>]) -> impl Iterator<Item = Of<'g, T>> + 'a {
        links.iter().filter_map(|link| self.follow(link))
    }

    /// The records of a kind, not withdrawn, that a record's field points at, in their order: [`Context::follow_all`]
    /// without asking for their keys.
    pub fn linked<T: Typed>(&self, from: Node, field: &'static str) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        debug_assert!(
            self.graph.kind(from).is_none_or(|kind| crate::schema::field_names(kind).iter().any(|name| name == field)),
            "no record of its kind has a field `{field}`"
        );
        let graph = self.graph;
        graph.links(from).iter().filter(move |link| link.field == field).filter_map(move |link| graph.live(link.other))
    }

    /// Records of a kind that point at a record through a field; an empty field means any.
    pub fn pointing_at<T: Typed>(&self, node: Node, field: &'static str) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        self.graph.pointing_at::<T>(node, field)
    }

    /// The needs that a record serves, directly or through what it carries, words, uses or answers; by node.
    pub fn needs_of(&self, node: Node) -> &'g [Node] {
        self.indexes.reach(self.graph).needs(node)
    }

    /// The records of a kind, not withdrawn, that serve a need, by key; the other way round of [`Context::needs_of`].
    pub fn serving<T: Typed>(&self, need: Node) -> impl Iterator<Item = Of<'g, T>> + use<'g, T> {
        self.declared(T::KIND);
        let graph = self.graph;
        let nodes = self.indexes.reach(graph).serving_of_kind(graph, need, T::KIND);
        nodes.iter().filter_map(move |node| graph.live(*node))
    }

    /// The records of a kind, not withdrawn, that serve a need in common with a record, by key.
    pub fn beside<T: Typed>(&self, node: Node) -> Vec<Of<'g, T>> {
        let mut all: Vec<Of<'g, T>> = self.needs_of(node).iter().flat_map(|need| self.serving::<T>(*need)).collect();
        all.sort_by_key(|of| of.key());
        all.dedup_by_key(|of| of.node);
        all
    }

    /// The groups of records in which each waits, in the end, for itself; by the lowest key of each.
    fn cycles(&self) -> &'g [std::collections::BTreeSet<Node>] {
        self.indexes.cycles(self.graph)
    }

    /// Whether two records serve a need in common.
    pub fn share_need(&self, one: Node, other: Node) -> bool {
        let (one, other) = (self.needs_of(one), self.needs_of(other));
        one.iter().any(|need| other.contains(need))
    }

    /// The contacts with audiences that are not over.
    fn contacts(&self) -> &'g contacts::Contacts {
        self.indexes.contacts.get_or_init(|| contacts::Contacts::of(self))
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
    check_with(graph, day, vec![])
}

/// As [`check`], with what rules outside this crate have found: waivers, order and ids are the same for all.
pub fn check_with(graph: &Graph, day: Date, others: Vec<Finding>) -> Vec<Finding> {
    settle(graph, day, told_by(graph, day, rules::ALL.iter()), others)
}

/// What the rules of this crate with some codes find on a day, settled as by [`check`]; the others do not run.
/// [`rules::UNMATCHED_WAIVERS`] needs every rule, also those outside this crate, and is not among them.
pub fn check_only(graph: &Graph, day: Date, codes: &[&str]) -> Vec<Finding> {
    let mut told = told_by(graph, day, rules::ALL.iter().filter(|rule| codes.contains(&rule.code)));
    standing::apply(graph, day, &mut told);
    told.into_findings()
}

/// What one rule finds on a day, before waivers: for measuring and trying rules one by one.
pub fn check_one(rule: &Rule, graph: &Graph, day: Date) -> Vec<Finding> {
    run(rule, graph, day, &Indexes::default(), None).findings
}

/// What a rule found, and what was given to it.
struct Run {
    findings: Vec<Finding>,
    given: u64,
    remade: Option<u8>,
}

fn run(rule: &Rule, graph: &Graph, day: Date, indexes: &Indexes, again: Option<Again<'_>>) -> Run {
    let mut findings = Findings::of(rule);
    let context = Context { graph, day, reads: rule.reads, indexes, again, given: Cell::new(0), remade: Cell::new(None) };
    (rule.check)(&context, &mut findings);
    Run { findings: findings.found, given: context.given.get(), remade: context.remade.get() }
}

fn told_by(graph: &Graph, day: Date, rules: impl Iterator<Item = &'static Rule>) -> Told {
    let indexes = Indexes::default();
    let mut told = Told::default();
    rules.for_each(|rule| told.join(Told::of(run(rule, graph, day, &indexes, None).findings)));
    told
}

fn settle(graph: &Graph, day: Date, mut told: Told, others: Vec<Finding>) -> Vec<Finding> {
    told.join(Told::of(others));
    standing::apply(graph, day, &mut told);
    let unmatched = rules::unmatched_waivers(graph, day, &told);
    told.join(Told::of(unmatched));
    told.into_findings()
}

/// A graph with its findings, kept fresh edit by edit.
#[derive(Clone, Debug)]
pub struct Checker {
    graph: Graph,
    day: Date,
    indexes: Indexes,
    by_rule: Vec<Verdicts>,
}

/// What stands of a rule, and what was given to it when it last ran.
#[derive(Clone, Debug)]
struct Verdicts {
    told: Told,
    given: u64,
}

impl Checker {
    /// Checks a graph on a day.
    pub fn new(graph: Graph, day: Date) -> Checker {
        let indexes = Indexes::default();
        let verdicts = |rule: &Rule| {
            let run = run(rule, &graph, day, &indexes, None);
            Verdicts { told: Told::placed(&graph, run.findings), given: run.given }
        };
        let by_rule = rules::ALL.iter().map(verdicts).collect();
        Checker { graph, day, indexes, by_rule }
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
        self.findings_with(vec![])
    }

    /// As [`Checker::findings`], with what rules outside this crate have found in the same graph on the same day.
    pub fn findings_with(&self, others: Vec<Finding>) -> Vec<Finding> {
        let mut told = Told::default();
        self.by_rule.iter().for_each(|verdicts| told.join(verdicts.told.clone()));
        settle(&self.graph, self.day, told, others)
    }

    /// Applies changes and checks again what they can have touched. Returns what is wrong with the changes themselves.
    pub fn edit(&mut self, changes: &[Change]) -> Vec<Finding> {
        let before = Traces::of(&self.graph, changes.iter().map(Change::key));
        let wrong = self.graph.apply(changes);
        self.refresh(&before);
        wrong
    }

    /// Puts a record as it is, with its own revision, and checks again what it can have touched. The revision that it
    /// replaces is remembered, so that checks can say what has changed.
    pub fn put(&mut self, record: Record) {
        let before = Traces::of(&self.graph, [&record.key]);
        if let Some(former) = self.graph.record(&record.key).cloned() {
            self.graph.remember(former);
        }
        self.graph.put(record);
        self.refresh(&before);
    }

    /// Takes a record out and checks again what that can have touched.
    pub fn remove(&mut self, key: &Key) {
        let before = Traces::of(&self.graph, [key]);
        self.graph.remove(key);
        self.refresh(&before);
    }

    fn refresh(&mut self, before: &Traces) {
        let now = before.now(&self.graph);
        let touched: HashSet<Kind> = before.kinds().chain(now.kinds()).collect();
        // Records depend on assets and markets that they do not name.
        let everything = touched.contains(&Kind::Asset) || touched.contains(&Kind::Market);
        let (indexes, focus) = if everything {
            (Indexes::default(), None)
        } else {
            let mut indexes = self.indexes.after(before, &now);
            let mut differing = indexes.differing(&self.indexes, &self.graph);
            let serving = |need: Node| indexes.reach(&self.graph).serving(need);
            before.turned_needs(&now).for_each(|need| differing.extend(serving(need)));
            let focus = Focus::around(&self.graph, before, &differing, &indexes);
            if let Some(mut contacts) = self.indexes.contacts.take() {
                contacts.renew(&Context::of_all(&self.graph, self.day, &indexes), &focus);
                indexes.contacts = contacts.into();
            }
            (indexes, Some(focus))
        };
        self.indexes = indexes;
        let reads = |rule: &Rule| rule.reads.is_empty() || touched.iter().any(|kind| rule.reads.contains(kind));
        for (rule, verdicts) in rules::ALL.iter().zip(&mut self.by_rule) {
            if !touched.contains(&Kind::Asset) && !reads(rule) {
                continue;
            }
            let again = focus.as_ref().map(|focus| Again { focus, told: &verdicts.told, given: verdicts.given });
            let fresh = run(rule, &self.graph, self.day, &self.indexes, again);
            let mut told = Told::placed(&self.graph, fresh.findings);
            if let Some((links, focus)) = fresh.remade.zip(focus.as_ref()) {
                let mut far = std::mem::take(&mut verdicts.told);
                far.retain(|placed| placed.node.is_some_and(|node| !focus.is_within(node, links)));
                told.join(far);
            }
            *verdicts = Verdicts { told, given: fresh.given };
        }
    }
}
