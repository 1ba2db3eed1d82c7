//! Learning from the records alone: u stays as measured by chance, m is learned by expectation maximisation in the blocks
//! of each rule, over the comparisons that the rule does not fix, and counts of all rules are added up.
//!
//! Expectation maximisation over the union of all blocks would settle on the wrong class; see Winkler 1988 for the
//! method and Linacre et al. 2022 (Splink) for the recipe. It runs over agreement patterns, not over pairs.

use std::collections::HashMap;

use super::{
    block::{RULES, Rule},
    compare::Comparer,
    level::{Comparison, Pattern},
    model::{Kin, Model, Rates, Table, pair_of_sources},
    pairs::{Blocks, Prepared},
    pool::mix,
    records::Records,
};

/// Pairs of each pattern, in the order of the patterns.
type Counts = Vec<(Pattern, f64)>;

const ROUNDS: usize = 30;
/// Pairs looked at per rule.
const SAMPLE: u64 = 400_000;
/// How much what is believed at first weighs against what is learned, in pairs.
const PRIOR_PAIRS: f64 = 20.0;

/// How common families, twins and namesakes can be, measured by pairs of one stakeholder. Where a file holds nothing but
/// names and homes, a twin cannot be told from a person whose given name is wrong, and only their rarity decides: twins are
/// rare, and few share a home as adults. The caps were set by hand after Febrl 4 without its personal numbers had shown
/// that the model, left alone, explains wrong given names by twins; they are not estimated.
const MOST_KIN: [f64; 3] = [10.0, 0.004, 0.01];

/// Learns m from the blocks of each teaching rule.
pub(super) fn learn(records: &Records, prepared: &Prepared, u: &Table, budget: u64) -> Table {
    let mut learned = Table::ZERO;
    let first = Table::of_one_at_first();
    for (number, rule) in RULES.iter().enumerate().filter(|(_, rule)| rule.teaches) {
        let blocks = Blocks::of(prepared, number, budget);
        let counts = sample(records, prepared, &blocks);
        let Some(found) = in_blocks(&counts, rule, u, &first) else { continue };
        for &comparison in Comparison::ALL.iter().filter(|comparison| !rule.fixes.contains(comparison)) {
            for (into, from) in learned.0[comparison as usize].iter_mut().flatten().zip(found.0[comparison as usize].iter().flatten()) {
                *into += from;
            }
        }
    }
    learned.shares(&first, PRIOR_PAIRS)
}

/// The patterns of some pairs of a rule's blocks.
fn sample(records: &Records, prepared: &Prepared, blocks: &Blocks) -> Counts {
    let step = (blocks.report.pairs / SAMPLE).max(1);
    let patterns = blocks.each(
        || Comparer::new(&records.pools),
        |comparer, found, one, other| {
            if mix(u64::from(one) << 32 | u64::from(other)).is_multiple_of(step) {
                found.push(comparer.pattern(&prepared.rows[one as usize], &prepared.rows[other as usize]));
            }
        },
    );
    counts(patterns)
}

fn counts(mut patterns: Vec<Pattern>) -> Counts {
    patterns.sort_unstable();
    patterns.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as f64)).collect()
}

/// The expected counts of levels among pairs of one stakeholder in the blocks of a rule; `None` where there are too few.
fn in_blocks(counts: &Counts, rule: &Rule, u: &Table, first: &Table) -> Option<Table> {
    let free: Vec<Comparison> = Comparison::ALL.iter().copied().filter(|comparison| !rule.fixes.contains(comparison)).collect();
    let all: f64 = counts.iter().map(|(_, count)| count).sum();
    let mut m = first.clone();
    // One stakeholder, then each kin, then mere chance.
    let mut shares = [0.3, 0.05, 0.01, 0.01, 0.63];
    let mut expected = Table::ZERO;
    for _ in 0..ROUNDS {
        expected = Table::ZERO;
        let mut sums = [0.0; 5];
        for &(pattern, count) in counts {
            let mut chances = shares;
            for &comparison in &free {
                let (one, two) = (m.chance(pattern, comparison), u.chance(pattern, comparison));
                chances[0] *= one;
                chances[4] *= two;
                for (kin, chance) in Kin::ALL.iter().zip(&mut chances[1..4]) {
                    *chance *= if kin.shares(comparison) { one } else { two };
                }
            }
            let total: f64 = chances.iter().sum();
            for (sum, chance) in sums.iter_mut().zip(chances) {
                *sum += count * chance / total;
            }
            expected.count(pattern, count * chances[0] / total);
        }
        m = expected.shares(first, PRIOR_PAIRS);
        shares = sums.map(|sum| (sum / all).max(1e-9));
        for (kin, most) in shares[1..4].iter_mut().zip(MOST_KIN) {
            *kin = kin.min(most * sums[0] / all).max(1e-9);
        }
    }
    // A rule in whose blocks hardly anybody meets themselves teaches nothing.
    let enough = shares[0] >= 0.002 && shares[0] * all >= 20.0;
    enough.then_some(expected)
}

/// How common each class is among all pairs: the share at which the expected number of pairs of one stakeholder, given
/// that share, is the share. What was never compared counts as mere chance.
pub(super) fn rates(counts: &HashMap<(usize, Pattern), f64>, m: &Table, u: &Table, records: &Records) -> Rates {
    let mut of_source = vec![0.0_f64; records.sources.len()];
    for row in &records.rows {
        of_source[usize::from(row.source)] += 1.0;
    }
    let sources = of_source.len() as u16;
    let all: Vec<f64> = (0..sources)
        .flat_map(|more| (0..=more).map(move |less| (less, more)))
        .map(|(less, more)| {
            let (a, b) = (of_source[usize::from(less)], of_source[usize::from(more)]);
            if less == more { a * (a - 1.0) / 2.0 } else { a * b }
        })
        .collect();
    let total: f64 = all.iter().sum();
    let mut sorted: Vec<(&(usize, Pattern), &f64)> = counts.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| **key);
    let ratios: Vec<(usize, [f64; 4], f64)> =
        sorted.iter().map(|((pair, pattern), count)| (*pair, ratios(*pattern, m, u), **count)).collect();
    let records = records.rows.len() as f64;
    let mut rates = Rates {
        one: all.iter().map(|pairs| 0.5 * records.min(*pairs) / pairs.max(1.0) / all.len() as f64).collect(),
        kin: [records / total.max(1.0) / 100.0; 3],
    };
    for _ in 0..ROUNDS {
        let mut one = vec![0.0; all.len()];
        let mut kin = [0.0; 3];
        for (pair, ratios, count) in &ratios {
            let mut chances = [rates.one[*pair] * ratios[0], rates.kin[0] * ratios[1], rates.kin[1] * ratios[2], rates.kin[2] * ratios[3]];
            let sum = 1.0 + chances.iter().sum::<f64>();
            chances.iter_mut().for_each(|chance| *chance *= count / sum);
            one[*pair] += chances[0];
            kin.iter_mut().zip(&chances[1..]).for_each(|(kin, chance)| *kin += chance);
        }
        // Half a pair more than was seen: no class is impossible.
        rates.one = one.iter().zip(&all).map(|(pairs, all)| (pairs + 0.05) / (all + 1.0)).collect();
        let ones: f64 = one.iter().sum();
        for ((rate, pairs), most) in rates.kin.iter_mut().zip(kin).zip(MOST_KIN) {
            *rate = (pairs.min(most * ones) + 0.05) / (total + 1.0);
        }
    }
    rates
}

/// How much likelier a pattern is for one stakeholder, and for each kin, than by chance.
fn ratios(pattern: Pattern, m: &Table, u: &Table) -> [f64; 4] {
    let mut ratios = [1.0; 4];
    for &comparison in Comparison::ALL {
        let ratio = m.chance(pattern, comparison) / u.chance(pattern, comparison);
        ratios[0] *= ratio;
        for (kin, all) in Kin::ALL.iter().zip(&mut ratios[1..]) {
            *all *= if kin.shares(comparison) { ratio } else { 1.0 };
        }
    }
    ratios
}

/// The patterns of some pairs of all blocks, per pair of sources, scaled to all of them.
pub(super) fn union(records: &Records, prepared: &Prepared, blocks: &[Blocks]) -> HashMap<(usize, Pattern), f64> {
    let pairs: u64 = blocks.iter().map(|blocks| blocks.report.pairs).sum();
    let step = (pairs / 2_000_000).max(1);
    let mut counts = HashMap::new();
    for (number, blocks) in blocks.iter().enumerate() {
        let mut found = blocks.each(
            || Comparer::new(&records.pools),
            |comparer, found, one, other| {
                let is_sampled = mix(u64::from(one) << 32 | u64::from(other)).is_multiple_of(step);
                if is_sampled && prepared.is_first(number, one, other) {
                    let (one, other) = (&prepared.rows[one as usize], &prepared.rows[other as usize]);
                    found.push((pair_of_sources(one.source, other.source), comparer.pattern(one, other)));
                }
            },
        );
        found.sort_unstable();
        for same in found.chunk_by(|one, other| one == other) {
            *counts.entry(same[0]).or_insert(0.0) += same.len() as f64 * step as f64;
        }
    }
    counts
}

/// Learns everything.
pub(super) fn model(records: &Records, prepared: &Prepared, blocks: &[Blocks], u: Table, budget: u64) -> Model {
    let m = learn(records, prepared, &u, budget);
    let rates = rates(&union(records, prepared, blocks), &m, &u, records);
    Model { m, u, rates }
}
