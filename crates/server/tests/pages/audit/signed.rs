//! Signatures: in the ledger, beside the record, and on no other words than those that were signed.

use axum::http::StatusCode;
use ledger::signatures::Standing;
use strategy::{Change as Edit, Key};

use super::*;
use crate::harness::seat;

const AGREED: [(&str, &str); 3] = [("key", "N-1"), ("meaning", "agreed"), ("revision", "1")];

async fn sign(server: &Server, function: Function) {
    let signed = server.post_acting(function, "/need/N-1/signature", &AGREED).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.words());
}

#[tokio::test]
async fn a_signature_under_a_need_is_one_of_exactly_that_revision() {
    let server = server();
    sign(&server, Function::Medical).await;
    sign(&server, Function::Marketing).await;
    let head = server.ledger.head("N-1").expect("reads").expect("is there");
    let signatures = server.ledger.signatures("N-1").expect("reads");
    let told: Vec<_> =
        signatures.iter().map(|(one, standing)| (one.name.as_str(), one.acting_as.as_str(), one.revision, *standing)).collect();
    assert_eq!(told, [("Kim", "marketing", head.hash, Standing::Valid), ("Kim", "medical", head.hash, Standing::Valid)]);
    let page = server.get_acting(Function::Sales, "/need/N-1").await;
    page.says("Kim, acting as medical").says("1 Mar 2026, 12:00 UTC").says("holds: it is as it was signed");
    server.get_acting(Function::Compliance, "/audit?what=signed").await.says("Kim signed revision 1: agreed").says("/records/N-1");
    assert_eq!(server.ledger.verify(None).expect("runs").fault, None);
}

#[tokio::test]
async fn a_later_revision_never_looks_signed() {
    let server = server();
    sign(&server, Function::Medical).await;
    let key = Key::new("N-1").expect("a key");
    let edit = |words: &str| Edit::Set { key: key.clone(), field: "statement".into(), value: words.into() };
    server.app.apply(&seat(), &[edit("Patients come back within a month")], "edit", "").expect("is written");
    let page = server.get("/need/N-1").await;
    page.says("signed revision 1; changed since, now revision 2").does_not_say("holds: it is as it was signed");
    // Back to the same words: they are the same, and nobody has signed that they stand again.
    server.app.apply(&seat(), &[edit("Patients go home from hospital without a plan")], "edit", "").expect("is written");
    server.get("/need/N-1").await.says("changed since, now revision 3").does_not_say("holds: it is as it was signed");
}

#[tokio::test]
async fn an_agreement_that_was_taken_back_leaves_the_signature_and_can_be_given_again() {
    let server = server();
    let signed = server.post_acting(Function::Medical, "/need/N-1/signature", &AGREED).await;
    let batch = signed.location.split("changed=").nth(1).expect("a change").split('#').next().expect("an id").to_owned();
    server.post_acting(Function::Medical, &format!("/changes/{batch}/undoing"), &[]).await;
    server.get("/need/N-1").await.says("by nobody").says("Kim, acting as medical");
    sign(&server, Function::Medical).await;
    assert_eq!(kept(&server, What::Signed).len(), 1, "the same signature is not given twice");
}
