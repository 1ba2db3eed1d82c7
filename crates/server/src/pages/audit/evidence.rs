//! Evidence as a file: entries about a record or of a time, with what proves them, for somebody who verifies it elsewhere.

use std::collections::BTreeMap;

use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{filter::Filter, not_now};
use crate::{
    app::{
        Denial, Error,
        audit::{Deed, PACK_MOST},
    },
    pages::{
        error,
        import::files::download,
        outcome,
        visit::{Shown, Visit},
    },
    parts::{Page, PageHeader},
};

/// `GET /audit/evidence.json`.
pub async fn show(visit: Visit, Query(filter): Query<Filter>) -> Response {
    if !visit.site.app.may_take_evidence(&visit.session) {
        return refused(&visit);
    }
    let (app, seat, session) = (visit.site.app.clone(), visit.seat.clone(), visit.session.clone());
    let (record, days) = (filter.record(), (filter.from(), filter.until()));
    let name = record.as_ref().map_or_else(|| "audit".to_owned(), ToString::to_string);
    let made = tokio::task::spawn_blocking(move || app.evidence_pack(&session, &seat, record.as_ref(), days));
    let packed = match made.await {
        Ok(Ok(packed)) => packed,
        Ok(Err(failure @ Error::Ledger(ledger::Error::Witness { .. } | ledger::Error::Refused(_)))) => {
            return not_now(&visit, StatusCode::CONFLICT, "The witness cannot be asked", &failure);
        }
        Ok(Err(failure)) => return error::failed(&visit, &failure),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    let mut pack = packed.pack;
    if packed.cut {
        pack.of = format!("{}, the latest {} entries only", pack.of, PACK_MOST);
    }
    let file = format!("evidence-{name}-{}.json", visit.view.day());
    let records = pack.evidence.len() + pack.unproved.len();
    visit.notes.note(Deed::Exported { file: file.clone(), records, withheld: BTreeMap::new() });
    match serde_json::to_vec_pretty(&pack) {
        Ok(bytes) => download(&file, "application/json", bytes),
        Err(_) => error::failed(&visit, &ledger::Error::Unreadable { what: "entry" }.into()),
    }
}

fn refused(visit: &Visit) -> Response {
    let no = Denial {
        what: "evidence is taken away by owners of the workspace and of the policy for Compliance".into(),
        why: "A piece of evidence is an entry as it was hashed: nothing in it can be withheld.".into(),
        way: "Ask one of them, or read the audit here.".into(),
    };
    visit.notes.note(Deed::Refused(no.what.clone()));
    let header = PageHeader { title: "Evidence".into(), ..PageHeader::default() };
    let body = outcome::denied(&no);
    (StatusCode::FORBIDDEN, visit.show(Shown { page: Page::None, header, items: None, body })).into_response()
}
