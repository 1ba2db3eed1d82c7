//! Passwords: hashed with Argon2id, salted, never stored or printed. The salt comes from the edge; nothing random is here.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use unicode_normalization::UnicodeNormalization;

use crate::people::{Person, find};
use crate::refusal::Refusal;
use crate::store::Param;
use crate::{Error, Ledger};

/// Characters of the shortest password that is taken.
/// NIST SP 800-63B-4 (2025) asks for 15 where a password stands alone and 8 beside a second factor; OWASP ASVS 5.0 6.2.1
/// asks for at least 8 and recommends 15.
pub const PASSWORD_SHORTEST: usize = 12;

/// Bytes of the longest; hashing more would only cost time.
const LONGEST: usize = 1024;

/// The hash of a password no one has: what a login that does not exist is checked against, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$aVvu6u0H0bQSmmZsDSF3SpxpT2yFPXpzYCXmZ0cPY3I";

/// A password as it is stored: an Argon2id hash with its salt, as a PHC string.
/// 19 MiB, two passes, one lane: OWASP's Password Storage Cheat Sheet.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub(crate) String);

impl PasswordHash {
    /// Hashes a password with 16 random bytes as its salt. Refuses one that is too short, or that is the login.
    pub fn new(password: &str, login: &str, salt: [u8; 16]) -> Result<PasswordHash, Error> {
        let password = normal(password);
        let is_login = super::person::login(&password) == super::person::login(login);
        if password.chars().count() < PASSWORD_SHORTEST || password.len() > LONGEST || is_login {
            return Err(Refusal::WeakPassword.into());
        }
        let hash: argon2::PasswordHash =
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map_err(|_| Error::Unreadable { what: "password" })?;
        Ok(PasswordHash(hash.to_string()))
    }

    fn fits(&self, password: &str) -> bool {
        let password = normal(password);
        password.len() <= LONGEST && Argon2::default().verify_password(password.as_bytes(), self.0.as_str()).is_ok()
    }
}

/// The same password typed on two systems has the same letters.
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("PasswordHash(…)")
    }
}

impl Ledger {
    /// The active person with this login and password. It takes as long for a login that does not exist, for a person
    /// who is deactivated and for a wrong password. Takes tens of milliseconds and 19 MiB: not for a thread that serves.
    pub fn check_password(&self, login: &str, password: &str) -> Result<Option<Person>, Error> {
        let login = super::person::login(login);
        let found = self.read(|connection| {
            let sql = "SELECT id, password FROM person WHERE login = $1 AND active = 1";
            let Some((id, hash)) = connection.one(sql, &[Param::Text(&login)], |row| Ok((row.uuid()?, row.optional_text()?)))? else {
                return Ok(None);
            };
            let person = find(connection, id)?;
            Ok(person.zip(hash))
        })?;
        let (person, hash) = found.map_or((None, NOBODY.to_owned()), |(person, hash)| (Some(person), hash));
        let fits = PasswordHash(hash).fits(password);
        Ok(person.filter(|_| fits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_is_worked_out_in_full() {
        let parsed = argon2::PasswordHash::new(NOBODY).expect("it is a hash");
        let ours = PasswordHash::new("a long enough password", "ana", [7; 16]).expect("it is long enough");
        let ours = argon2::PasswordHash::new(&ours.0).expect("it is a hash");
        assert_eq!((parsed.algorithm, parsed.version, &parsed.params), (ours.algorithm, ours.version, &ours.params));
        assert_eq!(parsed.hash.map(|hash| hash.len()), ours.hash.map(|hash| hash.len()));
    }

    #[test]
    fn a_password_fits_its_hash_alone_however_it_was_typed() {
        let hash = PasswordHash::new("Caf\u{e9} au lait, merci", "ana", [7; 16]).expect("it is long enough");
        assert!(hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hash.fits("Cafe\u{301} au lait, merci"));
        assert!(!hash.fits("Cafe au lait, merci") && !hash.fits(""));
        assert_ne!(hash, PasswordHash::new("Caf\u{e9} au lait, merci", "ana", [8; 16]).expect("it is long enough"));
    }

    #[test]
    fn short_passwords_endless_ones_and_the_login_are_refused() {
        for password in ["", "elevenchars", &"x".repeat(1025), "Ana@Example.org"] {
            let refused = PasswordHash::new(password, "ana@example.org", [7; 16]);
            assert!(matches!(refused, Err(Error::Refused(Refusal::WeakPassword))), "{password}");
        }
    }
}
