//! Signing: who may, what is bound, and what becomes of a signature when the record goes on.

use ledger::people::Person;
use ledger::sessions::{Limits, SessionId};
use ledger::signatures::{Sign, Signs, Standing};
use ledger::{Error, Ledger, Log, Pack, Refusal, Which};
use serde_json::json;

use crate::given::*;

/// Two claims, and Ana, who has just signed in.
fn scene() -> (Ledger, Person, SessionId) {
    let (ledger, _) = two_claims();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    sign_in(&ledger, &ana, &id, 10);
    (ledger, ana, id)
}

fn shown<'a>(ledger: &Ledger, key: &'a str, meaning: &'a str) -> Sign<'a> {
    let head = ledger.head(key).unwrap().unwrap();
    Sign { record: Which::Key(key), number: head.number, revision: head.hash, meaning, reason: "read in full" }
}

#[test]
fn a_signature_binds_signer_meaning_instant_and_the_exact_revision() {
    let (ledger, ana, id) = scene();
    let head = ledger.head("C-1").unwrap().unwrap();
    let signature = ledger.sign(&call(&id, 12), &shown(&ledger, "C-1", "approved")).unwrap();
    assert_eq!((signature.name.as_str(), signature.meaning.as_str(), signature.at), ("ANA", "approved", minute(12)));
    assert_eq!((signature.signer.as_str(), signature.acting_as.as_str()), (ana.id.to_string().as_str(), "medical"));
    assert_eq!((signature.revision, signature.number, signature.stepped_up), (head.hash, 1, minute(10)));
    assert_eq!(ledger.signatures("C-1").unwrap(), [(signature, Standing::Valid)]);
    assert_eq!(refusal(ledger.sign(&call(&id, 13), &shown(&ledger, "C-1", "approved"))), Refusal::SignedAlready);
    sound(&ledger);
}

#[test]
fn who_has_not_just_proved_who_they_are_does_not_sign() {
    let (ledger, _, id) = scene();
    let sign = shown(&ledger, "C-1", "approved");
    assert_eq!(refusal(ledger.sign(&call(&id, 16), &sign)), Refusal::StepUpNeeded, "six minutes later");
    let again = sid(2);
    ledger.step_up(&call(&id, 16), &again, "password").unwrap();
    assert_eq!(refusal(ledger.sign(&call(&id, 16), &sign)), Refusal::NoSession, "the old session is over");
    assert_eq!(refusal(ledger.sign(&call(&again, 17), &Sign { meaning: " ", ..sign })), Refusal::NoMeaning);
    ledger.sign(&call(&again, 17), &sign).unwrap();
    assert!(Limits::USUAL.fresh.as_mins() == 5);
    sound(&ledger);
}

#[test]
fn a_later_revision_leaves_the_signature_on_the_one_that_was_signed() {
    let (ledger, _, id) = scene();
    let read = shown(&ledger, "C-1", "approved");
    let signature = ledger.sign(&call(&id, 11), &read).unwrap();
    ledger.append(change(12, "edit", vec![write("C-1", Some(1), json!({ "statement": "fewer deaths" }))])).unwrap();
    assert_eq!(ledger.signatures("C-1").unwrap(), [(signature.clone(), Standing::MovedOn(2))]);
    // Back to the same words is another revision all the same.
    ledger.append(change(13, "edit", vec![write("C-1", Some(2), json!({ "statement": "fewer admissions", "strength": 1 }))])).unwrap();
    assert_eq!(ledger.standing(&signature).unwrap(), Standing::MovedOn(3));
    // What was read before is not what would be signed.
    assert!(matches!(ledger.sign(&call(&id, 14), &read), Err(Error::Stale { conflicts }) if conflicts[0].theirs.number == 3));
    sound(&ledger);
}

#[test]
fn of_two_who_sign_while_the_record_moves_on_one_is_told_so() {
    let (ledger, _, id) = scene();
    let read = shown(&ledger, "C-1", "approved");
    let other = Sign { revision: ledger.head("C-2").unwrap().unwrap().hash, ..read };
    assert!(matches!(ledger.sign(&call(&id, 11), &other), Err(Error::Stale { .. })), "the hash is of another record");
    ledger.append(change(12, "edit", vec![write("C-1", Some(1), json!({}))])).unwrap();
    ledger.sign(&call(&id, 12), &shown(&ledger, "C-1", "approved")).unwrap();
    assert!(matches!(ledger.sign(&call(&id, 12), &read), Err(Error::Stale { .. })));
}

#[test]
fn a_signature_carried_elsewhere_is_detached() {
    let (ledger, _, id) = scene();
    let signature = ledger.sign(&call(&id, 11), &shown(&ledger, "C-1", "approved")).unwrap();
    let told = |change: fn(&mut ledger::signatures::Signature)| {
        let mut other = signature.clone();
        change(&mut other);
        ledger.standing(&other).unwrap()
    };
    assert_eq!(told(|_| {}), Standing::Valid);
    assert_eq!(told(|other| other.record = id_of("C-2")), Standing::Detached);
    assert_eq!(told(|other| other.meaning = "authored".into()), Standing::Detached);
    assert_eq!(told(|other| other.name = "Ben".into()), Standing::Detached);
    assert_eq!(told(|other| other.at = minute(9)), Standing::Detached);
    assert_eq!(told(|other| other.number = 2), Standing::Detached);
    assert_eq!(told(|other| other.event += 1), Standing::Detached);
}

/// Ids of records; in these stories `id` is a session's.
fn id_of(key: &str) -> uuid::Uuid {
    id(key)
}

#[test]
fn a_change_and_the_signature_it_rests_on_happen_together_or_not_at_all() {
    let (ledger, _, id) = scene();
    let follow = |base| change(12, "sign", vec![write("A-1", base, json!({ "on": "C-1" }))]);
    let (signature, receipt) =
        ledger.append_signed(&call(&id, 12), &Signs::Shown(shown(&ledger, "C-1", "agreed")), follow(None), &[]).unwrap();
    assert_eq!((signature.key.as_str(), receipt.written[0].key.as_str()), ("C-1", "A-1"));
    let before = (ledger.audit_end().unwrap(), ledger.checkpoint().unwrap());
    let stale = ledger.append_signed(&call(&id, 12), &Signs::Shown(shown(&ledger, "C-2", "agreed")), follow(Some(9)), &[]);
    assert!(matches!(stale, Err(Error::Stale { .. })));
    let unproved = ledger.append_signed(&call(&id, 18), &Signs::Shown(shown(&ledger, "C-2", "agreed")), follow(Some(1)), &[]);
    assert!(matches!(unproved, Err(Error::Refused(Refusal::StepUpNeeded))));
    assert_eq!((ledger.audit_end().unwrap(), ledger.checkpoint().unwrap()), before, "neither happened");
    let written = Signs::Written { record: id_of("A-1"), meaning: "authored", reason: "" };
    let edit = change(13, "edit", vec![write("A-1", Some(1), json!({ "on": "C-2" }))]);
    let (own, _) = ledger.append_signed(&call(&id, 13), &written, edit, &[]).unwrap();
    assert_eq!((own.number, ledger.standing(&own).unwrap()), (2, Standing::Valid), "what the change wrote is what is signed");
    sound(&ledger);
}

/// A witness over everything so far, and its public key.
fn witnessed(ledger: &Ledger) -> (Vec<ledger::witness::Witnessed>, ledger::witness::PublicKey) {
    let folder = tempfile::tempdir().unwrap();
    let key = ledger::witness::SigningKey::from_random("witness", [5; 32]).unwrap();
    ledger.witness(folder.path(), &key, ledger::audit::By::console("Pat", minute(30))).unwrap();
    (ledger::witness::Witnessed::read(folder.path(), &key.public()).unwrap(), key.public())
}

#[test]
fn a_pack_proves_its_entries_and_its_signatures_with_the_public_key_alone() {
    let (ledger, _, id) = scene();
    ledger.sign(&call(&id, 11), &shown(&ledger, "C-1", "approved")).unwrap();
    let (witness, key) = witnessed(&ledger);
    let places = [(Log::Revisions, 1), (Log::Events, 3), (Log::Events, 4), (Log::Events, 5)].into();
    let pack = ledger.pack(&places, &witness, ("Pat", minute(40)), "C-1").unwrap();
    let sent: Pack = serde_json::from_str(&serde_json::to_string(&pack).unwrap()).unwrap();
    let checked = sent.verify(&key);
    assert_eq!(
        (checked.proved, checked.unproved, checked.wrong.as_slice()),
        (3, 1, [].as_slice()),
        "the checkpoint's own event came later"
    );
    assert_eq!(
        checked.signatures,
        ["ANA, acting as medical, approved, 2026-01-01T09:11:00Z: C-1 revision 1; it is the revision in this pack"]
    );
    let wrong = |change: fn(&mut Pack)| {
        let mut other = pack.clone();
        change(&mut other);
        other.verify(&key).wrong.len()
    };
    assert_eq!(wrong(|pack| pack.signatures[0].meaning = "authored".into()), 1);
    assert_eq!(wrong(|pack| drop(pack.evidence[0].entry.insert("key".into(), "C-9".into()))), 2, "the entry, and the signature on it");
    assert_eq!(wrong(|pack| pack.evidence[1].seq = 2), 1);
    assert_eq!(wrong(|pack| pack.ledger = uuid::Uuid::nil()), 3);
    let other = ledger::witness::SigningKey::from_random("witness", [6; 32]).unwrap().public();
    assert_eq!(pack.verify(&other).wrong.len(), 3);
}
