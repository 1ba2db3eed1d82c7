//! Free text as rules compare it: normalised, in words, and by similarity.

/// The words of a text: folded to lower case, without punctuation.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// How much two texts say the same: shared words over all words (Jaccard), without words too common to matter. 0 to 1;
/// two empty texts are the same.
pub fn similarity(one: &str, other: &str) -> f64 {
    const COMMON: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "no", "not", "of", "on", "or", "that", "the",
        "their", "this", "to", "with", "who", "within",
    ];
    let set = |text: &str| words(text).into_iter().filter(|w| !COMMON.contains(&w.as_str())).collect::<std::collections::BTreeSet<_>>();
    let (one, other) = (set(one), set(other));
    let all = one.union(&other).count();
    if all == 0 { 1.0 } else { one.intersection(&other).count() as f64 / all as f64 }
}
