//! What the linker believes: how often values agree among records of one stakeholder (m) and of two (u).

use super::level::{COMPARISONS, Comparison, Level, Pattern};

/// The chance of each level, per comparison, and per whether agreement is implied by another comparison
/// ([`Pattern::is_implied`]).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table(pub(super) [[[f64; 8]; 2]; COMPARISONS]);

impl Table {
    pub(super) const ZERO: Table = Table([[[0.0; 8]; 2]; COMPARISONS]);

    /// Counts one pair of this pattern with a weight.
    pub(super) fn count(&mut self, pattern: Pattern, weight: f64) {
        for &comparison in Comparison::ALL {
            let level = pattern.level(comparison);
            if level != Level::Missing {
                self.0[comparison as usize][usize::from(pattern.is_implied(comparison))][level as usize] += weight;
            }
        }
    }

    /// The shares of the counts, mixed with `prior` as if it had been seen `strength` times.
    pub(super) fn shares(&self, prior: &Table, strength: f64) -> Table {
        let mut shares = Table::ZERO;
        for comparison in 0..COMPARISONS {
            for implied in 0..2 {
                let counts = &self.0[comparison][implied];
                let total: f64 = counts[1..].iter().sum::<f64>() + strength;
                let seen = counts.iter().zip(&prior.0[comparison][implied]).skip(1);
                for (share, (count, prior)) in shares.0[comparison][implied][1..].iter_mut().zip(seen) {
                    *share = (count + strength * prior) / total;
                }
            }
        }
        shares
    }

    /// The chance of what a pattern says about one comparison; 1 where it says nothing.
    pub(super) fn chance(&self, pattern: Pattern, comparison: Comparison) -> f64 {
        match pattern.level(comparison) {
            Level::Missing => 1.0,
            level => self.0[comparison as usize][usize::from(pattern.is_implied(comparison))][level as usize],
        }
    }

    /// What is believed of records of one stakeholder before any were seen: nine values in ten agree.
    pub(super) fn of_one_at_first() -> Table {
        let mut table = Table::ZERO;
        for &comparison in Comparison::ALL {
            table.0[comparison as usize] = match comparison {
                // People move; what implies the rest of an address keeps it.
                Comparison::Postcode | Comparison::Street | Comparison::Street2 | Comparison::Number | Comparison::City => {
                    [[0.0, 0.27, 0.03, 0.01, 0.06, 0.02, 0.605, 0.005], [0.0, 0.03, 0.02, 0.01, 0.06, 0.02, 0.855, 0.005]]
                }
                Comparison::Organisation | Comparison::Specialty | Comparison::Credential | Comparison::Phone | Comparison::Email => {
                    [[0.0, 0.25, 0.04, 0.02, 0.05, 0.05, 0.585, 0.005]; 2]
                }
                _ => [[0.0, 0.03, 0.02, 0.02, 0.05, 0.03, 0.845, 0.005]; 2],
            };
        }
        table
    }

    /// What is believed of records of two stakeholders before any were seen.
    pub(super) fn of_two_at_first() -> Table {
        Table([[[0.0, 0.85, 0.06, 0.02, 0.01, 0.02, 0.039, 0.001]; 2]; COMPARISONS])
    }
}

/// Ways in which two people look like one, beside mere chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kin {
    /// People of one surname at one address.
    Family,
    /// The same, born on one day.
    Twins,
    /// Parent and child of one name at one address.
    Namesakes,
}

impl Kin {
    pub(super) const ALL: [Kin; 3] = [Kin::Family, Kin::Twins, Kin::Namesakes];

    /// Whether this kin share what is compared as one stakeholder's records do.
    pub(super) fn shares(self, comparison: Comparison) -> bool {
        use Comparison as C;
        match comparison {
            C::Surname | C::Number | C::Street | C::Street2 | C::City | C::Postcode | C::State | C::Phone => true,
            C::Birth => self == Kin::Twins,
            C::Given | C::Sex => self == Kin::Namesakes,
            _ => false,
        }
    }
}

/// How common each class of pairs is among all pairs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rates {
    /// Records of one stakeholder, for every pair of sources (`pair_of_sources`).
    pub(super) one: Vec<f64>,
    /// Each kin.
    pub(super) kin: [f64; 3],
}

/// The place of a pair of sources in a list of them.
pub(super) fn pair_of_sources(one: u16, other: u16) -> usize {
    let (less, more) = (usize::from(one.min(other)), usize::from(one.max(other)));
    more * (more + 1) / 2 + less
}

/// Everything that was learned.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Model {
    pub(super) m: Table,
    pub(super) u: Table,
    pub(super) rates: Rates,
}
