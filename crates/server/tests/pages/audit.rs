//! The audit as people meet it: what stands in it, who may read it, what it does not tell, and that it can be proved.

mod entries;
mod integrity;
mod readers;
mod signed;

use ledger::{
    audit::{Event, Filter, What},
    people::{Change, Role},
    sessions::Authority,
};
use strategy::Function;

use crate::{
    gate::STRATEGY,
    harness::{Server, clock, serve},
};

fn server() -> Server {
    serve(STRATEGY)
}

/// What stands in the audit of one sort, oldest first, once everything that was noted is written.
fn kept(server: &Server, what: What) -> Vec<Event> {
    server.app.settle().expect("the ledger takes entries");
    let mut events = server.ledger.events(&Filter { what: vec![what], ..Filter::default() }, 1000).expect("reads");
    events.reverse();
    events
}

/// Gives Kim a role.
fn give(server: &Server, role: Role) {
    let kim = server.ledger.person_with_login("kim").expect("reads").expect("she is there");
    let by = Authority::Console { name: "test", at: clock() };
    server.ledger.change_person(&by, kim.id, &Change::Give(role), "").expect("she exists");
}
