//! In and out: passwords, fixation, rotation, replay, and what a stolen database is worth.

use std::time::Duration;

use axum::http::{Request, StatusCode, header};
use ledger::people::Change;
use server::app::people::{Arrival, Attempt};
use strategy::Function;

use super::*;
use crate::harness::{Server, serve_as};

async fn enter(server: &Server, cookie: &str, login: &str, password: &str) -> Answer {
    server.post_with(cookie, "/sign-in", &[("login", login), ("password", password), ("next", "/map?node=N-1")]).await
}

/// Whether a cookie still gets in; one that does not is led to the sign-in.
async fn gets_in(server: &Server, cookie: &str) -> bool {
    let answer = server.get_with(cookie, "/account").await;
    assert!(answer.status == StatusCode::OK || answer.location.starts_with("/sign-in"), "{:?} {}", answer.status, answer.location);
    let program = Request::get("/findings.jsonl").header(header::ACCEPT, "application/json").header(header::COOKIE, cookie);
    let asked = server.ask(program, axum::body::Body::empty()).await;
    assert_eq!(answer.status == StatusCode::OK, asked.status != StatusCode::UNAUTHORIZED, "pages and programs are told alike");
    answer.status == StatusCode::OK
}

#[tokio::test]
async fn a_page_leads_to_the_sign_in_and_the_sign_in_back_to_the_page() {
    let (server, _) = with_ana();
    let turned_away = server.get_with("", "/map?node=N-1").await;
    assert_eq!((turned_away.status, turned_away.location.as_str()), (StatusCode::SEE_OTHER, "/sign-in?next=/map%3Fnode%3DN-1"));
    server.get_with("", &turned_away.location).await.says("Sign in").says("value=\"/map?node=N-1\"").does_not_say("as Medical");
    let entered = enter(&server, "", " ANA ", PASSWORD).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, "/map?node=N-1"));
    let [cookie] = entered.set_cookies.as_slice() else { panic!("one cookie: {:?}", entered.set_cookies) };
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    server.get_with(&cookie_of(&entered), "/account").await.says("Ana").says("this one").says("A passkey is a key on your device");
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let form = [("login", "ana"), ("password", PASSWORD), ("next", elsewhere)];
        assert_eq!(server.post_with("", "/sign-in", &form).await.location, "/", "{elsewhere}");
    }
}

#[tokio::test]
async fn what_was_wrong_is_not_said() {
    let (server, ana) = with_ana();
    let wrong = enter(&server, "", "ana", "not her password").await;
    assert_eq!((wrong.status, wrong.set_cookies.len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    let nobody = enter(&server, "", "bob", "not his password").await;
    assert_eq!((nobody.status, nobody.body.replace("bob", "ana")), (wrong.status, wrong.body.clone()));
    server.ledger.change_person(&console(), ana.id, &Change::Deactivate, "leaves").expect("she exists");
    let inactive = enter(&server, "", "ana", PASSWORD).await;
    assert_eq!((inactive.status, inactive.body), (wrong.status, wrong.body));
    let failures: Vec<String> =
        told(&server).into_iter().filter(|(what, ..)| what == "sign-in-failed").map(|(_, about, _)| about).collect();
    let ana = format!("person/{}", ana.id);
    assert_eq!(failures, [ana.as_str(), "", ana.as_str()], "a login that nobody has is not written down");
}

#[tokio::test]
async fn an_id_presented_before_the_sign_in_is_not_the_id_after() {
    let (server, _) = with_ana();
    let planted = owner(&server);
    let entered = enter(&server, &planted, "ana", PASSWORD).await;
    assert_ne!(cookie_of(&entered), planted);
    assert!(!gets_in(&server, &planted).await, "the planted session is over");
    let invented = format!("lodestar={}", "ab".repeat(32));
    let entered = enter(&server, &invented, "ana", PASSWORD).await;
    assert_ne!(cookie_of(&entered), invented);
    assert!(!gets_in(&server, &invented).await && gets_in(&server, &cookie_of(&entered)).await);
}

#[tokio::test]
async fn an_id_is_worth_nothing_after_confirmation_sign_out_ending_and_deactivation() {
    let (server, ana) = with_ana();
    let first = cookie_of(&enter(&server, "", "ana", PASSWORD).await);
    let wrong = server.post_with(&first, "/step-up", &[("password", "not her password"), ("next", "/need")]).await;
    assert_eq!((wrong.status, wrong.set_cookies.len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    let confirmed = server.post_with(&first, "/step-up", &[("password", PASSWORD), ("next", "/need")]).await;
    assert_eq!(confirmed.location, "/need");
    let second = cookie_of(&confirmed);
    assert!(!gets_in(&server, &first).await && gets_in(&server, &second).await);

    let request = Request::post("/sign-out").header(header::COOKIE, &second).header("sec-fetch-site", "same-origin");
    let out = server.ask(request, axum::body::Body::empty()).await;
    assert_eq!(out.location, "/sign-in");
    assert!(out.set_cookies[0].starts_with("lodestar=;") && out.set_cookies[0].contains("Max-Age=0"), "{:?}", out.set_cookies);
    assert!(!gets_in(&server, &second).await);

    let third = cookie_of(&enter(&server, "", "ana", PASSWORD).await);
    server.ledger.end_sessions(&console(), ana.id, None, "lost").expect("ends");
    assert!(!gets_in(&server, &third).await);
    let fourth = cookie_of(&enter(&server, "", "ana", PASSWORD).await);
    server.ledger.change_person(&console(), ana.id, &Change::Deactivate, "leaves").expect("she exists");
    assert!(!gets_in(&server, &fourth).await);
    let what: Vec<String> = told(&server).into_iter().map(|(what, ..)| what).collect();
    for event in ["signed-in", "step-up-failed", "stepped-up", "signed-out", "ended-sessions"] {
        assert!(what.iter().any(|one| one == event), "{event} is not in {what:?}");
    }
}

#[tokio::test]
async fn a_revoked_function_is_gone_with_the_next_request() {
    let (server, ana) = with_ana();
    let cookie = session_of(&server, &ana, 1, Some(Function::Medical));
    assert_eq!(server.get_with(&cookie, "/records/IN-71").await.status, StatusCode::OK);
    server.ledger.change_person(&console(), ana.id, &Change::Revoke("medical".into()), "moves on").expect("she exists");
    let next = server.get_with(&cookie, "/records/IN-71").await;
    assert_eq!((next.status, next.location.as_str()), (StatusCode::SEE_OTHER, "/acting-as?next=/records/IN-71"));
    let chosen = server.get_with(&cookie, &next.location).await;
    chosen.says("Marketing").does_not_say("value=\"medical\"");
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_changes_this_id() {
    let (server, ana) = with_ana();
    let elsewhere = session_of(&server, &ana, 1, None);
    let here = session_of(&server, &ana, 2, None);
    let form = |present: &'static str, new: &'static str| [("present", present), ("new", new)];
    for (present, new) in [("not her password", "another quokka sings"), (PASSWORD, "short")] {
        let refused = server.post_with(&here, "/account/password", &form(present, new)).await;
        assert_eq!((refused.status, refused.set_cookies.len()), (StatusCode::UNPROCESSABLE_ENTITY, 0));
    }
    assert!(gets_in(&server, &elsewhere).await && gets_in(&server, &here).await);
    let changed = server.post_with(&here, "/account/password", &form(PASSWORD, "another quokka sings")).await;
    let now = cookie_of(&changed);
    assert!(!gets_in(&server, &elsewhere).await && !gets_in(&server, &here).await && gets_in(&server, &now).await);
    assert_eq!(enter(&server, "", "ana", PASSWORD).await.set_cookies.len(), 0);
    cookie_of(&enter(&server, "", "ana", "another quokka sings").await);
}

#[tokio::test(start_paused = true)]
async fn guessing_waits_longer_and_longer_and_others_do_not() {
    let (server, _) = with_ana();
    let guess = async |login: &str, password: &str| {
        let begun = tokio::time::Instant::now();
        let came = server.app.sign_in(login, password, &Arrival::default()).await.expect("the ledger answers");
        (came, begun.elapsed().as_millis())
    };
    for wait in [0, 0, 0, 500, 1000] {
        assert_eq!(guess("ana", "not her password").await, (Attempt::Wrong, wait));
    }
    assert_eq!(guess("kim", "not kims password").await, (Attempt::Wrong, 0));
    let (came, waited) = guess("ana", PASSWORD).await;
    assert!(matches!(came, Attempt::Entered(_)) && Duration::from_millis(2000).as_millis() == waited, "the right one waits as well");
    assert_eq!(guess("ana", "not her password").await.1, 0, "and ends the waiting");
}

#[tokio::test]
async fn a_stolen_database_lets_nobody_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ledger.db");
    let ledger = ledger::Ledger::open(&file).expect("a ledger");
    let server = serve_as(ledger, crate::harness::TODAY, gates(), server::app::App::new);
    let form = [("name", "Ana"), ("login", "ana"), ("password", PASSWORD), ("functions", "medical")];
    let cookie = cookie_of(&server.post_with("", "/first-run", &form).await);
    assert!(gets_in(&server, &cookie).await);
    let id = cookie.strip_prefix("lodestar=").expect("its name");
    let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&id[2 * at..2 * at + 2], 16).expect("digits")).collect();
    let mut stolen = vec![];
    for one in std::fs::read_dir(folder.path()).expect("reads") {
        stolen.extend(std::fs::read(one.expect("a file").path()).expect("reads"));
    }
    let holds = |needle: &[u8]| stolen.windows(needle.len()).any(|window| window == needle);
    assert!(!holds(id.as_bytes()) && !holds(&bytes) && !holds(PASSWORD.as_bytes()));
    assert!(holds(b"signed-in"), "what was looked through is what was written");
    // Every run of 32 bytes that is stored lets nobody in either: 64 digits of it are no session.
    let mark = server
        .ledger
        .person_with_login("ana")
        .expect("reads")
        .map(|ana| server.ledger.sessions_of(ana.id, clock(), &ledger::sessions::Limits::USUAL).expect("reads")[0].mark.clone())
        .expect("she is there");
    assert!(!gets_in(&server, &format!("lodestar={mark}")).await);
    assert!(!gets_in(&server, &format!("lodestar={}", mark.repeat(4))).await);
}
