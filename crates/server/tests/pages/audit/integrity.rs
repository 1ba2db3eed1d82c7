//! The strip above the entries: what it says without a witness, with one, and when somebody has been at the file.

use std::sync::Arc;

use guardrails::{Gates, Policy};
use ledger::{
    Ledger,
    audit::By,
    witness::{PublicKey, SigningKey},
};
use server::app::{App, audit::WitnessFile};

use super::*;
use crate::harness::{TODAY, serve_as, somebody};

fn key() -> SigningKey {
    SigningKey::from_random("witness", [9; 32]).expect("a name")
}

/// A server whose ledger is in this folder, told of a witness there.
fn watched(folder: &std::path::Path, public: PublicKey) -> Server {
    let ledger = Ledger::open(folder.join("ledger.db")).expect("a ledger");
    ledger.create_owner(&somebody("Olga", &[]), "", clock()).expect("nobody is there yet");
    let by = Authority::Console { name: "test", at: clock() };
    ledger.add_person(&by, &somebody("Kim", Function::ALL), "").expect("a new person");
    drop(ledger);
    std::fs::copy(folder.join("ledger.db"), folder.join("older.db")).expect("a copy");
    served(folder, public)
}

fn served(folder: &std::path::Path, public: PublicKey) -> Server {
    let ledger = Ledger::open(folder.join("ledger.db")).expect("a ledger");
    let gates = Arc::new(Gates::new(Policy::shipped()).expect("the shipped policy is taken"));
    let server = serve_as(ledger, TODAY, gates, App::new);
    let witness = WitnessFile { path: folder.join("witness.txt"), key: public };
    let _same = server.app.clone().watched_by(witness);
    server
}

#[tokio::test]
async fn without_a_witness_the_page_says_what_nobody_can_see() {
    let server = server();
    let page = server.get_acting(Function::Compliance, "/audit").await;
    page.says("Intact, verified 1 Mar 2026, 12:00 UTC").says("none was ever handed to a witness").says("would not show here");
}

#[tokio::test]
async fn a_witness_agrees_until_somebody_has_been_at_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = watched(folder.path(), key().public());
    server.get_acting(Function::Compliance, "/audit").await.says("cannot be asked");
    server.get_acting(Function::Sales, "/records/none").await;
    server.app.settle().expect("writes");
    server.ledger.witness(&folder.path().join("witness.txt"), &key(), By::console("Pat", clock())).expect("is handed over");
    server.get_acting(Function::Compliance, "/audit").await.says("agrees: both logs are what it saw").says("0 seconds ago");

    // Somebody starts the server on an older copy of the file. It stands in a folder of its own, because the first server
    // closes its file in its own time.
    let put_back = tempfile::tempdir().expect("a folder");
    for (from, to) in [("older.db", "ledger.db"), ("witness.txt", "witness.txt")] {
        std::fs::copy(folder.path().join(from), put_back.path().join(to)).expect("a copy");
    }
    let server = served(put_back.path(), key().public());
    let page = server.get_acting(Function::Compliance, "/audit").await;
    page.says("Not as it was written").says("saw other entries than these").does_not_say("Intact");
}

#[tokio::test]
async fn evidence_of_what_the_witness_saw_is_proved_with_the_key_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = watched(folder.path(), key().public());
    give(&server, Role::Owner);
    server.get_acting(Function::Sales, "/records/none").await;
    server.app.settle().expect("writes");
    server.ledger.witness(&folder.path().join("witness.txt"), &key(), By::console("Pat", clock())).expect("is handed over");
    let came = server.get_acting(Function::Compliance, "/audit/evidence.json?from=2026-03-01").await;
    let pack: ledger::Pack = serde_json::from_str(&came.body).expect("a pack");
    let checked = pack.verify(&key().public());
    assert!(checked.wrong.is_empty() && checked.proved >= 4 && checked.unproved >= 1, "{checked:?}");
}
