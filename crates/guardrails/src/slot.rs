//! The table of one act on one class in one place. Its axes are function, stage and what the rules that can matter there
//! really read; each cell is filled by Cedar when it is first asked for, and read without a lock from then on.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use cedar_policy::PolicySet;
use strategy::{Function, record::Stage};

use crate::{
    Act, Ask, Class, Jurisdiction, Outcome,
    cedar::Cedar,
    cond::{Known, Reads},
    field::{self, Flag, NumberField, WordField},
    load::Rule,
    ruling::Ruling,
};

/// A table larger than this is not kept: Cedar is asked each time. 2^18 cells are 4 MB.
const MOST_CELLS: usize = 1 << 18;

/// One axis beyond function and stage: a position for all values between which no rule can tell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Axis {
    /// One position for each word that rules name, one for all others.
    Word(WordField, Vec<String>),
    Flag(Flag),
    /// One position for each stretch between thresholds.
    Number(NumberField, Vec<i64>),
}

impl Axis {
    pub(crate) fn len(&self) -> usize {
        match self {
            Axis::Word(_, words) => words.len() + 1,
            Axis::Flag(_) => 2,
            Axis::Number(_, cuts) => cuts.len() + 1,
        }
    }

    /// Where a question stands on the axis.
    pub(crate) fn position(&self, ask: &Ask, place: &Jurisdiction) -> usize {
        match self {
            Axis::Word(field, words) => {
                let word = field::word(*field, ask, place);
                words.iter().position(|known| known == word).unwrap_or(words.len())
            }
            Axis::Flag(flag) => usize::from(flag.of(ask)),
            Axis::Number(field, cuts) => {
                let number = field.of(ask);
                cuts.iter().filter(|cut| **cut <= number).count()
            }
        }
    }
}

/// The axes of everything that is read, function and stage excepted: those two are always axes.
pub(crate) fn axes(reads: &Reads) -> Vec<Axis> {
    let always = [WordField::Function, WordField::Stage, WordField::StageGroup];
    let words = reads.words.iter().filter(|(field, _)| !always.contains(field));
    let words = words.map(|(field, words)| Axis::Word(*field, words.iter().map(|word| (*word).to_owned()).collect()));
    let flags = reads.flags.iter().map(|flag| Axis::Flag(*flag));
    let numbers = reads.numbers.iter().map(|(field, cuts)| Axis::Number(*field, cuts.iter().copied().collect()));
    words.chain(flags).chain(numbers).collect()
}

/// The table of one act on one class in one place.
pub(crate) struct Slot {
    /// The rules that can matter, by number.
    pub(crate) rules: Vec<usize>,
    pub(crate) axes: Vec<Axis>,
    /// Whether some rule reads what has no form here: then the cells are not kept.
    pub(crate) opaque: bool,
    policies: PolicySet,
    cells: Vec<OnceLock<Arc<Ruling>>>,
}

impl Slot {
    /// Finds which of the rules can matter to an act on a class in a place, and what they read.
    pub(crate) fn new(all: &[Rule], in_force: &[usize], act: Act, class: Class, place: &Jurisdiction) -> Slot {
        let known = Known::default()
            .word(WordField::Act, act.as_str())
            .word(WordField::Class, class.as_str())
            .word(WordField::Jurisdiction, place.word());
        let mut reads = Reads::default();
        let mut rules = Vec::new();
        for number in in_force {
            let cond = &all[*number].cond;
            if cond.holds(&known) != Some(false) {
                cond.reads(&known, &mut reads);
                rules.push(*number);
            }
        }
        let axes = axes(&reads);
        let size = axes.iter().map(Axis::len).fold(Function::ALL.len() * Stage::ALL.len(), usize::saturating_mul);
        let kept = if reads.opaque || size > MOST_CELLS { 0 } else { size };
        let policies = policies(all, &rules);
        Slot { rules, axes, opaque: reads.opaque, policies, cells: (0..kept).map(|_| OnceLock::new()).collect() }
    }

    /// The ruling, from the table where there is one.
    pub(crate) fn ruling(&self, asked: &Asked, ask: &Ask, place: &Jurisdiction) -> Arc<Ruling> {
        match self.cells.get(self.index(ask, place)) {
            Some(cell) => cell.get_or_init(|| asked.intern(asked.ask(&self.policies, ask, place))).clone(),
            None => asked.intern(asked.ask(&self.policies, ask, place)),
        }
    }

    /// The outcome alone, without touching a count that other threads touch.
    pub(crate) fn outcome(&self, asked: &Asked, ask: &Ask, place: &Jurisdiction) -> Outcome {
        match self.cells.get(self.index(ask, place)).and_then(OnceLock::get) {
            Some(ruling) => ruling.outcome,
            None => self.ruling(asked, ask, place).outcome,
        }
    }

    fn index(&self, ask: &Ask, place: &Jurisdiction) -> usize {
        let start = ask.function as usize * Stage::ALL.len() + ask.stage as usize;
        self.axes.iter().fold(start, |index, axis| index * axis.len() + axis.position(ask, place))
    }
}

/// The policies of some rules, as Cedar takes them.
pub(crate) fn policies(all: &[Rule], numbers: &[usize]) -> PolicySet {
    let mut set = PolicySet::new();
    for number in numbers {
        // INVARIANT: loading has put all rules into one set already, under the same ids, so none is refused here.
        let added = set.add(all[*number].cedar.clone());
        assert!(added.is_ok(), "rule {number} was accepted on loading");
    }
    set
}

/// Cedar with the rules, and one copy of each different ruling.
pub(crate) struct Asked {
    pub(crate) cedar: Cedar,
    pub(crate) rules: Vec<Rule>,
    rulings: Mutex<HashSet<Arc<Ruling>>>,
}

impl Asked {
    pub(crate) fn new(cedar: Cedar, rules: Vec<Rule>) -> Asked {
        Asked { cedar, rules, rulings: Mutex::default() }
    }

    /// What the policies say; forbidden if Cedar does not take the question.
    pub(crate) fn ask(&self, policies: &PolicySet, ask: &Ask, place: &Jurisdiction) -> Ruling {
        self.cedar.ask(&self.rules, policies, ask, place).unwrap_or_else(|| Ruling {
            outcome: Outcome::Forbid,
            rules: Vec::new(),
            obligations: Vec::new(),
            default: true,
            routes: Vec::new(),
        })
    }

    fn intern(&self, ruling: Ruling) -> Arc<Ruling> {
        let mut rulings = self.rulings.lock().unwrap_or_else(PoisonError::into_inner);
        match rulings.get(&ruling) {
            Some(known) => known.clone(),
            None => {
                let new = Arc::new(ruling);
                rulings.insert(new.clone());
                new
            }
        }
    }
}
