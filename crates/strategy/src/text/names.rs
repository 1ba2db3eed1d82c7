//! Finds names in a text, whether they stand there plainly or hidden, and says how they were hidden.
//! `LX-101`, `LX101` and `LX 101` are one name. A short name counts only as a word of its own, a long one inside a word too.

use std::{collections::BTreeSet, ops::Range};

use unicode_script::{Script, UnicodeScript};

use super::{
    disguise::{Disguise, foreign_script, invisible, mixes_scripts, visible},
    fold::{Gap, Letter, View, bare, is_mark, letters},
};

/// From so many letters on a name can be recognised in disguise; shorter ones would be found by chance.
const DISGUISED: usize = 4;
/// From so many letters on a name counts inside another word, or split by one mark.
const INSIDE: usize = 6;

/// Names to look for.
#[derive(Debug, Default)]
pub struct Names {
    names: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    written: String,
    look: Vec<Letter>,
    /// Only for a name that is not ASCII, whose look can differ between upper and lower case.
    plain: Vec<Letter>,
    length: usize,
    /// Digits may stand for letters only in a name without digits.
    has_digit: bool,
    /// The letters as [`outline`] gives them, when all are ASCII.
    outline: Option<String>,
}

/// A name that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The name as it was asked for.
    pub name: String,
    /// The bytes of the text in which it stands.
    pub range: Range<usize>,
    /// What a reader sees there: the bytes without the invisible characters.
    pub seen: String,
    /// How it was hidden; empty when it stands there plainly.
    pub hidden: Vec<Disguise>,
    /// The scripts from which look-alike letters were taken, beside Latin.
    pub scripts: Vec<&'static str>,
}

impl Match {
    /// How the name was hidden, completing "written with …"; `None` when it stands there plainly.
    pub fn how(&self) -> Option<String> {
        let scripts = match (self.scripts.join(", "), mixes_scripts(&self.seen)) {
            (scripts, _) if scripts.is_empty() => String::new(),
            (scripts, true) => format!(" ({scripts} among Latin)"),
            (scripts, false) => format!(" ({scripts})"),
        };
        let word = |how: &Disguise| match how {
            Disguise::LookAlike => format!("{how}{scripts}"),
            how => how.to_string(),
        };
        match self.hidden.split_last() {
            None => None,
            Some((only, [])) => Some(word(only)),
            Some((last, rest)) => Some(format!("{} and {}", rest.iter().map(word).collect::<Vec<_>>().join(", "), word(last))),
        }
    }
}

impl Names {
    /// Names to look for. Names of fewer than two letters, and the same name in another spelling, are left out.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Names {
        let mut known: Vec<Name> = vec![];
        for written in names {
            let name = Name::of(written.trim());
            let same = |other: &Name| other.look.iter().map(|l| l.fold).eq(name.look.iter().map(|l| l.fold));
            if name.length >= 2 && !known.iter().any(same) {
                known.push(name);
            }
        }
        Names { names: known }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names in a text from left to right; of two in one place the longer one.
    pub fn find(&self, text: &str) -> Vec<Match> {
        if self.names.is_empty() || text.is_empty() {
            return vec![];
        }
        if text.is_ascii() {
            let text = outline(text);
            if self.names.iter().all(|name| name.outline.as_ref().is_some_and(|name| !text.contains(name.as_str()))) {
                return vec![];
            }
        }
        let look = letters(text, View::Look);
        let mut found: Vec<Match> = self.names.iter().flat_map(|name| name.find(&name.look, &look, text)).collect();
        if !text.is_ascii() && self.names.iter().any(|name| !name.plain.is_empty()) {
            let plain = letters(text, View::Plain);
            found.extend(self.names.iter().flat_map(|name| name.find(&name.plain, &plain, text)));
        }
        found.sort_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end), m.hidden.len()));
        let mut kept: Vec<Match> = vec![];
        for one in found {
            if kept.last().is_none_or(|last| one.range.start >= last.range.end) {
                kept.push(one);
            }
        }
        kept
    }
}

/// The letters and digits of an ASCII text without anything between them, with one letter for all that can stand for one
/// another. A name can be in a text, openly or hidden, only if its outline is in the text's.
fn outline(text: &str) -> String {
    let mut letters = vec![NOTHING; text.len() * 2];
    let mut length = 0;
    for byte in text.bytes() {
        let outline = OUTLINES[usize::from(byte)];
        letters[length..length + 2].copy_from_slice(&outline);
        length += outline.iter().filter(|letter| **letter != NOTHING).count();
    }
    letters.truncate(length);
    String::from_utf8(letters).expect("outlines are ASCII")
}

/// What fills the room of a letter that stands for itself alone, and of what is no letter.
const NOTHING: u8 = 0;

/// The letters that stand for each byte.
static OUTLINES: [[u8; 2]; 256] = {
    let mut all = [[NOTHING; 2]; 256];
    let mut byte = 0u8;
    while byte < 128 {
        all[byte as usize] = match byte.to_ascii_lowercase() {
            b'm' => [b'r', b'n'],
            b'w' => [b'v', b'v'],
            b'i' | b'1' => [b'l', NOTHING],
            b'0' => [b'o', NOTHING],
            b'3' => [b'e', NOTHING],
            b'4' => [b'a', NOTHING],
            b'5' => [b's', NOTHING],
            b'6' | b'9' => [b'g', NOTHING],
            b'7' => [b't', NOTHING],
            b'8' => [b'b', NOTHING],
            other if other.is_ascii_alphanumeric() => [other, NOTHING],
            _ => [NOTHING; 2],
        };
        byte += 1;
    }
    all
};

impl Name {
    fn of(written: &str) -> Name {
        let look = letters(written, View::Look);
        let length = look.iter().map(|letter| letter.start).collect::<BTreeSet<_>>().len();
        let plain = if written.is_ascii() { vec![] } else { letters(written, View::Plain) };
        let outline = written.is_ascii().then(|| outline(written));
        Name { written: written.to_owned(), has_digit: look.iter().any(is_digit), look, plain, length, outline }
    }

    fn find(&self, name: &[Letter], text: &[Letter], original: &str) -> Vec<Match> {
        let mut found = vec![];
        let mut at = 0;
        while !name.is_empty() && at + name.len() <= text.len() {
            let candidate = self.same(&name[0], &text[at]).then(|| self.at(name, text, at, original)).flatten();
            at += if candidate.is_some() { name.len() } else { 1 };
            found.extend(candidate);
        }
        found
    }

    fn at(&self, name: &[Letter], text: &[Letter], at: usize, original: &str) -> Option<Match> {
        let end = at + name.len();
        let piece = &text[at..end];
        if !name.iter().zip(piece).all(|(mine, theirs)| self.same(mine, theirs)) {
            return None;
        }
        let apart = self.apart(name, piece)?;
        if !self.bounded(text, at, end) {
            return None;
        }
        let stand_ins = name.iter().zip(piece).filter(|(mine, theirs)| is_digit(theirs) && !is_digit(mine)).count();
        if stand_ins * 2 > name.iter().filter(|letter| !is_digit(letter)).count() {
            return None;
        }
        let range = piece.iter().map(|l| l.start).min()?..piece.iter().map(|l| l.end).max()?;
        let seen = visible(original.get(range.clone())?);
        let (hidden, scripts) = disguises(name, piece, &original[range.clone()], apart);
        let plain_enough = hidden.is_empty() || self.length >= DISGUISED;
        plain_enough.then(|| Match { name: self.written.clone(), range, seen, hidden, scripts })
    }

    fn same(&self, mine: &Letter, theirs: &Letter) -> bool {
        let stands_for = || match theirs.written {
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '6' | '9' => 'g',
            '7' => 't',
            '8' => 'b',
            other => other,
        };
        mine.fold == theirs.fold
            || (!self.has_digit && self.length >= DISGUISED && theirs.written.is_ascii_digit() && stands_for() == mine.fold)
    }

    /// Whether the letters stand apart where the name's do not; `None` when what stands between them makes two words.
    fn apart(&self, name: &[Letter], piece: &[Letter]) -> Option<bool> {
        let (mut places, mut marks, mut wide) = (0, 0, 0);
        for i in 1..piece.len() {
            let within_one = piece[i].start == piece[i - 1].start;
            let may_part = name[i].gap != Gap::None || is_digit(&name[i]) != is_digit(&name[i - 1]);
            if within_one || may_part {
                continue;
            }
            places += 1;
            marks += usize::from(piece[i].gap == Gap::Mark);
            wide += usize::from(piece[i].gap == Gap::Wide);
        }
        match (marks, wide) {
            (0, 0) => Some(false),
            _ if marks + wide == places && self.length >= DISGUISED => Some(true),
            (1, 0) if self.length >= INSIDE => Some(true),
            _ => None,
        }
    }

    fn bounded(&self, text: &[Letter], at: usize, end: usize) -> bool {
        let (first, last) = (&text[at], &text[end - 1]);
        let before = at.checked_sub(1).map(|i| &text[i]);
        let after = text.get(end);
        // A letter that folds to two is matched whole or not at all.
        if before.is_some_and(|l| l.start == first.start) || after.is_some_and(|l| l.start == last.start) {
            return false;
        }
        let edge = |inner: &Letter, outer: Option<&Letter>, gap: Gap| {
            let Some(outer) = outer.filter(|_| gap == Gap::None) else { return true };
            let (inner_digit, outer_digit) = (is_digit(inner), is_digit(outer));
            let long = self.length >= INSIDE || (self.length >= DISGUISED && inner_digit != outer_digit);
            (long && !(inner_digit && outer_digit)) || is_unspaced(inner.written)
        };
        edge(first, before, first.gap) && edge(last, after, after.map_or(Gap::Wide, |l| l.gap))
    }
}

fn is_digit(letter: &Letter) -> bool {
    letter.written.is_numeric()
}

/// Whether the letter belongs to a script that puts no blanks between words.
fn is_unspaced(c: char) -> bool {
    use Script::{Han, Hangul, Hiragana, Katakana, Khmer, Lao, Myanmar, Thai};
    !c.is_ascii() && matches!(c.script(), Han | Hangul | Hiragana | Katakana | Khmer | Lao | Myanmar | Thai)
}

/// How a name that was found differs from the name as it is written, and the scripts that lent letters.
fn disguises(name: &[Letter], piece: &[Letter], original: &str, apart: bool) -> (Vec<Disguise>, Vec<&'static str>) {
    let mut hidden = BTreeSet::new();
    let mut scripts = BTreeSet::new();
    if apart {
        hidden.insert(Disguise::SetApart);
    }
    for (mine, theirs) in name.iter().zip(piece) {
        let how = substitution(mine.written, theirs.written);
        if how == Some(Disguise::LookAlike) {
            scripts.extend(foreign_script(theirs.written));
        }
        hidden.extend(how);
        if theirs.reversed {
            hidden.insert(Disguise::Reversed);
        }
    }
    let name_has_marks = name.iter().any(|letter| !letter.written.is_ascii());
    for c in original.chars().filter(|c| !c.is_ascii() || c.is_ascii_control()) {
        hidden.extend(invisible(c));
        if is_mark(c) && !name_has_marks {
            hidden.insert(Disguise::Accents);
        }
    }
    (hidden.into_iter().collect(), scripts.into_iter().collect())
}

/// How one letter was put in the place of another.
fn substitution(name: char, text: char) -> Option<Disguise> {
    let lower = |c: char| c.to_lowercase().collect::<String>();
    let plain = |c: char| bare(c).flat_map(char::to_lowercase).collect::<String>();
    if lower(name) == lower(text) {
        return None;
    }
    if text.is_ascii_digit() && !name.is_numeric() {
        return Some(Disguise::Digits);
    }
    if plain(name) != plain(text) {
        return Some(Disguise::LookAlike);
    }
    match (has_accent(name), has_accent(text)) {
        (_, false) if text.is_ascii() => None,
        (true, _) => None,
        (false, true) => Some(Disguise::Accents),
        (false, false) => Some(Disguise::Styled),
    }
}

/// Whether a letter is another one with an accent.
fn has_accent(c: char) -> bool {
    let mut marks = false;
    unicode_normalization::char::decompose_canonical(c, |part| marks |= is_mark(part));
    marks
}
