//! By what right somebody changes people: checked in the transaction of the change, never before it.

use jiff::Timestamp;
use uuid::Uuid;

use crate::Error;
use crate::audit::By;
use crate::refusal::Refusal;
use crate::sessions::{Call, Session, live};
use crate::store::Connection;

/// By what right.
#[derive(Debug, Clone, Copy)]
pub enum Authority<'a> {
    /// The command line on the machine itself: whoever can write the ledger's file.
    Console {
        /// Who, for the audit.
        name: &'a str,
        /// Now, by the caller's clock.
        at: Timestamp,
    },
    /// A signed-in person's session.
    Session(Call<'a>),
}

impl Authority<'_> {
    /// An owner who has authenticated lately.
    pub(crate) fn as_owner(&self, connection: &Connection) -> Result<By, Error> {
        self.check(connection, |session| if session.person.is_owner() { Ok(()) } else { Err(Refusal::NotOwner) }, true)
    }

    /// An owner or the person themselves, authenticated lately.
    pub(crate) fn as_owner_or(&self, connection: &Connection, person: Uuid) -> Result<By, Error> {
        self.check(connection, owner_or(person), true)
    }

    /// An owner or the person themselves.
    pub(crate) fn as_owner_or_self(&self, connection: &Connection, person: Uuid) -> Result<By, Error> {
        self.check(connection, owner_or(person), false)
    }

    fn check(&self, connection: &Connection, may: impl Fn(&Session) -> Result<(), Refusal>, freshly: bool) -> Result<By, Error> {
        match self {
            Authority::Console { name, at } => Ok(By::console(name, *at)),
            Authority::Session(call) => {
                let session = live(connection, call)?;
                may(&session)?;
                if freshly && !session.is_fresh(call.at, &call.limits) {
                    return Err(Refusal::StepUpNeeded.into());
                }
                Ok(session.by(call.request, call.at))
            }
        }
    }
}

fn owner_or(person: Uuid) -> impl Fn(&Session) -> Result<(), Refusal> {
    move |session| if session.person.id == person || session.person.is_owner() { Ok(()) } else { Err(Refusal::NotOwner) }
}
