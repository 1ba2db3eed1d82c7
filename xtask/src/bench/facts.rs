//! Facts in rows, drawn at random and alike for every measure: the gate, Cedar and PostgreSQL are asked about the same ones.

use guardrails::{DataKind, FactField, Facts, Functions, Gate, Jurisdiction, Marks, Part, Policy, Spot};
use jiff::civil::{Date, date};
use strategy::{Function, Key, record::Stage};

/// The day on which everybody looks.
pub(super) const DAY: Date = date(2026, 11, 24);

/// The fields of a fact, and what each of them is.
pub(super) const FIELDS: [(&str, Part); 4] =
    [("content", Part::Content), ("occurred", Part::Metadata), ("channel", Part::Metadata), ("present", Part::Flag)];

/// How many places there are.
pub(super) const PLACES: usize = 7;

/// One fact without its values.
#[derive(Clone, Copy)]
pub(super) struct Fact {
    pub(super) data: DataKind,
    pub(super) origin: Option<Function>,
    /// Up to two functions that are party to it.
    pub(super) party: [Option<Function>; 2],
    pub(super) marks: Marks,
    pub(super) place: u32,
}

/// A small generator (SplitMix64, Steele et al. 2014), so that a seed means the same facts for ever.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap_or(0)
    }

    fn function(&mut self) -> Function {
        Function::ALL[self.below(Function::ALL.len())]
    }
}

/// Facts of every kind, from every function, each in one of seven known markets.
pub(super) fn random(rows: usize, seed: u64) -> Vec<Fact> {
    let mut dice = Dice(seed);
    let one = |_| Fact {
        data: DataKind::ALL[dice.below(DataKind::ALL.len())],
        origin: if dice.below(5) == 0 { None } else { Some(dice.function()) },
        party: [(); 2].map(|()| if dice.below(3) == 0 { Some(dice.function()) } else { None }),
        marks: Marks { promotional: dice.below(2) == 0, on_label: dice.below(2) == 0, opted_out: dice.below(3) == 0 },
        place: u32::try_from(dice.below(PLACES)).unwrap_or(0),
    };
    (0..rows).map(one).collect()
}

/// The market of each place.
pub(super) fn spots() -> Vec<Spot> {
    let mut dice = Dice(7);
    let spot = |number: usize| Spot {
        market: Key::new(&format!("MK-{number}")),
        stage: Some(Stage::ALL[dice.below(Stage::ALL.len())]),
        jurisdiction: Some(Jurisdiction::KNOWN[number % Jurisdiction::KNOWN.len()].clone()),
    };
    (0..PLACES).map(spot).collect()
}

/// The places of facts, one market each.
pub(super) fn places() -> Vec<Vec<Spot>> {
    spots().into_iter().map(|spot| vec![spot]).collect()
}

/// Who is party to a fact.
pub(super) fn party(fact: &Fact) -> Functions {
    fact.party.iter().flatten().copied().collect()
}

/// The value of a field of a row: it names both, so that a value in the wrong place is seen.
pub(super) fn value(field: usize, row: usize) -> u64 {
    1 + field as u64 * 100_000_000 + row as u64
}

/// The facts as the gate takes them.
pub(super) fn batch(facts: &[Fact]) -> Facts<u64> {
    Facts {
        data: facts.iter().map(|fact| fact.data).collect(),
        origin: facts.iter().map(|fact| fact.origin).collect(),
        party: facts.iter().map(party).collect(),
        marks: facts.iter().map(|fact| fact.marks).collect(),
        place: facts.iter().map(|fact| fact.place).collect(),
        fields: FIELDS.iter().map(|(name, part)| FactField { name: (*name).into(), part: *part }).collect(),
        values: (0..FIELDS.len()).map(|field| (0..facts.len()).map(|row| value(field, row)).collect()).collect(),
    }
}

/// The gate of the shipped policy.
pub(super) fn gate() -> anyhow::Result<Gate> {
    Gate::new(Policy::shipped()).map_err(|refusals| anyhow::anyhow!("the shipped policy is refused: {refusals:?}"))
}

/// The functions whose eyes are measured: those from which most is withheld in different ways.
pub(super) const SEATS: [Function; 3] = [Function::Sales, Function::Medical, Function::Marketing];

/// A seat of a function.
pub(super) fn seat(function: Function) -> guardrails::Seat {
    let at = DAY.to_zoned(jiff::tz::TimeZone::UTC).map_or(jiff::Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp());
    guardrails::Seat::new("bench", function, at)
}
