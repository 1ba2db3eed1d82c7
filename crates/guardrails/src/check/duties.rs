//! Which obligations a strategy can show to be met, by the words in which the packs ask for them. All others are listed in
//! the verdict and met outside the strategy; a test prints both.

/// A duty that records can show to be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// What is said has been approved.
    Approval,
    /// It says that the product or use is not approved.
    Disclosure,
    /// Whoever does it has been trained.
    Training,
    /// It is registered or filed with an authority.
    Registration,
}

/// The words by which an obligation is known.
const KNOWN: [(Duty, &[&str]); 4] = [
    (Duty::Registration, &["form fda 2253", "submit beforehand"]),
    (Duty::Training, &["trained staff", "specially trained"]),
    (Duty::Disclosure, &["that it is not approved", "that the use is not approved", "that the product is investigational"]),
    (Duty::Approval, &["expiry of its approval", "regulatory approval", "approved deck", "an approved item"]),
];

impl Duty {
    /// The duty that an obligation is, if records can show it.
    pub fn of(obligation: &str) -> Option<Duty> {
        let text = obligation.to_lowercase();
        KNOWN.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(duty, _)| *duty)
    }
}

/// Words in a piece that say that the product or use is not approved.
pub(super) const DISCLOSES: [&str; 5] = ["not approved", "not been approved", "not authorised", "not been established", "investigational"];
