//! Time travel: to every instant, with clocks that go backwards.

use ledger::Ledger;
use serde_json::json;

use crate::given::*;

#[test]
fn every_instant_can_be_visited() {
    let (ledger, _) = two_claims();
    let mut states = vec![now(&ledger)];
    for minutes in 1..=5 {
        let edit = write("C-1", Some(minutes), json!({ "strength": minutes }));
        ledger.append(change(i64::from(minutes), "edit", vec![edit])).unwrap();
        states.push(now(&ledger));
    }
    assert_eq!(at(&ledger, -1), []);
    for (minutes, state) in states.iter().enumerate() {
        assert_eq!(&at(&ledger, minutes as i64), state);
    }
    assert_eq!(at(&ledger, 1000), now(&ledger));
    assert_eq!(seen(&ledger.at_seq(0).unwrap()), []);
    assert_eq!(seen(&ledger.at_seq(1).unwrap()).len(), 1);
    assert_eq!(seen(&ledger.at_seq(2).unwrap()), states[0]);
}

#[test]
fn a_clock_that_goes_back_does_not_change_the_past() {
    let (ledger, _) = two_claims();
    ledger.append(change(10, "edit", vec![write("C-1", Some(1), json!({ "strength": 2 }))])).unwrap();
    let at_five = at(&ledger, 5);
    ledger.append(change(3, "edit", vec![write("C-1", Some(2), json!({ "strength": 3 }))])).unwrap();

    let head = ledger.head("C-1").unwrap().unwrap();
    assert_eq!((head.at, head.effective), (minute(3), minute(10)));
    assert_eq!(at(&ledger, 5), at_five);
    assert_eq!(at(&ledger, 10), now(&ledger));
    sound(&ledger);
}

#[test]
fn years_before_1970_are_instants_too() {
    let ledger = Ledger::in_memory().unwrap();
    let long_ago = -60_000_000;
    ledger.append(change(long_ago, "create", vec![write("C-1", None, json!({}))])).unwrap();
    assert_eq!(at(&ledger, long_ago).len(), 1);
    assert_eq!(at(&ledger, long_ago - 1).len(), 0);
    sound(&ledger);
}
