//! Records made from their shapes alone: one with every field filled, and random ones that link to each other.

use serde_json::{Map, Value, json};
use strategy::{
    Draft, Key, Kind, Record,
    schema::{self, Field, Shape},
};

/// A source of choices that gives the same choices for the same seed.
pub(crate) struct Choices(pub(crate) u64);

impl Choices {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // SplitMix64, Steele et al. 2014.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap_or(0)
    }

    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const TEXTS: &[&str] = &[
    "admission",
    "20 % fewer admissions",
    "LX-101",
    "what Zеlphora\u{200b} does",
    "launch",
    "a \"quoted\" word, a back\\slash; and = more",
    "two\nlines\tand a tab",
    "心不全 – naïve",
    "'''",
    "\"\"\"\nx\"\"\"",
    "#no comment",
    "\u{1}\u{7f}",
];
const DATES: &[&str] = &["2024-02-29", "2025-11-30", "2026-03-01", "2026-09-15", "2028-01-01"];
const NUMBERS: &[&str] = &["0.80", "-3", "12500", "1.5e3", "26"];
const OWNERS: &[&str] = &["medical", "marketing", "market access / Jana Kim", "compliance"];
const POPULATIONS: &[&str] =
    &[r#"{"disease":"heart failure"}"#, r#"{"age":"18..","disease":"heart failure"}"#, r#"{"ejection_fraction":"..40","sex":"female"}"#];
/// Names in maps: each is a key, a function and a text.
const NAMES: &[&str] = &["medical", "sales", "heor"];

/// How many records of a kind the random strategies have at most.
pub(crate) const PER_KIND: usize = 3;

pub(crate) fn key_of(kind: Kind, number: usize) -> Key {
    crate::key(&format!("{}-{number}", kind.prefix()))
}

/// A value of a shape; `full` leaves nothing empty.
fn value(shape: &Shape, choices: &mut Choices, full: bool) -> Value {
    match shape {
        Shape::Text => json!(choices.one(TEXTS)),
        Shape::Word(words) => json!(choices.one(words)),
        Shape::Date => json!(choices.one(DATES)),
        Shape::Number => json!(choices.one(NUMBERS)),
        Shape::Integer => json!(choices.below(4) + usize::from(full)),
        Shape::Flag => json!(full || choices.below(2) == 0),
        Shape::Owner => json!(choices.one(OWNERS)),
        Shape::Population => serde_json::from_str(choices.one::<&str>(POPULATIONS)).expect("a fixed population"),
        Shape::Link(kind) => {
            let kind = Kind::parse(kind).unwrap_or_else(|| *choices.one(Kind::ALL));
            let revision = ["", "", "@1"][choices.below(3)];
            json!(format!("{}{revision}", key_of(kind, choices.below(PER_KIND) + 1)))
        }
        Shape::List(inner) => {
            let count = choices.below(2) + usize::from(full);
            (0..count).map(|_| value(inner, choices, full)).collect()
        }
        Shape::Map(inner) => {
            let count = choices.below(2) + usize::from(full);
            NAMES.iter().take(count).map(|name| ((*name).to_owned(), value(inner, choices, full))).collect::<Map<_, _>>().into()
        }
        // Some groups make no sense without their word: who signed.
        Shape::Group(fields) => filled(fields, choices, |field| full || matches!(field.shape, Shape::Word(_)), full).into(),
    }
}

fn filled(fields: &[Field], choices: &mut Choices, must: impl Fn(&Field) -> bool, full: bool) -> Map<String, Value> {
    let mut map = Map::new();
    for field in fields {
        if must(field) || choices.below(3) > 0 {
            map.insert(field.name.clone(), value(&field.shape, choices, full));
        }
    }
    map
}

/// The fields of a record: all of them, or some.
pub(crate) fn fields(kind: Kind, choices: &mut Choices, full: bool) -> Map<String, Value> {
    let mut map = filled(&schema::HEADER, choices, |_| full, full);
    map.extend(filled(schema::fields(kind), choices, |_| full, full));
    if full {
        map.insert("state".into(), "draft".into());
    } else if choices.below(6) > 0 {
        // Most records count, and most markets are those of all.
        map.shift_remove("state");
        map.shift_remove("markets");
    }
    map
}

/// A record of a kind with these fields, which must be readable.
pub(crate) fn record(kind: Kind, key: Key, fields: Map<String, Value>) -> Record {
    let (record, wrong) = Draft::new(kind, key, fields.clone()).into_record();
    assert!(wrong.is_empty(), "{} {fields:#?} {wrong:#?}", kind.name());
    record
}

/// A record of a kind with every field filled.
pub(crate) fn full(kind: Kind, seed: u64) -> Record {
    record(kind, key_of(kind, 1), fields(kind, &mut Choices(seed), true))
}

/// A random strategy over a few kinds, as dense with links as records can be.
pub(crate) fn strategy(seed: u64) -> Vec<Record> {
    let mut choices = Choices(seed);
    let mut records = vec![];
    for kind in Kind::ALL {
        // One asset most of the time: then everything belongs together.
        let most = if *kind == Kind::Asset && choices.below(4) > 0 { 1 } else { PER_KIND };
        for number in 1..=choices.below(most + 1) {
            let fields = fields(*kind, &mut choices, false);
            records.push(record(*kind, key_of(*kind, number), fields));
        }
    }
    records
}
