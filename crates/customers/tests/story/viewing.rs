//! What is seen of one stakeholder: who it is, what happened, where it belongs.

use customers::{Joined, Kind};
use stakeholders::identity::Field;

use crate::given::*;

#[test]
fn what_one_source_says_by_npi_is_found_from_the_record_of_another() {
    let customers = with(&[REGISTER, PAYMENTS]);
    let timeline = timeline(&customers, "nppes:9000000015");
    assert_eq!(timeline.len(), 1);
    assert_eq!((timeline[0].table, timeline[0].day), ("payment", Some(day("2025-03-03"))));
    assert_eq!(timeline[0].fields["amount_usd"], "1250.05");
    assert_eq!(timeline[0].about.to_string(), "npi:9000000015");
    let of = &timeline[0].provenance;
    assert_eq!((of.source.as_str(), of.line, of.acting_as.as_str()), ("open-payments-general", 2, "medical"));
    assert_eq!(of.release, "2025, published 2026-06-30");
}

#[test]
fn a_meeting_of_two_is_kept_once_and_found_from_both() {
    let customers = with(&[CALLS, ACCOUNTS]);
    assert_eq!(customers.imports().unwrap().iter().find(|one| one.source == "veeva-call").unwrap().facts, 5);
    let (ada, lucja) = (timeline(&customers, "veeva:A1"), timeline(&customers, "veeva:A2"));
    assert_eq!((ada.len(), lucja.len()), (2, 1));
    let meeting = ada[1].within.as_ref().unwrap();
    assert_eq!(meeting.fields["interaction_id"], "C1");
    assert_eq!(meeting.fields["channel"], "in person");
    assert_eq!(lucja[0].within.as_ref().unwrap(), meeting);
}

#[test]
fn the_best_source_is_shown_and_says_whose_value_it_is() {
    let customers = with(&[ACCOUNTS, REGISTER]);
    customers.merge(&record("veeva:A1"), &record("nppes:9000000015"), &decided("asked her")).unwrap();
    customers.link().unwrap();
    let ada = stakeholder(&customers, "veeva:A1");
    assert_eq!((ada.kind, ada.name.as_str(), ada.records.len()), (Kind::Hcp, "ADA QUINWELL", 2));
    assert!(ada.records.iter().all(|record| record.joined == Joined::Person), "{:?}", ada.records);
    let whose = |field: Field| ada.golden.iter().find(|golden| golden.field == field).map(|golden| golden.lineage.record.to_string());
    assert_eq!(whose(Field::City).as_deref(), Some("nppes:9000000015"));
    assert_eq!(whose(Field::Email).as_deref(), Some("veeva:A1"));
    // The number is that of the record which was heard of first, and both numbers lead there.
    assert_eq!(id(&customers, "nppes:9000000015"), id(&customers, "veeva:A1"));
}

#[test]
fn organisations_of_one_npi_are_one() {
    let customers = with(&[ACCOUNTS, REGISTER]);
    customers.link().unwrap();
    let clinic = stakeholder(&customers, "veeva:H1");
    assert_eq!((clinic.records.len(), clinic.name.as_str()), (2, "ELDHAM HEART CLINIC INC"));
    customers.separate(&record("veeva:H1"), &record("nppes:9000000023"), &decided("the number was mistyped")).unwrap();
    customers.link().unwrap();
    assert_eq!(stakeholder(&customers, "veeva:H1").name, "Eldham Heart Clinic");
}

#[test]
fn where_somebody_belongs_is_seen_from_both_ends() {
    let customers = with(&[ACCOUNTS]);
    let (ada, clinic) = (id(&customers, "veeva:A1"), id(&customers, "veeva:H1"));
    let belongs = customers.affiliations(ada, 10).unwrap();
    assert_eq!(belongs.len(), 1);
    assert_eq!((belongs[0].member, belongs[0].organisation), (Some(ada), Some(clinic)));
    let mut members: Vec<_> = customers.affiliations(clinic, 10).unwrap().into_iter().filter_map(|one| one.member).collect();
    members.sort();
    assert_eq!(members, [ada, id(&customers, "veeva:A2")]);
    assert_eq!(stakeholder(&customers, "veeva:H1").kind, Kind::Organisation);
    // The organisation's name reaches its people whichever file comes first.
    let golden = stakeholder(&customers, "veeva:A1").golden;
    assert!(golden.iter().any(|golden| golden.field == Field::Organisation && golden.value == "Eldham Heart Clinic"), "{golden:?}");
}

#[test]
fn the_six_coordination_facts_have_what_they_are_made_of() {
    let customers = with(&ALL);
    customers.link().unwrap();
    let highlights = customers.highlights(id(&customers, "veeva:A1"), day("2026-02-01"), day("2026-06-01"), 50).unwrap();
    let count = |facts: &[customers::Fact]| facts.len();
    assert_eq!((count(&highlights.contacts), count(&highlights.affiliations), count(&highlights.requests)), (2, 1, 1));
    let excluded =
        customers.highlights(id(&customers, "leie:NORRWICK WILLIAM/2025-06-20/1128a1/02115"), day("2026-02-01"), day("2026-06-01"), 50);
    assert_eq!(count(&excluded.unwrap().standing), 1);
}

#[test]
fn a_newer_release_stands_before_an_older_one_whichever_was_kept_first() {
    let newer = ("npidata_pfile_20050523-20260201.csv", REGISTER.1.replace("77 OAK AVE", "9 PARK LN"));
    let file = (newer.0, newer.1.as_str());
    for order in [[REGISTER, file], [file, REGISTER]] {
        let customers = with(&[]);
        order.into_iter().for_each(|file| drop(keep(&customers, file)));
        let ada = stakeholder(&customers, "nppes:9000000015");
        assert_eq!(ada.records.len(), 1);
        assert!(ada.golden.iter().any(|golden| golden.value == "9 PARK LN"), "{:?}", ada.golden);
        assert_eq!(customers.facts(ada.id, "source_person", 10).unwrap().len(), 1);
    }
}

#[test]
fn tables_that_are_not_kept_are_said() {
    let customers = with(&[]);
    let kept = try_keep(&customers, PAYMENTS).unwrap();
    assert_eq!(kept.files[0].ignored, [("payment_product".to_owned(), 1)]);
    assert_eq!(customers.imports().unwrap()[0].ignored, kept.files[0].ignored);
}
