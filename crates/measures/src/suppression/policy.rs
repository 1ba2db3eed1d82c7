use serde::{Deserialize, Serialize};

use super::{interval::Interval, refusal::Refusal};

/// Far above any threshold and base in use, and low enough to prove each small number.
const MOST_THRESHOLD: u64 = 100;
const MOST_BASE: u64 = 1_000_000;

/// When a count is too small to be shown, and how totals are rounded. A policy is public: whoever reads a table knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The least count that may be shown. From 1 to one less a count is *small*; 0 may always be shown.
    pub threshold: u64,
    /// The least number of institutions that must stand behind a count that is shown; 0 where nobody asks.
    pub institutions: u64,
    /// Totals are rounded to a multiple of this; 1 leaves them exact. From twice the largest small count upwards (20 for
    /// a threshold of 11) the difference of two rounded totals never pins a small count down.
    pub total_base: u64,
}

impl Policy {
    /// Counts of patients, as claims are shown: at least 11 (CMS: no cell of 1 to 10 published nor derivable), totals
    /// rounded to 20. Sources: security.md T4, guardrails.md GL-06.
    pub const fn claims() -> Self {
        Policy { threshold: 11, institutions: 0, total_base: 20 }
    }

    /// Insights that flow up as themes: at least 5 people of at least 3 institutions, totals rounded to 10.
    /// Source: guardrails.md GL-07; the base is twice five, for the reason at [`Policy::total_base`].
    pub const fn insights() -> Self {
        Policy { threshold: 5, institutions: 3, total_base: 10 }
    }

    /// Refuses what nobody could check: every small number needs a proof of its own.
    pub(super) fn refuse_unusable(&self) -> Result<(), Refusal> {
        if self.threshold <= MOST_THRESHOLD && self.total_base <= MOST_BASE {
            return Ok(());
        }
        let message = format!("a threshold of {} with totals rounded to {} cannot be checked", self.threshold, self.total_base);
        Err(Refusal::new(message, format!("keep to thresholds of at most {MOST_THRESHOLD} and bases of at most {MOST_BASE}")))
    }

    /// What is known of a count of which only "small" is said. Where institutions count too, a large count of few
    /// institutions is called small as well, so that the word bounds nothing from above.
    pub(super) fn small(&self) -> Interval {
        let most = (self.institutions == 0).then(|| self.largest_small());
        Interval { least: 1, most }
    }

    /// The largest count that is small.
    pub(super) fn largest_small(&self) -> i64 {
        whole(self.threshold) - 1
    }
}

/// A count as the arithmetic takes it; tables hold nothing that does not fit.
pub(super) fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
