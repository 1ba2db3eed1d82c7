//! What the server adds to the audit, and how the audit is read.
//!
//! The ledger itself writes what happens in its own transactions: sign-ins, switches, signatures, changes of people. Here is
//! the rest: what a rule refused or withheld, what left as a file, who asked why. A request notes its [`Deed`]s while it is
//! answered; one writer takes them to the ledger behind it. Reading is through the gate: an entry names a record only to a
//! seat that sees it.

mod deed;
mod integrity;
mod pack;
mod reading;
mod recorder;

pub use deed::{Called, Deed, Notes};
pub use integrity::{Found, Integrity, LastCheckpoint, Outside, WitnessFile};
pub use pack::{MOST as PACK_MOST, Packed};
pub use reading::{About, Line, Wanted, moment};

pub(super) use integrity::Verified;
pub(super) use recorder::Recorder;

use super::{App, Session};

/// The party that owns the policy for Compliance.
const OF_COMPLIANCE: &str = "compliance";

impl App {
    /// Whether somebody may read the audit: owners of the workspace, owners of the policy, and whoever acts as Compliance.
    pub fn may_read_audit(&self, session: &Session) -> bool {
        let owns_policy = |role: &ledger::people::Role| matches!(role, ledger::people::Role::PolicyOwner(_));
        session.is_owner() || session.function() == Some(strategy::Function::Compliance) || session.person().roles.iter().any(owns_policy)
    }

    /// Whether somebody may take evidence away: owners of the workspace, and owners of the policy for Compliance. A piece of
    /// evidence is the audit as it was hashed, so nothing in it can be withheld; this right is what declassifies it.
    pub fn may_take_evidence(&self, session: &Session) -> bool {
        let of_compliance = ledger::people::Role::PolicyOwner(OF_COMPLIANCE.into());
        session.is_owner() || session.person().roles.contains(&of_compliance)
    }
}
