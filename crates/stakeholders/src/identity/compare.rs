//! Two records, field by field: at which level each comparison agrees. Symmetric, and without allocating.

use super::{
    birth::{digits_apart, parts},
    level::{Comparison as C, Level, Pattern},
    nickname::is_shared,
    pool::NONE,
    records::{Pools, Row},
    similarity::{errors, is_one_error, jaro_winkler, shared_words},
};

/// Compares records; remembers the levels of pairs of texts that come again.
pub(super) struct Comparer<'p> {
    pools: &'p Pools,
    names: Memory,
    streets: Memory,
    words: Memory,
}

impl<'p> Comparer<'p> {
    pub(super) fn new(pools: &'p Pools) -> Comparer<'p> {
        Comparer { pools, names: Memory::new(), streets: Memory::new(), words: Memory::new() }
    }

    /// The levels of all comparisons.
    pub(super) fn pattern(&mut self, one: &Row, other: &Row) -> Pattern {
        let (given, surname) = self.person(one, other);
        let codes = &self.pools.codes;
        Pattern::default()
            .with(C::Given, given)
            .with(C::Surname, surname)
            .with(C::Middle, self.name(one.middle, other.middle))
            .with(C::Suffix, plain(u32::from(one.suffix), u32::from(other.suffix)))
            .with(C::Sex, plain(u32::from(one.sex), u32::from(other.sex)))
            .with(C::Birth, birth(one.birth, other.birth))
            .with(C::NationalId, of(one.national_id, other.national_id, |a, b| number(codes.get(a), codes.get(b))))
            .with(C::Npi, plain(one.npi, other.npi))
            .with(C::Email, of(one.email, other.email, |a, b| email(codes.get(a), codes.get(b))))
            .with(C::Phone, of(one.phone, other.phone, |a, b| number(codes.get(a), codes.get(b))))
            .with(C::Number, self.short(one.number, other.number))
            .with(C::Street, self.street(one.street, other.street))
            .with(C::Street2, self.street(one.street2, other.street2))
            .with(C::City, self.word(one.city, other.city))
            .with(C::Postcode, self.short(one.postcode, other.postcode))
            .with(C::State, self.short(one.state, other.state))
            .with(C::Organisation, self.word(one.organisation, other.organisation))
            .with(C::Specialty, self.word(one.specialty, other.specialty))
            .with(C::Credential, self.short(one.credential, other.credential))
    }

    /// Given name and surname, which may have changed places, or stand where the source keeps former names.
    fn person(&mut self, one: &Row, other: &Row) -> (Level, Level) {
        let mut given = self.name(one.given, other.given);
        let mut surname = self.name(one.surname, other.surname);
        let is_poor = given.max(surname) < Level::Close && given != Level::Missing && surname != Level::Missing;
        let is_crossed = (one.given == other.surname && self.name(one.surname, other.given) >= Level::Close)
            || (one.surname == other.given && self.name(one.given, other.surname) >= Level::Close);
        if is_poor && is_crossed {
            return (Level::Swapped, Level::Swapped);
        }
        let same = |a: u32, b: u32| a != NONE && a == b;
        if surname < Level::Close && surname != Level::Missing {
            let is_former = same(one.surname, other.other_surname) || same(one.other_surname, other.surname);
            let is_former = is_former || same(one.other_surname, other.other_surname);
            surname = if is_former { Level::Variant } else { surname };
        }
        if given < Level::Close && given != Level::Missing {
            let is_other = same(one.given, other.other_given) || same(one.other_given, other.given);
            let is_other = is_other || same(one.given, other.middle) || same(one.middle, other.given);
            given = if is_other { Level::Variant } else { given };
        }
        (given, surname)
    }

    fn name(&mut self, one: u32, other: u32) -> Level {
        let pools = self.pools;
        of(one, other, |a, b| self.names.level(a, b, |a, b| name(pools, a, b)))
    }

    fn street(&mut self, one: u32, other: u32) -> Level {
        let pool = &self.pools.streets;
        of(one, other, |a, b| self.streets.level(a, b, |a, b| text(pool.get(a), pool.get(b))))
    }

    fn word(&mut self, one: u32, other: u32) -> Level {
        let pool = &self.pools.words;
        of(one, other, |a, b| self.words.level(a, b, |a, b| text(pool.get(a), pool.get(b))))
    }

    fn short(&mut self, one: u32, other: u32) -> Level {
        let pool = &self.pools.words;
        of(one, other, |a, b| short(pool.get(a), pool.get(b)))
    }
}

/// Missing, equal, or what `unequal` says.
fn of(one: u32, other: u32, unequal: impl FnOnce(u32, u32) -> Level) -> Level {
    if one == NONE || other == NONE {
        Level::Missing
    } else if one == other {
        Level::Exact
    } else {
        unequal(one, other)
    }
}

fn plain(one: u32, other: u32) -> Level {
    of(one, other, |_, _| Level::Different)
}

// Chosen by hand: from 0.92 on two names are mostly a typing error apart, from 0.8 on they resemble each other.
const CLOSE: f64 = 0.92;
const WEAK: f64 = 0.8;

fn name(pools: &Pools, one: u32, other: u32) -> Level {
    let (a, b) = (pools.names.get(one), pools.names.get(other));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() == 1 {
        return if long.starts_with(short) { Level::Initial } else { Level::Different };
    }
    if is_shared(pools.nicknames[one as usize], pools.nicknames[other as usize]) || is_part(short, long) {
        return Level::Variant;
    }
    let alike = jaro_winkler(a, b);
    if alike >= CLOSE || is_one_error(a, b) {
        Level::Close
    } else if alike >= WEAK {
        Level::Weak
    } else {
        Level::Different
    }
}

/// Whether a name is a part of a double name, or its beginning or end: `fernandez` of `fernandezvicioso`.
fn is_part(short: &str, long: &str) -> bool {
    let is_word = |short: &str| short.len() >= 3 && long.split(' ').any(|word| word == short);
    let is_end =
        long.len() >= short.len() + 2 && ((short.len() >= 3 && long.starts_with(short)) || (short.len() >= 5 && long.ends_with(short)));
    is_end || is_word(short) || (short.contains(' ') && short.split(' ').any(is_word))
}

fn birth(one: u32, other: u32) -> Level {
    of(one, other, |one, other| {
        let ((y1, m1, d1), (y2, m2, d2)) = (parts(one), parts(other));
        let is_turned = y1 == y2 && m1 == d2 && d1 == m2;
        let is_first = [one, other].iter().any(|date| date % 10_000 == 101) && y1 == y2;
        match digits_apart(one, other) {
            _ if is_turned => Level::Close,
            1 => Level::Close,
            // Two digits changed places.
            2 if digit_sum(one) == digit_sum(other) => Level::Close,
            // The first of January stands for a day that nobody knew.
            _ if is_first => Level::Variant,
            2 => Level::Initial,
            _ if u8::from(y1 == y2) + u8::from(m1 == m2) + u8::from(d1 == d2) == 2 => Level::Initial,
            3 => Level::Weak,
            _ if y1 == y2 => Level::Weak,
            _ => Level::Different,
        }
    })
}

fn digit_sum(mut number: u32) -> u32 {
    let mut sum = 0;
    while number > 0 {
        (sum, number) = (sum + number % 10, number / 10);
    }
    sum
}

/// Numbers of many digits: telephones, personal numbers.
fn number(one: &str, other: &str) -> Level {
    if one.len() == other.len() {
        let apart = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
        return match apart {
            1 => Level::Close,
            2 if errors(one, other) == 1 => Level::Close,
            2 => Level::Weak,
            _ => Level::Different,
        };
    }
    let is_end = one.len().min(other.len()) >= 7 && (one.ends_with(other) || other.ends_with(one));
    if is_end {
        Level::Variant
    } else if one.len().abs_diff(other.len()) == 1 && errors(one, other) == 1 {
        Level::Close
    } else {
        Level::Different
    }
}

fn email(one: &str, other: &str) -> Level {
    let (a, domain_a) = one.rsplit_once('@').unwrap_or((one, ""));
    let (b, domain_b) = other.rsplit_once('@').unwrap_or((other, ""));
    if a == b {
        return if a.len() >= 5 { Level::Variant } else { Level::Initial };
    }
    let alike = jaro_winkler(a, b);
    if domain_a == domain_b && (alike >= CLOSE || is_one_error(a, b)) {
        Level::Close
    } else if alike >= CLOSE {
        Level::Initial
    } else if alike >= WEAK {
        Level::Weak
    } else {
        Level::Different
    }
}

/// Numbers of houses, postal codes, states: short texts in which one sign matters.
fn short(one: &str, other: &str) -> Level {
    let (least, most) = (one.len().min(other.len()), one.len().max(other.len()));
    if least >= 2 && most - least <= 1 && errors(one, other) == 1 {
        return Level::Close;
    }
    let shared = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    if least >= 4 && shared >= 3 || least >= 2 && shared == least { Level::Weak } else { Level::Different }
}

/// Streets, towns, organisations, specialties.
fn text(one: &str, other: &str) -> Level {
    if is_equal_without_blanks(one, other) {
        return Level::Close;
    }
    let shared = shared_words(one, other);
    let alike = jaro_winkler(one, other);
    if alike >= CLOSE || is_one_error(one, other) {
        Level::Close
    } else if shared >= 1.0 {
        Level::Variant
    } else if alike >= 0.88 || shared >= 0.5 {
        Level::Weak
    } else {
        Level::Different
    }
}

fn is_equal_without_blanks(one: &str, other: &str) -> bool {
    one.bytes().filter(|byte| *byte != b' ').eq(other.bytes().filter(|byte| *byte != b' '))
}

/// Levels of pairs of texts seen lately: one place per pair, the later one stays.
struct Memory(Vec<(u64, Level)>);

const PLACES: usize = 1 << 13;

impl Memory {
    fn new() -> Memory {
        Memory(vec![(0, Level::Missing); PLACES])
    }

    fn level(&mut self, one: u32, other: u32, level: impl FnOnce(u32, u32) -> Level) -> Level {
        let (less, more) = (one.min(other), one.max(other));
        let key = u64::from(less) << 32 | u64::from(more);
        let place = &mut self.0[(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51) as usize];
        if place.0 != key {
            *place = (key, level(less, more));
        }
        place.1
    }
}
