//! The whole way from records to clusters: learn, score, join, report.

use std::collections::HashSet;

use super::{
    block::RULES,
    cluster::{Clusters, Edge},
    compare::Comparer,
    coverage::Coverage,
    decision::{Decision, Verdict, standing},
    estimate::{self, Frequencies},
    explain::Waterfall,
    level::{Comparison, Level},
    model::Model,
    pairs::{Blocks, Prepared, RuleReport},
    records::{Records, RowId},
    score::{Scorer, probability},
    train,
};

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Pairs at or above this probability are joined.
    pub join_from: f32,
    /// Pairs at or above this probability, and below `join_from`, are for a person to look at.
    pub review_from: f32,
    /// How many pairs a blocking rule may give per record.
    pub pairs_per_record: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options { join_from: 0.5, review_from: 0.05, pairs_per_record: 2 }
    }
}

/// A scored pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// One record.
    pub one: RowId,
    /// The other.
    pub other: RowId,
    /// The log of the odds, base 2, that they are one stakeholder.
    pub bits: f32,
}

impl Pair {
    /// The probability that the two are one stakeholder.
    pub fn probability(&self) -> f32 {
        probability(self.bits)
    }
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Each blocking rule.
    pub rules: Vec<RuleReport>,
    /// How many pairs are as likely as `review_from` and more.
    pub pairs: usize,
    /// How many clusters there are.
    pub clusters: usize,
}

/// What linking gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The cluster of each record: the number of its first record.
    pub clusters: Vec<RowId>,
    /// The pairs that are likely enough to look at, the surest first.
    pub pairs: Vec<Pair>,
    /// What was done.
    pub report: Report,
}

/// Links records, and explains.
pub struct Linker<'r> {
    records: &'r Records,
    frequencies: Frequencies,
    model: Model,
}

/// Small files can afford to compare much.
const LEAST_BUDGET: u64 = 300_000;

impl<'r> Linker<'r> {
    /// Learns from the records and links them.
    pub fn link(records: &'r Records, options: &Options) -> (Linker<'r>, Linked) {
        Self::link_with(records, options, &[])
    }

    /// Learns from the records and links them, under a person's decisions.
    pub fn link_with(records: &'r Records, options: &Options, decisions: &[Decision]) -> (Linker<'r>, Linked) {
        let mut prepared = Prepared::new(records, |_| false);
        let blocks = blocks(&mut prepared, records, options);
        let frequencies = Frequencies::of(records);
        let u = estimate::by_chance(records, &prepared, &frequencies);
        let model = train::model(records, &prepared, &blocks, u, budget(records, options));
        let linker = Linker { records, frequencies, model };
        let linked = linker.join(&prepared, blocks, options, decisions, &[]);
        (linker, linked)
    }

    /// What was learned and found, for a later [`Linker::extend`].
    pub fn memory(&self, linked: &Linked) -> Memory {
        Memory { model: self.model.clone(), clusters: linked.clusters.clone() }
    }

    /// Links records that were pushed since `memory` was taken with those that were there, which keep their clusters
    /// unless a person has opened them again; the model stays as it was learned. `records` must begin with the records of then, and may have new sources.
    pub fn extend(records: &'r Records, memory: &Memory, options: &Options, decisions: &[Decision]) -> (Linker<'r>, Linked) {
        let known = still_settled(&memory.clusters, decisions);
        let mut prepared = Prepared::new(records, |row| known.get(row as usize).is_some_and(Option::is_some));
        let blocks = blocks(&mut prepared, records, options);
        let mut model = memory.model.clone();
        let u = model.u.clone();
        // Sources that are new have overlaps of their own; what agreement means does not change.
        let seen = train::union(records, &prepared, &blocks);
        let rates = train::rates(&seen, &model.m, &u, records);
        for (pair, rate) in rates.one.into_iter().enumerate() {
            match model.rates.one.get_mut(pair) {
                Some(_) => {}
                None => model.rates.one.push(rate),
            }
        }
        let linker = Linker { records, frequencies: Frequencies::of(records), model };
        let linked = linker.join(&prepared, blocks, options, decisions, &known);
        (linker, linked)
    }

    fn join(&self, prepared: &Prepared, blocks: Vec<Blocks>, options: &Options, decisions: &[Decision], known: &[Option<RowId>]) -> Linked {
        let scorer = Scorer::new(&self.model, &self.frequencies);
        let bits = |probability: f32| (probability / (1.0 - probability)).log2();
        let (floor, least) = (bits(options.review_from), bits(options.join_from));
        let coverage = Coverage::of(self.records, &self.model);
        let mut edges = vec![];
        for (rule, blocks) in blocks.iter().enumerate() {
            edges.extend(score_blocks(self.records, prepared, blocks, rule, &scorer, floor - coverage.most()));
        }
        let mut clusters = Clusters::new(prepared, &coverage.singular);
        decide(prepared, &mut clusters, decisions, known);
        clusters.join_all(&mut edges, least, &scorer, &mut Comparer::new(&self.records.pools));
        clusters.join_left_over(&edges, least, &|from, to| coverage.bonus(from, to));
        edges.retain(|edge| edge.bits >= floor);
        linked(prepared, &mut clusters, &edges, blocks)
    }

    /// Why a pair has its score.
    pub fn explain(&self, one: RowId, other: RowId) -> Waterfall {
        let scorer = Scorer::new(&self.model, &self.frequencies);
        let (a, b) = (&self.records.rows[one.0 as usize], &self.records.rows[other.0 as usize]);
        let pattern = Comparer::new(&self.records.pools).pattern(a, b);
        let parts = scorer.parts(pattern, a, b);
        let mut waterfall = Waterfall::default();
        waterfall.push("prior", None, parts.prior);
        for &comparison in Comparison::ALL {
            let level = pattern.level(comparison);
            if level != Level::Missing {
                waterfall.push(comparison.word(), Some(level), parts.weights[comparison as usize]);
            }
        }
        waterfall.push("family", None, parts.kin);
        waterfall
    }
}

/// What a linker has learned and found.
#[derive(Clone, Debug, PartialEq)]
pub struct Memory {
    model: Model,
    clusters: Vec<RowId>,
}

fn budget(records: &Records, options: &Options) -> u64 {
    (records.len() as u64 * options.pairs_per_record).max(LEAST_BUDGET)
}

fn blocks(prepared: &mut Prepared, records: &Records, options: &Options) -> Vec<Blocks> {
    let one = |rule| {
        let blocks = Blocks::of(prepared, rule, budget(records, options));
        blocks.forget_dropped(prepared, rule);
        blocks
    };
    (0..RULES.len()).map(one).collect()
}

/// The clusters of records that were known and stay as they were; `None` for those of a cluster that a person has opened
/// again, by calling two of its records two, or by taking back that two of them are one.
fn still_settled(known: &[RowId], decisions: &[Decision]) -> Vec<Option<RowId>> {
    let of = |row: RowId| known.get(row.0 as usize).copied();
    let opens = |decision: &&Decision| (decision.verdict == Verdict::Two) != decision.is_withdrawn;
    let within = |decision: &Decision| of(decision.one).filter(|cluster| Some(*cluster) == of(decision.other));
    let opened: HashSet<RowId> = decisions.iter().filter(opens).filter_map(within).collect();
    known.iter().map(|cluster| (!opened.contains(cluster)).then_some(*cluster)).collect()
}

/// What is settled before any score: who is kept apart, what was one cluster before, and what a person called one.
fn decide(prepared: &Prepared, clusters: &mut Clusters<'_>, decisions: &[Decision], known: &[Option<RowId>]) {
    if decisions.is_empty() && known.is_empty() {
        return;
    }
    let mut place = vec![0; prepared.order.len()];
    for (at, row) in (0..).zip(&prepared.order) {
        place[*row as usize] = at;
    }
    let standing = standing(decisions);
    for decision in standing.iter().filter(|decision| decision.verdict == Verdict::Two) {
        clusters.keep_apart(place[decision.one.0 as usize], place[decision.other.0 as usize]);
    }
    for (row, cluster) in known.iter().enumerate().filter_map(|(row, cluster)| Some((row, (*cluster)?))) {
        clusters.join(place[row], place[cluster.0 as usize]);
    }
    for decision in standing.iter().filter(|decision| decision.verdict == Verdict::One) {
        clusters.join(place[decision.one.0 as usize], place[decision.other.0 as usize]);
    }
}

fn score_blocks(records: &Records, prepared: &Prepared, blocks: &Blocks, rule: usize, scorer: &Scorer<'_>, floor: f32) -> Vec<Edge> {
    blocks.each(
        || Comparer::new(&records.pools),
        |comparer, found, one, other| {
            if prepared.is_first(rule, one, other) {
                let bits = scorer.score(comparer, &prepared.rows[one as usize], &prepared.rows[other as usize]);
                if bits >= floor {
                    found.push(Edge { one: one.min(other), other: one.max(other), bits });
                }
            }
        },
    )
}

fn linked(prepared: &Prepared, clusters: &mut Clusters<'_>, edges: &[Edge], blocks: Vec<Blocks>) -> Linked {
    let count = prepared.rows.len();
    // A cluster is named for the first of its members in the order of pushing.
    let mut first = vec![u32::MAX; count];
    for place in 0..count as u32 {
        let root = clusters.root(place) as usize;
        first[root] = first[root].min(prepared.order[place as usize]);
    }
    let mut of_record = vec![RowId(0); count];
    for place in 0..count as u32 {
        of_record[prepared.order[place as usize] as usize] = RowId(first[clusters.root(place) as usize]);
    }
    let row = |place: u32| RowId(prepared.order[place as usize]);
    let pairs: Vec<Pair> = edges.iter().map(|edge| Pair { one: row(edge.one), other: row(edge.other), bits: edge.bits }).collect();
    let clusters = of_record.iter().enumerate().filter(|(at, cluster)| cluster.0 as usize == *at).count();
    let report = Report { rules: blocks.into_iter().map(|blocks| blocks.report).collect(), pairs: pairs.len(), clusters };
    Linked { clusters: of_record, pairs, report }
}
