//! What another policy would change: every kind of question in every place, asked of both, grouped and said in words.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use strategy::{Function, record::Stage};

use crate::{
    Act, Ask, Audience, Class, Gate, Jurisdiction, Outcome, RuleId,
    book::Book,
    every::{self, at, combinations, plain, united},
    load::Rule,
    ruling::Ruling,
    slot::{Axis, Slot},
    stage_word,
};

/// What changes between two policies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The kinds of question at which the two could differ at all.
    pub compared: u64,
    /// How many of them get another answer, or the same with other rules or obligations.
    pub changed: u64,
    /// The changes, grouped.
    pub changes: Vec<Change>,
    /// What could not be compared in full, because a rule reads something that cannot be listed.
    pub open: Vec<String>,
}

/// One group of changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where.
    pub place: Jurisdiction,
    /// Whose question.
    pub function: Function,
    /// The act.
    pub act: Act,
    /// On what.
    pub class: Class,
    /// The answer before.
    pub from: Outcome,
    /// The answer after.
    pub to: Outcome,
    /// The rules that decide after; before, where none does after.
    pub rules: Vec<RuleId>,
    /// At which stages.
    pub stages: Vec<Stage>,
    /// To which audiences.
    pub audiences: Vec<Audience>,
    /// How many kinds of question.
    pub asks: u64,
}

type Group = (Jurisdiction, Function, Act, Class, Outcome, Outcome, Vec<RuleId>);

#[derive(Default)]
struct Members {
    stages: BTreeSet<Stage>,
    audiences: BTreeSet<Audience>,
    asks: u64,
}

/// What changes on a day from one policy to the other.
pub fn difference(old: &Gate, new: &Gate, day: Date) -> Difference {
    let mut found = Finder { difference: Difference::default(), groups: BTreeMap::new(), day };
    for place in Jurisdiction::KNOWN {
        let books = Both { old: (old, old.book(day, &place)), new: (new, new.book(day, &place)), place };
        for act in Act::ALL {
            for class in Class::ALL {
                found.table(&books, *act, *class);
            }
        }
    }
    let changes = found.groups.into_iter().map(|((place, function, act, class, from, to, rules), members)| Change {
        place,
        function,
        act,
        class,
        from,
        to,
        rules,
        stages: members.stages.into_iter().collect(),
        audiences: members.audiences.into_iter().collect(),
        asks: members.asks,
    });
    found.difference.changes = changes.collect();
    found.difference
}

struct Both<'g> {
    old: (&'g Gate, Option<&'g Book>),
    new: (&'g Gate, Option<&'g Book>),
    place: Jurisdiction,
}

struct Finder {
    difference: Difference,
    groups: BTreeMap<Group, Members>,
    day: Date,
}

impl Finder {
    fn table(&mut self, both: &Both, act: Act, class: Class) {
        if said(both.old, act, class) == said(both.new, act, class) {
            return;
        }
        let side = |(gate, book): (&Gate, Option<&Book>)| {
            book.map(|book| book.slot(gate.loaded(), act, class))
                .map_or((Vec::new(), false), |slot: &Slot| (slot.axes.clone(), slot.opaque))
        };
        let ((old_axes, old_opaque), (new_axes, new_opaque)) = (side(both.old), side(both.new));
        if old_opaque || new_opaque {
            self.difference.open.push(format!("{} {act} {class}", both.place));
        }
        let axes = united(&old_axes, &new_axes);
        for positions in combinations(&axes) {
            for function in Function::ALL {
                for stage in Stage::ALL {
                    let ask = plain(*function, act, class, *stage, self.day, &both.place);
                    if let Some(ask) = at(ask, &axes, &positions, &both.place) {
                        self.compare(both, &ask, &axes, &positions);
                    }
                }
            }
        }
    }

    fn compare(&mut self, both: &Both, ask: &Ask, axes: &[Axis], positions: &[usize]) {
        self.difference.compared += 1;
        let (old, new) = (both.old.0.table_ruling(ask), both.new.0.table_ruling(ask));
        if old == new {
            return;
        }
        self.difference.changed += 1;
        let outcome = |ruling: &Option<Ruling>| ruling.as_ref().map_or(Outcome::Forbid, |ruling| ruling.outcome);
        let (from, to) = (outcome(&old), outcome(&new));
        let rules = |ruling: &Option<Ruling>| ruling.as_ref().map(|ruling| ruling.rules.clone()).unwrap_or_default();
        let after = rules(&new);
        let rules = if after.is_empty() { rules(&old) } else { after };
        let members = self.groups.entry((both.place.clone(), ask.function, ask.act, ask.class, from, to, rules)).or_default();
        members.stages.insert(ask.stage);
        members.audiences.extend(every::audiences(axes, positions));
        members.asks += 1;
    }
}

/// What the rules of a table say, so far as it can change an answer. Two tables that say the same are not walked.
fn said<'g>((gate, book): (&'g Gate, Option<&'g Book>), act: Act, class: Class) -> Option<Vec<impl PartialEq + use<'g>>> {
    let rule = |rule: &'g Rule| (&rule.info.id, rule.info.effect, &rule.info.obligations, &rule.cond, rule.info.route);
    let slot = book?.slot(gate.loaded(), act, class);
    Some(slot.rules.iter().map(|number| rule(&gate.loaded()[*number])).collect())
}

impl Change {
    /// The change in words: what the function gains or loses.
    pub fn words(&self) -> String {
        let Change { place, function, act, class, from, to, .. } = self;
        let verb = match (from.allows(), to.allows()) {
            (false, true) => "may now",
            (true, false) => "may no longer",
            (true, true) => "may still",
            (false, false) => "may still not",
        };
        let stages: Vec<&str> = self.stages.iter().map(|stage| stage_word(*stage)).collect();
        let audiences: Vec<&str> = self.audiences.iter().map(|audience| audience.as_str()).collect();
        let to_whom = if audiences.len() == Audience::ALL.len() { String::new() } else { format!(" to {}", audiences.join(", ")) };
        let when = if stages.len() == Stage::ALL.len() { "at every stage".to_owned() } else { stages.join(", ") };
        let rules: Vec<&str> = self.rules.iter().map(RuleId::as_str).collect();
        let by = if rules.is_empty() { String::new() } else { format!(" [{}]", rules.join(", ")) };
        let conditions = if from == to { "other rules or obligations".to_owned() } else { format!("{from} → {to}") };
        format!("{place}: {function} {verb} {act} `{class}`{to_whom}, {when}: {conditions}{by}")
    }
}

impl Difference {
    /// What each function gains and loses, in kinds of question: function, gained, lost.
    pub fn balance(&self) -> Vec<(Function, u64, u64)> {
        let sum = |function: Function, gained: bool| {
            let counts = |change: &&Change| change.function == function && change.from.allows() != gained && change.to.allows() == gained;
            self.changes.iter().filter(counts).map(|change| change.asks).sum()
        };
        let all = Function::ALL.iter().map(|function| (*function, sum(*function, true), sum(*function, false)));
        all.filter(|(_, gained, lost)| gained + lost > 0).collect()
    }
}
