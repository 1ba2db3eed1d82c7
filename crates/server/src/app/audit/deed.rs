//! What a request did that the audit keeps, noted while it is answered, and the entries that are made of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use ledger::{
    Body,
    audit::{By, Entry, What},
};
use serde_json::json;
use strategy::Key;

use super::recorder::Note;
use crate::app::{App, Seat, Session};

/// Up to how many records of one request have an entry each; more are kept together in one.
const APART: usize = 25;

/// Something that the audit keeps. Records are named, never quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A block stood where a rule withholds something.
    Withheld {
        /// The record's key; `all insights` where a whole kind is not shown in full.
        about: String,
        /// The rule.
        rule: String,
    },
    /// Something was refused, in these words.
    Refused(String),
    /// Data left as a file.
    Exported {
        /// The file's name.
        file: String,
        /// How many records are in it.
        records: usize,
        /// In how many records each rule withheld something from it.
        withheld: BTreeMap<String, usize>,
    },
    /// A file was brought in.
    Imported {
        /// The file's name.
        file: String,
        /// The change that it became.
        batch: String,
    },
    /// Somebody asked why a class of data is withheld.
    AskedWhy(String),
}

/// The notes of one request. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Mutex<Vec<Deed>>>);

/// The request that was answered, as far as the audit names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The method and the address as the router has it: `GET /records/{key}`.
    pub route: String,
    /// The record that the address names, if it names one.
    pub record: Option<Key>,
}

impl Notes {
    /// Notes something.
    pub fn note(&self, deed: Deed) {
        self.lock().push(deed);
    }

    /// Everything noted, which is forgotten here.
    pub fn take(&self) -> Vec<Deed> {
        std::mem::take(&mut self.lock())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Deed>> {
        // A list is whole between any two statements, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Hands what a request did to the writer of the audit. Waits for nothing.
    pub fn record_deeds(&self, session: &Session, called: &Called, deeds: Vec<Deed>) {
        if deeds.is_empty() {
            return;
        }
        let epoch = self.gate().epoch();
        let entries = entries(&session.by(), called, deeds);
        self.record(entries.into_iter().map(|entry| Note::of(Entry { epoch: Some(epoch), ..entry })).collect());
    }

    /// Hands to the writer that a seat got nothing at an address that names a record. Whether the record is hidden from it,
    /// and by which rule, is found out by the writer, so that no answer is later for it.
    pub fn record_missing(&self, session: &Session, seat: Option<Seat>, called: &Called) {
        let Some(key) = &called.record else { return };
        let body = said([("address", json!(called.route))]);
        let entry = Entry { epoch: Some(self.gate().epoch()), after: body, ..Entry::new(session.by(), What::Refused, key.as_str()) };
        self.record(vec![Note { entry, hidden_from: seat.map(|seat| (seat, key.clone())) }]);
    }
}

fn entries(by: &By, called: &Called, deeds: Vec<Deed>) -> Vec<Entry> {
    let mut withheld: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut others = vec![];
    for deed in deeds {
        match deed {
            Deed::Withheld { about, rule } => drop(withheld.entry(about).or_default().insert(rule)),
            other => others.push(other),
        }
    }
    let of_blocks = of_withheld(by, called, withheld);
    others.into_iter().map(|deed| entry(by, called, deed)).chain(of_blocks).collect()
}

/// One entry for a record and the rules that withhold something of it; for many records, one with all of them.
fn of_withheld(by: &By, called: &Called, withheld: BTreeMap<String, BTreeSet<String>>) -> Vec<Entry> {
    let one = |about: String, rules: BTreeSet<String>| Entry {
        rules: rules.into_iter().collect(),
        after: said([("address", json!(called.route))]),
        ..Entry::new(by.clone(), What::Withheld, about)
    };
    if withheld.len() <= APART {
        return withheld.into_iter().map(|(about, rules)| one(about, rules)).collect();
    }
    let rules: BTreeSet<String> = withheld.values().flatten().cloned().collect();
    let after = said([("address", json!(called.route)), ("records", json!(withheld))]);
    vec![Entry { after, ..one(format!("{} records", withheld.len()), rules) }]
}

fn entry(by: &By, called: &Called, deed: Deed) -> Entry {
    let about = called.record.as_ref().map_or_else(|| called.route.clone(), |key| key.to_string());
    let address = || ("address", json!(called.route));
    let of = |what: What, about: String, after: Option<Body>| Entry { after, ..Entry::new(by.clone(), what, about) };
    match deed {
        Deed::Refused(words) if words.is_empty() => of(What::Refused, about, said([address()])),
        Deed::Refused(words) => of(What::Refused, about, said([address(), ("refused", json!(words))])),
        Deed::Exported { file, records, withheld } => Entry {
            rules: withheld.keys().cloned().collect(),
            ..of(What::Exported, file, said([address(), ("records", json!(records)), ("withheld", json!(withheld))]))
        },
        Deed::Imported { file, batch } => of(What::Imported, file, said([("change", json!(batch))])),
        Deed::AskedWhy(class) => of(What::AskedWhy, class, None),
        Deed::Withheld { about, rule } => Entry { rules: vec![rule], ..of(What::Withheld, about, said([address()])) },
    }
}

fn said<const COUNT: usize>(pairs: [(&str, serde_json::Value); COUNT]) -> Option<Body> {
    Some(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called() -> Called {
        Called { route: "GET /records".into(), record: None }
    }

    fn block(record: usize, rule: &str) -> Deed {
        Deed::Withheld { about: format!("S-{record}"), rule: rule.into() }
    }

    #[test]
    fn many_fields_of_one_record_are_one_entry_with_its_rules() {
        let by = By::nobody("r-1", jiff::Timestamp::UNIX_EPOCH);
        let found = entries(&by, &called(), vec![block(1, "US-2"), block(1, "US-1"), block(1, "US-2"), block(2, "US-1")]);
        let told: Vec<_> = found.iter().map(|entry| (entry.about.as_str(), entry.rules.clone())).collect();
        assert_eq!(told, [("S-1", vec!["US-1".to_owned(), "US-2".to_owned()]), ("S-2", vec!["US-1".to_owned()])]);
    }

    #[test]
    fn a_page_of_a_thousand_blocks_is_one_entry_that_names_them_all() {
        let by = By::nobody("r-1", jiff::Timestamp::UNIX_EPOCH);
        let found = entries(&by, &called(), (0..1000).map(|record| block(record, "US-1")).collect());
        let [one] = found.as_slice() else { panic!("{} entries", found.len()) };
        let records = one.after.as_ref().and_then(|after| after["records"].as_object()).map(serde_json::Map::len);
        assert_eq!((one.about.as_str(), records, one.rules.clone()), ("1000 records", Some(1000), vec!["US-1".to_owned()]));
    }
}
