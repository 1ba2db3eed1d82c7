//! The audit: what it keeps, how it is read, and that it cannot be changed.

use ledger::audit::{By, Entry, Filter, What};
use ledger::{Hash, Ledger};

use crate::given::*;

fn withheld(person: &str, at: i64, about: &str) -> Entry {
    let by = By { person: person.into(), acting_as: "sales".into(), session: "s".into(), request: format!("r-{at}"), at: minute(at) };
    Entry { rules: vec!["matrix:approved/insight/sales".into(), "US-21".into()], epoch: Some(3), ..Entry::new(by, What::Withheld, about) }
}

#[test]
fn an_event_keeps_who_what_when_and_why_and_follows_on_the_one_before() {
    let ledger = Ledger::in_memory().unwrap();
    let first = ledger.audit(&[withheld("ana", 5, "insight")]).unwrap();
    let refused =
        Entry { reason: "no need to know".into(), ..Entry::new(By::nobody("r-9", minute(3)), What::Refused, "GET /records/{key}") };
    let end = ledger.audit(&[refused, withheld("ben", 4, "request")]).unwrap();
    assert_eq!((first.seq, end.seq, ledger.audit_end().unwrap()), (1, 3, end));
    let events = ledger.events(&Filter::default(), 9).unwrap();
    let [third, second, one] = events.as_slice() else { panic!("three events") };
    assert_eq!((one.previous, second.previous, third.previous), (Hash::START, one.hash, second.hash));
    assert_eq!((one.seq, one.at, one.person.as_str(), one.acting_as.as_str(), one.session.as_str()), (1, minute(5), "ana", "sales", "s"));
    assert_eq!((one.what, one.about.as_str(), one.epoch, one.request.as_str()), (What::Withheld, "insight", Some(3), "r-5"));
    assert_eq!(one.rules, ["matrix:approved/insight/sales", "US-21"]);
    assert_eq!((second.reason.as_str(), second.person.as_str(), second.epoch, second.rules.len()), ("no need to know", "", None, 0));
    assert_eq!(ledger.event(2).unwrap().as_ref(), Some(second));
    assert_eq!(ledger.event(4).unwrap(), None);
    assert_eq!(ledger.audit(&[]).unwrap(), end, "nothing to say leaves nothing");
}

#[test]
fn the_audit_is_read_by_who_what_about_and_when_page_by_page() {
    let ledger = Ledger::in_memory().unwrap();
    let events: Vec<Entry> =
        (0..100).map(|at| withheld(if at % 2 == 0 { "ana" } else { "ben" }, at, if at % 3 == 0 { "insight" } else { "request" })).collect();
    ledger.audit(&events).unwrap();
    ledger.audit(&[Entry::new(By::console("setup", minute(100)), What::Exported, "insight")]).unwrap();
    let seqs = |filter: Filter, limit| ledger.events(&filter, limit).unwrap().into_iter().map(|event| event.seq).collect::<Vec<_>>();
    assert_eq!(seqs(Filter { what: vec![What::Exported, What::Signed], ..Filter::default() }, 9), [101]);
    let anas = || Filter { person: Some("ana".into()), about: Some("insight".into()), ..Filter::default() };
    assert_eq!(seqs(anas(), 3), [97, 91, 85]);
    assert_eq!(seqs(Filter { before: Some(85), ..anas() }, 2), [79, 73], "the next page");
    assert_eq!(seqs(Filter { from: Some(minute(97)), until: Some(minute(99)), ..Filter::default() }, 9), [99, 98]);
    assert_eq!(seqs(Filter { request: Some("r-7".into()), session: Some("s".into()), ..Filter::default() }, 9), [8]);
    assert_eq!(seqs(Filter { person: Some("' OR 1=1 --".into()), ..Filter::default() }, 9), [0u64; 0]);
    let mut all = Vec::new();
    ledger.each_event(|event| all.push(event.seq)).unwrap();
    assert_eq!(all, (1..=101).collect::<Vec<_>>());
}

#[test]
fn every_word_of_the_audit_reads_back_and_no_other_does() {
    for &what in What::ALL {
        assert_eq!(What::parse(what.as_str()), Some(what));
        assert_eq!(What::parse(&what.as_str().to_uppercase().replace('-', "_")), Some(what));
    }
    assert_eq!(What::parse("deleted"), None);
}

#[test]
fn events_and_signatures_cannot_be_changed_even_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    ledger.audit(&[withheld("ana", 1, "insight")]).unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("INSERT INTO signature (event, record, number) VALUES (1, 'x', 1)", []).unwrap();
    for sql in ["UPDATE event SET person = 'X'", "DELETE FROM event", "UPDATE signature SET record = 'X'", "DELETE FROM signature"] {
        let refusal = raw.execute(sql, []).unwrap_err().to_string();
        assert!(refusal.contains("is never"), "{sql}: {refusal}");
    }
}
