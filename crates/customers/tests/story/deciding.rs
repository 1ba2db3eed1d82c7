//! People decide about records, take it back, and see what is in doubt.

use customers::{Customers, Error};
use stakeholders::{identity::Field, synthetic};

use crate::given::*;

#[test]
fn what_a_person_separated_shows_nothing_of_the_other() {
    let customers = with(&[ACCOUNTS, REGISTER]);
    let (one, other) = (record("veeva:A1"), record("nppes:9000000031"));
    let merge = customers.merge(&one, &other, &decided("a mistake")).unwrap();
    customers.link().unwrap();
    assert!(stakeholder(&customers, "veeva:A1").golden.iter().any(|golden| golden.value == "12 HARBOUR ST"));
    customers.separate(&one, &other, &decided("they are two")).unwrap();
    let linked = customers.link().unwrap();
    assert_eq!(linked.unmet, Vec::<i64>::new());
    for name in ["veeva:A1", "nppes:9000000031"] {
        let of = stakeholder(&customers, name);
        let strangers = if name == "veeva:A1" { "nppes:9000000031" } else { "veeva:A1" };
        assert!(of.golden.iter().all(|golden| golden.lineage.record.to_string() != strangers), "{of:#?}");
        assert!(of.records.iter().all(|record| record.name.to_string() != strangers), "{of:#?}");
    }
    // Both decisions stay as history; the later one stands.
    assert_eq!(customers.decisions().unwrap().len(), 2);
    customers.take_back(merge, &decided("tidying")).unwrap();
    assert!(matches!(customers.take_back(merge, &decided("again")), Err(Error::NoDecision { .. })));
}

#[test]
fn a_decision_taken_back_leaves_what_was_before() {
    let customers = with(&ALL);
    customers.link().unwrap();
    let before = (shown(&customers), id(&customers, "veeva:A2"));
    let merge = customers.merge(&record("veeva:A2"), &record("veeva:A3"), &decided("a mistake")).unwrap();
    assert!(customers.needs_link().unwrap());
    customers.link().unwrap();
    assert_eq!(id(&customers, "veeva:A2"), id(&customers, "veeva:A3"));
    assert_ne!(shown(&customers), before.0);
    customers.take_back(merge, &decided("they are two")).unwrap();
    customers.link().unwrap();
    assert_eq!((shown(&customers), id(&customers, "veeva:A2")), before);
}

#[test]
fn separations_stand_above_what_merges_would_bring_together() {
    let customers = with(&[ACCOUNTS]);
    let [one, two, three] = ["veeva:A1", "veeva:A2", "veeva:A3"].map(record);
    customers.separate(&one, &three, &decided("two")).unwrap();
    customers.merge(&one, &two, &decided("one")).unwrap();
    let against = customers.merge(&two, &three, &decided("one")).unwrap();
    assert_eq!(customers.link().unwrap().unmet, [against]);
    assert_ne!(id(&customers, "veeva:A1"), id(&customers, "veeva:A3"));
}

#[test]
fn what_makes_no_sense_is_not_decided() {
    let customers = with(&[ACCOUNTS]);
    let [ada, clinic, nobody] = ["veeva:A1", "veeva:H1", "veeva:A9"].map(record);
    let by = decided("no reason");
    assert!(matches!(customers.merge(&ada, &ada, &by), Err(Error::SameRecord { .. })));
    assert!(matches!(customers.merge(&ada, &clinic, &by), Err(Error::KindsDiffer { .. })));
    assert!(matches!(customers.separate(&ada, &nobody, &by), Err(Error::NoRecord { .. })));
    assert!(customers.decisions().unwrap().is_empty());
}

/// A customer system and a register of generated people, whose truth is known.
fn generated(count: usize) -> Customers {
    let mut files = [
        String::from("Id,LastName,FirstName,Specialty_1_vod__c,Gender_vod__c,PersonEmail,Phone\n"),
        String::from(
            "NPI,Provider Last Name (Legal Name),Provider First Name,Provider First Line Business Practice Location Address,\
             Provider Business Practice Location Address City Name,Provider Business Practice Location Address State Name,\
             Provider Business Practice Location Address Postal Code,Provider Business Practice Location Address Telephone Number\n",
        ),
    ];
    let mut number = 0;
    synthetic::records(3, count, |seen| {
        number += 1;
        let [given, _, surname, sex, _, email, phone, street, city, state, postcode, specialty] = &seen.values;
        match seen.source {
            1 => files[0].push_str(&format!("A{number},{surname},{given},{specialty},{sex},{email},{phone}\n")),
            0 => files[1].push_str(&format!("{},{surname},{given},{street},{city},{state},{postcode},{phone}\n", npi(number))),
            _ => {}
        }
    });
    let customers = Customers::in_memory().unwrap();
    keep(&customers, ("accounts.csv", &files[0]));
    keep(&customers, ("people.csv", &files[1]));
    customers
}

/// An NPI with the right check digit.
fn npi(number: u64) -> String {
    (0..10).map(|digit| format!("1{number:08}{digit}")).find(|npi| stakeholders::identity::is_npi(npi)).unwrap()
}

#[test]
fn scores_join_and_say_why_and_what_is_in_doubt() {
    let customers = generated(1_500);
    let linked = customers.link().unwrap();
    assert!(linked.stakeholders < linked.records * 9 / 10, "{linked:?}");
    assert!(!customers.needs_link().unwrap());
    let doubts = customers.doubtful(20).unwrap();
    assert_eq!(doubts.len(), linked.doubts.min(20));
    for doubt in &doubts {
        let why = customers.explain(&doubt.other, &doubt.one).unwrap().unwrap();
        assert_eq!(why, doubt.why);
        let probability = 1.0 / (1.0 + (-why.bits()).exp2());
        assert!((probability - doubt.probability).abs() < 0.02, "{doubt:?}");
    }
    // A person decides about the first; it is no doubt any more.
    let first = &doubts[0];
    customers.separate(&first.one, &first.other, &decided("asked them")).unwrap();
    customers.link().unwrap();
    assert!(customers.doubtful(1_000).unwrap().iter().all(|doubt| (&doubt.one, &doubt.other) != (&first.one, &first.other)));
    let [one, other] = [&first.one, &first.other].map(|name| customers.stakeholder_of(name).unwrap());
    assert_ne!(one, other);
    // Linking again changes nothing.
    let before = shown(&customers);
    assert_eq!(customers.link().unwrap().stakeholders, customers.link().unwrap().stakeholders);
    assert_eq!(shown(&customers), before);
    let kept = customers.stakeholder(one.unwrap()).unwrap().unwrap();
    assert!(kept.golden.iter().any(|golden| golden.field == Field::Surname));
}
