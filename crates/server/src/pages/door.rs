//! The door: every request passes it. With a live session it goes on and knows whose it is; without one it gets no
//! further than the few addresses in [`PUBLIC`]. Who may see or do what behind the door is decided elsewhere.

pub mod cookie;
mod device;
mod kept;
mod member;
mod pairs;

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, MatchedPath, OriginalUri, Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde_json::json;

use super::{error, preferences::own_path};
use crate::{
    app::{
        Error, Session,
        audit::Notes,
        people::{Arrival, random_id},
    },
    headers::Nonce,
    parts::{Acting, Choice, Frame, PageHeader, Theme},
    router::Site,
};

pub use member::Member;
pub use pairs::Pairs;

/// The addresses that answer without a session: what is needed to get one, what a page needs to look right, and health.
pub const PUBLIC: &[&str] = &[
    "/sign-in",
    "/sign-in/persona",
    "/sign-in/passkey",
    "/sign-in/passkey/question",
    "/first-run",
    "/static/{version}/{file}",
    "/livez",
    "/readyz",
];

/// Of these the ones that nobody's session matters to, so that none is looked up.
const SAME_FOR_ALL: &[&str] = &["/static/{version}/{file}", "/livez", "/readyz"];

/// Longest address that is come back to after signing in.
const NEXT_LONGEST: usize = 1000;

/// What the door found out about a request. Take it as the argument of a handler that answers without a session.
#[derive(Clone)]
pub struct Visitor {
    /// What the pages stand on.
    pub site: Site,
    /// The session, if the request presented a live one.
    pub session: Option<Arc<Session>>,
    /// What the request brings along for a session to come.
    pub arrival: Arrival,
    /// What the audit will keep of this request.
    pub notes: Notes,
    /// Whether the browser came over HTTPS.
    pub secure: bool,
    theme: Theme,
    here: String,
    nonce: String,
}

/// What the door puts into a request for those behind it.
#[derive(Clone)]
struct Seen {
    session: Option<Arc<Session>>,
    arrival: Arrival,
    notes: Notes,
    secure: bool,
}

/// Middleware: finds the session of a request and lets through what has one or needs none.
pub async fn keep(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let headers = request.headers();
    let secure = cookie::is_secure(headers);
    let presented = cookie::presented(headers, secure);
    let arrival = Arrival { presented, device: device::of(headers), request: random_id().to_string() };
    let session = match &arrival.presented {
        Some(id) if !SAME_FOR_ALL.contains(&route.as_str()) => match look_up(&site, id, &arrival.request).await {
            Ok(session) => session.map(Arc::new),
            Err(failure) => return error::unreadable(&failure),
        },
        _ => None,
    };
    if session.is_none() && !PUBLIC.contains(&route.as_str()) {
        return not_signed_in(&site, &request);
    }
    let called = kept::called(request.method(), &route, request.uri().path());
    let notes = Notes::default();
    request.extensions_mut().insert(Seen { session: session.clone(), arrival, notes: notes.clone(), secure });
    match session {
        Some(_) if site.app.audit_is_full() => kept::full(),
        Some(session) => kept::kept(&site, &session, &called, &notes, next.run(request).await).await,
        None => next.run(request).await,
    }
}

/// Looked up here and now, because it is one row; off the request threads where something is to be written.
async fn look_up(site: &Site, id: &str, request: &str) -> Result<Option<Session>, Error> {
    if let Ok(found) = site.app.session_at_hand(id, request)? {
        return Ok(found);
    }
    let (app, id, request) = (site.app.clone(), id.to_owned(), request.to_owned());
    match tokio::task::spawn_blocking(move || app.session(&id, &request)).await {
        Ok(found) => found,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// The answer where there is no session: the same for every address, whether or not anything is there.
fn not_signed_in(site: &Site, request: &Request) -> Response {
    let (address, says) = match site.app.has_people() {
        Ok(true) => (format!("/sign-in{}", next_of(request)), "you are not signed in, or no longer"),
        Ok(false) => ("/first-run".to_owned(), "nobody has an account here yet"),
        Err(failure) => return error::unreadable(&failure),
    };
    if !wants_data(request) {
        return Redirect::to(&address).into_response();
    }
    let help = format!("open `{}` in a browser", address.split('?').next().unwrap_or_default());
    problem(StatusCode::UNAUTHORIZED, says, &help)
}

/// A refusal for programs (RFC 9457).
pub(super) fn problem(status: StatusCode, says: &str, help: &str) -> Response {
    let body = json!({ "type": "about:blank", "title": says, "status": status.as_u16(), "detail": help });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

/// Whether a program asks, which can do nothing with a page.
fn wants_data(request: &Request) -> bool {
    const DATA: [&str; 5] = [".json", ".jsonl", ".toml", ".xlsx", ".csv"];
    let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = request.uri().path();
    crate::json::is_wanted(request.headers())
        || (!accepted.contains("text/html") && (path == "/palette" || DATA.iter().any(|end| path.ends_with(end))))
}

/// Where to come back to: the page that was asked for; after a form, the page that it was on.
fn next_of(request: &Request) -> String {
    let asked = match *request.method() {
        Method::GET | Method::HEAD => request.uri().path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default(),
        _ => referrer_path(request.headers()),
    };
    let own = own_path(&asked);
    if own == "/" || own.len() > NEXT_LONGEST { String::new() } else { format!("?next={}", encoded(own)) }
}

/// The path of the page that a request came from.
fn referrer_path(headers: &HeaderMap) -> String {
    let referrer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let after_host = referrer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    after_host.and_then(|path| path.split('#').next()).unwrap_or_default().to_owned()
}

/// A path as the value of a query.
pub(super) fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.');
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The address of the page that asks to confirm who one is, and then leads on.
pub(super) fn to_step_up(next: &str) -> Response {
    Redirect::to(&format!("/step-up?next={}", encoded(own_path(next)))).into_response()
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Visitor, Self::Rejection> {
        let Ok(nonce) = Nonce::from_request_parts(parts, site).await;
        // INVARIANT: every route lies behind `keep`; one that did not would know nobody.
        let seen = parts.extensions.get::<Seen>().cloned();
        let nobody = || Seen { session: None, arrival: Arrival::default(), notes: Notes::default(), secure: false };
        let Seen { session, arrival, notes, secure } = seen.unwrap_or_else(nobody);
        Ok(Visitor {
            site: site.clone(),
            session,
            arrival,
            notes,
            secure,
            theme: Theme::of(&cookie::value(&parts.headers, "theme").unwrap_or_default()),
            here: parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.to_string(), |uri| uri.0.to_string()),
            nonce: nonce.0,
        })
    }
}

impl Visitor {
    /// A frame with nothing of the strategy in it. Without a session it has no navigation either.
    pub fn frame(&self, header: PageHeader) -> Frame {
        Frame {
            header,
            bare: self.session.is_none(),
            acting: self.session.as_deref().map(acting).unwrap_or_default(),
            audit: self.session.as_deref().is_some_and(|session| self.site.app.may_read_audit(session)),
            as_of: if self.session.is_some() { crate::words::day(self.site.app.day()) } else { String::new() },
            demo: self.site.app.is_demo(),
            theme: self.theme,
            here: if self.session.is_some() { self.here.clone() } else { "/".into() },
            nonce: self.nonce.clone(),
            ..Frame::default()
        }
    }

    /// An answer that gives the browser the id of a new session and leads on.
    pub fn enter(&self, id: &str, next: &str) -> Response {
        let cookie = cookie::set(id, self.secure);
        ([(header::SET_COOKIE, cookie)], Redirect::to(own_path(next))).into_response()
    }
}

/// Who is here and as which function, for the frame. Offers granted functions only.
pub(super) fn acting(session: &Session) -> Acting {
    let now = session.function();
    Acting {
        person: session.person().name.clone(),
        function: now.map(|function| function.as_str().to_owned()).unwrap_or_default(),
        functions: session.functions().iter().map(|f| Choice::new(f.as_str(), f.title(), Some(*f) == now)).collect(),
    }
}
