//! A map by key that is asked tens of thousands of times in one check.
//! Its hashes are cheap, and seeded afresh for each map so that nobody can choose keys that collide.

use std::{
    collections::{HashMap, hash_map::RandomState},
    hash::{BuildHasher, Hasher},
};

use super::Key;

/// Values by key.
pub(crate) type KeyMap<V> = HashMap<Key, V, Seeded>;

/// Makes the hashes of one map.
#[derive(Clone, Debug)]
pub(crate) struct Seeded {
    start: u64,
    factor: u64,
}

impl Default for Seeded {
    fn default() -> Self {
        let random = || RandomState::new().build_hasher().finish();
        Seeded { start: random(), factor: random() | 1 }
    }
}

impl BuildHasher for Seeded {
    type Hasher = Folding;

    fn build_hasher(&self) -> Folding {
        Folding { state: self.start, factor: self.factor }
    }
}

/// Folds eight bytes at a time into a state: the two halves of a wide product, as wyhash and foldhash do.
pub(crate) struct Folding {
    state: u64,
    factor: u64,
}

impl Folding {
    fn fold(&mut self, word: u64) {
        let wide = u128::from(self.state ^ word) * u128::from(self.factor);
        self.state = (wide as u64) ^ ((wide >> 64) as u64);
    }
}

impl Hasher for Folding {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.fold(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.fold(u64::from_le_bytes(last) ^ ((bytes.len() as u64) << 56));
    }

    fn write_u8(&mut self, _: u8) {
        // The end mark of a text; its length is folded in already.
    }

    fn finish(&self) -> u64 {
        self.state ^ self.state.rotate_left(32).wrapping_mul(self.factor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn keys_that_differ_little_have_hashes_of_their_own() {
        let seeded = Seeded::default();
        let keys = (0..20_000).map(|number| Key::new(&format!("T-{}-{number}", number % 7)).expect("a key"));
        let hashes: HashSet<u64> = keys.map(|key| seeded.hash_one(key)).collect();
        assert_eq!(hashes.len(), 20_000);
        let low: HashSet<u64> = hashes.iter().map(|hash| hash & 0xffff).collect();
        assert!(low.len() > 15_000, "{} of 65,536 low halves", low.len());
    }
}
