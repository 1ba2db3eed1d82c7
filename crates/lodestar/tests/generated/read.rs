//! Every file is read as the source that it means to be, without a word and with every row.

use std::collections::BTreeSet;

use import::facts::{self, End};
use synthetic::{FILES, World};

use crate::taken::{taken, world};

fn reads_all(world: &World) {
    for file in FILES.iter().filter(|file| !file.source.is_empty()) {
        let taken = taken(world, file);
        let summary = &taken.summary;
        assert_eq!(facts::detect(&taken.bytes).map(|source| source.name), Some(file.source), "{}", file.word);
        assert_eq!(summary.source, file.source, "{}", file.word);
        assert_eq!(taken.rejects, Vec::<String>::new(), "{}", file.word);
        assert!(summary.findings.is_empty(), "{}: {:#?}", file.word, summary.findings);
        assert_eq!((summary.rows, summary.end), (taken.written, End::Whole), "{}", file.word);
    }
}

#[test]
fn every_file_is_read_as_its_source_without_rejects() {
    reads_all(&world(1_000));
}

#[test]
fn other_seeds_and_days_are_read_as_well() {
    for (seed, people, day) in [(2, 1, jiff::civil::date(2024, 2, 29)), (u64::MAX, 90, jiff::civil::date(2031, 12, 31))] {
        reads_all(&World { seed, people, day });
    }
}

#[test]
fn rows_become_the_facts_that_they_mean() {
    let world = world(1_000);
    let of = |word: &str| taken(&world, synthetic::file(word).expect("a file"));
    let register = of("nppes");
    assert_eq!(register.rows("source_person") + register.rows("deactivation"), 1_000);
    assert_eq!(register.rows("source_person") + register.rows("source_organisation") + register.rows("deactivation"), register.written);
    assert!(register.rows("pharmacy") > 100);
    let calls = of("calls");
    // Rows of group calls' people are attendances and no interactions.
    assert!(calls.rows("interaction") < calls.written && calls.rows("interaction_attendee") < calls.written);
    let mut attended: BTreeSet<String> = BTreeSet::new();
    calls.each("interaction_attendee", |cell| {
        attended.insert(cell("interaction_id"));
    });
    assert_eq!(attended.len() as u64, calls.rows("interaction"));
    let accounts = of("accounts");
    let mut known = BTreeSet::new();
    for table in ["source_person", "source_organisation"] {
        accounts.each(table, |cell| {
            known.insert(cell("record_id"));
        });
    }
    calls.each("interaction_attendee", |cell| assert!(known.contains(&cell("record_id"))));
    of("addresses").each("record_address", |cell| assert!(known.contains(&cell("record_id"))));
    let inquiries = of("inquiries");
    inquiries.each("medical_inquiry", |cell| assert!(known.contains(&cell("record_id")) && !cell("asked_on").is_empty()));
    // Small numbers of people are unknown, and some are.
    let (mut unknown, mut brands) = (0, BTreeSet::new());
    let prescribers = of("prescribers");
    prescribers.each("prescription", |cell| {
        unknown += u32::from(cell("patients").is_empty());
        brands.insert(cell("brand"));
    });
    assert!(unknown > 50 && brands.contains("Exemplora") && brands.len() > 3, "{unknown} unknown of {brands:?}");
    let formulary = of("formulary");
    let (mut authorised, mut stepped) = (0, 0);
    formulary.each("coverage", |cell| {
        authorised += u32::from(cell("prior_authorisation") == "yes");
        stepped += u32::from(cell("step_therapy") == "yes");
        assert!(cell("formulary_id").starts_with("000"));
    });
    assert!(authorised > 10 && stepped > 5, "{authorised} and {stepped}");
}
