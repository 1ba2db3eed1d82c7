//! People as they meet the door: in and out, one function at a time, nobody else's account, and no address without a session.

mod entry;
mod first_run;
mod foreign;
mod forged;
mod hats;
mod routes;

use ledger::{
    people::{Change, PasswordHash, Person},
    sessions::{Authority, SessionId},
};
use strategy::Function;

use crate::{
    gate::STRATEGY,
    harness::{Answer, Server, clock, serve, somebody},
};

const PASSWORD: &str = "a quokka sings at noon";

/// The gates of the shipped policy.
fn gates() -> std::sync::Arc<guardrails::Gates> {
    std::sync::Arc::new(guardrails::Gates::new(guardrails::Policy::shipped()).expect("the shipped policy is taken"))
}

/// Somebody at the machine's command line.
fn console() -> Authority<'static> {
    Authority::Console { name: "test", at: clock() }
}

/// The strategy of the gate's tests, with Ana, who has a password and may act as Medical and as Marketing.
fn with_ana() -> (Server, Person) {
    let server = serve(STRATEGY);
    let ana = add(&server, "Ana", &[Function::Medical, Function::Marketing]);
    let hash = PasswordHash::new(PASSWORD, &ana.login, [7; 16]).expect("long enough");
    server.ledger.change_person(&console(), ana.id, &Change::Password(hash), "").expect("she exists");
    (server, ana)
}

fn add(server: &Server, name: &str, functions: &[Function]) -> Person {
    server.ledger.add_person(&console(), &somebody(name, functions), "").expect("a new person")
}

/// A session of somebody, without a password; the number makes its id.
fn session_of(server: &Server, person: &Person, number: u8, function: Option<Function>) -> String {
    server.signed_in(person, &SessionId::from_random([100 + number; 32]), function)
}

/// Olga's session: she owns the workspace.
fn owner(server: &Server) -> String {
    let olga = server.ledger.person_with_login("olga").expect("reads").expect("she is there");
    session_of(server, &olga, 99, None)
}

/// The cookie that an answer gives the browser, as it is sent back.
fn cookie_of(answer: &Answer) -> String {
    let found = answer.set_cookies.iter().find(|cookie| cookie.starts_with("lodestar="));
    let cookie = found.unwrap_or_else(|| panic!("no session in {:?} of {}", answer.set_cookies, answer.words()));
    cookie.split(';').next().expect("a first part").to_owned()
}

/// What the audit says, oldest first: what, about what, why.
fn told(server: &Server) -> Vec<(String, String, String)> {
    let mut told = vec![];
    server.ledger.each_event(|event| told.push((event.what.to_string(), event.about, event.reason))).expect("reads");
    told
}
