//! The first account, and the demo, where anybody is anybody.

use axum::http::StatusCode;
use ledger::Ledger;
use server::app::{App, people::make_personas};

use super::*;
use crate::harness::{Server, TODAY, seat, serve_as};

fn empty() -> Server {
    serve_as(Ledger::in_memory().expect("a ledger in memory"), TODAY, gates(), App::new)
}

const OWNER: [(&str, &str); 5] =
    [("name", "Olga Owner"), ("login", "olga"), ("password", PASSWORD), ("functions", "medical"), ("functions", "leadership")];

#[tokio::test]
async fn a_workspace_without_people_leads_everybody_to_the_first_account_once() {
    let server = empty();
    for path in ["/", "/need", "/people", "/sign-in", "/nowhere"] {
        assert_eq!(server.get_with("", path).await.location, "/first-run", "{path}");
    }
    server.get_with("", "/first-run").await.says("The first account").says("HEOR").does_not_say("class=\"rail\"");
    let weak = server.post_with("", "/first-run", &[("name", "Olga Owner"), ("login", "olga"), ("password", "short")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    weak.says("at least 12 characters").says("value=\"Olga Owner\"").does_not_say("short\"");
    assert!(!server.app.has_people().expect("reads"));

    let made = server.post_with("", "/first-run", &OWNER).await;
    assert_eq!((made.status, made.location.as_str()), (StatusCode::SEE_OTHER, "/"));
    let cookie = cookie_of(&made);
    server.get_with(&cookie, "/people").await.says("Olga Owner").says("owner").says("medical in all markets");
    server.get_with(&cookie, "/").await.says("One asset, one strategy");

    let again = server.post_with("", "/first-run", &[("name", "Eve"), ("login", "eve"), ("password", PASSWORD)]).await;
    assert_eq!((again.location.as_str(), again.set_cookies.len()), ("/sign-in", 0));
    assert_eq!(server.get_with("", "/first-run").await.location, "/sign-in");
    assert_eq!(server.ledger.people().expect("reads").len(), 1);
}

#[tokio::test]
async fn of_many_first_accounts_at_once_one_is_made() {
    let server = empty();
    let names: Vec<String> = (0..6).map(|number| format!("eve-{number}")).collect();
    let forms: Vec<[(&str, &str); 3]> =
        names.iter().map(|name| [("name", name.as_str()), ("login", name.as_str()), ("password", PASSWORD)]).collect();
    let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(|at| server.post_with("", "/first-run", &forms[at]));
    let (a, b, c, d, e, f) = tokio::join!(a, b, c, d, e, f);
    let entered = [a, b, c, d, e, f].iter().filter(|answer| answer.set_cookies.len() == 1).count();
    assert_eq!((entered, server.ledger.people().expect("reads").len()), (1, 1));
}

#[tokio::test]
async fn the_demo_lets_anybody_be_anybody_and_says_so() {
    let ledger = Ledger::in_memory().expect("a ledger in memory");
    make_personas(&ledger, clock()).expect("nobody is there yet");
    let (day, batch) = server::app::example();
    let server = serve_as(ledger, day, gates(), App::demo);
    server.whole.load_example(&seat(), batch).expect("the records are written");
    let door = server.get_with("", "/sign-in").await;
    for name in ["Mina Medical", "Sandro Sales", "Conrad Compliance", "Lea Leadership", "Toni Twohats"] {
        door.says(name);
    }
    door.says("This is a demo.").says("Anyone can sign in as anyone.").does_not_say("type=\"password\"");
    let entered = server.post_with("", "/sign-in/persona", &[("login", "sales"), ("next", "/map")]).await;
    assert_eq!(entered.location, "/map");
    let cookie = cookie_of(&entered);
    server.get_with(&cookie, "/").await.says("This is a demo.").says("Sandro Sales");
    assert_eq!(told(&server).last().map(|(what, about, _)| (what.as_str(), about.as_str())), Some(("signed-in", "demo")));
    assert_eq!(server.get_with(&cookie, "/people").await.status, StatusCode::FORBIDDEN, "not everybody owns it");

    let lea = cookie_of(&server.post_with("", "/sign-in/persona", &[("login", "leadership")]).await);
    server.get_with(&lea, "/people").await.says("Confirm that it is you");
    let confirmed = server.post_with(&lea, "/step-up", &[("next", "/people")]).await;
    server.get_with(&cookie_of(&confirmed), "/people").await.says("Make the account");
    assert_eq!(told(&server).last().map(|(what, about, _)| (what.as_str(), about.as_str())), Some(("stepped-up", "demo")));
}

#[tokio::test]
async fn a_real_workspace_lets_nobody_in_by_a_press() {
    let (server, _) = with_ana();
    server.get_with("", "/sign-in").await.does_not_say("/sign-in/persona").does_not_say("This is a demo");
    for login in ["ana", "kim", "olga", "leadership"] {
        let answer = server.post_with("", "/sign-in/persona", &[("login", login)]).await;
        assert_eq!((answer.status, answer.set_cookies.len()), (StatusCode::NOT_FOUND, 0), "{login}");
    }
    let kim = server.acting(strategy::Function::Sales);
    assert_eq!(server.post_with(&kim, "/step-up", &[("next", "/")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
