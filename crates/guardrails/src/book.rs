//! The rules in force in one place between two dates, and their tables, made as they are asked for.

use std::sync::OnceLock;

use cedar_policy::PolicySet;
use jiff::civil::Date;

use crate::{
    Act, Class, Jurisdiction,
    load::Rule,
    rule::Standing,
    slot::{self, Slot},
};

/// The rules of one place between two dates.
pub(crate) struct Book {
    pub(crate) place: Jurisdiction,
    /// The rules in force, by number.
    pub(crate) rules: Vec<usize>,
    whole: OnceLock<PolicySet>,
    slots: Vec<OnceLock<Slot>>,
}

impl Book {
    /// The rules that apply in a place on a day.
    pub(crate) fn new(rules: &[Rule], place: Jurisdiction, day: Date) -> Book {
        let applies = |rule: &Rule| {
            let here = rule.places.is_empty() || rule.places.iter().any(|word| word == place.word());
            here && rule.info.standing == Standing::On && rule.info.in_force(day)
        };
        let rules = rules.iter().enumerate().filter(|(_, rule)| applies(rule)).map(|(number, _)| number).collect();
        let slots = (0..Act::ALL.len() * Class::ALL.len()).map(|_| OnceLock::new()).collect();
        Book { place, rules, whole: OnceLock::new(), slots }
    }

    /// The table of an act on a class.
    pub(crate) fn slot(&self, all: &[Rule], act: Act, class: Class) -> &Slot {
        let slot = &self.slots[act as usize * Class::ALL.len() + class as usize];
        slot.get_or_init(|| Slot::new(all, &self.rules, act, class, &self.place))
    }

    /// All policies in force, unsorted, as the tables are checked against them.
    pub(crate) fn whole(&self, all: &[Rule]) -> &PolicySet {
        self.whole.get_or_init(|| slot::policies(all, &self.rules))
    }
}
