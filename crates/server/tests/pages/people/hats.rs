//! One person, two functions: what is seen is what the one acted as sees, and the other is a switch away, with a reason.

use axum::http::StatusCode;
use strategy::Function;

use super::*;
use crate::{gate::EVERYWHERE, harness::Server};

/// What an answer shows: the main part of a page, all of a file.
fn shown(answer: &Answer) -> String {
    let body = if answer.body.contains("<main") { answer.main() } else { answer.body.clone() };
    body.lines().filter(|line| !line.starts_with("id = ")).collect::<Vec<_>>().join("\n")
}

async fn differ(server: &Server, one: &str, other: &str) -> Vec<&'static str> {
    let mut differ = vec![];
    for path in EVERYWHERE {
        let (one, other) = (server.get_with(one, path).await, server.get_with(other, path).await);
        assert_eq!(one.status, other.status, "{path}");
        if shown(&one) != shown(&other) {
            differ.push(*path);
        }
    }
    differ
}

#[tokio::test]
async fn two_hats_never_unite() {
    let (server, ana) = with_ana();
    let (mia, max) = (add(&server, "Mia", &[Function::Medical]), add(&server, "Max", &[Function::Marketing]));
    let both = session_of(&server, &ana, 1, Some(Function::Marketing));
    let (medical, marketing) = (session_of(&server, &mia, 2, None), session_of(&server, &max, 3, None));
    assert_eq!(differ(&server, &both, &marketing).await, [""; 0], "as Marketing she sees what Marketing sees");
    assert!(differ(&server, &both, &medical).await.contains(&"/records?kind=insight"), "which is not what Medical sees");
    let form = [("function", "medical"), ("reason", "prepares the advisory board"), ("next", "/need")];
    assert_eq!(server.post_with(&both, "/acting-as", &form).await.location, "/need");
    assert_eq!(differ(&server, &both, &medical).await, [""; 0], "as Medical she sees what Medical sees");
}

#[tokio::test]
async fn a_switch_needs_a_grant_and_a_reason_and_is_in_the_audit() {
    let (server, ana) = with_ana();
    let cookie = session_of(&server, &ana, 1, Some(Function::Medical));
    let page = server.get_with(&cookie, "/need/N-1").await;
    page.says("value=\"marketing\"").does_not_say("value=\"sales\"").does_not_say("value=\"compliance\"");
    let switches = || told(&server).into_iter().filter(|(what, ..)| what == "switched-function").collect::<Vec<_>>();
    for (function, reason, status) in [
        ("sales", "curious", StatusCode::FORBIDDEN),
        ("owner", "curious", StatusCode::FORBIDDEN),
        ("", "curious", StatusCode::FORBIDDEN),
        ("marketing", " ", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let refused = server.post_with(&cookie, "/acting-as", &[("function", function), ("reason", reason)]).await;
        assert_eq!(refused.status, status, "{function} because {reason}");
        server.get_with(&cookie, "/records/IN-71").await.says("quokka");
    }
    server.app.settle().expect("writes");
    assert_eq!(switches(), [], "a switch that did not happen is no switch");
    assert_eq!(told(&server).iter().filter(|(what, ..)| what == "refused").count(), 3, "and is kept as refused");
    let form = [("function", "marketing"), ("reason", "writes the leaflet"), ("next", "//evil.example")];
    assert_eq!(server.post_with(&cookie, "/acting-as", &form).await.location, "/");
    assert_eq!(server.get_with(&cookie, "/records/IN-71").await.status, StatusCode::NOT_FOUND);
    assert_eq!(switches(), [("switched-function".into(), "function/marketing".into(), "writes the leaflet".into())]);
}

#[tokio::test]
async fn a_grant_holds_in_its_markets_alone() {
    let (server, ana) = with_ana();
    let narrow = ledger::people::Grant { function: "medical".into(), markets: vec!["MK-DE".into()] };
    server.ledger.change_person(&console(), ana.id, &ledger::people::Change::Grant(narrow), "").expect("she exists");
    let cookie = session_of(&server, &ana, 1, Some(Function::Medical));
    let kim = server.acting(Function::Medical);
    assert_eq!(server.get_with(&kim, "/records/IN-71").await.status, StatusCode::OK);
    let hers = server.get_with(&cookie, "/records?kind=insight").await;
    assert_eq!(hers.status, StatusCode::OK);
    assert_ne!(shown(&hers), shown(&server.get_with(&kim, "/records?kind=insight").await), "she sees less than Medical in all markets");
}
