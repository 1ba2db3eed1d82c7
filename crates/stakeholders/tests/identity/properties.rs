//! What must hold whatever the records are.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use stakeholders::{
    identity::{Decision, Field, Linked, Linker, Options, Records, RowId, Verdict},
    synthetic::{self, SOURCES, Seen},
};

const FIELDS: [Field; 12] = [
    Field::GivenName,
    Field::MiddleName,
    Field::Surname,
    Field::Sex,
    Field::BirthDate,
    Field::Email,
    Field::Phone,
    Field::Street,
    Field::City,
    Field::State,
    Field::Postcode,
    Field::Specialty,
];

fn people(seed: u64, count: usize) -> Vec<(String, Seen)> {
    let mut found = vec![];
    synthetic::records(seed, count, |record| found.push((format!("r{}", found.len()), record.clone())));
    found
}

fn records(people: &[(String, Seen)]) -> Records {
    let mut records = Records::new();
    for (id, seen) in people {
        let source = records.source(SOURCES[seen.source]);
        records.push(source, id, FIELDS.into_iter().zip(seen.values.iter().map(String::as_str)));
    }
    records
}

/// The clusters as sets of ids.
fn clusters(records: &Records, linked: &Linked) -> BTreeSet<BTreeSet<String>> {
    let mut members: BTreeMap<RowId, BTreeSet<String>> = BTreeMap::new();
    for (row, cluster) in (0..).map(RowId).zip(&linked.clusters) {
        members.entry(*cluster).or_default().insert(records.id(row).to_owned());
    }
    members.into_values().collect()
}

fn link(people: &[(String, Seen)]) -> BTreeSet<BTreeSet<String>> {
    let records = records(people);
    let (_, linked) = Linker::link(&records, &Options::default());
    clusters(&records, &linked)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_input_does_not_matter(seed in 0_u64..1_000, turn in 1_usize..299) {
        let people = people(seed, 300);
        let mut turned = people.clone();
        turned.rotate_left(turn);
        turned.reverse();
        prop_assert_eq!(link(&people), link(&turned));
    }

    #[test]
    fn a_score_is_symmetric_and_its_steps_add_up(seed in 0_u64..1_000) {
        let people = people(seed, 200);
        let records = records(&people);
        let (linker, linked) = Linker::link(&records, &Options::default());
        for pair in &linked.pairs {
            let (there, back) = (linker.explain(pair.one, pair.other), linker.explain(pair.other, pair.one));
            prop_assert_eq!(&there, &back);
            prop_assert!((there.total() - pair.bits).abs() < 0.01, "{} {}", there.total(), pair.bits);
        }
    }

    #[test]
    fn what_a_person_merged_and_took_back_is_as_it_was(seed in 0_u64..1_000, one in 0_u32..200, other in 0_u32..200) {
        let people = people(seed, 200);
        let records = records(&people);
        let before = Linker::link(&records, &Options::default()).1;
        let verdict = if before.clusters[one as usize] == before.clusters[other as usize] { Verdict::Two } else { Verdict::One };
        let mut decision =
            Decision { one: RowId(one), other: RowId(other), verdict, by: "Ada Example".into(), reason: "asked them".into(), is_withdrawn: false };
        let during = Linker::link_with(&records, &Options::default(), std::slice::from_ref(&decision)).1;
        let is_one = during.clusters[one as usize] == during.clusters[other as usize];
        prop_assert_eq!(is_one, verdict == Verdict::One || one == other);
        decision.is_withdrawn = true;
        prop_assert_eq!(Linker::link_with(&records, &Options::default(), &[decision]).1, before);
    }
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let people = people(5, 2_000);
    let records = records(&people);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| Linker::link(&records, &Options::default()).1)
    };
    assert_eq!(with(1), with(3));
}

#[test]
fn a_new_import_links_against_what_is_there() {
    let people = people(9, 3_000);
    let first = records(&people[..2_000]);
    let (linker, linked) = Linker::link(&first, &Options::default());
    let memory = linker.memory(&linked);
    let all = records(&people);
    let (_, extended) = Linker::extend(&all, &memory, &Options::default(), &[]);
    // Those who were one stay one.
    for (row, cluster) in linked.clusters.iter().enumerate() {
        assert_eq!(extended.clusters[row], extended.clusters[cluster.0 as usize]);
    }
    let met = (2_000..3_000).filter(|row| (extended.clusters[*row].0 as usize) < *row).count();
    assert!(met > 300, "{met}");
}

#[test]
fn a_merge_that_was_taken_back_is_gone_with_the_next_import() {
    let people = people(11, 600);
    let first = records(&people[..400]);
    let before = Linker::link(&first, &Options::default()).1;
    let other = (1..400).find(|row| before.clusters[*row] != before.clusters[0]).expect("people differ");
    let mut merge = Decision {
        one: RowId(0),
        other: RowId(other as u32),
        verdict: Verdict::One,
        by: "Ada Example".into(),
        reason: "a mistake".into(),
        is_withdrawn: false,
    };
    let (linker, merged) = Linker::link_with(&first, &Options::default(), std::slice::from_ref(&merge));
    assert_eq!(merged.clusters[0], merged.clusters[other]);
    merge.is_withdrawn = true;
    let all = records(&people);
    let (_, next) = Linker::extend(&all, &linker.memory(&merged), &Options::default(), &[merge]);
    assert_ne!(next.clusters[0], next.clusters[other]);
}

#[test]
fn two_valid_numbers_never_meet() {
    let mut records = Records::new();
    let (one, other) = (records.source("a"), records.source("b"));
    let same =
        [(Field::GivenName, "Ada"), (Field::Surname, "Quinwell"), (Field::Email, "ada@example.org"), (Field::BirthDate, "1980-01-02")];
    // Both numbers are valid: the check digits were worked out for them.
    records.push(one, "1", same.into_iter().chain([(Field::Npi, "1234567893")]));
    records.push(other, "2", same.into_iter().chain([(Field::Npi, "1000000004")]));
    records.push(other, "3", same);
    let (_, linked) = Linker::link(&records, &Options { join_from: 0.000_001, review_from: 0.000_000_1, ..Options::default() });
    assert_ne!(linked.clusters[0], linked.clusters[1]);
}
