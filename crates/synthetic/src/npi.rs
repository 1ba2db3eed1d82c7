//! National Provider Identifiers that nobody has: with a right check digit, and beginning with 9. Real ones begin with 1, and
//! the standard keeps 2 for later; 9 is given to nobody (45 CFR 162.406).

use crate::world::{Kind, PEOPLE_MAX, World};

/// How many numbers sites and pharmacies have each.
const ORGANISATIONS_MAX: u32 = 10_000_000;

/// A step without a common divisor with either range, so that each number is met once.
const STEP: u64 = 31_415_927;

/// The NPI of a clinician.
pub(crate) fn of_person(world: &World, number: u32) -> String {
    npi(spread(world, number, PEOPLE_MAX))
}

/// The NPI of a site, by the number of the team that founded it.
pub(crate) fn of_site(world: &World, number: u32) -> String {
    npi(PEOPLE_MAX + spread(world, number, ORGANISATIONS_MAX))
}

/// The NPI of a pharmacy.
pub(crate) fn of_pharmacy(world: &World, number: u32) -> String {
    npi(PEOPLE_MAX + ORGANISATIONS_MAX + spread(world, number, ORGANISATIONS_MAX))
}

/// A number of a range for each number of it, the other way round than in order, and otherwise for each seed.
fn spread(world: &World, number: u32, range: u32) -> u32 {
    let start = world.dice(Kind::Npi, u64::from(range)).next() % u64::from(range);
    ((u64::from(number) * STEP + start) % u64::from(range)) as u32
}

/// 9, the eight digits, and the digit that checks them: Luhn's over `80840` and the nine digits. The prefix adds 24.
fn npi(eight: u32) -> String {
    let nine = 900_000_000 + eight;
    let (mut rest, mut sum) = (nine, 24);
    for at in 0..9 {
        let digit = rest % 10;
        rest /= 10;
        sum += match at % 2 {
            0 if digit > 4 => 2 * digit - 9,
            0 => 2 * digit,
            _ => digit,
        };
    }
    format!("{nine}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use stakeholders::identity::is_npi;

    use super::*;

    #[test]
    fn numbers_are_valid_and_of_nobody() {
        let world = World { seed: 3, people: 1, day: jiff::civil::Date::constant(2026, 6, 1) };
        let mut all = BTreeSet::new();
        for number in 0..20_000 {
            for npi in [of_person(&world, number), of_site(&world, number), of_pharmacy(&world, number)] {
                assert!(is_npi(&npi) && npi.starts_with('9'), "{npi}");
                assert!(all.insert(npi), "twice");
            }
        }
        assert!(is_npi(&of_person(&world, PEOPLE_MAX - 1)));
    }

    proptest::proptest! {
        #[test]
        fn every_check_digit_is_right(eight in 0_u32..100_000_000) {
            proptest::prop_assert!(is_npi(&npi(eight)));
        }
    }
}
