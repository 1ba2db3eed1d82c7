//! Merkle trees over the hashes of a log, as RFC 6962 defines them: one root stands for every entry, in order.
//! A tree grows by keeping only its peaks, so that a log of any length is walked in a few hundred bytes.

use sha2::{Digest, Sha256};

use crate::Hash;

/// A tree that grows at its end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    size: u64,
    /// Roots of the complete subtrees, the largest first: one for each bit of the size.
    peaks: Vec<Hash>,
}

impl Tree {
    /// Adds the next entry of the log.
    pub(crate) fn push(&mut self, entry: &Hash) {
        let mut node = leaf(entry);
        let complete = self.size.trailing_ones();
        for _ in 0..complete {
            if let Some(left) = self.peaks.pop() {
                node = parent(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root over all entries so far.
    pub(crate) fn root(&self) -> Hash {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| parent(&left, &right));
        joined.unwrap_or_else(|| Hash(Sha256::digest([]).into()))
    }
}

/// Collects, while a log is walked once, the path that proves one entry under the root.
pub(crate) struct Path {
    place: u64,
    next: u64,
    /// The subtrees beside the path, from the entry up: first and last place, and what is known of it.
    beside: Vec<(std::ops::Range<u64>, Tree)>,
}

impl Path {
    /// A path for the entry at `place`, from 0, in a tree of `size` entries.
    pub(crate) fn new(place: u64, size: u64) -> Path {
        let mut beside = Vec::new();
        let mut within = 0..size;
        while within.end - within.start > 1 {
            let length = within.end - within.start;
            // The largest power of two below the length.
            let middle = within.start + (1 << (u64::BITS - 1 - (length - 1).leading_zeros()));
            let (inside, outside) =
                if place < middle { (within.start..middle, middle..within.end) } else { (middle..within.end, within.start..middle) };
            beside.push((outside, Tree::default()));
            within = inside;
        }
        beside.reverse();
        Path { place, next: 0, beside }
    }

    /// Takes the next entry of the log.
    pub(crate) fn push(&mut self, entry: &Hash) {
        let here = self.next;
        self.next += 1;
        if here == self.place {
            return;
        }
        if let Some((_, tree)) = self.beside.iter_mut().find(|(range, _)| range.contains(&here)) {
            tree.push(entry);
        }
    }

    /// The hashes beside the path, from the entry up.
    pub(crate) fn finish(self) -> Vec<Hash> {
        self.beside.into_iter().map(|(_, tree)| tree.root()).collect()
    }
}

/// Whether a path leads from the entry at `place`, from 0, to the root of a tree of `size` entries (RFC 9162, 2.1.3.2).
pub(crate) fn leads(entry: &Hash, place: u64, size: u64, path: &[Hash], root: &Hash) -> bool {
    if place >= size {
        return false;
    }
    let (mut here, mut last, mut node) = (place, size - 1, leaf(entry));
    for beside in path {
        if last == 0 {
            return false;
        }
        if here & 1 == 1 || here == last {
            node = parent(beside, &node);
            while here & 1 == 0 && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            node = parent(&node, beside);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && node == *root
}

fn leaf(entry: &Hash) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(entry.0).finalize().into())
}

fn parent(left: &Hash, right: &Hash) -> Hash {
    Hash(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: u8) -> Vec<Hash> {
        (0..count).map(|number| Hash([number; 32])).collect()
    }

    /// RFC 6962, 2.1, word for word.
    fn defined(entries: &[Hash]) -> Hash {
        match entries {
            [] => Hash(Sha256::digest([]).into()),
            [one] => leaf(one),
            many => {
                let split = (0..).map(|power| 1usize << power).take_while(|split| *split < many.len()).last().unwrap_or(1);
                parent(&defined(&many[..split]), &defined(&many[split..]))
            }
        }
    }

    #[test]
    fn a_tree_that_grew_has_the_root_of_its_definition() {
        let mut tree = Tree::default();
        let all = entries(70);
        for size in 0..all.len() {
            assert_eq!(tree.root(), defined(&all[..size]), "{size}");
            tree.push(&all[size]);
        }
    }

    #[test]
    fn every_entry_of_every_tree_is_proven_and_no_other() {
        for size in 1..=33u64 {
            let all = entries(size as u8);
            let root = defined(&all);
            for place in 0..size {
                let mut path = Path::new(place, size);
                all.iter().for_each(|entry| path.push(entry));
                let mut path = path.finish();
                let entry = all[place as usize];
                assert!(leads(&entry, place, size, &path, &root), "{place} of {size}");
                assert!(!leads(&Hash([99; 32]), place, size, &path, &root));
                assert!(!leads(&entry, (place + 1) % size, size, &path, &root) || size == 1);
                assert!(!leads(&entry, size, size, &path, &root));
                path.push(Hash([1; 32]));
                assert!(!leads(&entry, place, size, &path, &root), "a longer path");
                path.truncate(path.len() - 2 * usize::from(path.len() > 1));
                assert!(size == 1 || !leads(&entry, place, size, &path, &root), "a shorter path");
            }
        }
    }

    #[test]
    fn the_root_of_nothing_is_the_one_of_the_rfc() {
        let expected = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Tree::default().root().to_string(), expected);
    }
}
