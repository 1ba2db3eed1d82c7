//! The cookie that holds a session's id, and reading cookies.
//!
//! Over HTTPS it is `__Host-lodestar`: browsers take that name only with `Secure`, without `Domain` and with `Path=/`, so
//! no neighbouring host can plant or overwrite it. Over plain HTTP, which is only ever the loopback address, browsers
//! refuse that prefix, so it is `lodestar`, still `HttpOnly` and `SameSite=Lax`. A request is read by the one name that
//! fits how it came: over HTTPS a plain name is ignored, because a neighbour could have set it.

use axum::http::{HeaderMap, header};

const OVER_HTTPS: &str = "__Host-lodestar";
const OVER_HTTP: &str = "lodestar";

/// Whether the browser came over HTTPS, as the proxy in front says. Whoever lies about it only spoils their own cookie.
pub fn is_secure(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok()).is_some_and(|proto| proto.trim().eq_ignore_ascii_case("https"))
}

/// The id that a request presents. Two of them are none: somebody planted one.
pub fn presented(headers: &HeaderMap, secure: bool) -> Option<String> {
    let wanted = name(secure);
    let mut found = pairs(headers).filter(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned());
    let first = found.next();
    if found.next().is_some() { None } else { first }
}

/// The header that gives the browser an id. It is forgotten when the browser closes.
pub fn set(id: &str, secure: bool) -> String {
    format!("{}={id}; Path=/; HttpOnly; SameSite=Lax{}", name(secure), if secure { "; Secure" } else { "" })
}

/// The header that makes the browser forget its id.
pub fn forget(secure: bool) -> String {
    format!("{}; Max-Age=0", set("", secure))
}

/// The value of another cookie of ours.
pub fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    pairs(headers).find(|(found, _)| *found == name).map(|(_, value)| value.replace('+', " ").replace("%20", " "))
}

fn name(secure: bool) -> &'static str {
    if secure { OVER_HTTPS } else { OVER_HTTP }
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, cookie.parse().expect("a header"))])
    }

    #[test]
    fn a_neighbour_cannot_toss_a_session_in() {
        let tossed = with("lodestar=planted; __Host-lodestar=ours");
        assert_eq!(presented(&tossed, true).as_deref(), Some("ours"), "over HTTPS only the name that neighbours cannot set");
        assert_eq!(presented(&with("lodestar=planted"), true), None);
        assert_eq!(presented(&with("lodestar=one; lodestar=two"), false), None, "which of two is ours cannot be told");
        assert_eq!(presented(&with("theme=dark; lodestar=ours"), false).as_deref(), Some("ours"));
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        assert_eq!(set("id", true), "__Host-lodestar=id; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(set("id", false), "lodestar=id; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(forget(false), "lodestar=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
