//! Which keys a person may choose. A key that is taken says that there is a record; so the kinds of which some seat
//! sees only a part have their own first letters, and nobody else may use those.
//!
//! INVARIANT: a record that a seat may not see has a key that the seat could not have chosen anyway. So a chosen key
//! can meet a hidden record in no answer of ours: `IN-7` for a claim is refused in the same words whether or not there
//! is an insight `IN-7`; a new insight of somebody who does not see every insight gets a random key. What this does not
//! cover are records whose odd keys were brought in from the workspace's folder, past the server.

use strategy::{Key, Kind};
use uuid::Uuid;

/// The kinds of which a seat may see some records and not others. Records of all other kinds are seen by everybody,
/// if not in every field.
pub const PARTLY_SEEN: [Kind; 4] = [Kind::Insight, Kind::Request, Kind::Handoff, Kind::Incentive];

/// How many letters a given key has after its prefix: 30 bits, so that guessing one is hopeless and meeting one is rare.
const LETTERS: usize = 6;
/// Digits and small letters that are not taken for one another.
const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";

/// Whether some seat may see only some records of a kind.
pub fn is_partly_seen(kind: Kind) -> bool {
    PARTLY_SEEN.contains(&kind)
}

/// The kind for which a key is kept by its first letters.
pub fn kept_for(key: &Key) -> Option<Kind> {
    let (first, _) = key.as_str().split_once('-').unwrap_or((key.as_str(), ""));
    PARTLY_SEEN.into_iter().find(|kind| kind.prefix().eq_ignore_ascii_case(first))
}

/// Why a record of a kind may not have a key, by the letters of both alone.
pub fn misfit(kind: Kind, key: &Key) -> Option<String> {
    match kept_for(key) {
        Some(keeper) if keeper != kind => {
            Some(format!("keys that start with `{}-` are kept for {}; choose another key", keeper.prefix(), keeper.plural()))
        }
        None if is_partly_seen(kind) => {
            Some(format!("the key of {} starts with `{}-`", strategy::schema::with_article(&kind.label()), kind.prefix()))
        }
        _ => None,
    }
}

/// Why somebody who does not see every record of a kind does not choose the key of a new one.
pub fn not_to_choose(kind: Kind) -> String {
    format!("You do not see every one of the {}, so the key of a new one is not yours to choose.", kind.plural())
}

/// A key that says nothing, from random bits; `taken` is asked over the whole strategy.
pub(super) fn given(kind: Kind, new_id: impl Fn() -> Uuid, taken: impl Fn(&Key) -> bool) -> Key {
    loop {
        let bytes = new_id().into_bytes();
        let letters: String = bytes.iter().take(LETTERS).map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        match Key::new(&format!("{}-{letters}", kind.prefix())) {
            Some(key) if !taken(&key) => return key,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        Key::new(text).expect("a key")
    }

    #[test]
    fn a_key_of_a_kept_kind_is_refused_without_looking() {
        assert_eq!(kept_for(&key("IN-7")), Some(Kind::Insight));
        assert_eq!(kept_for(&key("in-7")), Some(Kind::Insight), "by letters of any case");
        assert_eq!(kept_for(&key("INN-7")), None);
        assert!(misfit(Kind::Claim, &key("IN-7")).is_some_and(|says| says.contains("kept for insights")));
        assert!(misfit(Kind::Insight, &key("C-7")).is_some());
        assert_eq!(misfit(Kind::Insight, &key("IN-7")), None);
        assert_eq!(misfit(Kind::Claim, &key("C-7")), None);
    }

    #[test]
    fn a_given_key_is_free_and_fits_its_kind() {
        let ids = std::cell::Cell::new(0u128);
        let next = || {
            Uuid::from_u128({
                ids.set(ids.get() + 1);
                ids.get() << 120
            })
        };
        let first = given(Kind::Insight, next, |_| false);
        ids.set(0);
        let second = given(Kind::Insight, next, |key| *key == first);
        assert_ne!(first, second);
        assert_eq!(misfit(Kind::Insight, &second), None);
    }

    #[test]
    fn no_other_kind_starts_its_keys_like_a_kept_one() {
        for kind in Kind::ALL.iter().filter(|kind| !is_partly_seen(**kind)) {
            assert_eq!(kept_for(&key(&format!("{}-1", kind.prefix()))), None, "{}", kind.name());
        }
    }
}
