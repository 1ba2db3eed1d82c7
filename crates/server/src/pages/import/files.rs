//! Files to take away: the empty workbook, and all records of the asset as a workbook or as text.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use guardrails::{Purpose, Visible};
use maud::html;
use strategy::{Record, toml_form};

use crate::{
    app::{Error, View, audit::Deed},
    pages::{
        error,
        visit::{Shown, Visit},
    },
    parts::{Button, Empty, Page, PageHeader, empty_state, link_button},
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /import/template.xlsx`.
pub async fn template() -> Response {
    match tokio::task::spawn_blocking(import::workbook::template).await {
        Ok(bytes) => download("lodestar-template.xlsx", XLSX, bytes),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// `GET /export.toml`.
pub async fn text(visit: Visit) -> Response {
    let view = match taken_away(&visit).await {
        Ok(view) => view,
        Err(failure) => return error::failed(&visit, &failure),
    };
    let file = format!("{}.toml", name(&visit));
    leaves(&visit, &view, &file);
    download(&file, "application/toml; charset=utf-8", toml_form::write(mine(&visit, &view)).into_bytes())
}

/// What may leave the product: what the seat sees, without what a case opened to it.
async fn taken_away(visit: &Visit) -> Result<Arc<Visible<View>>, Error> {
    let (app, seat) = (visit.site.app.clone(), visit.seat.clone());
    match tokio::task::spawn_blocking(move || app.view(&seat, Purpose::Export)).await {
        Ok(view) => view,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

/// `GET /export.xlsx`.
pub async fn workbook(visit: Visit) -> Response {
    let view = match taken_away(&visit).await {
        Ok(view) => view,
        Err(failure) => return error::failed(&visit, &failure),
    };
    match import::workbook::write(mine(&visit, &view)) {
        Ok(bytes) => {
            let file = format!("{}.xlsx", name(&visit));
            leaves(&visit, &view, &file);
            download(&file, XLSX, bytes)
        }
        Err(too_long) => {
            let action = link_button(&Button::new("Export as text"), "/export.toml");
            let body = empty_state(Empty::Problem, "A value does not fit into a cell", &too_long.to_string(), action);
            let header = PageHeader { title: "Not exported".into(), ..PageHeader::default() };
            (StatusCode::UNPROCESSABLE_ENTITY, visit.show(Shown { page: Page::Import, header, items: None, body: html! { (body) } }))
                .into_response()
        }
    }
}

/// Notes that the records leave as a file, and what rules withhold from it.
fn leaves(visit: &Visit, view: &View, file: &str) {
    let mut withheld: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for record in mine(visit, view) {
        for one in view.withheld_of(&record.key) {
            withheld.entry(one.rule.to_string()).or_default().insert(record.key.as_str());
        }
    }
    let withheld = withheld.into_iter().map(|(rule, records)| (rule, records.len())).collect();
    visit.notes.note(Deed::Exported { file: file.into(), records: mine(visit, view).count(), withheld });
}

fn mine<'v>(visit: &'v Visit, view: &'v View) -> impl Iterator<Item = &'v Record> {
    view.graph().records().filter(|record| visit.is_mine(record))
}

/// A file name for the asset and the day: `A-1-2026-03-01`.
fn name(visit: &Visit) -> String {
    let asset = visit.asset.as_ref().map_or("strategy", |key| key.as_str());
    format!("{asset}-{}", visit.view.day())
}

/// An answer that the browser saves as a file. The name holds no quotes.
pub(in crate::pages) fn download(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (headers, bytes).into_response()
}
