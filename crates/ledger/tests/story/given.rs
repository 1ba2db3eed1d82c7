//! Helpers that keep the stories free of noise.

use jiff::Timestamp;
use ledger::people::{Grant, NewPerson, Person, Role};
use ledger::sessions::{Authority, Call, Limits, Session, SessionId, SignIn};
use ledger::{Append, Body, Error, Ledger, Receipt, Refusal, Revision, Undo, Write};
use serde_json::{Value, json};
use uuid::Uuid;

/// 1 January 2026, 09:00 UTC, plus minutes.
pub(crate) fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_767_258_000 + 60 * minutes).expect("within jiff's range")
}

/// The same id for the same key, so that stories can speak of keys only.
pub(crate) fn id(key: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, key.as_bytes())
}

pub(crate) fn body(value: Value) -> Body {
    value.as_object().expect("a record's fields are an object").clone()
}

/// A write of the record `key`, whose kind is `claim`.
pub(crate) fn write(key: &str, base: Option<u32>, value: Value) -> Write {
    Write { record_id: id(key), kind: "claim".into(), key: key.into(), base, body: Some(body(value)) }
}

pub(crate) fn removal(key: &str, base: u32) -> Write {
    Write { record_id: id(key), kind: "claim".into(), key: key.into(), base: Some(base), body: None }
}

/// A change by Ana, acting as medical.
pub(crate) fn change(at: i64, label: &str, writes: Vec<Write>) -> Append {
    Append {
        author: "ana".into(),
        acting_as: "medical".into(),
        at: minute(at),
        label: label.into(),
        reason: "because".into(),
        writes,
        idempotency_key: None,
    }
}

pub(crate) fn undo_of(receipt: &Receipt, at: i64) -> Undo {
    Undo {
        batch: receipt.batch.expect("the receipt is for something written"),
        author: "ben".into(),
        acting_as: "commercial".into(),
        at: minute(at),
        reason: "a mistake".into(),
        idempotency_key: None,
    }
}

/// What a reader sees: keys and bodies, in the ledger's order.
pub(crate) fn seen(revisions: &[Revision]) -> Vec<(String, Value)> {
    revisions.iter().map(|one| (one.key.clone(), json!(one.body))).collect()
}

pub(crate) fn now(ledger: &Ledger) -> Vec<(String, Value)> {
    seen(&ledger.heads().expect("the heads can be read"))
}

pub(crate) fn at(ledger: &Ledger, minutes: i64) -> Vec<(String, Value)> {
    seen(&ledger.as_of(minute(minutes)).expect("any instant can be read"))
}

pub(crate) fn sound(ledger: &Ledger) {
    let verification = ledger.verify(None).expect("verification runs");
    assert_eq!(verification.fault, None);
}

/// A ledger in memory, with two claims created at minute 0.
pub(crate) fn two_claims() -> (Ledger, Receipt) {
    let ledger = Ledger::in_memory().expect("a ledger in memory opens");
    let created = ledger
        .append(change(
            0,
            "create",
            vec![
                write("C-1", None, json!({ "statement": "fewer admissions", "strength": 1 })),
                write("C-2", None, json!({ "statement": "faster onset" })),
            ],
        ))
        .expect("new records can be created");
    (ledger, created)
}

pub(crate) fn stale(result: Result<Receipt, Error>) -> Vec<ledger::Conflict> {
    match result {
        Err(Error::Stale { conflicts }) => conflicts,
        other => panic!("expected a stale edit, got {other:?}"),
    }
}

/// Somebody at the machine's command line, at minute 0.
pub(crate) fn console() -> Authority<'static> {
    Authority::Console { name: "setup", at: minute(0) }
}

/// A person without a password who may act as these functions in the US.
pub(crate) fn person(login: &str, functions: &[&str]) -> NewPerson {
    let grant = |function: &&str| Grant { function: (*function).into(), markets: vec!["US".into()] };
    NewPerson {
        id: id(login),
        login: login.into(),
        name: login.to_uppercase(),
        password: None,
        grants: functions.iter().map(grant).collect(),
        roles: Vec::new(),
    }
}

/// A ledger with Olga, who owns it, and Ana, who may act as medical and as compliance.
pub(crate) fn with_people(ledger: &Ledger) -> (Person, Person) {
    let olga = ledger.create_owner(&person("olga", &["leadership"]), "r-0", minute(0)).unwrap();
    let ana = ledger.add_person(&console(), &person("ana", &["medical", "compliance"]), "joins").unwrap();
    assert_eq!(olga.roles, [Role::Owner]);
    (olga, ana)
}

/// A session id that is always the same for the same number.
pub(crate) fn sid(number: u64) -> SessionId {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    SessionId::from_random(bytes)
}

pub(crate) fn call(id: &SessionId, at: i64) -> Call<'_> {
    Call { id, at: minute(at), limits: Limits::USUAL, request: "r-1" }
}

/// Signs somebody in with a password, at a minute.
pub(crate) fn sign_in(ledger: &Ledger, who: &Person, id: &SessionId, at: i64) -> Session {
    ledger.sign_in(&signing_in(who, id, at)).unwrap()
}

pub(crate) fn signing_in<'a>(who: &Person, id: &'a SessionId, at: i64) -> SignIn<'a> {
    SignIn {
        person: who.id,
        id,
        replaces: None,
        function: None,
        device: "Firefox on Linux",
        how: "password",
        authenticated: true,
        at: minute(at),
        request: "r-1",
    }
}

pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// What the audit says, oldest first: who did what about what.
pub(crate) fn told(ledger: &Ledger) -> Vec<(String, String)> {
    let mut told = Vec::new();
    ledger.each_event(|event| told.push((event.what.to_string(), event.about))).unwrap();
    told
}
