//! The people: each a function of the seed and a number. Names, and who is married or related to whom, are those of
//! [`stakeholders::synthetic`]; what is of a clinician is added here. How sources see them stands in [`crate::difference`].

use stakeholders::synthetic::{capital, household, word};

use crate::{
    draw, npi, place, site,
    specialty::{SPECIALTIES, Specialty},
    world::{Kind, World},
};

/// How many clinicians are a team.
pub(crate) const TEAM: u32 = 8;

/// The share of neighbours in number who are of one family, where their household has two people.
const FAMILY: f64 = 0.1;
/// The share of clinicians who have worked at another site.
const MOVED: f64 = 0.2;
/// The share of clinicians whose NPI has been deactivated.
const DEACTIVATED: f64 = 0.01;
/// How much the number of people under care differs: the standard deviation of its logarithm.
const SPREAD: f64 = 1.0;
const SCHOOL: u64 = 74;

/// Somebody who does not exist.
#[derive(Clone, Debug)]
pub(crate) struct Clinician {
    pub(crate) number: u32,
    pub(crate) npi: String,
    /// Names are in small letters.
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) surname: String,
    /// The surname before a marriage; empty where there was none.
    pub(crate) former_surname: String,
    pub(crate) is_woman: bool,
    /// Year, month and day.
    pub(crate) born: (u32, u32, u32),
    pub(crate) school: String,
    pub(crate) graduated: u32,
    pub(crate) specialty: &'static Specialty,
    /// The number of the site, and of the one before.
    pub(crate) site: u32,
    pub(crate) former_site: Option<u32>,
    pub(crate) suite: usize,
    pub(crate) email: String,
    pub(crate) is_deactivated: bool,
    /// People with heart failure under care.
    pub(crate) patients: f64,
    /// How much more than others the person prescribes our medicine: 1 is as much.
    pub(crate) leaning: f64,
}

/// The clinician of a number.
pub(crate) fn clinician(world: &World, number: u32) -> Clinician {
    let mut dice = world.dice(Kind::Clinician, u64::from(number));
    let person = person(world, number);
    let specialty = draw::one_of(&mut dice, SPECIALTIES);
    let site = site::of_person(world, number);
    let moved = dice.chance(MOVED);
    let before = site::of_team(world, dice.below(number as usize / TEAM as usize + 1) as u32);
    let (given, surname) = (&person.given, person.surname.replace('-', ""));
    let email = match dice.below(3) {
        0 => format!("{given}.{surname}{}@example.org", dice.below(100)),
        1 => format!("{}{surname}{}@example.org", &given[..1], dice.below(1_000)),
        _ => format!("{surname}{}@example.org", dice.below(10_000)),
    };
    Clinician {
        number,
        npi: npi::of_person(world, number),
        email,
        school: format!("{} UNIVERSITY SCHOOL OF MEDICINE", capital(&word(SCHOOL, dice.zipf(120, 20.0))).to_uppercase()),
        graduated: (person.birth.0 + 26 + dice.below(4) as u32).min(world.day.year() as u32),
        specialty,
        site,
        former_site: (moved && before != site).then_some(before),
        suite: dice.below(40) * 10,
        is_deactivated: dice.chance(DEACTIVATED),
        patients: draw::log_normal(&mut dice, specialty.patients, SPREAD),
        leaning: draw::log_normal(&mut dice, 0.7, 0.9),
        given: person.given,
        middle: person.middle,
        surname: person.surname,
        former_surname: person.former_surname,
        is_woman: person.is_woman,
        born: person.birth,
    }
}

/// The first person of the number's household; for one in ten odd numbers, where there is one, the second of the one before.
fn person(world: &World, number: u32) -> stakeholders::synthetic::Person {
    /// For about so many records the households' own towns are drawn, which are not used here.
    const RECORDS: usize = 40_000;
    let of = |number: u32| household(world.seed, u64::from(number), RECORDS);
    if number % 2 == 1 && world.dice(Kind::Clinician, u64::from(number) + (1 << 40)).chance(FAMILY) {
        let mut before = of(number - 1);
        if before.len() > 1 {
            return before.swap_remove(1);
        }
    }
    of(number).swap_remove(0)
}

impl Clinician {
    /// The telephone of a desk at a site.
    pub(crate) fn phone(&self, world: &World, place: usize) -> String {
        place::phone(&mut world.dice(Kind::Clinician, u64::from(self.number) + (2 << 40)), place)
    }
}
