//! Every kind of question: one for each position of the axes of a table. Two questions of the same kind cannot be told apart
//! by any rule, so looking at one of each is looking at all.

use jiff::civil::Date;
use strategy::{Function, record::Stage};

use crate::{
    Act, Ask, Audience, Class, Column, Jurisdiction,
    field::{self, WordField},
    slot::Axis,
};

impl Axis {
    /// Puts a question at a position of the axis. False where no question can stand there.
    pub(crate) fn put(&self, ask: &mut Ask, position: usize, place: &Jurisdiction) -> bool {
        match self {
            Axis::Word(field, words) => put_word(*field, words, position, ask),
            Axis::Flag(flag) => flag.set(ask, position == 1),
            Axis::Number(field, cuts) => {
                field.set(ask, if position == 0 { cuts.first().map_or(-1, |cut| cut - 1) } else { cuts[position - 1] });
            }
        }
        self.position(ask, place) == position
    }

    /// Where the plainest question stands: nothing known, nothing prompted.
    pub(crate) fn plain(&self, place: &Jurisdiction) -> usize {
        self.position(&plain(Function::Medical, Act::See, Class::Strategy, Stage::Launched, Date::MIN, place), place)
    }

    /// A position in words: `given trained_siuu`, `calls from 3`, `channel e-mail`.
    pub(crate) fn words(&self, position: usize) -> String {
        match self {
            Axis::Word(field, words) => {
                let word = words.get(position).map_or("another", |word| if word.is_empty() { "none" } else { word });
                format!("{} {word}", field.name())
            }
            Axis::Flag(flag) if position == 0 => format!("not {}", flag.name()),
            Axis::Flag(flag) => flag.name().to_owned(),
            Axis::Number(field, cuts) => match (position.checked_sub(1).and_then(|before| cuts.get(before)), cuts.get(position)) {
                (Some(from), Some(to)) if from + 1 == *to => format!("{} {from}", field.name()),
                (Some(from), Some(to)) => format!("{} {from} to {}", field.name(), to - 1),
                (Some(from), None) => format!("{} from {from}", field.name()),
                (None, Some(to)) => format!("{} under {to}", field.name()),
                (None, None) => field.name().to_owned(),
            },
        }
    }

    /// One axis that tells apart whatever either of two does; both must be of the same field.
    fn with(&mut self, other: &Axis) {
        match (self, other) {
            (Axis::Word(_, words), Axis::Word(_, more)) => {
                words.extend(more.iter().cloned());
                words.sort();
                words.dedup();
            }
            (Axis::Number(_, cuts), Axis::Number(_, more)) => {
                cuts.extend(more);
                cuts.sort_unstable();
                cuts.dedup();
            }
            _ => {}
        }
    }

    fn same_field(&self, other: &Axis) -> bool {
        match (self, other) {
            (Axis::Word(one, _), Axis::Word(two, _)) => one == two,
            (Axis::Flag(one), Axis::Flag(two)) => one == two,
            (Axis::Number(one, _), Axis::Number(two, _)) => one == two,
            _ => false,
        }
    }
}

fn put_word(field: WordField, words: &[String], position: usize, ask: &mut Ask) {
    let other = |known: &[&str]| known.iter().find(|word| !words.iter().any(|w| w == **word)).map(|word| (*word).to_owned());
    let known = field.words().unwrap_or_else(|| vec!["", "another way"]);
    let Some(word) = words.get(position).cloned().or_else(|| other(&known)) else { return };
    match field {
        WordField::Audience => ask.audience = Audience::parse(&word).unwrap_or(ask.audience),
        WordField::Channel => ask.channel = Some(word).filter(|word| !word.is_empty()),
        WordField::Origin => ask.facts.origin = Column::parse(&word),
        // The others are fixed when a table is made, or are always axes.
        _ => {}
    }
}

/// The plainest question about an act in one place.
pub(crate) fn plain(function: Function, act: Act, class: Class, stage: Stage, day: Date, place: &Jurisdiction) -> Ask {
    Ask::new(function, act, class, stage, day).at(place.clone())
}

/// The axes that tell apart whatever either of two tables does.
pub(crate) fn united(one: &[Axis], two: &[Axis]) -> Vec<Axis> {
    let mut axes = one.to_vec();
    for axis in two {
        match axes.iter_mut().find(|known| known.same_field(axis)) {
            Some(known) => known.with(axis),
            None => axes.push(axis.clone()),
        }
    }
    axes
}

/// Every combination of positions, the last axis turning fastest; one empty combination where there is no axis.
pub(crate) fn combinations(axes: &[Axis]) -> impl Iterator<Item = Vec<usize>> {
    let lengths: Vec<usize> = axes.iter().map(Axis::len).collect();
    let all: usize = lengths.iter().product();
    (0..all).map(move |number| {
        let mut rest = number;
        let mut positions: Vec<usize> = lengths
            .iter()
            .rev()
            .map(|length| {
                let position = rest % length;
                rest /= length;
                position
            })
            .collect();
        positions.reverse();
        positions
    })
}

/// The question at a combination of positions, if one can stand there.
pub(crate) fn at(mut ask: Ask, axes: &[Axis], positions: &[usize], place: &Jurisdiction) -> Option<Ask> {
    axes.iter().zip(positions).all(|(axis, position)| axis.put(&mut ask, *position, place)).then_some(ask)
}

/// Which audiences stand at a position of the axes.
pub(crate) fn audiences(axes: &[Axis], positions: &[usize]) -> Vec<Audience> {
    let axis = axes.iter().zip(positions).find_map(|(axis, position)| match axis {
        Axis::Word(WordField::Audience, words) => Some((words, *position)),
        _ => None,
    });
    let here = |audience: &Audience| {
        axis.is_none_or(|(words, position)| words.iter().position(|word| word == audience.as_str()).unwrap_or(words.len()) == position)
    };
    Audience::ALL.iter().copied().filter(here).collect()
}

/// Whether the axis is of the audience.
pub(crate) fn of_audience(axis: &Axis) -> bool {
    matches!(axis, Axis::Word(field::WordField::Audience, _))
}
