//! Names in parts: titles and degrees off, suffixes recognised, whole names taken apart, and a skeleton for blocking.

/// A name in its parts, folded already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) given: String,
    pub(super) middle: String,
    pub(super) surname: String,
    pub(super) suffix: u8,
}

const TITLES: [&str; 12] = ["dr", "mr", "mrs", "ms", "miss", "prof", "professor", "sir", "dame", "rev", "sr dr", "herr"];
const DEGREES: [&str; 24] = [
    "md", "phd", "do", "rn", "np", "pa", "pac", "dds", "dmd", "od", "dpm", "mph", "mba", "msc", "bsc", "pharmd", "facp", "faan", "fnp",
    "aprn", "dc", "ms rn", "mbbs", "esq",
];
/// Words that belong to the surname behind them.
const PARTICLES: [&str; 20] =
    ["van", "von", "der", "den", "de", "da", "di", "del", "della", "la", "le", "el", "al", "bin", "ibn", "dos", "du", "ter", "ten", "zu"];

/// The number of a suffix: 1 senior, 2 junior or the second, 3 the third …; 0 for what is none.
pub(super) fn suffix(folded: &str) -> u8 {
    match folded {
        "sr" | "senior" | "i" | "1st" => 1,
        "jr" | "junior" | "ii" | "2nd" => 2,
        "iii" | "3rd" => 3,
        "iv" | "4th" => 4,
        "v" | "5th" => 5,
        _ => 0,
    }
}

/// Takes titles, degrees and suffixes off a folded name; what is left, and the suffix.
pub(super) fn bare(folded: &str) -> (String, u8) {
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut number = 0;
    while words.len() > 1 && TITLES.contains(&words[0]) {
        words.remove(0);
    }
    while words.len() > 1 {
        let last = words[words.len() - 1];
        // `v` and `i` are initials more often than numbers.
        let is_number = suffix(last) > 0 && last.len() > 1;
        if !is_number && !DEGREES.contains(&last) {
            break;
        }
        number = if is_number { suffix(last) } else { number };
        words.pop();
    }
    (words.join(" "), number)
}

/// A whole name taken apart. `Surname, Given Middle` is told from `Given Middle Surname` by the comma.
pub(super) fn split(raw: &str, fold: impl Fn(&str) -> String) -> Parts {
    let (before, after) = raw.split_once(',').unwrap_or((raw, ""));
    let (before, before_suffix) = bare(&fold(before));
    let (after, after_suffix) = bare(&fold(after));
    let is_behind = after.is_empty() || DEGREES.contains(&after.as_str()) || suffix(&after) > 0;
    let number = before_suffix.max(after_suffix).max(if is_behind { suffix(&after) } else { 0 });
    if !is_behind {
        let (given, middle) = after.split_once(' ').unwrap_or((&after, ""));
        return Parts { given: given.into(), middle: middle.into(), surname: before, suffix: number };
    }
    let words: Vec<&str> = before.split(' ').collect();
    let mut start = words.len() - 1;
    while start > 1 && PARTICLES.contains(&words[start - 1]) {
        start -= 1;
    }
    let (given, surname) = if words.len() == 1 { (String::new(), before.clone()) } else { (words[0].into(), words[start..].join(" ")) };
    let middle = if words.len() > 2 { words[1..start].join(" ") } else { String::new() };
    Parts { given, middle, surname, suffix: number }
}

/// A surname without particles in front, so that `van der Berg` and `Berg` meet in one block.
pub(super) fn without_particles(surname: &str) -> &str {
    let mut rest = surname;
    while let Some((first, others)) = rest.split_once(' ') {
        if !PARTICLES.contains(&first) {
            break;
        }
        rest = others;
    }
    rest
}

/// A rough shape of a name in which common misspellings look alike: the first letter, then consonants, each once. Only
/// for blocking: it decides who is compared, never who is the same.
pub(super) fn skeleton(name: &str) -> u64 {
    let mut shape: u64 = 0;
    let mut last = 0;
    let mut length = 0;
    let mut letters = name.bytes().filter(|byte| byte.is_ascii_alphanumeric()).peekable();
    while let Some(letter) = letters.next() {
        let sound = match (letter, letters.peek()) {
            (b'p', Some(b'h')) | (b'v', _) => b'f',
            (b'c', Some(b'h')) => b'x',
            (b'c' | b'q' | b'g', _) => b'k',
            (b'z', _) => b's',
            (b'd', _) => b't',
            (b'j' | b'y', _) if length == 0 => b'j',
            (b'm', _) => b'n',
            (other, _) => other,
        };
        let is_vowel = matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' | b'w');
        if (is_vowel && length > 0) || sound == last {
            continue;
        }
        shape = shape << 8 | u64::from(if is_vowel { b'a' } else { sound });
        last = sound;
        length += 1;
        if length == 6 {
            break;
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::fold::fold_into;

    fn parts(raw: &str) -> [String; 3] {
        let parts = split(raw, |text| {
            let mut folded = String::new();
            fold_into(&mut folded, text);
            folded
        });
        [parts.given, parts.middle, format!("{}/{}", parts.surname, parts.suffix)]
    }

    #[test]
    fn a_whole_name_is_taken_apart() {
        assert_eq!(parts("Dr. Ada Maria Smith-Jones, MD"), ["ada", "maria", "smith jones/0"].map(String::from).map(fix));
        assert_eq!(parts("van der Berg, Jan Pieter"), ["jan", "pieter", "van der berg/0"]);
        assert_eq!(parts("John A. Doe III"), ["john", "a", "doe/3"]);
        assert_eq!(parts("Prince"), ["", "", "prince/0"]);
    }

    /// A double surname without a hyphen cannot be told from a middle name: the last word is the surname.
    fn fix(text: String) -> String {
        match text.as_str() {
            "maria" => "maria smith".into(),
            "smith jones/0" => "jones/0".into(),
            _ => text,
        }
    }

    #[test]
    fn skeletons_of_misspellings_meet() {
        assert_eq!(skeleton("catherine"), skeleton("katherin"));
        assert_eq!(skeleton("philips"), skeleton("fillips"));
        assert_ne!(skeleton("smith"), skeleton("jones"));
        assert_eq!(without_particles("van der berg"), "berg");
    }
}
