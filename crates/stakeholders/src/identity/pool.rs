//! Texts stored once and known by a number.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// No text.
pub(super) const NONE: u32 = 0;

/// Interned texts; number 0 is the empty one.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    text: String,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    index: HashMap<u64, u32, BuildHasherDefault<AsItIs>>,
}

impl Default for Pool {
    fn default() -> Self {
        Pool { text: String::new(), ends: vec![0], hashes: vec![0], index: HashMap::default() }
    }
}

impl Pool {
    /// The number of a text, which is stored if it is new, and whether it is.
    pub(super) fn intern(&mut self, text: &str) -> (u32, bool) {
        if text.is_empty() {
            return (NONE, false);
        }
        let mut place = hash(text.as_bytes());
        loop {
            match self.index.get(&place) {
                Some(&known) if self.get(known) == text => return (known, false),
                // Two texts of one hash stand at neighbouring places.
                Some(_) => place = place.wrapping_add(1),
                None => break,
            }
        }
        let number = u32::try_from(self.ends.len()).expect("fewer than four thousand million texts");
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).expect("less than four gigabytes of distinct text"));
        self.hashes.push(fold_hash(hash(text.as_bytes())));
        self.index.insert(place, number);
        (number, true)
    }

    /// The text of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let end = self.ends[number as usize] as usize;
        let start = if number == 0 { 0 } else { self.ends[number as usize - 1] as usize };
        &self.text[start..end]
    }

    /// A hash of the text that is the same on every machine and in every order of arrival; 0 for no text.
    pub(super) fn hash(&self, number: u32) -> u32 {
        self.hashes[number as usize]
    }

    /// How many texts, the empty one included.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// A hash of bytes (FNV-1a, 64 bits, then mixed as SplitMix64 does).
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let fnv = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    mix(fnv)
}

/// Scatters the bits of a number (SplitMix64's finaliser).
pub(super) fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Half a hash, never 0.
pub(super) fn fold_hash(hash: u64) -> u32 {
    ((hash >> 32) as u32 ^ hash as u32).max(1)
}

/// The keys are hashes already.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_stored_once() {
        let mut pool = Pool::default();
        let (ada, new) = pool.intern("ada");
        assert!(new && pool.intern("bob").1);
        assert_eq!(pool.intern("ada"), (ada, false));
        assert_eq!(pool.intern(""), (NONE, false));
        assert_eq!((pool.get(ada), pool.get(NONE), pool.len()), ("ada", "", 3));
    }
}
