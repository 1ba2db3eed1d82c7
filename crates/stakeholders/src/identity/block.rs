//! Blocking: which records are compared at all. Records that share a key of some rule are; a rule whose key is common
//! drops its largest blocks until what is left fits a budget, so that work grows with the number of records.

use super::{
    level::Comparison::{self, *},
    pool::mix,
    records::{Pools, Row},
};

/// One rule.
pub(super) struct Rule {
    /// For reports: what the records of a block share.
    pub(super) name: &'static str,
    /// Comparisons about which two records of a block can teach nothing, because the key fixes them.
    pub(super) fixes: &'static [Comparison],
    /// Whether its blocks teach the model.
    pub(super) teaches: bool,
    key: fn(&Keys<'_>) -> u32,
}

/// Every rule, the most telling first.
pub(super) const RULES: &[Rule] = &[
    Rule { name: "npi", fixes: &[Npi], teaches: true, key: |k| k.of([u64::from(k.row.npi), 1]) },
    Rule { name: "national id", fixes: &[NationalId], teaches: true, key: |k| k.of([k.code(k.row.national_id)]) },
    Rule { name: "email", fixes: &[Email], teaches: true, key: |k| k.of([k.code(k.row.email)]) },
    Rule { name: "phone", fixes: &[Phone], teaches: true, key: |k| k.of([k.code(k.row.phone)]) },
    Rule { name: "given name and surname", fixes: &[Given, Surname], teaches: true, key: |k| k.of([k.root(), k.name(k.row.surname)]) },
    Rule { name: "birth date and surname", fixes: &[Birth, Surname], teaches: true, key: |k| k.of([k.birth(), k.shape(k.row.surname)]) },
    Rule { name: "birth date and given name", fixes: &[Birth, Given], teaches: true, key: |k| k.of([k.birth(), k.shape(k.row.given)]) },
    Rule {
        name: "address",
        fixes: &[Postcode, Number, Street],
        teaches: true,
        key: |k| k.of([k.word(k.row.postcode), k.word(k.row.number), k.street()]),
    },
    Rule { name: "names in any order", fixes: &[Given, Surname], teaches: false, key: |k| k.either() },
    Rule { name: "other surname", fixes: &[Given, Surname], teaches: false, key: |k| k.of([k.root(), k.other_surname()]) },
    Rule {
        name: "postcode and surname",
        fixes: &[Postcode, Surname],
        teaches: false,
        key: |k| k.of([k.word(k.row.postcode), k.shape(k.row.surname)]),
    },
    Rule {
        name: "postcode and given name",
        fixes: &[Postcode, Given],
        teaches: false,
        key: |k| k.of([k.word(k.row.postcode), k.shape(k.row.given), 2]),
    },
    Rule { name: "birth date and postcode", fixes: &[Birth, Postcode], teaches: false, key: |k| k.of([k.birth(), k.word(k.row.postcode)]) },
    Rule {
        name: "shapes of both names",
        fixes: &[Given, Surname],
        teaches: false,
        key: |k| k.of([k.shape(k.row.given), k.shape(k.row.surname), 3]),
    },
    Rule {
        name: "city and surname",
        fixes: &[City, Surname],
        teaches: false,
        key: |k| k.of([k.word(k.row.city), k.shape(k.row.surname), 4]),
    },
    Rule {
        name: "city, given name and specialty",
        fixes: &[City, Given, Specialty],
        teaches: false,
        key: |k| k.of([k.word(k.row.city), k.shape(k.row.given), k.word(k.row.specialty)]),
    },
    Rule {
        name: "organisation and surname",
        fixes: &[Organisation, Surname],
        teaches: false,
        key: |k| k.of([k.word(k.row.organisation), k.shape(k.row.surname), 5]),
    },
    Rule {
        name: "organisation and city",
        fixes: &[Organisation, City],
        teaches: false,
        key: |k| k.of([k.word(k.row.organisation), k.word(k.row.city), 11]),
    },
    Rule { name: "beginnings of both names", fixes: &[Given, Surname], teaches: false, key: |k| k.beginnings() },
    Rule {
        name: "state, surname and initial",
        fixes: &[State, Surname],
        teaches: false,
        key: |k| k.of([k.word(k.row.state), k.shape(k.row.surname), k.initial()]),
    },
    Rule { name: "house", fixes: &[Number, Street], teaches: false, key: |k| k.of([k.word(k.row.number), k.street(), 6]) },
    Rule { name: "birth date", fixes: &[Birth], teaches: true, key: |k| k.of([k.birth(), 7]) },
    Rule { name: "surname", fixes: &[Surname], teaches: false, key: |k| k.of([k.shape(k.row.surname), 8]) },
    Rule { name: "given name", fixes: &[Given], teaches: false, key: |k| k.of([k.shape(k.row.given), 9]) },
    Rule { name: "postcode", fixes: &[Postcode], teaches: false, key: |k| k.of([k.word(k.row.postcode), 10]) },
    Rule { name: "organisation", fixes: &[Organisation], teaches: false, key: |k| k.of([k.word(k.row.organisation), 12]) },
];

/// How many rules there are.
pub(super) const RULES_COUNT: usize = RULES.len();

/// The keys of one record, 0 where it lacks what the rule asks for.
pub(super) fn keys(row: &Row, pools: &Pools) -> [u32; RULES_COUNT] {
    let keys = Keys { row, pools };
    std::array::from_fn(|rule| (RULES[rule].key)(&keys))
}

struct Keys<'a> {
    row: &'a Row,
    pools: &'a Pools,
}

impl Keys<'_> {
    /// One key of several parts; 0 where a part is missing.
    #[expect(clippy::unused_self, reason = "reads as the other parts of a rule do")]
    fn of<const PARTS: usize>(&self, parts: [u64; PARTS]) -> u32 {
        if parts.contains(&0) {
            return 0;
        }
        let mixed = parts.iter().fold(0, |mixed, part| mix(mixed ^ part));
        ((mixed >> 32) as u32).max(1)
    }

    fn name(&self, number: u32) -> u64 {
        u64::from(self.pools.names.hash(number))
    }

    fn code(&self, number: u32) -> u64 {
        u64::from(self.pools.codes.hash(number))
    }

    fn word(&self, number: u32) -> u64 {
        u64::from(self.pools.words.hash(number))
    }

    fn street(&self) -> u64 {
        u64::from(self.pools.streets.hash(self.row.street))
    }

    fn birth(&self) -> u64 {
        u64::from(self.row.birth)
    }

    /// A name's rough shape.
    fn shape(&self, number: u32) -> u64 {
        self.pools.skeletons.get(number as usize).copied().unwrap_or(0)
    }

    /// The given name, or the number of its group of nicknames.
    fn root(&self) -> u64 {
        match self.pools.nicknames.get(self.row.given as usize) {
            Some([group, ..]) if *group != 0 => u64::from(*group),
            _ => self.name(self.row.given),
        }
    }

    fn other_surname(&self) -> u64 {
        let Row { surname, other_surname, .. } = *self.row;
        self.name(if other_surname == 0 { surname } else { other_surname })
    }

    /// Both names whatever their order.
    fn either(&self) -> u32 {
        let (given, surname) = (self.name(self.row.given), self.name(self.row.surname));
        self.of([given.min(surname), given.max(surname), 13])
    }

    fn beginning(&self, number: u32, letters: usize) -> u64 {
        self.pools.names.get(number).bytes().take(letters).fold(0, |all, byte| all << 8 | u64::from(byte))
    }

    fn initial(&self) -> u64 {
        self.beginning(self.row.given, 1)
    }

    fn beginnings(&self) -> u32 {
        self.of([self.beginning(self.row.given, 3), self.beginning(self.row.surname, 4), 14])
    }
}
