//! Forgers of signatures, who know the encoding and mend every hash behind what they changed.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::audit::{EVENT, Entry, What, sealed_event};
use crate::hash::{Hash, seal};
use crate::people::{Grant, NewPerson};
use crate::sessions::{Authority, Call, Limits, SessionId, SignIn};
use crate::store::{Connection, Param};
use crate::{Append, Body, Ledger, Problem, Write};

fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_767_258_000 + 60 * minutes).expect("within jiff's range")
}

fn id_of(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

fn write(ledger: &Ledger, key: &str, base: Option<u32>, text: &str) {
    let body: Body = json!({ "statement": text }).as_object().cloned().expect("an object");
    let write = Write { record_id: id_of(key), kind: "need".into(), key: key.into(), base, body: Some(body) };
    let append = Append {
        author: "ana".into(),
        acting_as: "medical".into(),
        at: minute(1),
        label: "edit".into(),
        reason: String::new(),
        writes: vec![write],
        idempotency_key: None,
    };
    ledger.append(append).expect("is written");
}

/// Two needs; Ana has signed the first, Ben is there too and has signed nothing.
fn signed() -> (Ledger, Signature) {
    let ledger = Ledger::in_memory().expect("opens");
    let by = Authority::Console { name: "setup", at: minute(0) };
    for name in ["ana", "ben"] {
        let grants = vec![Grant { function: "medical".into(), markets: vec!["*".into()] }];
        let new = NewPerson { id: id_of(name), login: name.into(), name: name.to_uppercase(), password: None, grants, roles: vec![] };
        ledger.add_person(&by, &new, "").expect("is added");
    }
    write(&ledger, "N-1", None, "people come back");
    write(&ledger, "N-2", None, "people do not sleep");
    let id = SessionId::from_random([1; 32]);
    let sign_in = SignIn {
        person: id_of("ana"),
        id: &id,
        replaces: None,
        function: None,
        device: "",
        how: "password",
        authenticated: true,
        at: minute(2),
        request: "",
    };
    ledger.sign_in(&sign_in).expect("comes in");
    let need = ledger.head("N-1").expect("reads").expect("is there");
    let call = Call { id: &id, at: minute(3), limits: Limits::USUAL, request: "r-1" };
    let sign = Sign { record: "N-1".into(), number: 1, revision: need.hash, meaning: "agreed", reason: "" };
    let signature = ledger.sign(&call, &sign).expect("signs");
    (ledger, signature)
}

/// Without triggers, anything goes; and then the hashes of the audit are made to fit again, from its first event on.
fn forge(ledger: &Ledger, changes: &[&str]) {
    ledger.tamper(|connection| {
        for table in ["revision", "event", "signature"] {
            for what in ["changed", "deleted"] {
                connection.execute(&format!("DROP TRIGGER {table}_is_never_{what}"), &[]).expect("the trigger is there");
            }
        }
        for change in changes {
            connection.execute(change, &[]).expect("is changed");
        }
        mend(connection);
    });
}

fn mend(connection: &Connection) {
    let seqs = connection.all("SELECT seq FROM event ORDER BY seq", &[], |row| row.natural::<u64>()).expect("reads");
    let mut before = Hash::START;
    for seq in &seqs {
        connection
            .execute("UPDATE event SET previous = $1 WHERE seq = $2", &[Param::Bytes(&before.0), Param::from(*seq)])
            .expect("is changed");
        let sql = concat!("SELECT ", sealed_event!(), " FROM event AS e WHERE e.seq = $1");
        let cells = connection.one(sql, &[Param::from(*seq)], |row| Ok(row.cells())).expect("reads").expect("is there");
        before = seal(EVENT, &cells.iter().map(Param::from).collect::<Vec<_>>());
        connection.execute("UPDATE event SET hash = $1 WHERE seq = $2", &[Param::Bytes(&before.0), Param::from(*seq)]).expect("is changed");
    }
    let head = [Param::from(seqs.len() as u64), Param::Bytes(&before.0)];
    connection.execute("UPDATE event_head SET seq = $1, hash = $2 WHERE id = 1", &head).expect("is changed");
}

fn problem(ledger: &Ledger) -> Option<Problem> {
    ledger.verify(None).expect("runs").fault.map(|fault| fault.problem)
}

fn standing(ledger: &Ledger, key: &str) -> Vec<Standing> {
    ledger.signatures(key).expect("reads").into_iter().map(|(_, standing)| standing).collect()
}

#[test]
fn nothing_forged_is_sound() {
    let (ledger, signature) = signed();
    assert_eq!((problem(&ledger), standing(&ledger, "N-1")), (None, vec![Standing::Valid]));
    assert_eq!(ledger.standing(&signature).expect("reads"), Standing::Valid);
    forge(&ledger, &[]);
    assert_eq!(problem(&ledger), None, "mending what is sound changes nothing");
}

#[test]
fn a_changed_body_takes_the_signature_off() {
    let (ledger, _) = signed();
    forge(&ledger, &["UPDATE revision SET body = '{\"statement\":\"people fly\"}' WHERE key = 'N-1'"]);
    assert_eq!(standing(&ledger, "N-1"), [Standing::Detached]);
    assert_eq!(problem(&ledger), Some(Problem::Altered));
}

#[test]
fn a_signature_moved_to_another_record_is_none() {
    let (ledger, _) = signed();
    let to = format!("UPDATE signature SET record = '{}'", id_of("N-2"));
    forge(&ledger, &[&to]);
    assert_eq!((standing(&ledger, "N-1"), standing(&ledger, "N-2")), (vec![], vec![Standing::Detached]));
    assert_eq!(problem(&ledger), Some(Problem::SignaturesDisagree));
    // The event moves along, so that both say the same of the other record; the hash of what was signed does not.
    let (ledger, _) = signed();
    let moved = format!(
        "UPDATE event SET about = 'N-2', became = replace(replace(became, '{}', '{}'), 'N-1', 'N-2') WHERE what = 'signed'",
        id_of("N-1"),
        id_of("N-2")
    );
    forge(&ledger, &[&to, &moved]);
    assert_eq!(standing(&ledger, "N-2"), [Standing::Detached]);
    assert_eq!(problem(&ledger), Some(Problem::SignaturesDisagree));
}

#[test]
fn a_swapped_signer_had_not_proved_who_they_are() {
    for named in ["", ", became = replace(became, '\"ANA\"', '\"BEN\"')"] {
        let (ledger, signature) = signed();
        forge(&ledger, &[&format!("UPDATE event SET person = '{}'{named} WHERE what = 'signed'", id_of("ben"))]);
        assert_eq!(ledger.standing(&signature).expect("reads"), Standing::Detached, "it says something else than the audit");
        assert_eq!(problem(&ledger), Some(Problem::SignerDisagrees));
    }
    let (ledger, _) = signed();
    forge(&ledger, &["UPDATE event SET became = replace(became, '\"ANA\"', '\"BEN\"') WHERE what = 'signed'"]);
    assert_eq!(problem(&ledger), Some(Problem::SignerDisagrees), "nobody is called otherwise than their account");
}

#[test]
fn a_signature_added_behind_the_end_was_given_by_nobody() {
    let (ledger, signature) = signed();
    let mut kept = ledger.event(signature.event).expect("reads").expect("is there");
    kept.after.as_mut().expect("what was signed").insert("name".into(), "BEN".into());
    ledger.tamper(|connection| {
        let by = crate::audit::By { person: id_of("ben").to_string(), ..crate::audit::By::nobody("r-9", minute(4)) };
        let entry = Entry { after: kept.after.clone(), ..Entry::new(by, What::Signed, "N-1") };
        let end = crate::audit::add(connection, &[entry]).expect("is added");
        let row = [Param::from(end.seq), Param::Text(&signature.record.to_string()), Param::from(1)];
        connection.execute("INSERT INTO signature (event, record, number) VALUES ($1, $2, $3)", &row).expect("is added");
    });
    assert_eq!(problem(&ledger), Some(Problem::SignerDisagrees));
}
