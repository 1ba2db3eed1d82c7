//! The gate of one epoch: everything that a policy decides, ready to be asked. It never changes; another policy is another
//! gate. Answers come from tables that Cedar fills ([`Gate::decide`]); [`Gate::decide_by_cedar`] asks Cedar each time.

mod combine;
mod foresee;
mod look;
mod way;

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    Ask, Jurisdiction, Outcome, Policy, Refusal, RuleInfo, Sources, Verdict,
    book::Book,
    cedar::Cedar,
    load::{self, Rule},
    rule::Standing,
    ruling::Ruling,
    slot::{Asked, Slot},
    sources::PackInfo,
};
pub use look::{Look, Shows};

/// The gate of one epoch.
pub struct Gate {
    epoch: u64,
    policy: Arc<Policy>,
    packs: Vec<PackInfo>,
    infos: Vec<RuleInfo>,
    asked: Asked,
    /// The days on which some rule starts, or no longer holds, in order.
    turns: Vec<Date>,
    /// One more than the turns: the books before the first, between, and after the last.
    spans: Vec<Vec<Book>>,
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gate").field("epoch", &self.epoch).field("rules", &self.infos.len()).finish_non_exhaustive()
    }
}

/// How a ruling is come by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Table,
    Cedar,
}

impl Gate {
    /// The gate of a policy over the shipped packs. Its epoch is 1 until [`Gates`](crate::Gates) gives it another.
    ///
    /// # Errors
    /// Every fault of the policy and of the texts it names, with its place.
    pub fn new(policy: Policy) -> Result<Gate, Vec<Refusal>> {
        Gate::with(policy, &Sources::shipped())
    }

    /// The gate of a policy over other texts.
    ///
    /// # Errors
    /// As [`Gate::new`].
    pub fn with(policy: Policy, sources: &Sources) -> Result<Gate, Vec<Refusal>> {
        let loaded = load::load(&policy, sources)?;
        let cedar = Cedar::new().ok_or_else(|| {
            vec![Refusal::whole("packs/schema.cedarschema", "no person can be made", "every question names one", "mend the schema")]
        })?;
        let turns = turns(&loaded.rules);
        let places: Vec<Jurisdiction> = Jurisdiction::KNOWN
            .into_iter()
            .filter(|place| loaded.packs.iter().any(|pack| pack.jurisdictions.iter().any(|word| word == place.word())))
            .collect();
        let books = |day: Date| places.iter().map(|place| Book::new(&loaded.rules, place.clone(), day)).collect();
        let spans = std::iter::once(Date::MIN).chain(turns.iter().copied()).map(books).collect();
        let infos = loaded.rules.iter().map(|rule| rule.info.clone()).collect();
        let asked = Asked::new(cedar, loaded.rules);
        Ok(Gate { epoch: 1, policy: Arc::new(policy), packs: loaded.packs, infos, asked, turns, spans })
    }

    pub(crate) fn in_epoch(mut self, epoch: u64) -> Gate {
        self.epoch = epoch;
        self
    }

    /// The number of the epoch; each policy that is activated has the next.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// All rules of the packs that are on, of the matrix and of the house, also those that are off or relaxed.
    pub fn rules(&self) -> &[RuleInfo] {
        &self.infos
    }

    /// The rules under one id; one rule of a pack may be written as several policies.
    pub fn rule<'g>(&'g self, id: &'g str) -> impl Iterator<Item = &'g RuleInfo> {
        self.infos.iter().filter(move |info| info.id.as_str() == id)
    }

    /// The packs that are on, with Compliance's signatures.
    pub fn packs(&self) -> &[PackInfo] {
        &self.packs
    }

    /// The answer, with the rules, the obligations, the way forward and when it changes.
    pub fn decide(&self, ask: &Ask) -> Verdict {
        self.verdict(ask, By::Table)
    }

    /// The same answer, asked of Cedar over all rules in force, without any table. Slow: for checking and measuring.
    pub fn decide_by_cedar(&self, ask: &Ask) -> Verdict {
        self.verdict(ask, By::Cedar)
    }

    /// The answer alone: the strictest of all places touched.
    pub fn outcome(&self, ask: &Ask) -> Outcome {
        let in_place = |place: &Jurisdiction| self.slot(ask, place).map_or(Outcome::Forbid, |slot| slot.outcome(&self.asked, ask, place));
        places(ask).iter().map(in_place).min().unwrap_or(Outcome::Forbid)
    }

    /// The answer alone, asked of Cedar over all rules in force, without any table.
    pub fn outcome_by_cedar(&self, ask: &Ask) -> Outcome {
        self.outcome_by(ask, By::Cedar)
    }

    fn outcome_by(&self, ask: &Ask, by: By) -> Outcome {
        if by == By::Table {
            return self.outcome(ask);
        }
        places(ask).iter().map(|place| self.ruling(ask, place, by).map_or(Outcome::Forbid, |r| r.outcome)).min().unwrap_or(Outcome::Forbid)
    }

    /// What one place says; `None` where it has no pack.
    fn ruling(&self, ask: &Ask, place: &Jurisdiction, by: By) -> Option<Arc<Ruling>> {
        let book = self.book(ask.day, place)?;
        Some(match by {
            By::Table => book.slot(&self.asked.rules, ask.act, ask.class).ruling(&self.asked, ask, place),
            By::Cedar => Arc::new(self.asked.ask(book.whole(&self.asked.rules), ask, place)),
        })
    }

    fn slot(&self, ask: &Ask, place: &Jurisdiction) -> Option<&Slot> {
        Some(self.book(ask.day, place)?.slot(&self.asked.rules, ask.act, ask.class))
    }

    pub(crate) fn book(&self, day: Date, place: &Jurisdiction) -> Option<&Book> {
        let span = self.turns.partition_point(|turn| *turn <= day);
        self.spans.get(span)?.iter().find(|book| book.place == *place)
    }

    /// What the one place of a question says, from the table; `None` where it has no pack.
    pub(crate) fn table_ruling(&self, ask: &Ask) -> Option<Ruling> {
        Some((*self.ruling(ask, ask.regions.first()?, By::Table)?).clone())
    }

    /// The rules with their conditions.
    pub(crate) fn loaded(&self) -> &[Rule] {
        &self.asked.rules
    }

    /// Whether a place has a pack that is on.
    pub fn covers(&self, place: &Jurisdiction) -> bool {
        self.spans.first().is_some_and(|books| books.iter().any(|book| book.place == *place))
    }
}

/// The places that a question touches. One that names none is asked everywhere: the strictest answer counts.
fn places(ask: &Ask) -> &[Jurisdiction] {
    if ask.regions.is_empty() { &Jurisdiction::KNOWN } else { &ask.regions }
}

/// The days on which the rules in use change.
fn turns(rules: &[Rule]) -> Vec<Date> {
    let in_use = rules.iter().filter(|rule| rule.info.standing == Standing::On);
    let mut turns: Vec<Date> =
        in_use.flat_map(|rule| [rule.info.from, rule.info.until.and_then(|last| last.tomorrow().ok())]).flatten().collect();
    turns.sort_unstable();
    turns.dedup();
    turns
}
