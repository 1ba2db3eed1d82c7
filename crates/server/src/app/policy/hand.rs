//! Whose hand takes a step: somebody in a session, who has proved who they are, or somebody at the command line, of whom
//! only the name is known.

use ledger::audit::{By, Entry, What};
use serde_json::json;

use super::{Change, KEY, instant, stored::Step};
use crate::app::{Seat, Session};

/// Whose hand takes a step.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    pub(super) seat: &'a Seat,
    /// The session; none at the command line.
    pub(super) session: Option<&'a Session>,
}

impl<'a> From<&'a Seat> for Hand<'a> {
    fn from(seat: &'a Seat) -> Hand<'a> {
        Hand { seat, session: None }
    }
}

impl<'a> From<(&'a Seat, &'a Session)> for Hand<'a> {
    fn from((seat, session): (&'a Seat, &'a Session)) -> Hand<'a> {
        Hand { seat, session: Some(session) }
    }
}

impl Hand<'_> {
    /// The author of an event.
    pub(super) fn by(&self) -> By {
        let console = || By { acting_as: self.seat.function.as_str().into(), ..By::console(&self.seat.person, instant(self.seat)) };
        self.session.map_or_else(console, Session::by)
    }

    /// The event of a step that puts nothing in force and is no signature: those have their own.
    pub(super) fn step(&self, change: &Change) -> Option<Entry> {
        let word = match change.step {
            Step::Drafted => "drafted",
            Step::Discarded => "given up",
            Step::Signed | Step::Reviewed if self.session.is_some() => return None,
            Step::Signed => "signed at the command line",
            Step::Reviewed => "reviewed at the command line",
            Step::Activated | Step::RolledBack => return None,
        };
        let label = change.label.trim_start_matches("guardrails: ");
        let after = [("step", json!(word)), ("what", json!(label))].map(|(name, value)| (name.to_owned(), value));
        let entry = Entry::new(self.by(), What::PolicyStep, KEY);
        Some(Entry { reason: change.reason.clone(), after: Some(after.into_iter().collect()), epoch: Some(change.stored.epoch), ..entry })
    }
}
