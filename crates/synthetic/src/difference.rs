//! How each source sees the same people: who is in it, under which name, at which address, with which mistakes. The rates are
//! invented; they stand in [`Habits`] and in docs/guide/generate.md.

use stakeholders::synthetic::{Dice, capital, mistyped, short};

use crate::{
    clinician::Clinician,
    site::{self, Site},
    world::{Kind, World},
};

/// A source of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Register {
    /// The register of NPIs.
    Nppes,
    /// Medicare's file of clinicians.
    Doctors,
    /// Open Payments.
    Payments,
    /// Part D prescribers.
    Prescribers,
    /// The customer system.
    Accounts,
    /// Exclusions.
    Exclusions,
}

/// How a source works: shares of its records, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Habits {
    /// Of all people: who is in it. In payments, prescriptions and exclusions that follows from what has happened.
    pub(crate) knows: f64,
    /// A short form or nickname, where the given name has one or is long enough to be cut.
    pub(crate) nickname: f64,
    /// Of people with a former surname: it stands there instead of today's.
    pub(crate) former_name: f64,
    /// Of people with a hyphen in the surname: a blank stands there instead, or the first half alone.
    pub(crate) hyphen_lost: f64,
    /// Of people who have moved: the former site's address.
    pub(crate) former_address: f64,
    /// A letter wrong, missing, doubled or swapped in the surname or, as often, in the given name.
    pub(crate) mistyped: f64,
    /// The middle name is left out; else half of them are cut to an initial.
    pub(crate) no_middle: f64,
    /// The NPI is left out.
    pub(crate) no_npi: f64,
}

impl Register {
    /// How it works.
    pub(crate) fn habits(self) -> Habits {
        let all = [1.0, 0.01, 0.1, 0.1, 0.15, 0.004, 0.1, 0.0];
        let [knows, nickname, former_name, hyphen_lost, former_address, mistyped, no_middle, no_npi] = match self {
            Register::Nppes => all,
            Register::Doctors => [0.85, 0.02, 0.15, 0.2, 0.1, 0.005, 0.2, 0.0],
            Register::Payments => [1.0, 0.06, 0.2, 0.3, 0.2, 0.015, 0.5, 0.05],
            Register::Prescribers => [1.0, 0.01, 0.1, 0.1, 0.15, 0.004, 1.0, 0.0],
            Register::Accounts => [0.7, 0.25, 0.35, 0.4, 0.3, 0.03, 0.6, 0.35],
            Register::Exclusions => [1.0, 0.02, 0.2, 0.3, 0.6, 0.01, 0.4, 0.8],
        };
        Habits { knows, nickname, former_name, hyphen_lost, former_address, mistyped, no_middle, no_npi }
    }
}

/// A person as a source has them. Names are in small letters.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) surname: String,
    /// Empty where the source leaves it out.
    pub(crate) npi: String,
    pub(crate) site: Site,
    /// What was done to the record.
    pub(crate) known: Known,
}

/// Which differences a source's record has from what is true today; a difference that had no occasion is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// A short form or nickname stands for the given name.
    pub(crate) nickname: bool,
    /// The former surname stands there.
    pub(crate) former_name: bool,
    /// The surname's hyphen is lost.
    pub(crate) hyphen_lost: bool,
    /// The former site's address stands there.
    pub(crate) former_address: bool,
    /// A name is mistyped.
    pub(crate) mistyped: bool,
    /// The NPI is left out.
    pub(crate) no_npi: bool,
}

/// Whether a source knows a person.
pub(crate) fn knows(world: &World, register: Register, person: u32) -> bool {
    dice(world, register, person, 0).chance(register.habits().knows)
}

fn dice(world: &World, register: Register, person: u32, copy: u32) -> Dice {
    world.dice(Kind::Register, (u64::from(person) << 8) + ((register as u64) << 4) + u64::from(copy))
}

/// How a source sees a person; `copy` counts records of the person in the source, from 0. `None` where it does not know them.
pub(crate) fn seen(world: &World, register: Register, person: &Clinician, copy: u32) -> Option<Seen> {
    if !knows(world, register, person.number) {
        return None;
    }
    let habits = register.habits();
    let mut dice = dice(world, register, person.number, copy);
    // The first number said whether the person is known.
    dice.next();
    let mut known = Known::default();
    let surname = surname(&mut dice, person, &habits, &mut known);
    let given = given(&mut dice, person, &habits, &mut known);
    let middle = if dice.chance(habits.no_middle) { String::new() } else { person.middle.clone() };
    let middle = if dice.chance(0.5) { middle.chars().take(1).collect() } else { middle };
    known.no_npi = dice.chance(habits.no_npi);
    let at_former = dice.chance(habits.former_address);
    let site = match person.former_site.filter(|_| at_former) {
        Some(former) => {
            known.former_address = true;
            site::site(world, former)
        }
        None => site::site(world, person.site),
    };
    let npi = if known.no_npi { String::new() } else { person.npi.clone() };
    Some(Seen { given, middle, surname, npi, site, known })
}

fn surname(dice: &mut Dice, person: &Clinician, habits: &Habits, known: &mut Known) -> String {
    let at_former = dice.chance(habits.former_name);
    known.former_name = at_former && !person.former_surname.is_empty();
    let mut name = if known.former_name { person.former_surname.clone() } else { person.surname.clone() };
    let (loses, whole) = (dice.chance(habits.hyphen_lost), dice.chance(0.5));
    if let Some((first, second)) = name.split_once('-').filter(|_| loses) {
        known.hyphen_lost = true;
        name = if whole { format!("{first} {second}") } else { first.to_owned() };
    }
    misspelt(dice, name, habits, known)
}

fn given(dice: &mut Dice, person: &Clinician, habits: &Habits, known: &mut Known) -> String {
    let mut name = person.given.clone();
    if dice.chance(habits.nickname) {
        name = short(dice, &person.given);
        known.nickname = name != person.given;
    }
    misspelt(dice, name, habits, known)
}

fn misspelt(dice: &mut Dice, name: String, habits: &Habits, known: &mut Known) -> String {
    if !dice.chance(habits.mistyped) {
        return name;
    }
    let wrong = mistyped(dice, &name);
    known.mistyped |= wrong != name;
    wrong
}

/// A name as it is written: every part with a large letter.
pub(crate) fn titled(name: &str) -> String {
    let parts = |text: &str, between: char| text.split(between).map(capital).collect::<Vec<_>>().join(&between.to_string());
    name.split(' ').map(|word| parts(word, '-')).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
