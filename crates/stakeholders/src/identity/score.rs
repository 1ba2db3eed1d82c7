//! The score of a pair: how many times likelier the pattern is for one stakeholder than for two, in bits, and the odds
//! that follow. Fellegi & Sunter 1969; term frequencies as in Winkler 2000.

use super::{
    compare::Comparer,
    estimate::Frequencies,
    level::{COMPARISONS, Comparison, Level, Pattern},
    model::{Kin, Model, pair_of_sources},
    records::Row,
};

/// The weights in bits that follow from a model.
pub(super) struct Scorer<'m> {
    weights: [[[f32; 8]; 2]; COMPARISONS],
    /// For values that are equal: the bits of m alone, from which the value's rarity is taken.
    exact: [f32; COMPARISONS],
    prior: Vec<f32>,
    /// The bits at which a kin is as likely as chance, and its rate.
    kin: [(f32, f32); 3],
    frequencies: &'m Frequencies,
}

/// One comparison can never decide more than this, in bits.
const MOST_BITS: f32 = 24.0;

impl<'m> Scorer<'m> {
    pub(super) fn new(model: &Model, frequencies: &'m Frequencies) -> Scorer<'m> {
        let mut weights = [[[0.0; 8]; 2]; COMPARISONS];
        let mut exact = [0.0; COMPARISONS];
        for (weights, (m, u)) in weights.iter_mut().flatten().zip(model.m.0.iter().flatten().zip(model.u.0.iter().flatten())) {
            for (weight, (m, u)) in weights.iter_mut().zip(m.iter().zip(u)).skip(1) {
                *weight = ((m / u).log2() as f32).clamp(-MOST_BITS, MOST_BITS);
            }
        }
        for (exact, m) in exact.iter_mut().zip(&model.m.0) {
            *exact = m[0][Level::Exact as usize].log2() as f32;
        }
        let prior = model.rates.one.iter().map(|rate| rate.log2() as f32).collect();
        Scorer { weights, exact, prior, kin: model.rates.kin.map(|rate| (-rate.log2() as f32, rate as f32)), frequencies }
    }

    /// The bits for or against one stakeholder that a comparison gives.
    pub(super) fn weight(&self, pattern: Pattern, comparison: Comparison, row: &Row) -> f32 {
        let level = pattern.level(comparison);
        let implied = pattern.is_implied(comparison);
        let rarity = if level == Level::Exact && !implied { self.frequencies.rarity(row, comparison) } else { None };
        if let Some(bits) = rarity {
            return (self.exact[comparison as usize] + bits).clamp(-MOST_BITS, MOST_BITS);
        }
        self.weights[comparison as usize][usize::from(implied)][level as usize]
    }

    /// The parts of a pair's score.
    pub(super) fn parts(&self, pattern: Pattern, one: &Row, other: &Row) -> Parts {
        let mut weights = [0.0; COMPARISONS];
        let mut kin = [0.0; 3];
        let mut sum = 0.0;
        for &comparison in Comparison::ALL {
            let weight = self.weight(pattern, comparison, one);
            weights[comparison as usize] = weight;
            sum += weight;
            for (kin, all) in Kin::ALL.iter().zip(&mut kin) {
                *all += if kin.shares(comparison) { weight } else { 0.0 };
            }
        }
        // Kin that chance outdoes a thousandfold change nothing.
        let odds = self.kin.iter().zip(kin).filter(|(rate, bits)| *bits > rate.0 - 10.0).map(|(rate, bits)| rate.1 * bits.exp2());
        let two: f32 = 1.0 + odds.sum::<f32>();
        let prior = self.prior[pair_of_sources(one.source, other.source)];
        Parts { prior, weights, kin: -two.log2(), total: prior + sum - two.log2() }
    }

    /// The score of two records.
    pub(super) fn score(&self, comparer: &mut Comparer<'_>, one: &Row, other: &Row) -> f32 {
        if one.npi != 0 && other.npi != 0 && one.npi != other.npi {
            return f32::NEG_INFINITY;
        }
        self.parts(comparer.pattern(one, other), one, other).total
    }
}

/// A score in its parts: they add up to the total.
pub(super) struct Parts {
    /// How common records of one stakeholder are among all pairs of these sources.
    pub(super) prior: f32,
    /// Each comparison.
    pub(super) weights: [f32; COMPARISONS],
    /// That people of one family look alike.
    pub(super) kin: f32,
    pub(super) total: f32,
}

/// The probability that odds in bits stand for.
pub(super) fn probability(bits: f32) -> f32 {
    1.0 / (1.0 + (-bits).exp2())
}
