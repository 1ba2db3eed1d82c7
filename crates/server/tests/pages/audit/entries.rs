//! What the server adds: refusals, blocks, files, questions. Each is there, once, and tells nothing of what it is about.

use axum::http::StatusCode;

use super::*;

/// A text with a word in the place of every random id.
fn without_ids(text: &str) -> String {
    let is_id = |piece: &&str| piece.len() == 36 && piece.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let pieces = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').filter(is_id);
    pieces.fold(text.to_owned(), |text, id| text.replace(id, "ID"))
}

#[tokio::test]
async fn the_page_words_each_entry_below_the_strip() {
    let server = server();
    // What a request leaves in the audit is written beside its answer; each is waited for, so that the order is theirs.
    let settled = || server.app.settle().expect("writes");
    server.get_acting(Function::Sales, "/records/S-1").await;
    settled();
    server.get_acting(Function::Sales, "/records/IN-71").await;
    settled();
    server.post_acting(Function::Medical, "/need/N-1/signature", &[("key", "N-1"), ("meaning", "agreed"), ("revision", "1")]).await;
    settled();
    server.get_acting(Function::Sales, "/export.toml").await;
    settled();
    let page = server.get_acting(Function::Compliance, "/audit").await;
    insta::assert_snapshot!("audit", without_ids(&page.main()));
}

#[tokio::test]
async fn a_page_with_blocks_leaves_one_entry_for_each_record_and_no_word_of_what_is_withheld() {
    let server = server();
    server.get_acting(Function::Sales, "/records/S-1").await.says("withheld");
    let told: Vec<(String, String, bool)> = kept(&server, What::Withheld)
        .into_iter()
        .map(|event| {
            (
                event.about,
                event.acting_as,
                event.rules.iter().all(|rule| rule.contains(':') || rule.contains('-')) && !event.rules.is_empty(),
            )
        })
        .collect();
    assert_eq!(told, [("S-1".to_owned(), "sales".to_owned(), true)]);
    server.get_acting(Function::Sales, "/records?kind=insight").await;
    assert!(kept(&server, What::Withheld).iter().any(|event| event.about == "all insights" && !event.rules.is_empty()));
    let mut all = String::new();
    server.ledger.each_event(|event| all.push_str(&format!("{event:?}"))).expect("reads");
    assert!(!all.contains("numbat") && !all.contains("quokka"));
}

#[tokio::test]
async fn an_address_of_something_hidden_is_refused_by_a_rule_and_one_of_nothing_by_none() {
    let server = server();
    for key in ["IN-71", "IN-99"] {
        assert_eq!(server.get_acting(Function::Sales, &format!("/records/{key}")).await.status, StatusCode::NOT_FOUND);
    }
    let [hidden, nothing] = kept(&server, What::Refused).try_into().expect("two refusals");
    assert_eq!((hidden.about.as_str(), nothing.about.as_str()), ("IN-71", "IN-99"));
    assert!(hidden.rules.iter().any(|rule| rule.starts_with("matrix:")), "{:?}", hidden.rules);
    assert_eq!(nothing.rules, [""; 0]);
    assert!(hidden.epoch.is_some() && !hidden.request.is_empty() && !hidden.session.is_empty());
}

#[tokio::test]
async fn what_somebody_may_not_do_is_kept_in_words() {
    let server = server();
    let form = [("text", "Nobody comes back"), ("base_revision", "1"), ("change_reason", "x"), ("step", "save"), ("serves", "N-1")];
    let no = server.post_acting(Function::Medical, "/records/C-1", &form).await;
    assert_eq!(no.status, StatusCode::FORBIDDEN, "{}", no.words());
    server.get_acting(Function::Sales, "/people").await;
    let refused: Vec<(String, String)> = kept(&server, What::Refused)
        .into_iter()
        .map(|event| (event.about, event.after.map(|after| after["refused"].to_string()).unwrap_or_default()))
        .collect();
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused[0].0 == "C-1" && refused[0].1.contains("Marketing"), "{refused:?}");
    assert!(refused[1].0 == "GET /people" && refused[1].1.contains("owner"), "{refused:?}");
}

#[tokio::test]
async fn a_file_leaves_only_once_the_audit_has_it() {
    let server = server();
    let file = server.get_acting(Function::Sales, "/export.toml").await;
    assert_eq!(file.status, StatusCode::OK);
    // Nobody settles here: the entry was there before the file.
    let events = server.ledger.events(&Filter { what: vec![What::Exported], ..Filter::default() }, 9).expect("reads");
    let [event] = events.as_slice() else { panic!("{} exports", events.len()) };
    let after = event.after.as_ref().expect("what left");
    assert_eq!((event.about.as_str(), after["records"].as_u64()), ("A-1-2026-03-01.toml", Some(7)));
    assert!(!event.rules.is_empty() && after["withheld"].as_object().is_some_and(|rules| rules.len() == event.rules.len()));
}

#[tokio::test]
async fn asking_why_switching_and_seeing_as_are_kept_with_their_session() {
    let server = server();
    server.get_acting(Function::Sales, "/why?class=insight").await;
    server.post_acting(Function::Compliance, "/guardrails/see-as", &[("function", "sales")]).await;
    let kim = server.ledger.person_with_login("kim").expect("reads").expect("she is there").id.to_string();
    let [why] = kept(&server, What::AskedWhy).try_into().expect("one question");
    let [saw] = kept(&server, What::SawAs).try_into().expect("one preview");
    assert_eq!((why.about.as_str(), why.person, saw.about.as_str(), saw.person), ("insight", kim.clone(), "sales", kim));
    assert!(!saw.session.is_empty());
}

#[tokio::test]
async fn nothing_that_was_noted_is_lost_when_everything_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ledger.db");
    let gates = std::sync::Arc::new(guardrails::Gates::new(guardrails::Policy::shipped()).expect("the shipped policy is taken"));
    let server = crate::harness::serve_ledger(ledger::Ledger::open(&file).expect("a ledger"), crate::harness::TODAY, gates);
    for number in 0..50 {
        server.get_acting(Function::Sales, &format!("/records/IN-{number}")).await;
    }
    drop(server);
    let count =
        |ledger: &ledger::Ledger| ledger.events(&Filter { what: vec![What::Refused], ..Filter::default() }, 100).expect("reads").len();
    // The writer may still hold the last of it.
    let ledger = ledger::Ledger::open(&file).expect("a ledger");
    let begun = std::time::Instant::now();
    while count(&ledger) < 50 && begun.elapsed().as_secs() < 30 {
        tokio::task::yield_now().await;
    }
    assert_eq!((count(&ledger), ledger.verify(None).expect("runs").fault), (50, None));
}
