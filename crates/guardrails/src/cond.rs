//! A rule's condition as a small tree that can be judged with only part of the facts known. It serves to find which rules
//! can matter and what they read; the answer itself always comes from Cedar.

use std::collections::{BTreeMap, BTreeSet};

use crate::field::{Flag, NumberField, WordField};

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cond {
    Known(bool),
    Flag(Flag),
    /// The field holds one of the words.
    Word(WordField, BTreeSet<String>),
    /// The number is at least this.
    AtLeast(NumberField, i64),
    Not(Box<Cond>),
    All(Vec<Cond>),
    Any(Vec<Cond>),
    /// Something that this tree has no form for: it may hold or not.
    Opaque,
}

/// What is known so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known<'a> {
    pub(crate) words: [Option<&'a str>; WordField::ALL.len()],
    pub(crate) flags: [Option<bool>; Flag::ALL.len()],
    pub(crate) numbers: [Option<i64>; NumberField::ALL.len()],
}

impl<'a> Known<'a> {
    pub(crate) fn word(mut self, field: WordField, word: &'a str) -> Known<'a> {
        self.words[field as usize] = Some(word);
        self
    }
}

/// What conditions read beyond what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reads<'c> {
    /// Each field with the words it is compared with.
    pub(crate) words: BTreeMap<WordField, BTreeSet<&'c str>>,
    pub(crate) flags: BTreeSet<Flag>,
    /// Each number with the thresholds at which an answer may change.
    pub(crate) numbers: BTreeMap<NumberField, BTreeSet<i64>>,
    /// Whether something is read that has no form here.
    pub(crate) opaque: bool,
}

impl Cond {
    /// Whether the condition holds, as far as that follows from what is known.
    pub(crate) fn holds(&self, known: &Known) -> Option<bool> {
        match self {
            Cond::Known(value) => Some(*value),
            Cond::Flag(flag) => known.flags[*flag as usize],
            Cond::Word(field, words) => known.words[*field as usize].map(|word| words.contains(word)),
            Cond::AtLeast(field, least) => known.numbers[*field as usize].map(|number| number >= *least),
            Cond::Not(inner) => inner.holds(known).map(|value| !value),
            Cond::All(parts) => decided(parts, known, false),
            Cond::Any(parts) => decided(parts, known, true),
            Cond::Opaque => None,
        }
    }

    /// Adds what must still be read to decide the condition.
    pub(crate) fn reads<'c>(&'c self, known: &Known, reads: &mut Reads<'c>) {
        if self.holds(known).is_some() {
            return;
        }
        match self {
            Cond::Known(_) => {}
            Cond::Flag(flag) => drop(reads.flags.insert(*flag)),
            Cond::Word(field, words) => reads.words.entry(*field).or_default().extend(words.iter().map(String::as_str)),
            Cond::AtLeast(field, least) => drop(reads.numbers.entry(*field).or_default().insert(*least)),
            Cond::Not(inner) => inner.reads(known, reads),
            Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| part.reads(known, reads)),
            Cond::Opaque => reads.opaque = true,
        }
    }
}

/// A conjunction is decided by one part that fails, a disjunction by one that holds; otherwise all must be known.
fn decided(parts: &[Cond], known: &Known, decisive: bool) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match part.holds(known) {
            Some(value) if value == decisive => return Some(decisive),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(!decisive) }
}
