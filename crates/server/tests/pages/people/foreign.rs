//! What is somebody else's: accounts and sessions that are not one's own, and fields that a form does not have.

use axum::http::StatusCode;
use ledger::{Body, sessions::Limits};
use strategy::Function;
use uuid::Uuid;

use super::*;
use crate::harness::Server;

/// Everything about people that matters, to see that nothing of it changed.
fn standing(server: &Server) -> (Vec<Person>, Vec<(String, Option<String>)>) {
    let people: Vec<Person> =
        server.ledger.people().expect("reads").into_iter().map(|person| Person { preferences: Body::new(), ..person }).collect();
    let sessions = people.iter().flat_map(|person| server.ledger.sessions_of(person.id, clock(), &Limits::USUAL).expect("reads"));
    let mut sessions: Vec<_> = sessions.map(|one| (one.mark, one.acting.map(|acting| acting.function))).collect();
    sessions.sort();
    (people, sessions)
}

/// Every form of the people pages, filled in as its page would.
fn forms(id: Uuid) -> Vec<(String, Vec<(&'static str, &'static str)>)> {
    let at = |end: &str| format!("/people/{id}{end}");
    vec![
        ("/people".into(), vec![("name", "Eve"), ("login", "eve"), ("password", PASSWORD), ("functions", "medical"), ("markets", "*")]),
        (at("/grants"), vec![("function", "compliance"), ("markets", "*")]),
        (at("/grants/revocation"), vec![("function", "medical")]),
        (at("/roles"), vec![("role", "owner"), ("step", "give")]),
        (at("/standing"), vec![("step", "deactivate")]),
        (at("/password"), vec![("password", "another quokka sings")]),
        (at("/sessions/ending"), vec![]),
    ]
}

#[tokio::test]
async fn whoever_is_no_owner_learns_and_changes_nothing_of_accounts() {
    let (server, ana) = with_ana();
    let olga = server.ledger.person_with_login("olga").expect("reads").expect("she is there");
    owner(&server);
    let cookie = session_of(&server, &ana, 1, Some(Function::Medical));
    let before = standing(&server);
    assert_eq!(server.get_with(&cookie, "/people").await.status, StatusCode::FORBIDDEN);
    let [hers, theirs, nobodys] = [ana.id, olga.id, Uuid::nil()].map(|id| format!("/people/{id}"));
    for path in [&hers, &theirs, &nobodys] {
        let (answer, other) = (server.get_with(&cookie, path).await, server.get_with(&cookie, &nobodys).await);
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.body.replace(path, ""), other.body.replace(&nobodys, ""), "an account that is there looks like one that is not");
    }
    for id in [ana.id, olga.id, Uuid::nil()] {
        for (path, form) in forms(id) {
            assert_eq!(server.post_with(&cookie, &path, &form).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    assert_eq!(standing(&server), before);
}

#[tokio::test]
async fn an_owner_who_has_not_confirmed_lately_is_asked_to() {
    let (server, ana) = with_ana();
    let olga = server.ledger.person_with_login("olga").expect("reads").expect("she is there");
    let id = SessionId::from_random([201; 32]);
    let sign_in = ledger::sessions::SignIn {
        person: olga.id,
        id: &id,
        replaces: None,
        function: None,
        device: "a test",
        how: "demo",
        authenticated: false,
        at: clock(),
        request: "",
    };
    server.ledger.sign_in(&sign_in).expect("she is active");
    let cookie = format!("lodestar={}", id.cookie());
    let before = server.ledger.people().expect("reads");
    for (path, form) in forms(ana.id).into_iter().filter(|(path, _)| !path.ends_with("ending")) {
        let asked = server.post_with(&cookie, &path, &form).await;
        assert!(asked.location.starts_with("/step-up?next=/people"), "{path}: {:?} {}", asked.status, asked.location);
    }
    assert_eq!(server.ledger.people().expect("reads"), before);
}

#[tokio::test]
async fn an_owner_looks_after_accounts() {
    let (server, ana) = with_ana();
    let cookie = owner(&server);
    let hers = session_of(&server, &ana, 1, Some(Function::Medical));
    for (path, form) in forms(ana.id) {
        let answer = server.post_with(&cookie, &path, &form).await;
        assert!(answer.status == StatusCode::SEE_OTHER && answer.location.starts_with("/people/"), "{path}: {}", answer.words());
    }
    assert!(server.get_with(&hers, "/account").await.location.starts_with("/sign-in"));
    let page = server.get_with(&cookie, &format!("/people/{}", ana.id)).await;
    page.says("deactivated").says("Compliance").says("owner");
    assert!(server.ledger.person_with_login("eve").expect("reads").expect("she was made").grant("medical").is_some());
    let unfit = [("function", "medical"), ("markets", "not a market?")];
    let refused = server.post_with(&cookie, &format!("/people/{}/grants", ana.id), &unfit).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn nobody_ends_anothers_session() {
    let (server, ana) = with_ana();
    let theirs = owner(&server);
    let [here, phone] = [1, 2].map(|number| session_of(&server, &ana, number, None));
    let mark = |cookie: &str| SessionId::parse(cookie.strip_prefix("lodestar=").expect("its name")).expect("an id").mark();
    let end = async |which: &str| server.post_with(&here, "/account/sessions/ending", &[("mark", which)]).await;
    end(&mark(&theirs)).await;
    assert_eq!(server.get_with(&theirs, "/account").await.status, StatusCode::OK);
    end(&mark(&phone)).await;
    assert!(server.get_with(&phone, "/account").await.location.starts_with("/sign-in"));
    let [one, two] = [3, 4].map(|number| session_of(&server, &ana, number, None));
    server.post_with(&here, "/account/sessions/ending", &[]).await;
    for (cookie, stays) in [(&here, true), (&one, false), (&two, false), (&theirs, true)] {
        assert_eq!(server.get_with(cookie, "/account").await.status == StatusCode::OK, stays);
    }
}

/// Fields that somebody might add to any form, hoping.
const HOPING: [(&str, &str); 8] = [
    ("roles", "owner"),
    ("role", "owner"),
    ("step", "give"),
    ("person", "Olga"),
    ("grants", "[{\"function\":\"compliance\",\"markets\":[\"*\"]}]"),
    ("acting_as", "compliance"),
    ("is_owner", "true"),
    ("stepped_up_at", "2030-01-01T00:00:00Z"),
];

#[tokio::test]
async fn fields_that_a_form_does_not_have_grant_nothing() {
    let (server, ana) = with_ana();
    let before = server.ledger.people().expect("reads");
    for (number, route) in (1..).zip(super::routes::posts()) {
        let cookie = session_of(&server, &ana, number, Some(Function::Medical));
        let path = super::routes::filled(&route, &ana.id.to_string());
        for field in HOPING {
            server.post_with(&cookie, &path, &[field]).await;
        }
        server.post_with(&cookie, &path, &HOPING).await;
        let still = server.ledger.sessions_of(ana.id, clock(), &Limits::USUAL).expect("reads");
        assert!(still.iter().all(|one| one.acting.as_ref().is_some_and(|acting| acting.function == "medical")), "{path}");
        server.ledger.end_sessions(&console(), ana.id, None, "").expect("ends");
    }
    assert_eq!(server.ledger.people().expect("reads"), before);

    // Nor beside the fields that it has, even for an owner: the whole form is refused.
    let cookie = owner(&server);
    for (path, form) in forms(ana.id) {
        for extra in HOPING.into_iter().filter(|(name, _)| form.iter().all(|(known, _)| known != name)) {
            let answer = server.post_with(&cookie, &path, &[form.clone(), vec![extra]].concat()).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} with {}", extra.0);
        }
    }
    assert_eq!(server.ledger.people().expect("reads"), before);
}
