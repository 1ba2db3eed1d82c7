//! Who reads it, and what a reader does not learn there.

use axum::http::StatusCode;

use super::*;

#[tokio::test]
async fn who_does_not_answer_for_it_does_not_read_it() {
    let server = server();
    for function in [Function::Sales, Function::Medical, Function::Leadership] {
        let no = server.get_acting(function, "/audit").await;
        assert_eq!(no.status, StatusCode::FORBIDDEN);
        no.says("does not read the audit").does_not_say("What happened");
        server.get_acting(function, "/records").await.does_not_say("href=\"/audit\"");
        let data = server.get_acting_as(function, "/audit", "application/json").await;
        assert_eq!((data.status, data.content_type.as_str()), (StatusCode::FORBIDDEN, "application/problem+json"));
    }
    server.get_acting(Function::Compliance, "/records").await.says("href=\"/audit\"");
    server.get_acting(Function::Compliance, "/audit").await.says("What happened").says("Refused").says("Sales does not read the audit");
    assert_eq!(kept(&server, What::Refused).len(), 6);
    give(&server, Role::Owner);
    assert_eq!(
        server.get_acting(Function::Sales, "/audit").await.status,
        StatusCode::OK,
        "an owner of the workspace, whatever they act as"
    );
}

#[tokio::test]
async fn a_record_that_the_reader_does_not_see_reads_like_one_that_never_was() {
    let server = server();
    for key in ["IN-71", "IN-99"] {
        server.get_acting(Function::Marketing, &format!("/records/{key}")).await;
    }
    give(&server, Role::PolicyOwner("commercial".into()));
    let page = server.get_acting(Function::Sales, "/audit?what=refused").await;
    page.says("a record that you do not see, or that there is none of").does_not_say("IN-71").does_not_say("IN-99").does_not_say("matrix:");
    for key in ["IN-71", "IN-99"] {
        server.get_acting(Function::Sales, &format!("/audit?record={key}")).await.says("No entry that you may see");
    }
    // Who sees the record is told which it was, and by which rule.
    let page = server.get_acting(Function::Medical, "/audit?record=IN-71").await;
    page.says("/records/IN-71").says("matrix:").does_not_say("quokka");
}

#[tokio::test]
async fn entries_are_found_by_person_function_sort_record_and_day_page_by_page() {
    let server = server();
    for _ in 0..60 {
        server.get_acting(Function::Sales, "/records/S-1").await;
    }
    let page = server.get_acting(Function::Compliance, "/audit?what=withheld&record=S-1").await;
    page.says("You see 50 entries.").says("Show more");
    let next = page.body.split("href=\"/audit?").find(|piece| piece.contains("before=")).and_then(|piece| piece.split('"').next());
    let next = format!("/audit?{}", next.expect("a next page").replace("&amp;", "&"));
    server.get_acting(Function::Compliance, &next).await.says("You see 10 entries.").does_not_say("Show more");
    for (query, found) in [
        ("person=kim&what=withheld", true),
        ("person=Nobody", false),
        ("function=sales&what=withheld", true),
        ("function=heor&what=withheld", false),
        ("from=2026-03-01&until=2026-03-01", true),
        ("until=2026-02-28", false),
        ("from=2026-03-02", false),
        ("from=no-day", true),
        ("what=deleted", true),
    ] {
        let page = server.get_acting(Function::Compliance, &format!("/audit?{query}")).await;
        assert_eq!((page.status, page.body.contains("No entry that you may see")), (StatusCode::OK, !found), "{query}");
    }
}

#[tokio::test]
async fn programs_read_the_same_entries() {
    let server = server();
    server.get_acting(Function::Sales, "/records/S-1").await;
    let data = server.get_acting_as(Function::Compliance, "/audit?what=withheld", "application/json").await;
    let told: serde_json::Value = serde_json::from_str(&data.body).expect("JSON");
    assert_eq!(told["integrity"]["intact"], true, "{told:#}");
    assert_eq!(told["integrity"]["witness"], "not set");
    let [entry] = told["entries"].as_array().expect("a list").as_slice() else { panic!("{told:#}") };
    assert_eq!((&entry["what"], &entry["about"]["record"], &entry["acting_as"]), (&"withheld".into(), &"S-1".into(), &"sales".into()));
    assert!(!data.body.contains("numbat"));
}

#[tokio::test]
async fn evidence_is_taken_by_whoever_has_the_role_and_leaves_an_entry() {
    let server = server();
    for function in Function::ALL {
        assert_eq!(server.get_acting(*function, "/audit/evidence.json").await.status, StatusCode::FORBIDDEN);
    }
    give(&server, Role::PolicyOwner("compliance".into()));
    let came = server.get_acting(Function::Sales, "/audit/evidence.json?record=IN-71").await;
    let pack: ledger::Pack = serde_json::from_str(&came.body).expect("a pack");
    assert!(pack.evidence.is_empty() && pack.unproved.is_empty(), "of a record that is not seen nothing is taken");
    let came = server.get_acting(Function::Sales, "/audit/evidence.json?record=S-1").await;
    assert!(!came.body.contains("numbat"), "of a record with something withheld its revisions stay here");
    let came = server.get_acting(Function::Medical, "/audit/evidence.json?record=N-1").await;
    assert!(came.body.contains("without a plan"));
    assert_eq!(kept(&server, What::Exported).len(), 3);
}
