//! Verification: reads both logs, recomputes every hash and names the first entry that is not as it was written.
//! A log that was shortened or rewritten as a whole is found out only with a checkpoint kept outside: the witness.

mod events;
mod fault;
mod revisions;
mod trail;

use serde::Serialize;
use uuid::Uuid;

use crate::hash::{Checkpoint, Hash};
use crate::store::{Cell, Connection};
use crate::witness::Witnessed;
use crate::{Error, Ledger};
use revisions::Walk;
use trail::Trail;

pub use fault::{Fault, Log, Problem};

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The end of the sound part of the revisions; without a fault that is the whole log.
    pub sound: Checkpoint,
    /// The end of the sound part of the audit.
    pub events: Checkpoint,
    /// The first thing that is wrong.
    pub fault: Option<Fault>,
}

/// What a walk along both logs found, with the roots over their sound parts.
pub(crate) struct Walked {
    pub(crate) verification: Verification,
    /// By [`Log`].
    pub(crate) roots: [Hash; 2],
    pub(crate) ledger: Uuid,
}

impl Ledger {
    /// Reads both logs and checks every hash, order, number and batch, then the head rows, the heads, signatures, people
    /// and sessions against them, the file's pages and, if given, that the log still contains what the `witness` saw.
    /// Writers are not held up.
    pub fn verify(&self, witness: Option<&Checkpoint>) -> Result<Verification, Error> {
        Ok(self.walk(witness, &[])?.verification)
    }

    /// The ledger's own name, which its checkpoints carry.
    pub fn identity(&self) -> Result<Uuid, Error> {
        self.read(identity)
    }

    pub(crate) fn walk(&self, witness: Option<&Checkpoint>, witnessed: &[Witnessed]) -> Result<Walked, Error> {
        self.read_one_state(|connection| {
            let ledger = identity(connection)?;
            let own: Vec<Witnessed> = witnessed.iter().filter(|one| one.ledger == ledger).cloned().collect();
            let mut walk = Walk::new(Trail::new(Log::Revisions, &own), witness.copied());
            let mut trail = Trail::new(Log::Events, &own);
            let stranger = !witnessed.is_empty() && own.is_empty();
            let stranger = stranger.then(|| Fault { seq: 0, ..walk.trail.nameless(Problem::OtherLedger) });
            let of_revisions = revisions::faults(connection, &mut walk);
            let of_revisions = or_damage(of_revisions, &walk.trail)?;
            let of_events = events::faults(connection, &mut trail);
            let of_events = or_damage(of_events, &trail)?;
            let fault = match stranger.or(of_revisions).or(of_events) {
                Some(fault) => Some(fault),
                None => or_damage(pages(connection, &walk.trail), &walk.trail)?,
            };
            let verification = Verification { sound: walk.trail.end, events: trail.end, fault };
            Ok(Walked { verification, roots: [walk.trail.root(), trail.root()], ledger })
        })
    }
}

/// A page that cannot be read is a fault where the walk met it.
fn or_damage(found: Result<Option<Fault>, Error>, trail: &Trail) -> Result<Option<Fault>, Error> {
    match found {
        Err(Error::Damaged { .. }) => Ok(Some(trail.nameless(Problem::Damaged))),
        found => found,
    }
}

fn identity(connection: &Connection) -> Result<Uuid, Error> {
    let name = connection.one("SELECT ledger FROM ledger_identity WHERE id = 1", &[], |row| row.uuid())?;
    name.ok_or(Error::Unreadable { what: "ledger's name" })
}

fn pages(connection: &Connection, trail: &Trail) -> Result<Option<Fault>, Error> {
    let damage = connection.damage()?;
    Ok(damage.map(|_| Fault { seq: 0, ..trail.nameless(Problem::Damaged) }))
}

fn text(cell: Option<&Cell>) -> Option<String> {
    match cell {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
