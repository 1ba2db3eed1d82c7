//! The hash that chains revisions, and the unambiguous encoding it is taken over.
//! Every column is written as a type byte, its length and its bytes, so no two different rows encode alike.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::store::Param;

/// SHA-256 over a revision's columns and the hash of the revision before it; shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash before the first revision.
    pub const START: Hash = Hash([0; 32]);

    /// Reads a hash from exactly 32 bytes.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Hash> {
        bytes.try_into().ok().map(Hash)
    }
}

/// A place in the log, small enough to be kept by a witness outside: if the witness holds it, a shortened or
/// rewritten log is found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Number of revisions up to here; 0 for an empty log.
    pub seq: u64,
    /// Hash of the revision with that number; [`Hash::START`] for an empty log.
    pub hash: Hash,
}

/// Hashes columns in order under a `purpose`, so that a hash for one purpose never stands for another.
pub(crate) fn seal(purpose: &str, columns: &[Param<'_>]) -> Hash {
    let mut digest = Sha256::new();
    add(&mut digest, b'T', purpose.as_bytes());
    for column in columns {
        match column {
            Param::Null => add(&mut digest, b'N', &[]),
            Param::Integer(number) => add(&mut digest, b'I', &number.to_be_bytes()),
            Param::Text(text) => add(&mut digest, b'T', text.as_bytes()),
            Param::Bytes(bytes) => add(&mut digest, b'B', bytes),
        }
    }
    Hash(digest.finalize().into())
}

fn add(digest: &mut Sha256, kind: u8, bytes: &[u8]) {
    digest.update([kind]);
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Hash, Self::Err> {
        const WANTED: &str = "a hash has 64 hexadecimal digits";
        let digits_only = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !digits_only {
            return Err(WANTED);
        }
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).map_err(|_| WANTED)?;
        }
        Ok(Hash(bytes))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Hash, D::Error> {
        let text = String::deserialize(input)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_character_between_columns_changes_the_hash() {
        let pairs = [["ab", "c"], ["a", "bc"], ["aTb", ""], ["a", "bT"]];
        let hashes = pairs.map(|pair| seal("test", &pair.map(Param::Text)));
        let distinct: std::collections::HashSet<Hash> = hashes.into_iter().collect();
        assert_eq!(distinct.len(), pairs.len());
    }

    #[test]
    fn nothing_the_empty_text_and_empty_bytes_are_three_things() {
        let null = seal("test", &[Param::Null]);
        let text = seal("test", &[Param::Text("")]);
        let bytes = seal("test", &[Param::Bytes(&[])]);
        assert!(null != text && text != bytes && null != bytes);
    }

    #[test]
    fn a_hash_reads_back_from_its_text() {
        let hash = seal("test", &[Param::Integer(7)]);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert!("é".repeat(32).parse::<Hash>().is_err());
    }
}
