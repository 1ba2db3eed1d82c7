//! Every answer is guarded, and only our own pages may ask for a change.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode};
use axum::routing::get;
use server::headers::{Nonce, asked_by_us, protect, random_nonce};
use tower::ServiceExt;

fn router() -> Router {
    let page = Router::new()
        .route("/", get(|nonce: Nonce| async move { nonce.0 }).post(|| async { "changed" }))
        .route("/kept", get(|| async { ([("cache-control", "public, max-age=60")], "kept") }));
    protect(page, || "fixed".to_owned())
}

async fn send(request: Request<Body>) -> Response<Body> {
    router().oneshot(request).await.expect("an answer")
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[tokio::test]
async fn a_page_and_its_policy_carry_the_same_nonce() {
    let response = send(Request::get("/").body(Body::empty()).expect("a request")).await;
    let policy = header(&response, "content-security-policy").to_owned();
    let body = to_bytes(response.into_body(), 1000).await.expect("a body");
    assert_eq!(body, "fixed");
    assert!(policy.contains("script-src 'nonce-fixed';"), "{policy}");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for part in [
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.split(';').any(|one| one.trim() == part), "{part} is missing in {policy}");
    }
}

#[tokio::test]
async fn every_answer_is_guarded_even_a_refusal() {
    let refused = Request::post("/").header("sec-fetch-site", "cross-site").body(Body::empty()).expect("a request");
    for response in [send(Request::get("/nowhere").body(Body::empty()).expect("a request")).await, send(refused).await] {
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header(&response, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(header(&response, "cross-origin-resource-policy"), "same-origin");
        assert_eq!(header(&response, "referrer-policy"), "same-origin");
        assert_eq!(header(&response, "cache-control"), "no-store");
        assert!(header(&response, "content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn a_handlers_own_caching_stays() {
    let response = send(Request::get("/kept").body(Body::empty()).expect("a request")).await;
    assert_eq!(header(&response, "cache-control"), "public, max-age=60");
}

#[test]
fn nonces_do_not_repeat() {
    assert_ne!(random_nonce(), random_nonce());
    assert!(random_nonce().len() >= 22);
}

/// method × Sec-Fetch-Site × Origin: only same-origin requests may change something.
#[test]
fn only_our_own_page_may_change_something() {
    let origins =
        [None, Some("https://lodestar.example"), Some("https://evil.example"), Some("https://sub.lodestar.example"), Some("null")];
    let sites = [None, Some("same-origin"), Some("none"), Some("same-site"), Some("cross-site")];
    for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        for site in sites {
            for origin in origins {
                let mut headers = HeaderMap::new();
                headers.insert("host", "lodestar.example".parse().expect("a host"));
                if let Some(site) = site {
                    headers.insert("sec-fetch-site", site.parse().expect("a value"));
                }
                if let Some(origin) = origin {
                    headers.insert("origin", origin.parse().expect("a value"));
                }
                let reads = method == Method::GET || method == Method::HEAD;
                let ours = match site {
                    Some(site) => site == "same-origin" || site == "none",
                    None => origin.is_none() || origin == Some("https://lodestar.example"),
                };
                assert_eq!(asked_by_us(&method, &headers), reads || ours, "{method} {site:?} {origin:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_refusal_says_what_to_do() {
    let request = Request::post("/").header("host", "here").header("origin", "https://there").body(Body::empty()).expect("a request");
    let response = send(request).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let body = to_bytes(response.into_body(), 1000).await.expect("a body");
    assert!(String::from_utf8_lossy(&body).contains("help: open the page here"));
}
