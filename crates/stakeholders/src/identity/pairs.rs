//! The pairs of all blocks, each once, over records in an order that does not depend on how they came in.

use rayon::prelude::*;

use super::{
    block::{RULES, RULES_COUNT, keys},
    records::{Records, Row},
};

/// Records in the order of their hashes, with their keys.
pub(super) struct Prepared {
    pub(super) rows: Vec<Row>,
    /// For each place in the order, the record's number.
    pub(super) order: Vec<u32>,
    pub(super) keys: Vec<[u32; RULES_COUNT]>,
    /// Whether a place is to be compared with those that are known too.
    fresh: Vec<bool>,
}

impl Prepared {
    /// Prepares all records; pairs of which both are `settled` are not compared again.
    pub(super) fn new(records: &Records, settled: impl Fn(u32) -> bool) -> Prepared {
        let mut order: Vec<u32> = (0..records.rows.len() as u32).collect();
        order.par_sort_unstable_by_key(|at| (records.hashes[*at as usize], *at));
        let rows: Vec<Row> = order.par_iter().map(|at| records.rows[*at as usize]).collect();
        let keys = rows.par_iter().map(|row| keys(row, &records.pools)).collect();
        let fresh = order.iter().map(|at| !settled(*at)).collect();
        Prepared { rows, order, keys, fresh }
    }

    fn is_new(&self, place: u32) -> bool {
        self.fresh[place as usize]
    }
}

/// What one rule gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleReport {
    /// The rule.
    pub name: &'static str,
    /// How many pairs of its blocks there are.
    pub pairs: u64,
    /// How many blocks were too large.
    pub dropped_blocks: usize,
    /// How large the largest block was that was kept.
    pub largest_block: usize,
}

/// The records of a rule's blocks: key and place, sorted, blocks of two and more.
pub(super) struct Blocks {
    entries: Vec<u64>,
    /// Start and end in `entries`.
    spans: Vec<(u32, u32)>,
    pub(super) report: RuleReport,
}

impl Blocks {
    /// The blocks of a rule within a budget of pairs.
    pub(super) fn of(prepared: &Prepared, rule: usize, budget: u64) -> Blocks {
        let mut entries: Vec<u64> = prepared
            .keys
            .par_iter()
            .enumerate()
            .filter(|(_, keys)| keys[rule] != 0)
            .map(|(place, keys)| u64::from(keys[rule]) << 32 | place as u64)
            .collect();
        entries.par_sort_unstable();
        let mut spans = vec![];
        let mut start = 0;
        for chunk in entries.chunk_by(|one, other| one >> 32 == other >> 32) {
            if chunk.len() > 1 {
                spans.push((start, start + chunk.len() as u32));
            }
            start += chunk.len() as u32;
        }
        let most = largest_within(&spans, budget);
        let all = spans.len();
        spans.retain(|(start, end)| (end - start) as usize <= most);
        let pairs = spans.iter().map(|span| pairs_of(*span)).sum();
        let report = RuleReport { name: RULES[rule].name, pairs, dropped_blocks: all - spans.len(), largest_block: most };
        Blocks { entries, spans, report }
    }

    /// Takes the key off records whose block is too large, so that later rules do not count their pairs as seen.
    pub(super) fn forget_dropped(&self, prepared: &mut Prepared, rule: usize) {
        if self.report.dropped_blocks == 0 {
            return;
        }
        let mut kept = vec![false; prepared.rows.len()];
        for &(start, end) in &self.spans {
            for entry in &self.entries[start as usize..end as usize] {
                kept[*entry as u32 as usize] = true;
            }
        }
        prepared.keys.par_iter_mut().zip(kept).for_each(|(keys, kept)| keys[rule] = if kept { keys[rule] } else { 0 });
    }

    /// Calls `fold` for every pair of places, block by block, and returns what came of them in the order of the blocks.
    pub(super) fn each<S, T: Send>(
        &self,
        state: impl Fn() -> S + Sync + Send,
        fold: impl Fn(&mut S, &mut Vec<T>, u32, u32) + Sync + Send,
    ) -> Vec<T> {
        let parts: Vec<Vec<T>> = self
            .portions()
            .par_iter()
            .map_init(state, |state, spans| {
                let mut found = vec![];
                for &(start, end) in *spans {
                    let block = &self.entries[start as usize..end as usize];
                    for (at, one) in block.iter().enumerate() {
                        for other in &block[at + 1..] {
                            fold(state, &mut found, *one as u32, *other as u32);
                        }
                    }
                }
                found
            })
            .collect();
        parts.into_iter().flatten().collect()
    }

    /// The blocks in portions of similar work.
    fn portions(&self) -> Vec<&[(u32, u32)]> {
        let each = (self.report.pairs / 256).max(4_096);
        let mut portions = vec![];
        let (mut start, mut pairs) = (0, 0);
        for (at, span) in self.spans.iter().enumerate() {
            pairs += pairs_of(*span);
            if pairs >= each {
                portions.push(&self.spans[start..=at]);
                (start, pairs) = (at + 1, 0);
            }
        }
        portions.push(&self.spans[start..]);
        portions
    }
}

impl Prepared {
    /// Whether a pair is compared by this rule: no earlier rule has it, and at least one record of it is new.
    pub(super) fn is_first(&self, rule: usize, one: u32, other: u32) -> bool {
        let (a, b) = (&self.keys[one as usize], &self.keys[other as usize]);
        let is_seen = a[..rule].iter().zip(&b[..rule]).any(|(a, b)| a == b && *a != 0);
        !is_seen && (self.is_new(one) || self.is_new(other))
    }
}

fn pairs_of((start, end): (u32, u32)) -> u64 {
    let records = u64::from(end - start);
    records * (records - 1) / 2
}

/// The size of the largest block that may stay, so that all pairs of blocks up to it fit the budget.
fn largest_within(spans: &[(u32, u32)], budget: u64) -> usize {
    let mut sizes: Vec<u32> = spans.iter().map(|(start, end)| end - start).collect();
    sizes.par_sort_unstable();
    let mut pairs = 0;
    let mut most = 0;
    for sizes in sizes.chunk_by(|one, other| one == other) {
        pairs += pairs_of((0, sizes[0])) * sizes.len() as u64;
        if pairs > budget {
            break;
        }
        most = sizes[0];
    }
    most as usize
}
