//! Facts in rows, as customer tables hold them: one pass over columns. How deep the seat may look is asked once for each
//! different key; after that it costs one table look-up a row and one byte a field.

use std::ops::Range;

use jiff::civil::Date;

use super::{
    sight::Depth,
    viewer::Viewer,
    whose::{Functions, Spot, Whose},
};
use crate::{DataKind, Gate, Purpose, RuleId, Seat, Visible};
use strategy::Function;

/// What a field of a fact is: which depth it takes to see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Whether there is something, yes or no.
    Flag,
    /// Date, function, channel, class or status.
    Metadata,
    /// Anything else.
    Content,
}

/// A field of the facts of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactField {
    /// Its name.
    pub name: String,
    /// What it is.
    pub part: Part,
}

/// A batch of facts, column by column. All columns have one entry a row.
#[derive(Clone, Debug, Default)]
pub struct Facts<V> {
    /// The kind of data.
    pub data: Vec<DataKind>,
    /// The function that each comes from, if it is known; it is that function's own.
    pub origin: Vec<Option<Function>>,
    /// Who is party to an open item about it.
    pub party: Vec<Functions>,
    /// What sort of contact and person it is about.
    pub marks: Vec<Marks>,
    /// Which markets it touches, as a number among the places of the [`Lens`].
    pub place: Vec<u32>,
    /// The fields.
    pub fields: Vec<FactField>,
    /// The values, by field, then by row.
    pub values: Vec<Vec<V>>,
}

/// What sort of contact and person a fact is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// From a promotional contact.
    pub promotional: bool,
    /// Within the label.
    pub on_label: bool,
    /// Of a person who has opted out.
    pub opted_out: bool,
}

/// What a seat sees of a batch: rows of which it sees nothing are gone, and it cannot tell how many.
#[derive(Clone, Debug, PartialEq)]
pub struct FactSight<V> {
    /// The kind of data of each row.
    pub data: Vec<DataKind>,
    /// The fields.
    pub fields: Vec<FactField>,
    /// The values, by field, then by row; a withheld value is the default one.
    pub values: Vec<Vec<V>>,
    /// Whether a value is shown, by field, then by row.
    pub shown: Vec<Vec<bool>>,
    /// By row, the rule that withholds what is not shown, as a number in `rules`.
    pub rule: Vec<Option<u16>>,
    /// The rules.
    pub rules: Vec<RuleId>,
}

/// One seat looking at facts, for one purpose on one day: made once, and then any number of batches pass through it, as a
/// table is read. What it has decided it remembers; it holds on to one gate, so that a new policy needs a new lens.
pub struct Lens<'a>(Keys<'a>);

impl Gate {
    /// A lens for a seat. `places` are the sets of markets that facts touch; a fact whose number lies beyond the list is in
    /// a place of which nothing is known.
    pub fn lens<'a>(&'a self, seat: &'a Seat, purpose: Purpose, day: Date, places: &'a [Vec<Spot>]) -> Lens<'a> {
        Lens(Keys::new(Viewer::new(self, seat, purpose, day), places))
    }
}

impl Lens<'_> {
    /// The facts of a batch as the seat sees them. Facts that are seen only in aggregate are gone here: they are counted
    /// elsewhere, with small counts protected.
    ///
    /// # Panics
    /// If the columns are not of one length.
    pub fn project<V: Default>(&mut self, mut facts: Facts<V>) -> Visible<FactSight<V>> {
        let rows = facts.data.len();
        let lengths = [facts.origin.len(), facts.party.len(), facts.marks.len(), facts.place.len()];
        let whole = lengths.iter().all(|length| *length == rows) && facts.values.iter().all(|column| column.len() == rows);
        assert!(whole && facts.values.len() == facts.fields.len(), "every column of a batch has one entry a row");
        let mut values = std::mem::take(&mut facts.values);
        let keys = &mut self.0;
        let mut seen = Seen::of(&facts.fields, rows);
        for start in (0..rows).step_by(BLOCK) {
            let block = keys.block(&facts, start..(start + BLOCK).min(rows));
            seen.take(&facts.data, &mut values, &block);
        }
        Visible::new(seen.sight(facts.fields, values, &keys.rules), keys.viewer.gate.epoch())
    }
}

/// Rows that are looked at together, so that what is known of them stays near the processor between two columns.
const BLOCK: usize = 4096;

/// How deep one row may be seen, and the rule that keeps it from being deeper: 0 for none, else one more than its number.
#[derive(Clone, Copy)]
struct Answer {
    depth: Depth,
    rule: u16,
}

/// The rows of a block that are seen, and how deep each.
struct Block {
    rows: Vec<usize>,
    answers: Vec<Answer>,
}

/// The answers by key. A key is dense, so that a look-up is an index.
struct Keys<'a> {
    viewer: Viewer<'a>,
    places: &'a [Vec<Spot>],
    answers: Vec<Option<Answer>>,
    rules: Vec<RuleId>,
}

/// Functions, and nobody.
const ORIGINS: usize = Function::ALL.len() + 1;
/// Keys of one place: kind of data, origin, party or not, three marks.
const KEYS: usize = DataKind::ALL.len() * ORIGINS * 2 * 8;

impl<'a> Keys<'a> {
    fn new(viewer: Viewer<'a>, places: &'a [Vec<Spot>]) -> Keys<'a> {
        Keys { viewer, places, answers: vec![None; KEYS * (places.len() + 1)], rules: vec![] }
    }

    /// Which rows are seen is found without a branch: there is no pattern in them that a processor could guess.
    fn block<V>(&mut self, facts: &Facts<V>, rows: Range<usize>) -> Block {
        let mut block = Block { rows: vec![0; rows.len()], answers: vec![Answer { depth: Depth::Nothing, rule: 0 }; rows.len()] };
        let mut count = 0;
        for row in rows {
            let answer = self.answer(facts, row);
            (block.rows[count], block.answers[count]) = (row, answer);
            count += usize::from(answer.depth >= Depth::Flag);
        }
        block.rows.truncate(count);
        block.answers.truncate(count);
        block
    }

    #[inline]
    fn answer<V>(&mut self, facts: &Facts<V>, row: usize) -> Answer {
        let place = (facts.place[row] as usize).min(self.places.len());
        let origin = facts.origin[row].map_or(ORIGINS - 1, |function| function as usize);
        let party = facts.party[row].meets(self.viewer.mine);
        let marks = facts.marks[row];
        let bits = usize::from(marks.promotional) | usize::from(marks.on_label) << 1 | usize::from(marks.opted_out) << 2;
        let key = (((place * DataKind::ALL.len() + facts.data[row] as usize) * ORIGINS + origin) * 2 + usize::from(party)) * 8 + bits;
        match self.answers[key] {
            Some(answer) => answer,
            None => self.ask(facts, row, place, key),
        }
    }

    #[cold]
    fn ask<V>(&mut self, facts: &Facts<V>, row: usize, place: usize, key: usize) -> Answer {
        let Marks { promotional, on_label, opted_out } = facts.marks[row];
        let whose = Whose { party: facts.party[row], promotional, on_label, opted_out, ..Whose::of(facts.origin[row]) };
        let spots = self.places.get(place).map_or(&[][..], Vec::as_slice);
        let seen = self.viewer.seen(facts.data[row].class(), &whose, spots);
        let rule = seen.rule.clone().map_or(0, |rule| {
            let known = self.rules.iter().position(|known| *known == rule);
            let number = known.unwrap_or_else(|| {
                self.rules.push(rule);
                self.rules.len() - 1
            });
            u16::try_from(number + 1).expect("fewer than 65,000 rules")
        });
        let answer = Answer { depth: seen.depth(), rule };
        self.answers[key] = Some(answer);
        answer
    }
}

impl Part {
    fn shown_at(self, depth: Depth) -> bool {
        match self {
            Part::Flag => depth >= Depth::Flag,
            Part::Metadata => depth >= Depth::Metadata,
            Part::Content => depth == Depth::Full,
        }
    }
}

/// What is seen, as it grows block by block. Values are moved to the front of their own column.
struct Seen {
    data: Vec<DataKind>,
    /// By field, whether it is shown at each depth.
    by_depth: Vec<[bool; Depth::ALL.len()]>,
    shown: Vec<Vec<bool>>,
    rule: Vec<u16>,
}

impl Seen {
    fn of(fields: &[FactField], rows: usize) -> Seen {
        let at = |field: &FactField| std::array::from_fn(|depth| field.part.shown_at(Depth::ALL[depth]));
        Seen {
            data: Vec::with_capacity(rows),
            by_depth: fields.iter().map(at).collect(),
            shown: fields.iter().map(|_| Vec::with_capacity(rows)).collect(),
            rule: Vec::with_capacity(rows),
        }
    }

    fn take<V: Default>(&mut self, data: &[DataKind], values: &mut [Vec<V>], block: &Block) {
        let first = self.data.len();
        self.data.extend(block.rows.iter().map(|row| data[*row]));
        self.rule.extend(block.answers.iter().map(|answer| answer.rule));
        for ((column, shown), by_depth) in values.iter_mut().zip(&mut self.shown).zip(&self.by_depth) {
            shown.extend(block.answers.iter().map(|answer| by_depth[answer.depth as usize]));
            for (to, (from, seen)) in block.rows.iter().zip(&shown[first..]).enumerate() {
                let value = std::mem::take(&mut column[*from]);
                column[first + to] = if *seen { value } else { V::default() };
            }
        }
    }

    fn sight<V>(self, fields: Vec<FactField>, mut values: Vec<Vec<V>>, rules: &[RuleId]) -> FactSight<V> {
        for column in &mut values {
            column.truncate(self.data.len());
        }
        // Only the rules of rows that are there, in the order of the rows: the others would tell of rows that are gone.
        let (rule, rules) = renumber(self.rule.into_iter(), rules);
        FactSight { data: self.data, fields, values, shown: self.shown, rule, rules }
    }
}

fn renumber(numbers: impl Iterator<Item = u16>, rules: &[RuleId]) -> (Vec<Option<u16>>, Vec<RuleId>) {
    let mut fresh: Vec<Option<u16>> = vec![None; rules.len()];
    let mut named = vec![];
    let of_row = |number: u16| {
        let old = usize::from(number.checked_sub(1)?);
        let new = *fresh[old].get_or_insert_with(|| {
            named.push(rules[old].clone());
            u16::try_from(named.len() - 1).unwrap_or(u16::MAX)
        });
        Some(new)
    };
    let rows = numbers.map(of_row).collect();
    (rows, named)
}
