//! The need's pages: its card, its readings side by side, its evidence, and signing it.

use axum::http::StatusCode;
use strategy::{Function, Key, record::Agreement};

use crate::harness::{Server, serve};

const ASSET: &str = r#"
day = 2026-03-01

[asset.A-1]
name = "LX-101"
sponsor = "leadership / Kim"
"#;

const NEED: &str = r#"
[need.N-1]
statement = "people with heart failure leave hospital without the therapies that prevent the next admission"
owner = "medical / Kim"
rank = 1
population = { disease = "cardiovascular/heart failure", age = "18.." }
burden = [{ measure = "eligible patients without an MRA", unit = "%", today = 67, wanted = 20, source = "E-1" }]
success.patients = "to be at home a year after an admission"
success.clinicians = "a plan at discharge that names every class"
evolution = [{ change = "simplified starting schemes spread", trigger = "a guideline update", by = 2027-06-30, then = "education moves on" }]

[need.N-1.readings.medical]
problem = "patients leave hospital without the recommended therapies"
population = { disease = "cardiovascular/heart failure", age = "18.." }
success = "fewer admissions among patients on recommended therapies"

[need.N-1.readings.marketing]
problem = "patients leave hospital without the recommended therapies"
population = { disease = "cardiovascular/heart failure", age = "65.." }
success = "fewer admissions among patients on recommended therapies"

[evidence.E-1]
title = "a registry of outpatients"
kind = "real-world"
status = "published"
available_on = 2018-06-01
"#;

fn server() -> Server {
    serve(&format!("{ASSET}{NEED}"))
}

#[tokio::test]
async fn one_need_is_its_own_start_page() {
    let answer = server().get("/need").await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/need/N-1"));
}

#[tokio::test]
async fn several_needs_are_ranked() {
    let second = "[need.N-2]\nstatement = \"people still get worse\"\nrank = 2\n";
    let answer = serve(&format!("{ASSET}{second}{NEED}")).get("/need").await;
    let (first, last) = (answer.body.find("leave hospital"), answer.body.find("still get worse"));
    assert!(first.is_some() && first < last, "rank 1 comes first");
}

#[tokio::test]
async fn a_need_shows_all_that_it_rests_on() {
    insta::assert_snapshot!("need", server().get("/need/N-1").await.main());
}

#[tokio::test]
async fn readings_that_differ_are_named_in_words() {
    let answer = server().get("/need/N-1").await;
    answer.says("The readings do not fit together").says("leaves out").says("Market Access has not said how they read it");
}

#[tokio::test]
async fn an_unknown_need_is_not_found() {
    for path in ["/need/N-9", "/need/A-1", "/need/%3Cscript%3E"] {
        assert_eq!(server().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_first_need_is_written_from_five_answers() {
    let server = serve(ASSET);
    server.get("/need").await.says("Start from the need").says("What would be better?");
    let half = server.post("/need", &[("who", "People with heart failure")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    half.says("There is a problem").says("People with heart failure");
    let answers = [
        ("who", "People with heart failure"),
        ("problem", "leave too early"),
        ("consequence", "another admission"),
        ("better", "to stay at home"),
    ];
    let answer = server.post_acting(Function::Medical, "/need", &answers).await;
    assert!(answer.location.starts_with("/need/N-1?changed="), "{}", answer.location);
    server.get(&answer.location).await.says("People with heart failure leave too early").says("Saved");
}

fn agreed(revision: &str) -> [(&str, &str); 3] {
    [("key", "N-1"), ("meaning", "agreed"), ("revision", revision)]
}

#[tokio::test]
async fn functions_sign_one_after_the_other_into_one_agreement() {
    let server = server();
    server.get_acting(Function::Medical, "/need/N-1").await.says("Sign as Medical");
    server
        .get_acting(Function::Medical, "/need/N-1/signature")
        .await
        .says("What you sign: need N-1 at revision 1")
        .says("a guideline update");
    for function in [Function::Medical, Function::Marketing, Function::MarketAccess] {
        let answer = server.post_acting(function, "/need/N-1/signature", &agreed("1")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{function}: {}", answer.words());
    }
    let live = server.whole.live();
    let agreements: Vec<_> = live.graph().all::<Agreement>().collect();
    assert_eq!(agreements.len(), 1, "the second and third extend the first");
    assert_eq!(agreements[0].on[0].to_string(), "N-1@1");
    assert_eq!(agreements[0].signatures.len(), 3);
    server.get_acting(Function::Sales, "/need/N-1").await.says("by all three").does_not_say("Sign as");
}

#[tokio::test]
async fn a_signature_needs_the_key_typed_and_a_party_to_sign_for() {
    let server = server();
    let wrong =
        server.post_acting(Function::Medical, "/need/N-1/signature", &[("key", "n-1"), ("meaning", "agreed"), ("revision", "1")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("Type N-1 to confirm that you sign this need");
    let leader = server.post_acting(Function::Leadership, "/need/N-1/signature", &agreed("1")).await;
    assert_eq!(leader.status, StatusCode::FORBIDDEN);
    leader.says("You act as leadership, which does not sign needs");
    assert_eq!(server.whole.live().graph().all::<Agreement>().count(), 0);
}

#[tokio::test]
async fn whoever_signs_has_just_proved_who_they_are() {
    let server = server();
    let cookie = server.unproved(Function::Marketing);
    let sent = server.post_with(&cookie, "/need/N-1/signature", &agreed("1")).await;
    assert!(sent.location.starts_with("/step-up?next="), "{} {}", sent.status, sent.location);
    server.get("/need/N-1").await.does_not_say("by Kim");
}

#[tokio::test]
async fn nobody_signs_twice() {
    let server = server();
    server.post_acting(Function::Medical, "/need/N-1/signature", &agreed("1")).await;
    let again = server.post_acting(Function::Medical, "/need/N-1/signature", &agreed("1")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says("Medical has signed revision 1 already");
}

#[tokio::test]
async fn a_need_that_changed_while_it_was_read_is_not_signed() {
    let server = server();
    server.post_acting(Function::Medical, "/need/N-1/signature", &agreed("1")).await;
    edit(&server, "to be at home and to know why each medicine is taken");
    let late = server.post_acting(Function::Marketing, "/need/N-1/signature", &agreed("1")).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    late.says("The need changed while you read it; nothing was signed").says("to know why each medicine is taken");
    let page = server.get("/need/N-1").await;
    page.says("outdated").says("changed since: success, patients").says("by nobody");
}

fn edit(server: &Server, success: &str) {
    let key = Key::new("N-1").expect("a key");
    let change = strategy::Change::Set { key, field: "success.patients".into(), value: success.into() };
    server.app.apply(&crate::harness::seat(), &[change], "edit", "").expect("the need is changed");
}
