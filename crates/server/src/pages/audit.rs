//! Audit: who saw, did, changed or signed what, under which policy, and is the record intact? The newest entries first, as
//! the reader's function may know them; above them what verification found, and what a witness outside says to it.

mod entry;
pub mod evidence;
mod filter;
mod strip;

use axum::{
    Json,
    extract::Query,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde_json::json;

use super::{
    door, error, outcome,
    visit::{Shown, Visit},
};
use crate::{
    app::{
        self, Denial,
        audit::{Deed, Found, Line},
    },
    parts::{Button, Empty, Icon, Page, PageHeader, Row, Table, Tone, empty_state, link_button, more, notice, section, table},
    words,
};
use filter::Filter;

/// How many entries a page shows.
const PAGE: usize = 50;

/// `GET /audit`: as a page, or as JSON where that is asked for.
pub async fn show(visit: Visit, headers: HeaderMap, Query(filter): Query<Filter>) -> Response {
    let as_data = crate::json::is_wanted(&headers);
    if !visit.site.app.may_read_audit(&visit.session) {
        return refused(&visit, as_data);
    }
    let (app, seat, view, wanted) = (visit.site.app.clone(), visit.seat.clone(), visit.view.clone(), filter.wanted());
    let read = tokio::task::spawn_blocking(move || {
        // The entries first: they are there at once, also where verifying takes its time.
        let read = app.read_audit(&seat, &view, &wanted, PAGE)?;
        Ok((read, app.integrity()))
    });
    let ((lines, has_more), integrity) = match read.await {
        Ok(Ok(read)) => read,
        Ok(Err(failure)) => return error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let next = lines.last().filter(|_| has_more).map(|last| filter.address(Some(last.seq)));
    let integrity = integrity.unwrap_or_else(|failure| Some(Err(failure.to_string())));
    if as_data {
        let lines: Vec<_> = lines.iter().map(entry::json).collect();
        let told = strip::json(&visit, integrity.as_ref());
        return ([(header::VARY, "accept, cookie")], Json(json!({ "integrity": told, "entries": lines, "next": next }))).into_response();
    }
    visit.show(page(&visit, &filter, &lines, next.as_deref(), integrity.as_ref()))
}

/// The answer to somebody who may not read the audit.
fn refused(visit: &Visit, as_data: bool) -> Response {
    let no = Denial {
        what: format!("{} does not read the audit", visit.seat.function.title()),
        why: "Who did what is for those who answer for it: Compliance, owners of the policy and owners of the workspace.".into(),
        way: "Ask Compliance; what you did yourself stands in the history of each record.".into(),
    };
    visit.notes.note(Deed::Refused(no.what.clone()));
    if as_data {
        return door::problem(StatusCode::FORBIDDEN, &no.what, &no.way);
    }
    let header = PageHeader { title: "Audit".into(), ..PageHeader::default() };
    (StatusCode::FORBIDDEN, visit.show(Shown { page: Page::None, header, items: None, body: outcome::denied(&no) })).into_response()
}

fn page(visit: &Visit, filter: &Filter, lines: &[Line], next: Option<&str>, integrity: Option<&Found>) -> Shown {
    let takes = visit.site.app.may_take_evidence(&visit.session);
    let actions = takes.then(|| link_button(&Button::new("Take evidence").icon(Icon::Download), &filter.evidence_address()));
    let body = html! {
        (section("integrity", "Is the record intact?", strip::shown(visit, integrity)))
        (section("entries", "What happened", html! {
            (filter.form())
            @if lines.is_empty() { (nothing(filter)) } @else {
                div.fold.aud { (table(&Table {
                    caption: "Entries of the audit, newest first".into(),
                    quiet_caption: true,
                    columns: entry::columns(),
                    rows: lines.iter().map(|line| Row::plain(entry::cells(line))).collect(),
                    ..Table::default()
                })) }
                (more(&format!("You see {}.", words::count(lines.len(), "entry", "entries")), next))
            }
        }))
        (section("offline", "How to verify it without this server", offline(takes)))
    };
    let header = PageHeader {
        title: "Audit".into(),
        lead: "Who saw, did, changed or signed what, as which function, under which policy.".into(),
        actions,
        ..PageHeader::default()
    };
    Shown { page: Page::Audit, header, items: Some(lines.len()), body }
}

fn nothing(filter: &Filter) -> Markup {
    match filter.in_words() {
        Some(words) => {
            let all = link_button(&Button::new("Show everything"), "/audit");
            empty_state(Empty::NoMatch, "No entry that you may see", &format!("You look for {words}."), all)
        }
        None => empty_state(
            Empty::FirstUse,
            "Nothing has happened yet",
            "Every sign-in, refusal, signature and file will stand here.",
            html! {},
        ),
    }
}

fn offline(takes: bool) -> Markup {
    html! {
        div.prose {
            p { "Every entry holds the hash of the one before it. On a copy of the workspace’s folder, anywhere:" }
            pre tabindex="0" { code { "lodestar audit verify --witness witness.txt --key public.txt" } }
            p { "names the first entry that is not as it was written. " @if takes { "The file of “Take evidence” is verified without the workspace: " code { "lodestar audit verify --evidence FILE --key public.txt" } "." } }
        }
    }
}

/// A page that says why evidence cannot be had now.
fn not_now(visit: &Visit, status: StatusCode, title: &str, failure: &app::Error) -> Response {
    let header = PageHeader { title: title.into(), ..PageHeader::default() };
    let body = html! {
        (notice(Tone::Stop, &words::capital(&failure.to_string()), html! { p { "Nothing was taken. The entries can be read all the same." } }))
        div.bar-r { (link_button(&Button::new("Back to the audit"), "/audit")) }
    };
    (status, visit.show(Shown { page: Page::Audit, header, items: None, body })).into_response()
}
