//! Mistakes that people make at a keyboard.

use super::dice::Dice;

/// The text with one mistake in it: a letter other, more, less, or two swapped.
pub fn mistyped(dice: &mut Dice, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 2 {
        return text.to_owned();
    }
    let at = dice.below(letters.len());
    let other = |dice: &mut Dice, like: char| {
        if like.is_ascii_digit() { char::from(b'0' + dice.below(10) as u8) } else { char::from(b'a' + dice.below(26) as u8) }
    };
    match dice.below(4) {
        0 => letters[at] = other(dice, letters[at]),
        1 => {
            let letter = other(dice, letters[at]);
            letters.insert(at, letter);
        }
        2 => {
            letters.remove(at);
        }
        _ => letters.swap(at.min(text.chars().count() - 2), at.min(text.chars().count() - 2) + 1),
    }
    letters.into_iter().collect()
}
