//! Questions that a rule decides, found by the gate and not by hand: for the page of the rule.

use jiff::civil::Date;

use crate::{
    Ask, Gate, Jurisdiction,
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
        let mut chosen: Vec<Ask> = vec![];
        // First such as differ in who asks or about what, then whatever is left.
        for strict in [true, false] {
            for ask in &asks {
                let alike = |other: &Ask| (other.function, other.class, &other.regions) == (ask.function, ask.class, &ask.regions);
                let known = if strict { chosen.iter().any(alike) } else { chosen.contains(ask) };
                if chosen.len() < most && !known && self.decide(ask).rules.iter().any(|rule| rule.as_str() == id) {
                    chosen.push(ask.clone());
                }
            }
        }
        chosen
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
