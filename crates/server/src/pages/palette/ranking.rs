//! How well a key and a title match what somebody typed: whole, at the start, at the start of a word, inside, with a slip.
//! Case, accents and compatibility forms do not count.

use strategy::text;

/// How good a match is; smaller is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(u8);

/// What was typed, folded once.
#[derive(Debug)]
pub(super) struct Asked {
    whole: String,
    words: Vec<String>,
}

const WHOLE: Rank = Rank(0);
const KEY_START: Rank = Rank(2);
const START: Rank = Rank(4);
const WORD_STARTS: Rank = Rank(6);
const INSIDE: Rank = Rank(8);
const SLIP: Rank = Rank(10);

/// How many letters a word must have before a slip in it is forgiven; a second one from twice that.
const SLIP_CHARS_MIN: usize = 4;

impl Rank {
    /// The same match of something that is wanted less often.
    pub(super) fn lower(self) -> Rank {
        Rank(self.0 + 1)
    }

    /// The same match in words that stand beside the title: never better than the start of one of its words.
    pub(super) fn beside(self) -> Rank {
        self.max(WORD_STARTS).lower()
    }

    /// Whether the whole key or title was typed, or its start.
    pub(super) fn is_whole(self) -> bool {
        self <= START
    }
}

impl Asked {
    pub(super) fn of(question: &str) -> Asked {
        let cut: String = question.trim().chars().take(100).collect();
        let whole = text::normal(&cut);
        Asked { words: whole.split_whitespace().map(str::to_owned).collect(), whole }
    }

    /// Whether nothing was typed; then everything matches.
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// How well a key and a title match; `None` when they do not.
    pub(super) fn rank(&self, key: &str, title: &str) -> Option<Rank> {
        if self.is_empty() {
            return Some(WHOLE);
        }
        let (key, title) = (text::normal(key), text::normal(title));
        if key == self.whole || title == self.whole {
            return Some(WHOLE);
        }
        if !key.is_empty() && key.starts_with(&self.whole) {
            return Some(KEY_START);
        }
        if title.starts_with(&self.whole) {
            return Some(START);
        }
        let starts = |word: &String| title.starts_with(word.as_str()) || has_word_start(&title, word) || key.starts_with(word.as_str());
        if self.words.iter().all(starts) {
            return Some(WORD_STARTS);
        }
        if self.words.iter().all(|word| title.contains(word.as_str()) || key.contains(word.as_str())) {
            return Some(INSIDE);
        }
        let near = |word: &String| starts(word) || words_of(&title).any(|known| is_near(word, known));
        self.words.iter().all(near).then_some(SLIP)
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn has_word_start(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// Whether a word, or its start, is the typed one with a letter missing, added, wrong, or two turned round.
fn is_near(typed: &str, known: &str) -> bool {
    let typed: Vec<char> = typed.chars().collect();
    let forgiven = (typed.len() / SLIP_CHARS_MIN).min(2);
    // A first letter is rarely wrong, and this keeps thousands of titles cheap.
    if forgiven == 0 || !known.starts_with(typed[0]) {
        return false;
    }
    let known: Vec<char> = known.chars().take(typed.len() + forgiven).collect();
    known.len() + forgiven >= typed.len() && distance_to_start(&typed, &known) <= forgiven
}

/// Slips between a text and the nearest start of another (optimal string alignment).
fn distance_to_start(typed: &[char], known: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=known.len()).collect()];
    for (i, letter) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in known.iter().enumerate() {
            let mut least = (rows[i][j] + usize::from(letter != other)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && typed[i - 1] == *other && known[j - 1] == *letter {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[typed.len()].iter().copied().min().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(question: &str, key: &str, title: &str) -> Option<Rank> {
        Asked::of(question).rank(key, title)
    }

    #[test]
    fn better_matches_come_first() {
        let title = "Heart failure is treated too late";
        let ranks =
            ["N-1", "n-", "heart f", "failure late", "eated", "hart failrue"].map(|question| rank(question, "N-1", title).expect(question));
        assert_eq!(ranks, [WHOLE, KEY_START, START, WORD_STARTS, INSIDE, SLIP]);
        assert!(ranks.is_sorted());
    }

    #[test]
    fn what_does_not_match_is_left_out() {
        assert_eq!(rank("zebra", "N-1", "Heart failure"), None);
        assert_eq!(rank("heart zebra", "N-1", "Heart failure"), None, "every word must match");
        assert_eq!(rank("hax", "N-1", "Heart failure"), None, "short words allow no slip");
    }

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(rank("PROVÉ", "", "prove"), Some(WHOLE));
        assert_eq!(rank("muller", "S-1", "Dr Müller"), Some(WORD_STARTS));
    }
}
