//! People who do not exist, as four sources know them, with known truth: for tests, figures and demonstrations.
//!
//! People come household by household, so that families share surname, home and telephone, twins their birthday, and some
//! sons their father's name. Each source knows some people, some of what they are, and some of it wrongly or from another
//! year. Everything follows from a seed and the household's number: households can be made in any order, and in parts.
//! Names are made up from syllables or taken from a list of common given names written for this purpose.

mod dice;
mod errors;
mod household;
mod source;
mod words;

pub use dice::Dice;
pub use errors::mistyped;
pub use household::{Home, Person, household};
pub use source::{COLUMNS, SOURCES, Seen, seen, short};
pub use words::{capital, word};

/// Makes households from number 0 on until at least `records` records are made, and hands each to `take`: the source's
/// number, the person's number, and the values of [`COLUMNS`]. Returns how many records there are.
pub fn records(seed: u64, records: usize, mut take: impl FnMut(&Seen)) -> usize {
    let mut made = 0;
    let mut person_number = 0;
    let mut number = 0;
    while made < records {
        for person in household(seed, number, records) {
            for record in seen(seed, person_number, &person) {
                if made < records {
                    take(&record);
                    made += 1;
                }
            }
            person_number += 1;
        }
        number += 1;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(seed: u64, count: usize) -> Vec<Seen> {
        let mut found = vec![];
        records(seed, count, |record| found.push(record.clone()));
        found
    }

    #[test]
    fn the_same_seed_makes_the_same_people() {
        assert_eq!(all(7, 2_000), all(7, 2_000));
        assert_ne!(all(7, 2_000), all(8, 2_000));
    }

    #[test]
    fn people_stand_in_several_sources_and_not_always_alike() {
        let records = all(1, 5_000);
        let people: std::collections::BTreeSet<u64> = records.iter().map(|record| record.person).collect();
        assert!((1_500..3_000).contains(&people.len()), "{}", people.len());
        let differ = records.windows(2).filter(|two| two[0].person == two[1].person && two[0].values[0] != two[1].values[0]).count();
        assert!(differ > 300, "{differ}");
    }
}
