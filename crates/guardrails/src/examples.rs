//! Questions that a rule decides, found by the gate and not by hand: for the page of the rule.

use jiff::civil::Date;

use crate::{
    Ask, Gate, Jurisdiction, Outcome, RuleEffect, RuleInfo,
    field::{Flag, NumberField},
    load::Rule,
    matching::{Matches, matches},
};

/// How many questions are looked at for each statement of a rule.
const TRIED: usize = 300;

impl Gate {
    /// Up to `most` questions on a day in whose answer the rule takes part: plain ones first, and unlike each other.
    /// None where the rule is off, relaxed or decides nothing.
    pub fn examples(&self, id: &str, day: Date, most: usize) -> Vec<Ask> {
        let rules = self.loaded().iter().filter(|rule| rule.info.id.as_str() == id);
        let mut asks: Vec<Ask> = rules.flat_map(|rule| matched(rule, day)).collect();
        asks.sort_by_key(circumstances);
        let mut chosen: Vec<(Ask, Outcome)> = vec![];
        // First such as differ in who asks, about what, where or in the answer, then whatever is left.
        for strict in [true, false] {
            for ask in &asks {
                if chosen.len() == most {
                    break;
                }
                let verdict = self.decide(ask);
                let kind = |ask: &Ask, outcome: Outcome| (ask.function, ask.class, ask.regions.clone(), outcome);
                let alike = |(other, outcome): &(Ask, Outcome)| kind(other, *outcome) == kind(ask, verdict.outcome);
                let known = chosen.iter().any(|known| if strict { alike(known) } else { known.0 == *ask });
                if !known && verdict.rules.iter().any(|rule| rule.as_str() == id) {
                    chosen.push((ask.clone(), verdict.outcome));
                }
            }
        }
        chosen.into_iter().map(|(ask, _)| ask).collect()
    }

    /// What a rule says of itself where it took part in an answer: one rule may permit in one statement and forbid in
    /// another, each with its own reason.
    pub fn speaking(&self, id: &str, outcome: Outcome) -> Option<&RuleInfo> {
        let fits = |info: &&RuleInfo| (info.effect == RuleEffect::Forbid) != outcome.allows();
        let mut statements = self.loaded().iter().map(|rule| &rule.info).filter(|info| info.id.as_str() == id);
        statements.clone().find(fits).or_else(|| statements.next())
    }
}

fn matched(rule: &Rule, day: Date) -> Vec<Ask> {
    let here = |place: &Jurisdiction| rule.places.is_empty() || rule.places.iter().any(|known| known == place.word());
    let places = Jurisdiction::KNOWN.into_iter().filter(here);
    let found = places.map(|place| matches(&rule.cond, &place, day, TRIED));
    found.flat_map(|found| if let Matches::Asks(asks) = found { asks } else { vec![] }).collect()
}

/// How many circumstances a question names.
fn circumstances(ask: &Ask) -> usize {
    Flag::ALL.iter().filter(|flag| flag.of(ask)).count() + NumberField::ALL.iter().filter(|field| field.of(ask) >= 0).count()
}
