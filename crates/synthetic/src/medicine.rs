//! The medicines of this world: the worked example's, and others that are invented like it. No product has these names, and
//! no company the labeler code 99999 in their National Drug Codes.

/// A medicine.
#[derive(Debug)]
pub(crate) struct Medicine {
    /// The brand name; the generic name where it has no brand any more.
    pub(crate) brand: &'static str,
    /// The generic name.
    pub(crate) generic: &'static str,
    /// Whether it is sold under a brand by one company only.
    pub(crate) is_branded: bool,
    /// What a month costs, in USD.
    pub(crate) month_usd: f64,
    /// The share of people under care who get it; they get several.
    pub(crate) share: f64,
}

/// The medicine that the strategy is for, as in the worked example.
pub(crate) const OURS: usize = 0;

/// The company of the worked example, which is invented.
pub(crate) const COMPANY: &str = "Fictional Therapeutics Inc.";

/// How many strengths each medicine comes in.
pub(crate) const STRENGTHS: u32 = 3;

/// Every medicine, ours first.
pub(crate) const MEDICINES: &[Medicine] = &[
    Medicine { brand: "Exemplora", generic: "fictavexan", is_branded: true, month_usd: 612.0, share: 0.12 },
    Medicine { brand: "Specimara", generic: "specimartan", is_branded: true, month_usd: 655.0, share: 0.26 },
    Medicine { brand: "Probanta", generic: "probagliflozin", is_branded: true, month_usd: 580.0, share: 0.34 },
    Medicine { brand: "Mustolol", generic: "mustolol", is_branded: false, month_usd: 9.5, share: 0.71 },
    Medicine { brand: "Placerenone", generic: "placerenone", is_branded: false, month_usd: 14.2, share: 0.38 },
    Medicine { brand: "Modelpril", generic: "modelpril", is_branded: false, month_usd: 6.8, share: 0.42 },
];

/// The National Drug Code of a strength, eleven digits: labeler, product, package.
pub(crate) fn ndc(medicine: usize, strength: u32) -> String {
    format!("99999{:04}{:02}", 100 + medicine, strength + 1)
}

/// An identifier as RxNorm gives them, with more digits than any that it has given.
pub(crate) fn rxcui(medicine: usize, strength: u32) -> String {
    format!("{}", 90_000_000 + 10 * medicine as u32 + strength)
}
