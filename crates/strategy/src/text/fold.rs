//! A text as a row of folded letters, each with the bytes that it came from, so that a match can be shown in the original.
//! Two views: plain (compatibility forms, accents and case folded) and by look (look-alike letters folded too).

use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_script::{Script, UnicodeScript};
use unicode_security::skeleton;

use super::disguise::{END_OF_OVERRIDE, OVERRIDE, invisible};

/// What is the same letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// The same letter in another form or case.
    Plain,
    /// A letter that looks the same.
    Look,
}

/// What stands before a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Another letter.
    None,
    /// One mark such as a hyphen or full stop.
    Mark,
    /// A blank, or more than one mark.
    Wide,
}

/// A folded letter or digit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// What it counts as.
    pub(super) fold: char,
    /// What is written.
    pub(super) written: char,
    /// The first byte of what is written.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether it stands behind a direction override, in reverse.
    pub(super) reversed: bool,
}

/// The letters and digits of a text in the order in which they are seen.
pub(super) fn letters(text: &str, view: View) -> Vec<Letter> {
    let mut row = Row { letters: Vec::with_capacity(text.len()), gap: Gap::Wide, reversed_from: None };
    if text.is_ascii() {
        text.bytes().enumerate().for_each(|(at, byte)| row.ascii(byte, at, view));
    } else {
        text.char_indices().for_each(|(at, c)| row.char(c, at, view));
        row.turn();
    }
    row.letters
}

struct Row {
    letters: Vec<Letter>,
    gap: Gap,
    reversed_from: Option<usize>,
}

impl Row {
    fn ascii(&mut self, byte: u8, at: usize, view: View) {
        if byte.is_ascii_alphanumeric() {
            self.fold_ascii(byte, byte as char, at, at + 1, view);
        } else if byte.is_ascii_whitespace() || !byte.is_ascii_control() {
            self.apart(byte.is_ascii_whitespace());
        }
    }

    fn char(&mut self, c: char, at: usize, view: View) {
        if matches!(c, END_OF_OVERRIDE | '\n' | OVERRIDE) {
            self.turn();
        }
        if c == OVERRIDE {
            self.reversed_from = Some(self.letters.len());
        }
        if c.is_ascii() {
            return self.ascii(c as u8, at, view);
        }
        if invisible(c).is_some() || is_mark(c) {
            return;
        }
        let end = at + c.len_utf8();
        let folded: String = match view {
            View::Plain => bare(c).flat_map(char::to_lowercase).collect(),
            View::Look => look(c),
        };
        // A trade mark sign is no letter, though its compatibility form is two.
        if matches!(c, '™' | '℠') || !folded.chars().any(char::is_alphanumeric) {
            return self.apart(c.is_whitespace());
        }
        for fold in folded.chars().filter(|c| c.is_alphanumeric()) {
            match u8::try_from(fold) {
                Ok(byte) if byte.is_ascii() => self.fold_ascii(byte, c, at, end, view),
                _ => self.push(fold, c, at, end),
            }
        }
    }

    fn fold_ascii(&mut self, byte: u8, written: char, start: usize, end: usize, view: View) {
        let lower = byte.to_ascii_lowercase();
        match (view, lower) {
            // UTS 39 takes these for alike: `rn` and `m`, `l`, `1` and `I`, `0` and `O`; `vv` and `w` are ours.
            (View::Look, b'm') => ['r', 'n'].into_iter().for_each(|fold| self.push(fold, written, start, end)),
            (View::Look, b'w') => ['v', 'v'].into_iter().for_each(|fold| self.push(fold, written, start, end)),
            (View::Look, b'i' | b'1') => self.push('l', written, start, end),
            (View::Look, b'0') => self.push('o', written, start, end),
            (_, lower) => self.push(lower as char, written, start, end),
        }
    }

    fn push(&mut self, fold: char, written: char, start: usize, end: usize) {
        let reversed = self.reversed_from.is_some();
        self.letters.push(Letter { fold, written, start, end, gap: self.gap, reversed });
        self.gap = Gap::None;
    }

    fn apart(&mut self, blank: bool) {
        self.gap = if self.gap == Gap::None && !blank { Gap::Mark } else { Gap::Wide };
    }

    /// Turns round what stands behind a direction override, as a screen does.
    fn turn(&mut self) {
        let Some(from) = self.reversed_from.take() else { return };
        let turned = &mut self.letters[from..];
        let Some(first) = turned.first().map(|letter| letter.gap) else { return };
        turned.reverse();
        for i in (1..turned.len()).rev() {
            turned[i].gap = turned[i - 1].gap;
        }
        turned[0].gap = first;
    }
}

/// Whether a character is an accent that any script can carry; vowel signs that belong to one script are letters.
pub(super) fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c) && c.script() == Script::Inherited && invisible(c).is_none()
}

/// The compatibility form of a character without accents.
pub(super) fn bare(c: char) -> impl Iterator<Item = char> {
    let mut parts = [None; 18];
    let mut count = 0;
    let mut add = |part: char| {
        if !is_mark(part) && count < parts.len() {
            parts[count] = Some(part);
            count += 1;
        }
    };
    match enclosed(c) {
        Some(letter) => add(letter),
        None if c.is_ascii() => add(c),
        None => decompose_compatible(c, add),
    }
    parts.into_iter().flatten()
}

/// The letter in a negative circle or square or of a flag, which have no compatibility form.
fn enclosed(c: char) -> Option<char> {
    let first = match c {
        '\u{1f150}'..='\u{1f169}' => 0x1f150,
        '\u{1f170}'..='\u{1f189}' => 0x1f170,
        '\u{1f1e6}'..='\u{1f1ff}' => 0x1f1e6,
        _ => return None,
    };
    char::from_u32(u32::from('A') + u32::from(c) - first)
}

/// What a character looks like: an ASCII letter in lower case if it looks like one in either case, else itself.
fn look(c: char) -> String {
    let bare: String = bare(c).collect();
    let alike = |text: &str| {
        let folded: String = skeleton(text).filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
        Some(folded).filter(|folded| folded.is_ascii() && folded.bytes().any(|b| b.is_ascii_alphanumeric()))
    };
    if bare.is_ascii() {
        return bare.to_ascii_lowercase();
    }
    alike(&bare).or_else(|| alike(&bare.to_uppercase())).or_else(|| alike(&bare.to_lowercase())).unwrap_or_else(|| bare.to_lowercase())
}
