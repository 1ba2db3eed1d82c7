//! Many at once: what can happen once happens once, and what was checked still holds when it is done.

use std::sync::Barrier;

use ledger::people::Change;
use ledger::sessions::{Authority, SessionId};
use ledger::{Error, Ledger, Refusal};

use crate::given::*;

/// Runs both at the same moment and returns what they answered.
fn at_once<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        let one = scope.spawn(|| {
            start.wait();
            one()
        });
        start.wait();
        let other = other();
        (one.join().unwrap(), other)
    })
}

#[test]
fn of_two_first_owners_one_wins() {
    for round in 0..1_000 {
        let ledger = Ledger::in_memory().unwrap();
        let create = |login: &'static str| ledger.create_owner(&person(login, &[]), "r", minute(0));
        let (ana, ben) = at_once(|| create("ana"), || create("ben"));
        assert_eq!(usize::from(ana.is_ok()) + usize::from(ben.is_ok()), 1, "round {round}");
        assert!(matches!(ana.and(ben), Err(Error::Refused(Refusal::OwnerExists))));
        assert_eq!((ledger.people().unwrap().len(), ledger.audit_end().unwrap().seq), (1, 1));
    }
}

#[test]
fn of_two_first_owners_in_two_processes_one_wins() {
    for _ in 0..50 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let [one, other] = [Ledger::open(&path).unwrap(), Ledger::open(&path).unwrap()];
        let create = |ledger: &Ledger, login: &str| ledger.create_owner(&person(login, &[]), "r", minute(0)).is_ok();
        let (ana, ben) = at_once(|| create(&one, "ana"), || create(&other, "ben"));
        assert!(ana != ben);
        assert_eq!(one.people().unwrap().len(), 1);
    }
}

#[test]
fn an_id_steps_up_once_however_often_it_is_sent() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    for round in 0..1_000u64 {
        let [old, one, other] = [sid(3 * round), sid(3 * round + 1), sid(3 * round + 2)];
        sign_in(&ledger, &ana, &old, 0);
        let up = |new: &SessionId| ledger.step_up(&call(&old, 1), new, "password").is_ok();
        let (first, second) = at_once(|| up(&one), || up(&other));
        assert!(first != second, "round {round}");
        assert_eq!(ledger.session(&call(&one, 1)).unwrap().is_some(), first);
    }
}

#[test]
fn no_session_begins_beside_a_deactivation_and_outlives_it() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    for round in 0..1_000u64 {
        let id = sid(round);
        ledger.change_person(&console(), ana.id, &Change::Activate, "back").unwrap();
        let _ = at_once(
            || ledger.sign_in(&signing_in(&ana, &id, 0)).is_ok(),
            || ledger.change_person(&console(), ana.id, &Change::Deactivate, "out").unwrap(),
        );
        assert!(ledger.session(&call(&id, 0)).unwrap().is_none(), "round {round}");
        ledger.change_person(&console(), ana.id, &Change::Activate, "back").unwrap();
        assert!(ledger.session(&call(&id, 0)).unwrap().is_none(), "round {round}: it came back");
    }
}

#[test]
fn of_two_owners_who_deactivate_each_other_one_remains() {
    for round in 0..1_000 {
        let ledger = Ledger::in_memory().unwrap();
        let (olga, ana) = with_people(&ledger);
        ledger.change_person(&console(), ana.id, &Change::Give(ledger::people::Role::Owner), "second owner").unwrap();
        let [hers, theirs] = [sid(1), sid(2)];
        sign_in(&ledger, &olga, &hers, 0);
        sign_in(&ledger, &ana, &theirs, 0);
        let out = |id, whom| ledger.change_person(&Authority::Session(call(id, 1)), whom, &Change::Deactivate, "quarrel");
        let (one, other) = at_once(|| out(&hers, ana.id), || out(&theirs, olga.id));
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "round {round}");
        assert!(ledger.people().unwrap().iter().any(|person| person.is_owner()));
    }
}

#[test]
fn a_switch_beside_a_revocation_never_ends_as_the_revoked_function() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    sign_in(&ledger, &ana, &id, 0);
    for round in 0..1_000 {
        ledger.change_person(&console(), ana.id, &grant("compliance"), "again").unwrap();
        ledger.switch_function(&call(&id, 0), "medical", "back").unwrap();
        let _ = at_once(
            || ledger.switch_function(&call(&id, 0), "compliance", "reviews").is_ok(),
            || ledger.change_person(&console(), ana.id, &Change::Revoke("compliance".into()), "no more").unwrap(),
        );
        let acting = ledger.session(&call(&id, 0)).unwrap().unwrap().acting;
        assert_ne!(acting.map(|acting| acting.function).as_deref(), Some("compliance"), "round {round}");
    }
}

fn grant(function: &str) -> Change {
    Change::Grant(ledger::people::Grant { function: function.into(), markets: vec!["US".into()] })
}
