//! Registry, publication and label identifiers: which scheme a text belongs to, and whether it is well formed.
//! Nothing here asks a registry whether the identifier exists. Texts of other schemes are left alone.

use std::fmt;

use crate::words::words_enum;

words_enum! {
    /// A scheme of identifiers.
    pub enum Scheme {
        /// ClinicalTrials.gov: `NCT` and eight digits.
        Nct = "NCT",
        /// PubMed: a number of up to eight digits, written with `PMID` before it.
        Pmid = "PMID",
        /// Digital object identifier: `10.`, a registrant of at least four digits, `/` and a suffix.
        Doi = "DOI",
        /// The European register under the directive: `YYYY-NNNNNN-CC`.
        EudraCt = "EudraCT",
        /// The European register under the regulation: `YYYY-5NNNNN-CC-VV`, also without the version.
        EuCt = "EU CT",
        /// The ISRCTN registry: `ISRCTN` and eight digits.
        Isrctn = "ISRCTN",
        /// The set id of a structured product label: a UUID of any variant.
        SetId = "set id",
    }
}

impl Scheme {
    /// How an identifier of the scheme is written.
    pub const fn form(self) -> &'static str {
        match self {
            Scheme::Nct => "`NCT` and eight digits",
            Scheme::Pmid => "`PMID` and one to eight digits",
            Scheme::Doi => "`10.`, a registrant of four to nine digits, `/` and a suffix without blanks",
            Scheme::EudraCt => "`YYYY-NNNNNN-CC`",
            Scheme::EuCt => "`YYYY-5NNNNN-CC-VV`",
            Scheme::Isrctn => "`ISRCTN` and eight digits",
            Scheme::SetId => "32 hexadecimal digits in groups of 8, 4, 4, 4 and 12",
        }
    }
}

/// A well-formed identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    /// Its scheme.
    pub scheme: Scheme,
    /// The one way to write it, for comparing and for links: `NCT01035255`, `25176015`, `10.1056/nejmoa1409077`.
    pub canonical: String,
}

/// Written as people cite it: a PMID with its scheme before it, everything else bare.
impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scheme {
            Scheme::Pmid => write!(f, "PMID {}", self.canonical),
            _ => f.write_str(&self.canonical),
        }
    }
}

/// What a text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A well-formed identifier.
    Valid(Identifier),
    /// Meant for a scheme, but not written as its form demands.
    Malformed(Scheme),
    /// Of no scheme that is known here.
    Unknown,
}

impl Reading {
    /// The identifier, if it is well formed.
    pub fn valid(self) -> Option<Identifier> {
        match self {
            Reading::Valid(identifier) => Some(identifier),
            Reading::Malformed(_) | Reading::Unknown => None,
        }
    }
}

/// Reads an identifier. Case, blanks after the scheme's letters, and addresses such as `https://doi.org/` do not matter.
pub fn parse(text: &str) -> Reading {
    let text = text.trim();
    let readers = [nct, isrctn, pmid, doi, eu_trial, set_id];
    readers.iter().find_map(|read| read(text)).unwrap_or(Reading::Unknown)
}

/// The identifier that was probably meant by a malformed text: blanks inside, letters that look like digits,
/// a full stop at the end. `None` when that does not make it well formed.
pub fn repair(text: &str) -> Option<Identifier> {
    let Reading::Malformed(scheme) = parse(text) else { return None };
    let closed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let closed = closed.trim_end_matches(['.', ',', ';']);
    let digits = |c: char| match c {
        'O' | 'o' => '0',
        'I' | 'l' => '1',
        other => other,
    };
    let candidate = match scheme {
        Scheme::Nct => format!("NCT{}", closed.get(3..)?.chars().filter(|c| *c != '-').map(digits).collect::<String>()),
        Scheme::Isrctn => format!("ISRCTN{}", closed.get(6..)?.chars().filter(|c| *c != '-').map(digits).collect::<String>()),
        Scheme::Pmid => format!("PMID {}", closed.get(4..)?.trim_start_matches([':', '.', '#']).chars().map(digits).collect::<String>()),
        Scheme::Doi => closed.to_owned(),
        Scheme::EudraCt | Scheme::EuCt | Scheme::SetId => {
            let dashes = |c: char| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c };
            let with_dashes: String = closed.chars().map(dashes).collect();
            if scheme == Scheme::SetId { with_dashes } else { with_dashes.chars().map(digits).collect() }
        }
    };
    parse(&candidate).valid()
}

/// The rest of the text after a prefix, in any case, and a separator.
fn after<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| text[prefix.len()..].trim_start_matches([' ', ':', '#', '\u{a0}']))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn checked(scheme: Scheme, canonical: String, well_formed: bool) -> Option<Reading> {
    Some(if well_formed { Reading::Valid(Identifier { scheme, canonical }) } else { Reading::Malformed(scheme) })
}

fn nct(text: &str) -> Option<Reading> {
    let number = after(text, "NCT").filter(|rest| rest.chars().any(|c| c.is_ascii_digit()))?;
    checked(Scheme::Nct, format!("NCT{number}"), number.len() == 8 && all_digits(number))
}

fn isrctn(text: &str) -> Option<Reading> {
    let number = after(text, "ISRCTN")?;
    checked(Scheme::Isrctn, format!("ISRCTN{number}"), number.len() == 8 && all_digits(number))
}

fn pmid(text: &str) -> Option<Reading> {
    let number = after(text, "PMID")?;
    let in_range = (1..=8).contains(&number.len()) && !number.starts_with('0');
    checked(Scheme::Pmid, number.to_owned(), in_range && all_digits(number))
}

fn doi(text: &str) -> Option<Reading> {
    const ADDRESSES: &[&str] = &["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/", "doi"];
    let announced = ADDRESSES.iter().find_map(|address| after(text, address));
    let name = announced.or_else(|| text.starts_with("10.").then_some(text).filter(|text| text.contains('/')))?;
    let (registrant, suffix) = name.strip_prefix("10.").and_then(|rest| rest.split_once('/')).unwrap_or_default();
    let mut parts = registrant.split('.');
    let first = parts.next().is_some_and(|part| (4..=9).contains(&part.len()) && all_digits(part));
    let well_formed = first && parts.all(all_digits) && !suffix.is_empty() && !suffix.chars().any(|c| c.is_whitespace() || c.is_control());
    // DOI names are compared without regard to the case of ASCII letters.
    checked(Scheme::Doi, name.to_ascii_lowercase(), well_formed)
}

/// EudraCT and EU CT numbers. Their check digits are not computed: no source that we could read states how.
fn eu_trial(text: &str) -> Option<Reading> {
    let announced = ["EudraCT number", "EudraCT", "EU CT number", "EU CT", "EUCT", "CTIS"].iter().find_map(|name| after(text, name));
    let number = announced.unwrap_or(text);
    let parts: Vec<&str> = number.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.iter().all(|part| all_digits(part));
    let new = parts.get(1).is_some_and(|sequence| sequence.starts_with('5'));
    let scheme = if new || lengths.len() == 4 || after(text, "EU CT").or(after(text, "EUCT")).or(after(text, "CTIS")).is_some() {
        Scheme::EuCt
    } else {
        Scheme::EudraCt
    };
    let well_formed = digits
        && match scheme {
            Scheme::EuCt => new && (lengths == [4, 6, 2] || lengths == [4, 6, 2, 2]),
            _ => lengths == [4, 6, 2],
        };
    // Without its scheme's name a near miss may as well be a company's protocol number.
    (announced.is_some() || well_formed).then_some(())?;
    checked(scheme, number.to_owned(), well_formed)
}

/// Set ids in use are UUIDs of every variant, so only their form is checked.
fn set_id(text: &str) -> Option<Reading> {
    let announced = ["set id", "setid", "set_id"].iter().find_map(|name| after(text, name));
    let number = announced.unwrap_or(text).trim_matches(['{', '}']);
    let groups: Vec<usize> = number.split('-').map(str::len).collect();
    let hexadecimal = number.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let meant = announced.is_some() || (groups.len() == 5 && (30..=42).contains(&number.len()));
    meant.then_some(())?;
    checked(Scheme::SetId, number.to_ascii_lowercase(), hexadecimal && groups == [8, 4, 4, 4, 12])
}

#[cfg(test)]
mod tests;
