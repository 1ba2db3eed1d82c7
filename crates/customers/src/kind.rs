//! What a stakeholder is.

macro_rules! kinds {
    ($($kind:ident $number:literal $word:literal $about:literal;)+) => {
        /// What a stakeholder is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $about] $kind,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)+];

            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Kind::$kind => $word,)+ }
            }

            /// The kind that a word names.
            pub fn of_word(word: &str) -> Option<Kind> {
                match word { $($word => Some(Kind::$kind),)+ _ => None }
            }

            /// The number in the file; never given to another kind.
            pub(crate) fn number(self) -> i64 {
                match self { $(Kind::$kind => $number,)+ }
            }

            pub(crate) fn of_number(number: i64) -> Option<Kind> {
                match number { $($number => Some(Kind::$kind),)+ _ => None }
            }
        }
    };
}

kinds! {
    Hcp 1 "hcp" "A health care professional, or another person whom a source holds.";
    Organisation 2 "organisation" "A place of care, a group, a company.";
    Payer 3 "payer" "Who pays for care: an insurer, a plan, a benefit manager.";
    HtaBody 4 "hta body" "Who assesses health technology.";
    Regulator 5 "regulator" "Who licenses medicines.";
    PatientAdvocate 6 "patient advocate" "A person or organisation that speaks for patients.";
}

/// Words by which a source's own kind of a record tells a kind of ours.
const SIGNS: &[(Kind, &[&str])] = &[
    (Kind::PatientAdvocate, &["patient advoc", "advocacy", "patient organi", "patient group"]),
    (Kind::HtaBody, &["hta", "health technology assessment"]),
    (Kind::Regulator, &["regulator", "regulatory authority", "medicines agency"]),
    (Kind::Payer, &["payer", "payor", "health plan", "insurer", "insurance", "benefit manager", "pbm", "managed care"]),
];

impl Kind {
    /// The kind of a record, by what its source calls it.
    pub(crate) fn said(words: &str, otherwise: Kind) -> Kind {
        let words = words.to_lowercase();
        let has = |sign: &&str| match sign.len() {
            // Short signs are words of their own: `hta` does not stand in a name by chance.
            0..=3 => words.split(|c: char| !c.is_alphanumeric()).any(|word| word == *sign),
            _ => words.contains(*sign),
        };
        SIGNS.iter().find(|(_, signs)| signs.iter().any(has)).map_or(otherwise, |(kind, _)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_source_says_tells_the_kind() {
        assert_eq!(Kind::said("Health Plan", Kind::Organisation), Kind::Payer);
        assert_eq!(Kind::said("HTA body", Kind::Organisation), Kind::HtaBody);
        assert_eq!(Kind::said("Shtap Clinic", Kind::Organisation), Kind::Organisation);
        assert_eq!(Kind::said("Patient Advocate", Kind::Hcp), Kind::PatientAdvocate);
        assert!(Kind::ALL.iter().all(|kind| Kind::of_number(kind.number()) == Some(*kind) && Kind::of_word(kind.word()) == Some(*kind)));
    }
}
