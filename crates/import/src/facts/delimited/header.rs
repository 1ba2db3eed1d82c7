//! The heading of a file: names to positions, whatever their case, blanks and punctuation.

use std::collections::{HashMap, hash_map::Entry};

/// A file's heading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    /// The names as they stand in the file.
    pub(crate) names: Vec<String>,
    by_folded: HashMap<String, usize>,
    /// Names that stand there a second time.
    pub(crate) twice: Vec<String>,
}

impl Header {
    /// The heading of these names.
    pub(crate) fn new(names: Vec<String>) -> Header {
        let mut by_folded = HashMap::new();
        let mut twice = vec![];
        for (at, name) in names.iter().enumerate() {
            let folded = folded(name);
            if folded.is_empty() {
                continue;
            }
            match by_folded.entry(folded) {
                Entry::Occupied(_) => twice.push(name.clone()),
                Entry::Vacant(free) => {
                    free.insert(at);
                }
            }
        }
        Header { names, by_folded, twice }
    }

    /// Where the column of a name stands, if it is there.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.by_folded.get(&folded(name)).copied()
    }

    /// Where the first of several names stands that is there.
    pub(crate) fn find_any(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.find(name))
    }
}

/// A name without case, blanks and punctuation: `Prscrbr_NPI`, `PRSCRBR_NPI` and `prscrbr npi` are one name.
pub(crate) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whatever_their_spelling() {
        let header = Header::new(["NPI", "Provider Last Name (Legal Name)", "npi", ""].map(String::from).to_vec());
        assert_eq!(header.find("provider_last_name_legal_name"), Some(1));
        assert_eq!(header.find("Npi"), Some(0));
        assert_eq!(header.find(""), None);
        assert_eq!(header.find_any(&["Provider Name", "npi"]), Some(0));
        assert_eq!(header.twice, ["npi"]);
    }
}
