//! Why a pair has its score: the bits from the prior to the total, step by step.

use super::level::Level;

/// One step of a waterfall.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is about: `prior`, a comparison's word, or `family`.
    pub name: &'static str,
    /// At which level the values agree; `None` for steps that compare nothing.
    pub level: Option<Level>,
    /// Bits for (positive) or against (negative) one stakeholder; one bit doubles the odds.
    pub bits: f32,
    /// The sum of the bits up to and with this step.
    pub sum: f32,
}

/// The steps of one pair's score: the last sum is the score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waterfall {
    /// The steps, the prior first.
    pub steps: Vec<Step>,
}

impl Waterfall {
    pub(super) fn push(&mut self, name: &'static str, level: Option<Level>, bits: f32) {
        let sum = self.total() + bits;
        self.steps.push(Step { name, level, bits, sum });
    }

    /// The score: the log of the odds, base 2, that the two records are one stakeholder.
    pub fn total(&self) -> f32 {
        self.steps.last().map_or(0.0, |step| step.sum)
    }

    /// The probability that the two records are one stakeholder.
    pub fn probability(&self) -> f32 {
        super::score::probability(self.total())
    }
}
