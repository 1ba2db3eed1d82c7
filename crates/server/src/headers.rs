//! What every answer carries so that browsers keep a page to itself, and the check that a change
//! was asked for by our own page. Nothing here knows who is asking.

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};

/// The nonce of this response. Take it as a handler's argument and put it into the frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nonce(pub String);

impl<S: Sync> FromRequestParts<S> for Nonce {
    type Rejection = std::convert::Infallible;

    /// Empty when the router was not [`protect`]ed; then no script runs.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Nonce, Self::Rejection> {
        Ok(parts.extensions.get::<Nonce>().cloned().unwrap_or_default())
    }
}

/// Where nonces come from: [`random_nonce`] in the server, something fixed in a test.
pub type NonceSource = fn() -> String;

/// 122 random bits as text. The server's edge may draw randomness; nothing behind it does.
pub fn random_nonce() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

/// Puts both guards around a router: refuse changes asked for by other sites, then set the headers.
pub fn protect<S: Clone + Send + Sync + 'static>(router: Router<S>, nonce: NonceSource) -> Router<S> {
    router.layer(from_fn(refuse_other_sites)).layer(from_fn_with_state(nonce, set_headers))
}

/// The content security policy for one response.
pub fn content_security_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lodestar"
    )
}

/// Middleware: gives the request a [`Nonce`] and the response its headers.
/// A handler's own `cache-control` stays; otherwise nothing is stored.
pub async fn set_headers(State(source): State<NonceSource>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce(source());
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(&nonce.0)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

const FIXED: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("x-frame-options", "DENY"),
];

/// Middleware: lets reading through, and changes only when our own page (or no page) asked for them.
pub async fn refuse_other_sites(request: Request, next: Next) -> Response {
    if asked_by_us(request.method(), request.headers()) {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "this change was asked for by another site\nhelp: open the page here and send it again\n",
    )
        .into_response()
}

/// Middleware: says how long the answer took inside the server, in milliseconds, so that a slow page can be told from a
/// slow road to it.
pub async fn say_how_long(request: Request, next: Next) -> Response {
    let begun = std::time::Instant::now();
    let mut response = next.run(request).await;
    let taken = begun.elapsed().as_secs_f64() * 1000.0;
    if let Ok(value) = HeaderValue::from_str(&format!("total;dur={taken:.1}")) {
        response.headers_mut().insert(HeaderName::from_static("server-timing"), value);
    }
    response
}

/// Middleware: answers only requests that name this machine. Until people sign in, a site that makes a browser believe
/// its name is ours (DNS rebinding) must not be able to read anything.
pub async fn refuse_other_hosts(request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_this_machine(named) {
        return next.run(request).await;
    }
    (StatusCode::MISDIRECTED_REQUEST, "this server answers on the loopback address only\nhelp: open it as http://localhost and its port\n")
        .into_response()
}

/// Whether a `Host` header names the loopback address; a request without one comes from no browser.
pub fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "" | "localhost" | "127.0.0.1" | "[::1]")
}

/// Was this request made by our own page? Reading always passes. A browser says so with
/// `Sec-Fetch-Site`; an old one with `Origin`, which must name our host; a program that is no
/// browser sends neither and carries no cookies of ours.
pub fn asked_by_us(method: &Method, headers: &HeaderMap) -> bool {
    let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if reads {
        return true;
    }
    match (headers.get("sec-fetch-site"), headers.get(header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
            let named = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
            named.is_some() && named == host
        }
        (None, None) => true,
    }
}
