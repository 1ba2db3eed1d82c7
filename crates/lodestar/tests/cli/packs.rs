//! Evidence as the Audit page gives it, proved by the program in a folder that has no workspace.

use std::path::Path;

use jiff::Timestamp;
use ledger::{
    Append, Ledger, Log, Which, Write,
    audit::By,
    people::{Grant, NewPerson},
    sessions::{Authority, Call, Limits, SessionId, SignIn},
    signatures::Sign,
    witness::{SigningKey, Witnessed},
};

use crate::run::lodestar;

fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_767_258_000 + 60 * minutes).expect("within jiff's range")
}

/// A need that Ana has signed, what the witness saw of it, and a pack of all that, in files of the folder.
fn signed_into(folder: &Path) {
    let ledger = Ledger::open(folder.join("ledger.db")).expect("a ledger");
    let (ana, need) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    let grants = vec![Grant { function: "medical".into(), markets: vec!["*".into()] }];
    let new = NewPerson { id: ana, login: "ana".into(), name: "Ana Ash".into(), password: None, grants, roles: vec![] };
    ledger.add_person(&Authority::Console { name: "setup", at: minute(0) }, &new, "").expect("is added");
    let body = serde_json::Map::from_iter([("statement".to_owned(), "people come back".into())]);
    let write = Write { record_id: need, kind: "need".into(), key: "N-1".into(), base: None, body: Some(body) };
    let append = Append {
        author: "Ana Ash".into(),
        acting_as: "medical".into(),
        at: minute(1),
        label: "create".into(),
        reason: String::new(),
        writes: vec![write],
        idempotency_key: None,
    };
    ledger.append(append).expect("is written");
    let id = SessionId::from_random([1; 32]);
    let (device, how, request) = ("", "password", "");
    let sign_in = SignIn { person: ana, id: &id, replaces: None, function: None, device, how, authenticated: true, at: minute(2), request };
    ledger.sign_in(&sign_in).expect("comes in");
    let revision = ledger.head("N-1").expect("reads").expect("is there").hash;
    let call = Call { id: &id, at: minute(3), limits: Limits::USUAL, request };
    let sign = Sign { record: Which::Key("N-1"), number: 1, revision, meaning: "agreed", reason: "" };
    let signature = ledger.sign(&call, &sign).expect("signs");
    let key = SigningKey::from_random("witness", [7; 32]).expect("a name");
    ledger.witness(&folder.join("witness.txt"), &key, By::console("Pat", minute(4))).expect("is handed over");
    let witnessed = Witnessed::read(&folder.join("witness.txt"), &key.public()).expect("reads");
    let places = [(Log::Revisions, 1), (Log::Events, signature.event)].into();
    let pack = ledger.pack(&places, &witnessed, ("Conrad", minute(5)), "record N-1").expect("is made");
    std::fs::write(folder.join("pack.json"), serde_json::to_string_pretty(&pack).expect("JSON")).expect("is written");
    let late = ledger.pack(&[(Log::Events, signature.event + 1)].into(), &witnessed, ("Conrad", minute(5)), "the rest").expect("is made");
    std::fs::write(folder.join("late.json"), serde_json::to_string_pretty(&late).expect("JSON")).expect("is written");
    std::fs::write(folder.join("public.txt"), key.public().to_string()).expect("is written");
}

#[test]
fn a_pack_is_proved_without_a_workspace_and_one_that_was_changed_is_not() {
    let made = tempfile::tempdir().expect("a folder");
    signed_into(made.path());
    let elsewhere = tempfile::tempdir().expect("a folder");
    for file in ["pack.json", "late.json", "public.txt"] {
        std::fs::copy(made.path().join(file), elsewhere.path().join(file)).expect("is copied");
    }
    let verify = |file: &str| lodestar(elsewhere.path(), &["audit", "verify", "--evidence", file, "--key", "public.txt"]);
    let said = verify("pack.json");
    let expected = "evidence of record N-1, taken by Conrad at 2026-01-01T09:05:00Z\n\
                    proved: 2 entries, as they were when the witness signed\n\
                    signature: Ana Ash, acting as medical, agreed, 2026-01-01T09:03:00Z: N-1 revision 1; it is the revision in this pack\n";
    assert_eq!((said.out.as_str(), said.code), (expected, Some(0)), "{}", said.err);
    let late = verify("late.json");
    assert!(late.out.contains("not proved: 1 entry, which no witness had seen"), "{}", late.out);
    assert_eq!(late.code, Some(6));
    let text = std::fs::read_to_string(elsewhere.path().join("pack.json")).expect("reads");
    std::fs::write(elsewhere.path().join("pack.json"), text.replace("people come back", "people walk home")).expect("is written");
    let changed = verify("pack.json");
    assert!(changed.out.contains("was given to other words than these"), "{}", changed.out);
    assert_eq!(changed.code, Some(6));
}
