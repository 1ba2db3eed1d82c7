//! P4: while policies come into force one after the other, no request that began after one was acknowledged is answered by
//! an older one. So what is revoked is gone with the next request; requests are counted here, not seconds.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use guardrails::{Cell, Column, DataKind, Place, Policy, StageGroup};
use strategy::Function;

use crate::harness::{Server, serve};

const STRATEGY: &str = r#"
[asset.A-1]
name = "LX-101"
[market.MK-US]
name = "United States"
jurisdiction = "US"
stage = "filed"
[stakeholder.S-1]
name = "Delta Rivers"
contracts = "numbat speaker contract"
"#;

/// How many policies come into force, and how many readers look meanwhile.
const CHANGES: u64 = 12;
const READERS: usize = 8;

/// The shipped policy, and the same with contracts open to Sales.
fn policies() -> [Policy; 2] {
    let shipped = Policy::shipped();
    let place = Place { stage: StageGroup::Preapproval, data: DataKind::Contract, column: Column::Sales };
    let open = place_open(&shipped);
    let matrix = shipped.matrix.with([(place, open)]);
    [shipped.clone(), Policy { matrix, ..shipped }]
}

/// The cell of a function that sees contracts in full.
fn place_open(policy: &Policy) -> Cell {
    policy.matrix.at(Place { stage: StageGroup::Preapproval, data: DataKind::Contract, column: Column::Compliance }).clone()
}

/// The epoch that a page says it was made in, and whether the contract is on it.
fn told(body: &str) -> (u64, bool) {
    let after = body.split("policy epoch ").nth(1).expect("the page says its epoch");
    let number: String = after.chars().take_while(char::is_ascii_digit).collect();
    (number.parse().expect("a number"), body.contains("numbat"))
}

async fn look(server: &Server) -> (u64, bool) {
    let answer = server.send_acting(Function::Sales, Request::get("/records/S-1"), Body::empty()).await;
    let body = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    told(&String::from_utf8_lossy(&body))
}

#[test]
fn no_answer_is_older_than_the_policy_that_was_acknowledged_before_it_was_asked_for() {
    let server = Arc::new(serve(STRATEGY));
    let (acknowledged, stop, answers) = (AtomicU64::new(1), AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                while !stop.load(Ordering::SeqCst) {
                    let before = acknowledged.load(Ordering::SeqCst);
                    let (epoch, is_shown) = runtime.block_on(look(&server));
                    answers.fetch_add(1, Ordering::SeqCst);
                    assert!(epoch >= before, "an answer of epoch {epoch} to a request that began in epoch {before}");
                    assert_eq!(is_shown, epoch.is_multiple_of(2), "epoch {epoch}: the content is that of its policy");
                }
            });
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let policies = policies();
        for number in 1..=CHANGES {
            let policy = policies[usize::try_from(number % 2).expect("0 or 1")].clone();
            let epoch = server.gates.restore(policy).expect("the policy is taken").epoch();
            acknowledged.store(epoch, Ordering::SeqCst);
            // Revoked or granted: the very next request says so.
            let (seen, is_shown) = runtime.block_on(look(&server));
            assert_eq!((seen, is_shown), (epoch, epoch.is_multiple_of(2)));
        }
        stop.store(true, Ordering::SeqCst);
    });
    assert_eq!(acknowledged.load(Ordering::SeqCst), 1 + CHANGES);
    assert!(answers.load(Ordering::SeqCst) > CHANGES, "the readers were there: {answers:?}");
}
