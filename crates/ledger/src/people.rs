//! People: who may sign in, as which functions in which markets they may act, and who administers.
//! Every change is one transaction with its event in the audit, before and after; a deactivated person has no session
//! from that moment on. Functions and markets are words of the strategy, which this crate stores and does not judge.

mod change;
mod first;
mod passkey;
mod password;
mod person;
mod read;
mod store;

pub use change::Change;
pub use first::NewPerson;
pub use passkey::Passkey;
pub use password::{PASSWORD_SHORTEST, PasswordHash};
pub use person::{Grant, Person, Role};

pub(crate) use first::about;
pub(crate) use store::{COLUMNS, everybody, find, read, summary};
