//! The records of all sources, standardised as they come in: texts once, in pools, and one small row per record.

use super::{
    address, birth,
    field::Field,
    fold::{fold_into, is_nothing},
    identifier, name,
    name::Parts,
    nickname,
    pool::{NONE, Pool, hash},
};

/// A source's number in its [`Records`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u16);

/// A record's number in its [`Records`], in the order in which they were pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// One record: numbers of texts in pools, 0 where the source says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    pub(super) source: u16,
    pub(super) suffix: u8,
    /// 1 female, 2 male, 0 not said.
    pub(super) sex: u8,
    pub(super) given: u32,
    pub(super) middle: u32,
    pub(super) surname: u32,
    pub(super) other_given: u32,
    pub(super) other_surname: u32,
    pub(super) birth: u32,
    pub(super) national_id: u32,
    pub(super) npi: u32,
    pub(super) email: u32,
    pub(super) phone: u32,
    pub(super) number: u32,
    pub(super) street: u32,
    pub(super) street2: u32,
    pub(super) city: u32,
    pub(super) postcode: u32,
    pub(super) state: u32,
    pub(super) organisation: u32,
    pub(super) specialty: u32,
    pub(super) credential: u32,
}

/// Every pool of texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Pools {
    pub(super) names: Pool,
    pub(super) nicknames: Vec<[u16; 3]>,
    pub(super) skeletons: Vec<u64>,
    pub(super) codes: Pool,
    pub(super) streets: Pool,
    pub(super) words: Pool,
}

impl Pools {
    fn name(&mut self, folded: &str) -> u32 {
        let (number, new) = self.names.intern(folded);
        if self.skeletons.is_empty() {
            self.nicknames.push([0; 3]);
            self.skeletons.push(0);
        }
        if new {
            self.nicknames.push(nickname::groups(folded));
            self.skeletons.push(name::skeleton(name::without_particles(folded)));
        }
        number
    }
}

/// The records of all sources.
#[derive(Clone, Debug, Default)]
pub struct Records {
    pub(super) sources: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) hashes: Vec<u64>,
    pub(super) pools: Pools,
    ids: String,
    id_ends: Vec<u64>,
    folded: String,
}

impl Records {
    /// No records.
    pub fn new() -> Records {
        Records::default()
    }

    /// The number of a source by its name; new names get new numbers.
    pub fn source(&mut self, name: &str) -> SourceId {
        let at = self.sources.iter().position(|known| known == name).unwrap_or_else(|| {
            self.sources.push(name.to_owned());
            self.sources.len() - 1
        });
        SourceId(u16::try_from(at).expect("fewer than 65,536 sources"))
    }

    /// The name of a source.
    pub fn source_name(&self, source: SourceId) -> &str {
        &self.sources[usize::from(source.0)]
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The id that a record has in its source.
    pub fn id(&self, row: RowId) -> &str {
        let at = row.0 as usize;
        let start = if at == 0 { 0 } else { self.id_ends[at - 1] };
        &self.ids[start as usize..self.id_ends[at] as usize]
    }

    /// The source of a record.
    pub fn source_of(&self, row: RowId) -> SourceId {
        SourceId(self.rows[row.0 as usize].source)
    }

    /// Takes a record in. Fields may come in any order; a field that comes twice counts once, first come.
    /// A record whose id repeats within its source is a record of its own.
    pub fn push<'v>(&mut self, source: SourceId, id: &str, values: impl IntoIterator<Item = (Field, &'v str)>) -> RowId {
        let mut row = Row { source: source.0, ..Row::default() };
        let mut line = ["", ""];
        let mut number = "";
        for (field, value) in values {
            if is_nothing(value) {
                continue;
            }
            match field {
                Field::Street => line[0] = value,
                Field::Street2 => line[1] = value,
                Field::StreetNumber => number = value,
                _ => self.set(&mut row, field, value),
            }
        }
        self.set_address(&mut row, number, line);
        self.ids.push_str(id);
        self.id_ends.push(self.ids.len() as u64);
        let place = hash(self.sources[usize::from(source.0)].as_bytes());
        self.hashes.push(hash(id.as_bytes()) ^ place.rotate_left(17));
        self.rows.push(row);
        RowId(u32::try_from(self.rows.len() - 1).expect("fewer than four thousand million records"))
    }

    fn set(&mut self, row: &mut Row, field: Field, value: &str) {
        let folded = &mut self.folded;
        let pools = &mut self.pools;
        match field {
            Field::FullName => {
                let fold = |text: &str| {
                    let mut folded = String::new();
                    fold_into(&mut folded, text);
                    folded
                };
                let Parts { given, middle, surname, suffix } = name::split(value, fold);
                first(&mut row.given, || pools.name(&given));
                first(&mut row.middle, || pools.name(&middle));
                first(&mut row.surname, || pools.name(&surname));
                row.suffix = row.suffix.max(suffix);
            }
            Field::GivenName | Field::Surname => {
                fold_into(folded, value);
                let needs_care = folded.contains(' ');
                let (bare, suffix) = if needs_care { name::bare(folded) } else { (String::new(), 0) };
                let bare = if needs_care { &bare } else { &*folded };
                row.suffix = row.suffix.max(suffix);
                if field == Field::Surname {
                    row.surname = pools.name(bare);
                } else {
                    let (given, middle) = bare.split_once(' ').unwrap_or((bare, ""));
                    row.given = pools.name(given);
                    first(&mut row.middle, || pools.name(middle));
                }
            }
            Field::MiddleName => {
                fold_into(folded, value);
                row.middle = pools.name(folded);
            }
            Field::OtherGivenName => {
                fold_into(folded, value);
                row.other_given = pools.name(folded);
            }
            Field::OtherSurname => {
                fold_into(folded, value);
                row.other_surname = pools.name(folded);
            }
            Field::Suffix => {
                fold_into(folded, value);
                row.suffix = name::suffix(folded).max(row.suffix);
            }
            Field::Sex => {
                fold_into(folded, value);
                row.sex = match folded.as_bytes().first() {
                    Some(b'f' | b'w') => 1,
                    Some(b'm') => 2,
                    _ => 0,
                };
            }
            Field::BirthDate => row.birth = birth::birth(value),
            Field::NationalId => row.national_id = identifier::national_id(value).map_or(NONE, |id| pools.codes.intern(&id).0),
            Field::Npi => row.npi = identifier::npi(value).unwrap_or(0),
            Field::Email => row.email = identifier::email(value).map_or(NONE, |email| pools.codes.intern(&email).0),
            Field::Phone => row.phone = identifier::phone(value).map_or(NONE, |phone| pools.codes.intern(&phone).0),
            Field::Postcode => row.postcode = pools.words.intern(&address::postcode(value)).0,
            Field::City => {
                fold_into(folded, value);
                row.city = pools.words.intern(folded).0;
            }
            Field::State => {
                fold_into(folded, value);
                row.state = pools.words.intern(folded.strip_prefix("us ").unwrap_or(folded)).0;
            }
            Field::Organisation => {
                fold_into(folded, value);
                row.organisation = pools.words.intern(organisation(folded).trim()).0;
            }
            Field::Specialty => {
                fold_into(folded, value);
                row.specialty = pools.words.intern(folded).0;
            }
            Field::Credential => {
                let plain: String = value.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
                row.credential = pools.words.intern(&plain).0;
            }
            Field::Street | Field::Street2 | Field::StreetNumber => {}
        }
    }

    fn set_address(&mut self, row: &mut Row, number: &str, line: [&str; 2]) {
        let [first_line, second_line] = line;
        let folded = &mut self.folded;
        let pools = &mut self.pools;
        fold_into(folded, first_line);
        let address = address::parse(folded);
        row.street = pools.streets.intern(&address.street).0;
        if number.is_empty() {
            row.number = pools.words.intern(&address.number).0;
        } else {
            fold_into(folded, number);
            row.number = pools.words.intern(folded).0;
        }
        fold_into(folded, second_line);
        let second = if folded.is_empty() { address.unit } else { address::shortened(folded) };
        row.street2 = pools.streets.intern(&second).0;
    }
}

/// An organisation's name without its legal form.
fn organisation(folded: &str) -> String {
    const FORMS: [&str; 16] =
        ["inc", "llc", "ltd", "gmbh", "ag", "pc", "pllc", "corp", "corporation", "co", "company", "plc", "lp", "llp", "the", "sa"];
    folded.split(' ').filter(|word| !FORMS.contains(word)).collect::<Vec<_>>().join(" ")
}

fn first(place: &mut u32, value: impl FnOnce() -> u32) {
    if *place == NONE {
        *place = value();
    }
}
