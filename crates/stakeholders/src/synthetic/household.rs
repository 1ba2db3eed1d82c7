//! Households: who lives together, and what they share.

use super::{
    dice::Dice,
    words::{MEN, SPECIALTIES, STATES, STREET_ENDS, WOMEN, capital, word},
};

/// Where somebody lives or works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Number and street.
    pub street: String,
    /// The town.
    pub city: String,
    /// The state.
    pub state: String,
    /// The postal code.
    pub postcode: String,
    /// The telephone.
    pub phone: String,
}

/// Somebody who does not exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The given name, in lower case.
    pub given: String,
    /// The middle name.
    pub middle: String,
    /// The surname.
    pub surname: String,
    /// The surname before a marriage; empty where there was none.
    pub former_surname: String,
    /// Whether she is a woman.
    pub is_woman: bool,
    /// Year, month and day of birth.
    pub birth: (u32, u32, u32),
    /// Where the person lives, and lived before.
    pub homes: [Home; 2],
    /// A telephone of their own.
    pub mobile: String,
    /// Their two addresses for electronic mail.
    pub emails: [String; 2],
    /// What the person does.
    pub specialty: String,
}

const SURNAME: u64 = 1;
const GIVEN: u64 = 2;
const STREET: u64 = 3;
const TOWN: u64 = 4;

/// The people of a household, in a population for about so many records.
pub fn household(seed: u64, number: u64, records: usize) -> Vec<Person> {
    let mut dice = Dice::of(seed, number);
    let surname = surname(&mut dice);
    let towns = (records / 400).clamp(40, 4_000);
    let homes = [home(&mut dice, towns), home(&mut dice, towns)];
    let born = 1940 + dice.below(50) as u32;
    let mut people = vec![person(&mut dice, &surname, &homes, born)];
    let kind = dice.below(1_000);
    match kind {
        // A couple; some took the other's name.
        0..300 => {
            let mut partner = person(&mut dice, &surname, &homes, born + 3);
            partner.is_woman = !people[0].is_woman;
            partner.given = given(&mut dice, partner.is_woman);
            people.push(partner);
        }
        // Siblings; one household in a hundred has twins.
        300..440 => {
            let born_then = born + dice.below(8) as u32;
            people.push(person(&mut dice, &surname, &homes, born_then));
        }
        440..450 => {
            let mut twin = person(&mut dice, &surname, &homes, born);
            twin.birth = people[0].birth;
            people.push(twin);
        }
        // Father and son of one name.
        450..470 => {
            let mut son = person(&mut dice, &surname, &homes, born + 26);
            (son.given, son.is_woman) = (people[0].given.clone(), people[0].is_woman);
            people.push(son);
        }
        _ => {}
    }
    for person in &mut people {
        if person.is_woman && dice.chance(0.12) {
            person.former_surname = self::surname(&mut dice);
        }
        person.emails = emails(&mut dice, person);
    }
    people
}

fn surname(dice: &mut Dice) -> String {
    let one = word(SURNAME, dice.zipf(60_000, 30.0));
    if dice.chance(0.03) { format!("{one}-{}", word(SURNAME, dice.zipf(60_000, 30.0))) } else { one }
}

fn given(dice: &mut Dice, is_woman: bool) -> String {
    let list = if is_woman { &WOMEN } else { &MEN };
    if dice.chance(0.75) {
        list[dice.zipf(list.len(), 12.0)].to_owned()
    } else {
        word(GIVEN + u64::from(is_woman) * 100, dice.zipf(4_000, 20.0))
    }
}

fn person(dice: &mut Dice, surname: &str, homes: &[Home; 2], born: u32) -> Person {
    let is_woman = dice.chance(0.5);
    let given_name = given(dice, is_woman);
    let middle = if dice.chance(0.7) { given(dice, is_woman) } else { String::new() };
    let homes = if dice.chance(0.15) { [homes[1].clone(), homes[0].clone()] } else { homes.clone() };
    Person {
        given: given_name,
        middle,
        surname: surname.to_owned(),
        is_woman,
        birth: (born, 1 + dice.below(12) as u32, 1 + dice.below(28) as u32),
        homes,
        mobile: phone(dice),
        specialty: SPECIALTIES[dice.zipf(SPECIALTIES.len(), 5.0)].to_owned(),
        ..Person::default()
    }
}

fn home(dice: &mut Dice, towns: usize) -> Home {
    let town = dice.zipf(towns, 25.0);
    let state = STATES[(town * 7 + town / 20) % STATES.len()];
    let end = STREET_ENDS[dice.zipf(STREET_ENDS.len(), 2.0)];
    Home {
        street: format!("{} {} {end}", 1 + dice.zipf(2_000, 60.0), capital(&word(STREET, dice.zipf(3_000, 40.0)))),
        city: capital(&word(TOWN, town)),
        state: state.to_owned(),
        postcode: format!("{:05}", 1_000 + town * 12 + dice.below(12)),
        phone: phone(dice),
    }
}

fn phone(dice: &mut Dice) -> String {
    format!("{:03}555{:04}", 201 + dice.below(780), dice.below(10_000))
}

fn emails(dice: &mut Dice, person: &Person) -> [String; 2] {
    let Person { given, surname, birth: (year, ..), .. } = person;
    let initial = &given[..1];
    let local = match dice.below(4) {
        0 => format!("{given}.{surname}"),
        1 => format!("{initial}{surname}{}", year % 100),
        2 => format!("{given}{}", dice.below(10_000)),
        _ => format!("{surname}.{given}{}", dice.below(100)),
    };
    let place = word(TOWN, dice.below(500));
    [format!("{local}@{place}.example.org"), format!("{initial}{surname}{}@mail.example.com", dice.below(1_000))]
}
