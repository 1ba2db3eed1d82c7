//! Randomness, drawn at the server's edge and nowhere behind it.

use ledger::sessions::SessionId;
use uuid::Uuid;

use crate::app::Error;

/// Random bytes from the system. Without them nobody can be let in.
fn bytes<const COUNT: usize>() -> Result<[u8; COUNT], Error> {
    let mut bytes = [0; COUNT];
    match getrandom::fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(failure) => Err(Error::NoChance(failure.to_string())),
    }
}

/// The id of a new session.
pub(super) fn session_id() -> Result<SessionId, Error> {
    bytes().map(SessionId::from_random)
}

/// The salt of a password.
pub(super) fn salt() -> Result<[u8; 16], Error> {
    bytes()
}

/// A new id for a person or a request.
pub fn random_id() -> Uuid {
    Uuid::new_v4()
}
