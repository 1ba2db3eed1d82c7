//! One verdict out of what each place says: forbid beats permit with obligations beats permit, obligations are united.

use std::sync::Arc;

use super::{By, Gate, foresee, places, way};
use crate::{Ask, Jurisdiction, Outcome, RuleId, Verdict, ruling::Ruling, ruling::once};

/// What one place says: its ruling, or that it has no pack.
pub(super) type Said<'a> = (&'a Jurisdiction, Option<Arc<Ruling>>);

impl Gate {
    pub(super) fn verdict(&self, ask: &Ask, by: By) -> Verdict {
        let said = self.said(ask, by);
        let outcome = outcome(&said);
        let becomes = foresee::becomes(self, ask, outcome, by);
        let route = if outcome.allows() { None } else { way::route(self, ask, &said, &becomes, by) };
        Verdict {
            outcome,
            rules: rules(&said, outcome),
            obligations: obligations(&said, outcome),
            route,
            becomes,
            default: default(ask, &said, outcome),
            unreviewed: self.unreviewed(ask),
            epoch: self.epoch,
        }
    }

    /// What each place touched says.
    pub(super) fn said<'a>(&self, ask: &'a Ask, by: By) -> Vec<Said<'a>> {
        places(ask).iter().map(|place| (place, self.ruling(ask, place, by))).collect()
    }

    /// The packs consulted that Compliance has not signed.
    fn unreviewed(&self, ask: &Ask) -> Vec<String> {
        let consulted = |place: &&str| places(ask).iter().any(|asked| asked.word() == *place);
        self.packs
            .iter()
            .filter(|pack| pack.reviewed.is_none())
            .filter(|pack| pack.jurisdictions.is_empty() || pack.jurisdictions.iter().any(|place| consulted(&place.as_str())))
            .map(|pack| pack.name.clone())
            .collect()
    }
}

fn of(ruling: Option<&Arc<Ruling>>) -> Outcome {
    ruling.map_or(Outcome::Forbid, |ruling| ruling.outcome)
}

/// The strictest.
pub(super) fn outcome(said: &[Said]) -> Outcome {
    said.iter().map(|(_, ruling)| of(ruling.as_ref())).min().unwrap_or(Outcome::Forbid)
}

/// Those that decided: all that forbid if it is forbidden, all that permit and oblige if it is not.
fn deciding<'s>(said: &'s [Said], outcome: Outcome) -> impl Iterator<Item = &'s Arc<Ruling>> {
    let rulings = said.iter().filter_map(|(_, ruling)| ruling.as_ref());
    rulings.filter(move |ruling| outcome.allows() || ruling.outcome == outcome)
}

pub(super) fn rules(said: &[Said], outcome: Outcome) -> Vec<RuleId> {
    once(deciding(said, outcome).flat_map(|ruling| ruling.rules.iter().cloned()))
}

fn obligations(said: &[Said], outcome: Outcome) -> Vec<String> {
    once(deciding(said, outcome).flat_map(|ruling| ruling.obligations.iter().cloned()))
}

/// Why, in every place where no rule matched and that was decisive.
fn default(ask: &Ask, said: &[Said], outcome: Outcome) -> Option<String> {
    let decisive = said.iter().filter(|(_, ruling)| of(ruling.as_ref()) == outcome);
    let unknown: Vec<String> =
        decisive.clone().filter(|(_, ruling)| ruling.is_none()).map(|(place, _)| format!("no reviewed pack for `{place}`")).collect();
    let silent: Vec<String> =
        decisive.filter(|(_, ruling)| ruling.as_ref().is_some_and(|ruling| ruling.default)).map(|(place, _)| place.to_string()).collect();
    let silent =
        (!silent.is_empty()).then(|| format!("no rule of {} speaks of `{} {}`", once(silent.into_iter()).join(", "), ask.act, ask.class));
    let reasons: Vec<String> = once(unknown.into_iter()).into_iter().chain(silent).collect();
    let then = if outcome.allows() { "allowed" } else { "not allowed" };
    (!reasons.is_empty()).then(|| format!("{}: {then}", reasons.join("; ")))
}
