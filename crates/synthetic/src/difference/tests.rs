//! Rates come out as they are stated: within four standard deviations of the binomial distribution.

use jiff::civil::date;
use stakeholders::synthetic::short;

use super::*;
use crate::clinician::clinician;

const ALL: [Register; 6] =
    [Register::Nppes, Register::Doctors, Register::Payments, Register::Prescribers, Register::Accounts, Register::Exclusions];

/// Whether a count of yes among so many is what a rate gives.
fn is_near(yes: u32, of: u32, rate: f64, what: &str) {
    let (mean, spread) = (f64::from(of) * rate, (f64::from(of) * rate * (1.0 - rate)).sqrt());
    assert!((f64::from(yes) - mean).abs() <= 4.0 * spread + 1.0, "{what}: {yes} of {of}, and not {mean:.0} ± {spread:.0}");
}

#[test]
fn every_source_differs_as_often_as_is_said() {
    let world = World { seed: 11, people: 6_000, day: date(2026, 6, 1) };
    let people: Vec<Clinician> = (0..world.people).map(|number| clinician(&world, number)).collect();
    for register in ALL {
        let habits = register.habits();
        let known: Vec<(&Clinician, Known)> =
            people.iter().filter_map(|person| Some((person, seen(&world, register, person, 0)?.known))).collect();
        is_near(known.len() as u32, world.people, habits.knows, "knows");
        let of = |occasion: &dyn Fn(&Clinician) -> bool, is: &dyn Fn(&Known) -> bool, rate: f64, what: &str| {
            let with: Vec<&Known> = known.iter().filter(|(person, _)| occasion(person)).map(|(_, known)| known).collect();
            let yes = with.iter().filter(|known| is(known)).count();
            is_near(yes as u32, with.len() as u32, rate, &format!("{register:?}, {what}"));
        };
        let has_short = |person: &Clinician| short(&mut Dice::of(1, 1), &person.given) != person.given;
        of(&has_short, &|known| known.nickname, habits.nickname, "nickname");
        of(&|person| !person.former_surname.is_empty(), &|known| known.former_name, habits.former_name, "former name");
        let is_double = |person: &Clinician| person.surname.contains('-') && person.former_surname.is_empty();
        of(&is_double, &|known| known.hyphen_lost, habits.hyphen_lost, "hyphen");
        of(&|person| person.former_site.is_some(), &|known| known.former_address, habits.former_address, "former address");
        of(&|_| true, &|known| known.no_npi, habits.no_npi, "no NPI");
        // Of two names either may be mistyped; a letter may be exchanged for the same one.
        let wrong = known.iter().filter(|(_, known)| known.mistyped).count() as f64 / known.len() as f64;
        assert!(wrong <= 2.0 * habits.mistyped + 0.01 && wrong >= habits.mistyped * 0.8, "{register:?}: {wrong}");
    }
    let moved = people.iter().filter(|person| person.former_site.is_some()).count() as u32;
    // Who would have moved to where they are has not moved: fewer than a fifth, and not many fewer.
    assert!((900..=1_300).contains(&moved), "{moved}");
}

#[test]
fn names_are_written_part_by_part() {
    assert_eq!(titled("calby-denworth ley"), "Calby-Denworth Ley");
}
