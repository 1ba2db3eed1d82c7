//! Requests that other sites make a browser send: of all combinations only our own page changes something.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use strategy::Function;

use super::*;

const KINDS: [&str; 4] = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json"];
const SITES: [Option<&str>; 5] = [None, Some("same-origin"), Some("same-site"), Some("cross-site"), Some("none")];
const ORIGINS: [Option<&str>; 5] =
    [None, Some("http://localhost"), Some("http://evil.example"), Some("http://sub.localhost"), Some("null")];

#[tokio::test]
async fn only_our_own_page_switches_the_function() {
    let (server, ana) = with_ana();
    let mut switched = vec![];
    let mut number = 0;
    for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        for kind in KINDS {
            for site in SITES {
                for origin in ORIGINS {
                    number += 1;
                    let id =
                        SessionId::from_random(std::array::from_fn(
                            |at| if at == 0 { 250 } else { (number >> (at % 4 * 2)) as u8 ^ at as u8 },
                        ));
                    let cookie = server.signed_in(&ana, &id, Some(Function::Medical));
                    let mut request = Request::builder().method(method.clone()).uri("/acting-as").header(header::CONTENT_TYPE, kind);
                    request = request.header(header::COOKIE, &cookie);
                    request = site.into_iter().fold(request, |request, site| request.header("sec-fetch-site", site));
                    request = origin.into_iter().fold(request, |request, origin| request.header(header::ORIGIN, origin));
                    let answer = server.ask(request, Body::from("function=marketing&reason=forged")).await;
                    let foreign = match site {
                        Some(site) => site != "same-origin" && site != "none",
                        None => origin.is_some_and(|origin| origin != "http://localhost"),
                    };
                    let reads = method == Method::GET || method == Method::HEAD;
                    assert_eq!(answer.status == StatusCode::FORBIDDEN, foreign && !reads, "{method} {kind} {site:?} {origin:?}");
                    let acting = server.app.session(&id.cookie(), "").expect("reads").and_then(|session| session.function());
                    if acting == Some(Function::Marketing) {
                        switched.push((method.clone(), kind, foreign));
                    }
                    server.ledger.end_sessions(&console(), ana.id, None, "").expect("ends");
                }
            }
        }
    }
    assert!(!switched.is_empty() && switched.iter().all(|one| *one == (Method::POST, KINDS[0], false)), "{switched:?}");
}
