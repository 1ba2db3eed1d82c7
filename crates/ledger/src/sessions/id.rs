//! The id that the browser holds. It is shown to nobody else and never stored.

use sha2::{Digest, Sha256};

use crate::Hash;

/// 256 random bits that stand for a session.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionId([u8; 32]);

impl SessionId {
    /// An id of 32 bytes from the system's source of randomness; nothing else will do.
    pub fn from_random(bytes: [u8; 32]) -> SessionId {
        SessionId(bytes)
    }

    /// Reads an id from a cookie: 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<SessionId> {
        text.parse::<Hash>().ok().map(|hash| SessionId(hash.0))
    }

    /// The text for the cookie: 64 hexadecimal digits.
    pub fn cookie(&self) -> String {
        Hash(self.0).to_string()
    }

    /// What stands for the session in the audit and in lists: 16 digits of the hash, from which nobody gets the id.
    pub fn mark(&self) -> String {
        mark(&self.token())
    }

    /// What is stored instead of the id.
    pub(crate) fn token(&self) -> Hash {
        Hash(Sha256::digest(self.0).into())
    }
}

/// The mark of a stored session.
pub(crate) fn mark(token: &Hash) -> String {
    token.to_string()[..16].to_owned()
}

impl std::fmt::Debug for SessionId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SessionId({}…)", self.mark())
    }
}
