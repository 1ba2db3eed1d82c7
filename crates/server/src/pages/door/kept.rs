//! What the audit keeps of an answered request: what was refused, what was withheld, what left as a file.

use axum::{
    http::{Method, StatusCode},
    response::Response,
};
use strategy::Key;

use super::problem;
use crate::{
    app::{
        Session,
        audit::{Called, Deed, Notes},
    },
    router::Site,
};

/// A request as the audit names it: the route, and the record in its address.
pub(super) fn called(method: &Method, route: &str, path: &str) -> Called {
    let named = route.split('/').zip(path.split('/')).find(|(place, _)| *place == "{key}");
    Called { route: format!("{method} {route}"), record: named.and_then(|(_, key)| Key::new(key)) }
}

/// Hands what was done to the writer of the audit. A file goes out only once the audit has it; nothing else waits.
pub(super) async fn kept(site: &Site, session: &Session, called: &Called, notes: &Notes, answer: Response) -> Response {
    let mut deeds = notes.take();
    let is_told = deeds.iter().any(|deed| matches!(deed, Deed::Refused(_)));
    if answer.status() == StatusCode::FORBIDDEN && !is_told {
        deeds.push(Deed::Refused(String::new()));
    }
    let leaves = deeds.iter().any(|deed| matches!(deed, Deed::Exported { .. }));
    site.app.record_deeds(session, called, deeds);
    if answer.status() == StatusCode::NOT_FOUND {
        site.app.record_missing(session, session.seat(), called);
    }
    if !leaves {
        return answer;
    }
    let app = site.app.clone();
    match tokio::task::spawn_blocking(move || app.settle()).await {
        Ok(Ok(())) => answer,
        Ok(Err(_)) => full(),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// The answer where the audit cannot be written: nothing is shown that would leave no trace.
pub(super) fn full() -> Response {
    let says = "the audit cannot be written, so nothing is shown that it has to keep";
    problem(StatusCode::SERVICE_UNAVAILABLE, says, "look at the disk of the workspace, then try again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_the_record_in_it_and_no_other_word() {
        let of = |route: &str, path: &str| called(&Method::GET, route, path);
        let found = of("/records/{key}/history", "/records/N-1/history");
        assert_eq!((found.route.as_str(), found.record), ("GET /records/{key}/history", Key::new("N-1")));
        assert_eq!(of("/kinds/{name}", "/kinds/claim").record, None);
        assert_eq!(of("/records/{key}", "/records/no%20key").record, None);
        assert_eq!(of("", "/nowhere").record, None);
    }
}
