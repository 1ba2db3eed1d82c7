//! What chance does: how often values agree among records of two stakeholders. Term frequencies are counted, levels
//! between are measured on random pairs, and what one agreement implies is measured where it holds.

use rayon::prelude::*;

use super::{
    compare::Comparer,
    level::{Comparison, Level, Pattern},
    model::Table,
    pairs::Prepared,
    pool::{NONE, mix},
    records::{Pools, Records, Row},
};

/// How often each value of a column occurs.
#[derive(Clone, Debug, Default)]
pub(super) struct Frequencies {
    columns: Vec<Column>,
    birth: Vec<(u32, u32)>,
    births: u32,
}

/// The values of one comparison's column.
#[derive(Clone, Debug, Default)]
struct Column {
    /// How often each value occurs.
    counts: Vec<u32>,
    /// How many records have a value.
    total: u32,
}

/// Columns whose common values say less than their rare ones.
const COUNTED: [Comparison; 15] = [
    Comparison::Given,
    Comparison::Surname,
    Comparison::Middle,
    Comparison::NationalId,
    Comparison::Email,
    Comparison::Phone,
    Comparison::Number,
    Comparison::Street,
    Comparison::Street2,
    Comparison::City,
    Comparison::Postcode,
    Comparison::State,
    Comparison::Organisation,
    Comparison::Specialty,
    Comparison::Credential,
];

/// The value of a record that a comparison is about, as a number of its pool.
fn value(row: &Row, comparison: Comparison) -> u32 {
    match comparison {
        Comparison::Given => row.given,
        Comparison::Surname => row.surname,
        Comparison::Middle => row.middle,
        Comparison::Suffix => u32::from(row.suffix),
        Comparison::Sex => u32::from(row.sex),
        Comparison::Birth => row.birth,
        Comparison::NationalId => row.national_id,
        Comparison::Npi => row.npi,
        Comparison::Email => row.email,
        Comparison::Phone => row.phone,
        Comparison::Number => row.number,
        Comparison::Street => row.street,
        Comparison::Street2 => row.street2,
        Comparison::City => row.city,
        Comparison::Postcode => row.postcode,
        Comparison::State => row.state,
        Comparison::Organisation => row.organisation,
        Comparison::Specialty => row.specialty,
        Comparison::Credential => row.credential,
    }
}

fn values(pools: &Pools, comparison: Comparison) -> usize {
    match comparison {
        Comparison::Given | Comparison::Surname | Comparison::Middle => pools.names.len(),
        Comparison::NationalId | Comparison::Email | Comparison::Phone => pools.codes.len(),
        Comparison::Street | Comparison::Street2 => pools.streets.len(),
        _ => pools.words.len(),
    }
}

impl Frequencies {
    /// Counts the values of all records.
    pub(super) fn of(records: &Records) -> Frequencies {
        let count = |comparison: Comparison| {
            if !COUNTED.contains(&comparison) || records.rows.iter().all(|row| value(row, comparison) == NONE) {
                return Column::default();
            }
            let mut counts = vec![0; values(&records.pools, comparison)];
            for row in &records.rows {
                counts[value(row, comparison) as usize] += 1;
            }
            let missing = std::mem::take(&mut counts[NONE as usize]);
            Column { counts, total: records.rows.len() as u32 - missing }
        };
        let mut dates: Vec<u32> = records.rows.iter().map(|row| row.birth).filter(|date| *date != 0).collect();
        dates.par_sort_unstable();
        let birth = dates.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as u32)).collect();
        Frequencies {
            columns: Comparison::ALL.par_iter().map(|comparison| count(*comparison)).collect(),
            birth,
            births: dates.len() as u32,
        }
    }

    /// How rare this record's value is, in bits: the rarer, the more; `None` for a column that is not counted.
    pub(super) fn rarity(&self, row: &Row, comparison: Comparison) -> Option<f32> {
        let value = value(row, comparison);
        let (count, total) = if comparison == Comparison::Birth {
            let at = self.birth.binary_search_by_key(&value, |(date, _)| *date).ok()?;
            (self.birth[at].1, self.births)
        } else {
            let column = &self.columns[comparison as usize];
            (*column.counts.get(value as usize)?, column.total)
        };
        Some((total as f32 / count.max(1) as f32).log2())
    }

    /// The chance that two records with a value have the same one.
    fn agreement(&self, comparison: Comparison) -> Option<f64> {
        let squares = |counts: &mut dyn Iterator<Item = u32>, total: u32| {
            let total = f64::from(total);
            counts.map(|count| (f64::from(count) / total).powi(2)).sum::<f64>()
        };
        if comparison == Comparison::Birth {
            return (self.births > 0).then(|| squares(&mut self.birth.iter().map(|(_, count)| *count), self.births));
        }
        let Column { counts, total } = &self.columns[comparison as usize];
        (*total > 0).then(|| squares(&mut counts.iter().copied(), *total))
    }
}

/// How many random pairs are looked at (prototypes took two million; the levels between need fewer).
const RANDOM_PAIRS: u64 = 1_000_000;
/// A measured share counts once so many pairs stand behind it.
const ENOUGH: f64 = 30.0;

/// The chance of each level among records of two stakeholders.
pub(super) fn by_chance(records: &Records, prepared: &Prepared, frequencies: &Frequencies) -> Table {
    let count = prepared.rows.len() as u64;
    let all = count * count.saturating_sub(1) / 2;
    let random = |at: u64| {
        if all <= RANDOM_PAIRS {
            let one = ((((8 * at + 1) as f64).sqrt() + 1.0) / 2.0) as u64;
            let one = if one * (one - 1) / 2 > at { one - 1 } else { one };
            let one = if one * (one + 1) / 2 <= at { one + 1 } else { one };
            return (one as u32, (at - one * (one - 1) / 2) as u32);
        }
        ((mix(at) % count) as u32, (mix(at ^ 0x5bd1_e995_0000_0000) % count) as u32)
    };
    let counts = counted(records, prepared, all.min(RANDOM_PAIRS), random, is_hardly_one);
    let mut table = counts.shares(&Table::of_two_at_first(), 2.0);
    for &comparison in Comparison::ALL {
        let [shares, _] = &mut table.0[comparison as usize];
        let measured = counts.0[comparison as usize][0][Level::Exact as usize];
        if let Some(exact) = frequencies.agreement(comparison).filter(|_| measured < ENOUGH) {
            replace(shares, Level::Exact, exact.max(1e-9));
        }
    }
    let swapped = table.0[Comparison::Given as usize][0][Level::Exact as usize];
    for comparison in [Comparison::Given, Comparison::Surname] {
        replace(&mut table.0[comparison as usize][0], Level::Swapped, (swapped / 10.0).max(1e-6));
    }
    implied(records, prepared, &mut table);
    table
}

/// Sets one share and scales the others, so that they still add up to 1.
fn replace(shares: &mut [f64; 8], level: Level, share: f64) {
    let rest = 1.0 - shares[level as usize];
    for (at, other) in shares.iter_mut().enumerate() {
        *other = if at == level as usize { share } else { *other * (1.0 - share) / rest.max(1e-12) };
    }
}

/// What agreement implies, measured on pairs that share a postal code, a town, a street … but not the person.
fn implied(records: &Records, prepared: &Prepared, table: &mut Table) {
    const SHARED: [Comparison; 6] =
        [Comparison::Postcode, Comparison::City, Comparison::Street, Comparison::Organisation, Comparison::Given, Comparison::Specialty];
    let mut counts = Table::ZERO;
    for shared in SHARED {
        let mut entries: Vec<u64> = (0..prepared.rows.len() as u32)
            .map(|place| (value(&prepared.rows[place as usize], shared), place))
            .filter(|(value, _)| *value != NONE)
            .map(|(value, place)| u64::from(value) << 32 | u64::from(place))
            .collect();
        entries.par_sort_unstable();
        let neighbours: Vec<(u32, u32)> = (1..=4)
            .flat_map(|apart| entries.windows(apart + 1).map(move |window| (window[0], window[apart])))
            .filter(|(one, other)| one >> 32 == other >> 32)
            .map(|(one, other)| (one as u32, other as u32))
            .collect();
        // Of many pairs, those whose places hash to the fewest are taken: a sample that does not depend on the order.
        let step = (neighbours.len() as u64 / 200_000).max(1);
        let sample: Vec<(u32, u32)> =
            neighbours.into_iter().filter(|(one, other)| mix(u64::from(*one) << 32 | u64::from(*other)).is_multiple_of(step)).collect();
        let is_other = |pattern: Pattern| match shared {
            Comparison::Given => pattern.is(Comparison::Surname, Level::Different),
            _ => pattern.is(Comparison::Given, Level::Different),
        };
        let found = counted(records, prepared, sample.len() as u64, |at| sample[at as usize], is_other);
        for &comparison in Comparison::ALL {
            let here = match shared {
                Comparison::Postcode => &[Comparison::City, Comparison::State, Comparison::Street, Comparison::Organisation][..],
                Comparison::City => &[Comparison::State],
                Comparison::Street => &[Comparison::Number, Comparison::Street2, Comparison::Phone],
                Comparison::Organisation => &[Comparison::Phone],
                Comparison::Given => &[Comparison::Sex],
                _ => &[Comparison::Credential],
            };
            if here.contains(&comparison) {
                for level in 1..8 {
                    counts.0[comparison as usize][1][level] += found.0[comparison as usize][1][level];
                }
            }
        }
    }
    // Where nothing was measured, an implied agreement is taken to be as likely as any.
    let mut prior = table.clone();
    for tables in &mut prior.0 {
        tables[1] = tables[0];
    }
    let shares = counts.shares(&prior, 20.0);
    for (into, from) in table.0.iter_mut().zip(shares.0) {
        into[1] = from[1];
    }
}

/// Counts the levels of pairs, those that are `wanted`.
fn counted(
    records: &Records,
    prepared: &Prepared,
    pairs: u64,
    pair: impl Fn(u64) -> (u32, u32) + Sync,
    wanted: impl Fn(Pattern) -> bool + Sync,
) -> Table {
    const PORTION: u64 = 1 << 15;
    let portions: Vec<Table> = (0..pairs.div_ceil(PORTION))
        .into_par_iter()
        .map(|portion| {
            let mut comparer = Comparer::new(&records.pools);
            let mut table = Table::ZERO;
            for at in portion * PORTION..((portion + 1) * PORTION).min(pairs) {
                let (one, other) = pair(at);
                let pattern = comparer.pattern(&prepared.rows[one as usize], &prepared.rows[other as usize]);
                if one != other && wanted(pattern) {
                    table.count(pattern, 1.0);
                }
            }
            table
        })
        .collect();
    // Whole numbers: their sum does not depend on the order.
    portions.iter().fold(Table::ZERO, |mut all, one| {
        for (all, one) in all.0.iter_mut().flatten().flatten().zip(one.0.iter().flatten().flatten()) {
            *all += one;
        }
        all
    })
}

/// Whether a random pair is surely of two: in a small file some random pairs are of one stakeholder and would be counted
/// as chance.
fn is_hardly_one(pattern: Pattern) -> bool {
    use Comparison as C;
    let telling = [C::Given, C::Surname, C::Birth, C::NationalId, C::Npi, C::Email, C::Phone, C::Street, C::Postcode];
    telling.iter().filter(|comparison| pattern.level(**comparison) >= Level::Close).count() < 3
}
