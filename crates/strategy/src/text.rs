//! Free text as rules compare it: normalised, in words, by similarity, and searched for names that may be hidden.
//! Plain ASCII takes a short way through all of it. What a name is, and what finding one means, is for the rules.

mod disguise;
mod fold;
mod names;

pub use disguise::{Disguise, is_unruly, mixes_scripts, visible};
pub use names::{Match, Names};

/// A text with one spelling for everything that reads the same: compatibility forms resolved, invisible characters
/// and accents removed, in lower case. Look-alike letters of other scripts stay what they are.
pub fn normal(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().filter(|c| disguise::invisible(*c).is_none()).flat_map(fold::bare).flat_map(char::to_lowercase).collect()
}

/// The words of a text with one blank between them: [`words`] put together again.
pub fn plain(text: &str) -> String {
    let text = normal(text);
    let mut plain = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// The words of a text: normalised, without punctuation.
pub fn words(text: &str) -> Vec<String> {
    normal(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// How much two texts say the same: shared words over all words (Jaccard), without words too common to matter. 0 to 1;
/// two empty texts are the same.
pub fn similarity(one: &str, other: &str) -> f64 {
    const COMMON: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "no", "not", "of", "on", "or", "that", "the",
        "their", "this", "to", "with", "who", "within",
    ];
    if one == other {
        return 1.0;
    }
    let set = |text: &str| words(text).into_iter().filter(|w| !COMMON.contains(&w.as_str())).collect::<std::collections::BTreeSet<_>>();
    let (one, other) = (set(one), set(other));
    let all = one.union(&other).count();
    if all == 0 { 1.0 } else { one.intersection(&other).count() as f64 / all as f64 }
}

#[cfg(test)]
mod tests;
