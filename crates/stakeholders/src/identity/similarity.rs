//! How alike two texts are.

use rapidfuzz::distance::{jaro_winkler, osa};

/// Jaro–Winkler similarity (Winkler 1990): 1 equal, 0 nothing in common. The order of the two does not matter.
pub(super) fn jaro_winkler(one: &str, other: &str) -> f64 {
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    jaro_winkler::similarity(one.bytes(), other.bytes())
}

/// How many typing errors lie between two texts (insertions, deletions, substitutions, neighbours swapped).
pub(super) fn errors(one: &str, other: &str) -> usize {
    osa::distance(one.bytes(), other.bytes())
}

/// Whether two texts are one typing error apart, and long enough for that to mean something.
pub(super) fn is_one_error(one: &str, other: &str) -> bool {
    let (one_length, other_length) = (one.len(), other.len());
    one_length.min(other_length) >= 4 && one_length.abs_diff(other_length) <= 1 && errors(one, other) <= 1
}

/// How many of the words of the shorter text the longer one has, from 0 to 1. Words of one letter do not count.
pub(super) fn shared_words(one: &str, other: &str) -> f64 {
    let words = |text: &str| text.split(' ').filter(|word| word.len() > 1).count();
    let (one, other) = if words(one) <= words(other) { (one, other) } else { (other, one) };
    let all = words(one);
    let shared = one.split(' ').filter(|word| word.len() > 1 && other.split(' ').any(|w| w == *word)).count();
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn similarity_is_the_same_in_both_directions() {
        for (one, other) in [("martha", "marhta"), ("dwayne", "duane"), ("a", "ab"), ("xyz", "")] {
            assert_eq!(jaro_winkler(one, other), jaro_winkler(other, one));
        }
        // The usual worked examples.
        assert!((jaro_winkler("martha", "marhta") - 0.961).abs() < 0.001);
        assert!((jaro_winkler("dwayne", "duane") - 0.84).abs() < 0.001);
    }

    #[test]
    fn one_error_is_a_letter_more_less_other_or_swapped() {
        for other in ["smyth", "smit", "smiths", "smtih"] {
            assert!(is_one_error("smith", other), "{other}");
        }
        assert!(!is_one_error("smith", "smythe") && !is_one_error("ann", "anne"));
        assert_eq!(shared_words("internal medicine", "medicine"), 1.0);
    }
}
