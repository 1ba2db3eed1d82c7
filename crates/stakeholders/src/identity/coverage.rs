//! How sources overlap, as the model has learned it: which hold everybody once, and how many of one stand in another.

use super::{
    model::{Model, pair_of_sources},
    records::Records,
};

/// The overlap of all sources.
pub(super) struct Coverage {
    /// Whether a source holds every stakeholder once.
    pub(super) singular: Vec<bool>,
    bonus: Vec<Vec<f32>>,
}

/// A source holds everybody once if fewer than so many of its records have a double in it.
const DOUBLES: f64 = 0.01;
/// What is known of a source with fewer records is not enough.
const ENOUGH: f64 = 100.0;
/// How many true partners may have gone unseen because no block brought them together or too much in them is wrong: set by
/// hand, not estimated.
const UNSEEN: f64 = 0.02;

impl Coverage {
    pub(super) fn of(records: &Records, model: &Model) -> Coverage {
        let mut sizes = vec![0.0; records.sources.len()];
        for row in &records.rows {
            sizes[usize::from(row.source)] += 1.0;
        }
        let rate = |one: usize, other: usize| model.rates.one[pair_of_sources(one as u16, other as u16)];
        let singular: Vec<bool> =
            sizes.iter().enumerate().map(|(source, size)| *size >= ENOUGH && rate(source, source) * size < DOUBLES).collect();
        let bonus = |from: usize, to: usize| {
            if from == to || !singular[to] {
                return 0.0;
            }
            let covered = (rate(from, to) * sizes[to]).min(1.0);
            -(1.0 - covered * (1.0 - UNSEEN)).log2() as f32
        };
        let bonus = (0..sizes.len()).map(|from| (0..sizes.len()).map(|to| bonus(from, to)).collect()).collect();
        Coverage { singular, bonus }
    }

    /// What it is worth, in bits, that a record of one source has no partner in another so far.
    pub(super) fn bonus(&self, from: u16, to: u16) -> f32 {
        self.bonus[usize::from(from)][usize::from(to)]
    }

    /// The most that both sides of a pair can be worth.
    pub(super) fn most(&self) -> f32 {
        2.0 * self.bonus.iter().flatten().copied().fold(0.0, f32::max)
    }
}
