//! From which seat a request looks. The one place that says so: everything behind it takes the seat as given.
//! Until people can sign in, the person is the one who is served, and a cookie says as which function.

use axum::http::request::Parts;
use strategy::Function;

use super::visit::cookie;
use crate::{app::Seat, router::Site};

/// The seat of a request.
pub(super) fn seat_of(parts: &Parts, site: &Site) -> Seat {
    let function = cookie(&parts.headers, "acting").and_then(|word| Function::parse(&word)).unwrap_or(Function::Leadership);
    Seat::new(site.person.clone(), function, site.app.now())
}
