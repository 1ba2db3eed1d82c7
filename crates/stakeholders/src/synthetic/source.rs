//! What each of four sources knows of a person, and how well.

use super::{
    dice::Dice,
    errors::mistyped,
    household::Person,
    words::{SHORT, capital},
};

/// The columns of every source; a source leaves empty what it does not hold.
pub const COLUMNS: [&str; 12] =
    ["given_name", "middle_name", "surname", "sex", "birth_date", "email", "phone", "address_1", "city", "state", "postcode", "specialty"];

/// The sources: an official register, a customer system, a file of payments, and lists of congress visitors.
pub const SOURCES: [&str; 4] = ["register", "customers", "payments", "congress"];

/// A person as a source has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The source's place in [`SOURCES`].
    pub source: usize,
    /// Who it is, in truth.
    pub person: u64,
    /// The values of [`COLUMNS`].
    pub values: [String; 12],
}

/// How a source works, in shares of its records.
struct Habits {
    knows: f64,
    mistypes: f64,
    short_names: f64,
    initial_only: f64,
    turns_names: f64,
    old_name: f64,
    old_home: f64,
    /// How often each column is left empty.
    empty: [f64; 12],
}

const HABITS: [Habits; 4] = [
    Habits {
        knows: 0.85,
        mistypes: 0.01,
        short_names: 0.02,
        initial_only: 0.0,
        turns_names: 0.002,
        old_name: 0.5,
        old_home: 0.25,
        empty: [0.0, 0.1, 0.0, 0.02, 0.15, 1.0, 0.15, 0.02, 0.0, 0.0, 0.01, 0.02],
    },
    Habits {
        knows: 0.75,
        mistypes: 0.04,
        short_names: 0.3,
        initial_only: 0.02,
        turns_names: 0.01,
        old_name: 0.2,
        old_home: 0.2,
        empty: [0.01, 0.6, 0.01, 0.2, 0.45, 0.3, 0.3, 0.15, 0.05, 0.02, 0.08, 0.2],
    },
    Habits {
        knows: 0.6,
        mistypes: 0.03,
        short_names: 0.1,
        initial_only: 0.03,
        turns_names: 0.005,
        old_name: 0.3,
        old_home: 0.3,
        empty: [0.0, 0.4, 0.0, 1.0, 0.7, 0.9, 0.6, 0.05, 0.02, 0.01, 0.03, 0.1],
    },
    Habits {
        knows: 0.35,
        mistypes: 0.06,
        short_names: 0.2,
        initial_only: 0.15,
        turns_names: 0.02,
        old_name: 0.1,
        old_home: 0.1,
        empty: [0.01, 0.7, 0.0, 0.6, 0.8, 0.25, 0.5, 0.7, 0.1, 0.15, 0.5, 0.3],
    },
];

/// The records of one person in all sources that know them.
pub fn seen(seed: u64, number: u64, person: &Person) -> Vec<Seen> {
    let mut dice = Dice::of(seed ^ 0x5ee0, number);
    let mut records = vec![];
    for (source, habits) in HABITS.iter().enumerate() {
        if dice.chance(habits.knows) {
            records.push(Seen { source, person: number, values: values(&mut dice, person, habits, source) });
        }
    }
    records
}

fn values(dice: &mut Dice, person: &Person, habits: &Habits, source: usize) -> [String; 12] {
    let home = &person.homes[usize::from(dice.chance(habits.old_home))];
    let is_old = !person.former_surname.is_empty() && dice.chance(habits.old_name);
    let surname = if is_old { &person.former_surname } else { &person.surname };
    let mut given = if dice.chance(habits.short_names) { short(dice, &person.given) } else { person.given.clone() };
    if dice.chance(habits.initial_only) {
        given.truncate(1);
    }
    let middle = if dice.chance(0.5) { person.middle.chars().take(1).collect() } else { person.middle.clone() };
    let phone = if dice.chance(0.4) { &person.mobile } else { &home.phone };
    let (year, month, day) = person.birth;
    let (month, day) = if dice.chance(0.01) && day <= 12 { (day, month) } else { (month, day) };
    let mut values = [
        given,
        middle,
        surname.clone(),
        if person.is_woman { "F" } else { "M" }.to_owned(),
        format!("{year:04}-{month:02}-{day:02}"),
        person.emails[usize::from(dice.chance(0.25))].clone(),
        phone.clone(),
        home.street.clone(),
        home.city.clone(),
        home.state.clone(),
        home.postcode.clone(),
        person.specialty.clone(),
    ];
    for (at, value) in values.iter_mut().enumerate() {
        let is_coded = at == 3 || at == 9 || at == 11;
        if !is_coded && dice.chance(habits.mistypes) {
            *value = mistyped(dice, value);
        }
        if dice.chance(habits.empty[at]) {
            value.clear();
        }
    }
    if dice.chance(habits.turns_names) {
        values.swap(0, 2);
    }
    for at in [0, 1, 2] {
        values[at] = if source == 2 { values[at].to_uppercase() } else { capital(&values[at]) };
    }
    values
}

/// A short form of a given name, which is in small letters; the name itself where there is none.
pub fn short(dice: &mut Dice, given: &str) -> String {
    match SHORT.iter().find(|(long, _)| *long == given) {
        Some((_, forms)) => forms[dice.below(forms.len())].to_owned(),
        None if given.len() > 5 => given[..3 + dice.below(2)].to_owned(),
        None => given.to_owned(),
    }
}
