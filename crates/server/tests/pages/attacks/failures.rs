//! T6: when something breaks, what is hidden is neither in the answer nor in the log; and the log is not mute.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use guardrails::{Gates, Policy};
use server::{
    app::{App, Workspace},
    router::{Site, router},
};
use strategy::Function;
use tower::ServiceExt;

use crate::{
    harness::{acting, serve_ledger},
    unseen::{
        logs,
        world::{DAY, Dice, World, marks},
        written::{ledger_in, ledger_of},
    },
};

fn gates() -> Arc<Gates> {
    Arc::new(Gates::new(Policy::shipped()).expect("the shipped policy is taken"))
}

#[tokio::test]
async fn a_broken_store_is_logged_without_a_word_of_what_it_held() {
    logs::listen();
    let before = logs::lines();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ledger.db");
    let ledger = ledger::Ledger::open(&file).expect("a ledger");
    ledger_in(&ledger, &World::random(&mut Dice(1)));
    let server = serve_ledger(ledger, DAY, gates());
    // The disk forgets what it held, while the server runs.
    for entry in std::fs::read_dir(folder.path()).expect("the folder") {
        let path = entry.expect("an entry").path();
        let length = std::fs::metadata(&path).expect("a file").len();
        std::fs::write(&path, vec![0x5a; usize::try_from(length).unwrap_or(0)]).expect("it is written over");
    }
    let mut failed = 0;
    for path in
        ["/", "/records", "/records/IN-1", "/changes", "/records/S-1/history", "/export.toml", "/compare?from=2026-02-01&to=2026-03-01"]
    {
        let answer = server.get_acting(Function::Sales, path).await;
        failed += usize::from(answer.status.is_server_error());
        assert_eq!(marks(&answer.body).next(), None, "{path}");
    }
    assert!(failed > 3, "{failed} requests failed");
    assert!(logs::lines() > before, "failures are in the log");
    assert_eq!(logs::with_marks(), Vec::<String>::new());
}

/// A site whose pages panic: behind the guard of the headers, where the seat is made, or in the guard itself.
fn breaking(in_guard: bool) -> axum::Router {
    let (ledger, _) = ledger_of(&World::random(&mut Dice(2)));
    let whole = Workspace::open(ledger, || panic!("no clock"), Some(DAY)).expect("the ledger can be read");
    router(Site {
        app: App::new(whole, gates()),
        demo: false,
        nonce: if in_guard { || panic!("no randomness") } else { || "nonce".into() },
        read_file: |_, _| panic!("no reader"),
        plans: server::pages::import::Plans::default(),
    })
}

#[tokio::test]
async fn a_panic_says_nothing_of_what_was_looked_at() {
    logs::listen();
    for in_guard in [false, true] {
        for path in ["/", "/records", "/records/IN-1", "/nothing"] {
            let request = Request::get(path)
                .header(header::HOST, "localhost")
                .header(header::COOKIE, acting(Function::Sales))
                .body(Body::empty())
                .expect("a request");
            let answer = breaking(in_guard).oneshot(request).await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            assert!(in_guard || answer.headers().contains_key("content-security-policy"), "{path}: {:?}", answer.headers());
            let body = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
            let body = String::from_utf8_lossy(&body);
            assert!(body.contains("Something broke") && !body.contains("no clock") && marks(&body).next().is_none(), "{body}");
        }
    }
    assert_eq!(logs::with_marks(), Vec::<String>::new());
}
