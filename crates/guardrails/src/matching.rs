//! Questions that a rule matches, found by trying only what it reads. Serves to say that a rule can never match, and to try
//! the ways that it names.

use jiff::civil::Date;
use strategy::{Function, record::Stage};

use crate::{
    Act, Ask, Audience, Class, Column, Jurisdiction, StageGroup,
    cond::{Cond, Known, Reads},
    field::{Flag, NumberField, WordField},
    parse_stage, stage_word,
};

/// What the search found.
pub(crate) enum Matches {
    /// Up to so many questions as were asked for; none means that the rule can never match.
    Asks(Vec<Ask>),
    /// The rule reads what has no form here.
    Unknown,
}

/// Up to `most` questions that match a condition in a place.
pub(crate) fn matches(cond: &Cond, place: &Jurisdiction, day: Date, most: usize) -> Matches {
    let mut search = Search { cond, place, day, most, found: Vec::new(), unknown: false };
    search.go(Known::default().word(WordField::Jurisdiction, place.word()));
    if search.found.is_empty() && search.unknown { Matches::Unknown } else { Matches::Asks(search.found) }
}

struct Search<'c> {
    cond: &'c Cond,
    place: &'c Jurisdiction,
    day: Date,
    most: usize,
    found: Vec<Ask>,
    unknown: bool,
}

impl<'c> Search<'c> {
    fn go(&mut self, known: Known<'c>) {
        if self.found.len() >= self.most {
            return;
        }
        match self.cond.holds(&known) {
            Some(false) => return,
            Some(true) => {
                self.found.extend(asks(&known, self.place, self.day));
                return;
            }
            None => {}
        }
        let mut reads = Reads::default();
        self.cond.reads(&known, &mut reads);
        if let Some(field) = reads.words.keys().next() {
            for next in with_word(&known, *field, &reads) {
                self.go(next);
            }
        } else if let Some(flag) = reads.flags.first() {
            for value in [false, true] {
                let mut next = known.clone();
                next.flags[*flag as usize] = Some(value);
                self.go(next);
            }
        } else if let Some((field, cuts)) = reads.numbers.first_key_value() {
            // Below the first threshold, and from each one on; nothing below "unknown" can be asked.
            let below = cuts.first().map(|cut| cut - 1);
            for value in below.into_iter().chain(cuts.iter().copied()).filter(|value| *value >= -1) {
                let mut next = known.clone();
                next.numbers[*field as usize] = Some(value);
                self.go(next);
            }
        } else {
            self.unknown = true;
        }
    }
}

/// Each word that the field may hold; a stage brings its group. A channel is free text: what the rule names, or none.
fn with_word<'c>(known: &Known<'c>, field: WordField, reads: &Reads<'c>) -> Vec<Known<'c>> {
    if matches!(field, WordField::Stage | WordField::StageGroup) {
        let stages = Stage::ALL.iter().map(|stage| {
            known.clone().word(WordField::Stage, stage_word(*stage)).word(WordField::StageGroup, StageGroup::of(*stage).as_str())
        });
        return stages.collect();
    }
    let named = || reads.words.get(&field).into_iter().flatten().copied().chain([""]).collect();
    let words: Vec<&'c str> = field.words().unwrap_or_else(named);
    words.into_iter().map(|word| known.clone().word(field, word)).collect()
}

/// The question with everything known, and the plainest value of the rest.
fn asks(known: &Known, place: &Jurisdiction, day: Date) -> Option<Ask> {
    let word = |field: WordField| known.words[field as usize];
    let pick = |field: WordField, plain: &'static str| word(field).unwrap_or(plain).to_owned();
    let function = Function::parse(&pick(WordField::Function, "medical"))?;
    let act = Act::parse(&pick(WordField::Act, "say"))?;
    let class = Class::parse(&pick(WordField::Class, "strategy"))?;
    let stage = parse_stage(&pick(WordField::Stage, "launched"))?;
    let mut ask = Ask::new(function, act, class, stage, day).at(place.clone());
    ask.audience = Audience::parse(&pick(WordField::Audience, "hcp"))?;
    ask.channel = word(WordField::Channel).filter(|word| !word.is_empty()).map(str::to_owned);
    ask.facts.origin = word(WordField::Origin).and_then(Column::parse);
    for flag in Flag::ALL {
        flag.set(&mut ask, known.flags[*flag as usize].unwrap_or_default());
    }
    for field in NumberField::ALL {
        field.set(&mut ask, known.numbers[*field as usize].unwrap_or(-1));
    }
    Some(ask)
}
