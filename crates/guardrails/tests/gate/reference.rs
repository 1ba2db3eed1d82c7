//! The rules a second time, as plain Rust: written from the table of rules and the sharing matrix, not from the packs.
//! Slow and obvious on purpose: every rule is looked at for every question, in loops. Where this and the gate differ, one
//! of them misreads the table.

mod global;
mod japan;
mod kingdom;
mod matrix;
mod states;
mod union;

use std::collections::BTreeSet;

use guardrails::{Act, Ask, Audience, Class, Jurisdiction, Outcome};
use jiff::civil::{Date, date};
use strategy::{
    Function,
    record::Stage::{self, *},
};

/// What a rule does.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Does {
    Permits,
    PermitsWithDuties,
    Forbids,
    /// Adds duties to what another rule permits.
    AddsDuties,
}

/// Who, which acts, on what, to whom, from which stage to which, and under which circumstances. Empty means any.
pub(crate) struct Rule(
    pub(crate) &'static str,
    pub(crate) Does,
    pub(crate) &'static [Function],
    pub(crate) &'static [Act],
    pub(crate) &'static [Class],
    pub(crate) &'static [Audience],
    pub(crate) (Stage, Stage),
    pub(crate) fn(&Ask) -> bool,
);

pub(crate) const ANYONE: &[Function] = &[];
pub(crate) const ANYBODY: &[Audience] = &[];
pub(crate) const SPEAKS: &[Act] = &[Act::Say, Act::Share, Act::Initiate];
pub(crate) const TELLS: &[Act] = &[Act::Say, Act::Share];
pub(crate) const LAY: &[Audience] = &[Audience::Patient, Audience::Public, Audience::Advocate];
pub(crate) const TRADE: &[Audience] = &[Audience::Hcp, Audience::Payer];
pub(crate) const PROMOTION: &[Class] = &[
    Class::ProductClaim,
    Class::ConsistentClaim,
    Class::OffLabelPromotion,
    Class::Comparison,
    Class::NewBrandedMaterial,
    Class::PromotionalEmail,
];
pub(crate) const ALWAYS: (Stage, Stage) = (Preclinical, LossOfExclusivity);
pub(crate) const BEFORE_APPROVAL: (Stage, Stage) = (Preclinical, Filed);
pub(crate) const FROM_APPROVAL: (Stage, Stage) = (Approved, LossOfExclusivity);
pub(crate) const FROM_LAUNCH: (Stage, Stage) = (Launched, LossOfExclusivity);

/// Whatever the circumstances.
pub(crate) fn plainly(_: &Ask) -> bool {
    true
}

/// The sixteen that are off until they are switched on.
pub(crate) const OVERLAYS: [&str; 16] = [
    "US-03", "US-05", "US-06", "US-23", "US-31", "US-32", "US-42", "EU-06", "EU-08", "EU-11", "EU-12", "UK-11", "JP-04", "GL-11", "GL-18",
    "GL-19",
];

/// Since when a rule holds, where the table or the norm names a day.
fn since(id: &str) -> Option<Date> {
    match id {
        "US-07" | "US-08" | "US-09" => Some(date(2022, 12, 29)),
        "US-15" | "US-16" | "US-17" | "US-18" => Some(date(2025, 1, 7)),
        "US-27" => Some(date(2020, 11, 16)),
        "JP-01" | "JP-02" | "JP-03" | "JP-04" => Some(date(2019, 4, 1)),
        _ => None,
    }
}

fn matches(rule: &Rule, ask: &Ask) -> bool {
    let Rule(id, _, who, acts, what, whom, (first, last), when) = rule;
    if since(id).is_some_and(|start| ask.day < start) {
        return false;
    }
    (who.is_empty() || who.contains(&ask.function))
        && (acts.is_empty() || acts.contains(&ask.act))
        && (what.is_empty() || what.contains(&ask.class))
        && (whom.is_empty() || whom.contains(&ask.audience))
        && *first <= ask.stage
        && ask.stage <= *last
        && when(ask)
}

/// Every rule of one place, its own before those that hold everywhere.
pub(crate) fn rules_of(place: &Jurisdiction) -> Option<Vec<&'static Rule>> {
    let tables: &[&'static [Rule]] = match place {
        Jurisdiction::Us => &[states::RULES, global::RULES],
        Jurisdiction::Eu => &[union::RULES, union::DATA_OF_PROFESSIONALS, global::RULES],
        Jurisdiction::Uk => &[kingdom::RULES, union::DATA_OF_PROFESSIONALS, global::RULES],
        Jurisdiction::Jp => &[japan::RULES, global::RULES],
        Jurisdiction::Unknown(_) => return None,
    };
    Some(tables.iter().copied().flatten().collect())
}

/// What one place says.
fn in_place(ask: &Ask, place: &Jurisdiction, overlays: bool) -> (Outcome, BTreeSet<String>) {
    let Some(rules) = rules_of(place) else {
        return (Outcome::Forbid, BTreeSet::new());
    };
    let mut forbidding = BTreeSet::new();
    let mut permitting = BTreeSet::new();
    let mut permitted = false;
    let mut duties = false;
    for rule in rules {
        if !matches(rule, ask) || (OVERLAYS.contains(&rule.0) && !overlays) {
            continue;
        }
        if rule.1 == Does::Forbids {
            forbidding.insert(rule.0.to_owned());
            continue;
        }
        permitting.insert(rule.0.to_owned());
        permitted = permitted || rule.1 != Does::AddsDuties;
        duties = duties || rule.1 != Does::Permits;
    }
    for (id, co_sign) in matrix::grants(ask, place) {
        permitting.insert(id);
        permitted = true;
        duties = duties || co_sign;
    }
    if !forbidding.is_empty() {
        return (Outcome::Forbid, forbidding);
    }
    if !permitted && closed(ask) {
        return (Outcome::Forbid, BTreeSet::new());
    }
    duties = duties || ask.act == Act::HandOff;
    (if duties { Outcome::PermitWithObligations } else { Outcome::Permit }, permitting)
}

/// What is forbidden where no rule permits it: all but planning, handing off and, outside the matrix, metadata.
fn closed(ask: &Ask) -> bool {
    match ask.act {
        Act::Plan | Act::HandOff => false,
        Act::SeeMetadata => matrix::is_row(ask.class),
        _ => true,
    }
}

/// The strictest of all places; of the rules, those that forbid if it is forbidden, and all that permit if it is not.
pub(crate) fn decide(ask: &Ask, overlays: bool) -> (Outcome, BTreeSet<String>) {
    let places = if ask.regions.is_empty() { Jurisdiction::KNOWN.to_vec() } else { ask.regions.clone() };
    let mut strictest = Outcome::Permit;
    let mut ids = BTreeSet::new();
    for place in places {
        let (outcome, rules) = in_place(ask, &place, overlays);
        if outcome == Outcome::Forbid && strictest != Outcome::Forbid {
            ids.clear();
        }
        if outcome == Outcome::Forbid || strictest != Outcome::Forbid {
            ids.extend(rules);
        }
        strictest = strictest.min(outcome);
    }
    (strictest, ids)
}
