//! Import: what can be read, the choice of files, and what happens to files that were sent.
//! A file is planned first and changes nothing until somebody applies the plan; the plan's page is in [`plan`].

pub mod application;
pub mod files;
pub mod labels;
pub mod plan;
pub mod plans;
pub mod rejected;

mod excerpt;
mod upload;

use axum::{
    extract::{Multipart, multipart::MultipartRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use import::Batch;
use maud::{Markup, html};
use uuid::Uuid;

pub use plans::{Plans, Upload};

use super::visit::{Shown, Visit};
use crate::{
    parts::{
        self, Button, Column, Icon, Page, PageHeader, Row, Table, Tone, error_summary, form, link_button, notice, section, submit, table,
    },
    router::{BODY_MAX, ReadFile},
    words,
};
use plans::File;
use upload::Unread;

/// The endings that the browser offers first; others can be chosen too.
const ENDINGS: &str = ".toml,.xlsx,.json,.xml,.txt,.gz,.zip";

/// `GET /import`.
pub async fn show(visit: Visit) -> Response {
    page(&visit, None)
}

/// `POST /import`: reads the files and leads to their plan.
pub async fn send(visit: Visit, sent: Result<Multipart, MultipartRejection>) -> Response {
    let files = match sent {
        Ok(form) => upload::files(form).await,
        Err(_) => Err(Unread::Broken),
    };
    let files = match files {
        Ok(files) => files,
        Err(Unread::TooLarge) => return (StatusCode::PAYLOAD_TOO_LARGE, page(&visit, Some(&too_large()))).into_response(),
        Err(Unread::Empty) => {
            return (StatusCode::UNPROCESSABLE_ENTITY, page(&visit, Some("Choose at least one file that is not empty"))).into_response();
        }
        Err(Unread::Broken) => {
            return (StatusCode::BAD_REQUEST, page(&visit, Some("The file did not arrive whole; send it again"))).into_response();
        }
    };
    let read_file = visit.site.read_file;
    let reading = tokio::task::spawn_blocking(move || Upload { batch: read(read_file, &files), files }).await;
    let upload = match reading {
        Ok(upload) => upload,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    match visit.site.plans.keep(Uuid::new_v4(), &visit.seat, upload) {
        Some(id) => Redirect::to(&format!("/import/{id}")).into_response(),
        None => (
            StatusCode::PAYLOAD_TOO_LARGE,
            page(&visit, Some("The files hold more than 100 MB together; split them and send the parts one after the other")),
        )
            .into_response(),
    }
}

/// Everything that the files say, one after the other. A reader that fails on one file is a finding about that file.
fn read(read_file: ReadFile, files: &[File]) -> Batch {
    let mut all = Batch::default();
    let mut about = vec![];
    for file in files {
        let batch = std::panic::catch_unwind(|| read_file(&file.name, &file.bytes)).unwrap_or_else(|_| broke(&file.name));
        all.drafts.extend(batch.drafts);
        all.labels.extend(batch.labels);
        all.findings.extend(batch.findings);
        about.push(batch.about);
        all.source = if all.source.is_empty() { batch.source } else { all.source };
    }
    about.retain(|line| !line.is_empty());
    all.about = match about.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, ..] => format!("{} records from {} files, the first: {first}", all.drafts.len(), files.len()),
    };
    all
}

fn broke(file: &str) -> Batch {
    let says = "reading this file broke the reader; that is our fault, not yours";
    let finding = strategy::input::refused(file, None, says, "send the other files, and report this one; nothing of it was taken over");
    Batch { findings: vec![finding], ..Batch::default() }
}

fn too_large() -> String {
    format!("The files are larger than {} MB together; send fewer at a time, or split them", BODY_MAX >> 20)
}

fn page(visit: &Visit, wrong: Option<&str>) -> Response {
    let header = PageHeader {
        title: "Import".into(),
        lead: "Bring in what you have. You see what would change before anything does, and can take it back in one step.".into(),
        ..PageHeader::default()
    };
    let errors: Vec<parts::FieldError> =
        wrong.map(|message| parts::FieldError { field: "file".into(), message: message.into() }).into_iter().collect();
    let body = html! {
        (error_summary(&errors))
        (section("send", "Send files", choose(wrong)))
        (section("sources", "What can be read", sources()))
        (section("out", "Take out", take_out(visit)))
    };
    visit.show(Shown { page: Page::Import, header, items: None, body })
}

fn choose(wrong: Option<&str>) -> Markup {
    let inside = html! {
        div.fld.bad[wrong.is_some()] {
            label.lbl for="f-file" { "Files" }
            p.hint #f-file-hint { "One file, or several that belong together: links between them are kept. " (BODY_MAX >> 20) " MB at most." }
            @if let Some(wrong) = wrong { p.err #f-file-error { span.vh { "Error: " } (wrong) } }
            input #f-file type="file" name="file" multiple accept=(ENDINGS) required aria-describedby=(if wrong.is_some() { "f-file-hint f-file-error" } else { "f-file-hint" })
                aria-invalid=[wrong.map(|_| "true")];
        }
        div.bar-r {
            (submit(&Button::primary("Show what would change")))
            span.muted { "Nothing is written yet." }
        }
    };
    form(&parts::Form { action: "/import".into(), label: "Send files".into(), files: true, ..parts::Form::default() }, inside)
}

fn sources() -> Markup {
    let workbook = Row::plain(vec![
        html! { "Excel workbook" },
        html! { "One sheet for each kind of record and one row for each record, as Lodestar's template and export have them. Formulas are refused." },
    ]);
    let rows = import::SOURCES.iter().map(|source| Row::plain(vec![html! { (words::capital(source.title)) }, parts::ticked(source.about)]));
    let all = Table {
        caption: "Sources that can be read".into(),
        quiet_caption: true,
        columns: vec![Column::text("File"), Column::text("What it is and what it becomes")],
        rows: [workbook].into_iter().chain(rows).collect(),
        footer: "Files may be compressed as .gz or .zip.".into(),
        ..Table::default()
    };
    html! { div.fold { (table(&all)) } }
}

fn take_out(visit: &Visit) -> Markup {
    html! {
        div.bar-r {
            (link_button(&Button::new("Empty workbook to fill in").icon(Icon::Download), "/import/template.xlsx"))
            @if !visit.graph().is_empty() {
                (link_button(&Button::new("All records as a workbook").icon(Icon::Download), "/export.xlsx"))
                (link_button(&Button::new("All records as text").icon(Icon::Download).spoken("All records as text, TOML"), "/export.toml"))
            }
        }
        @if visit.graph().is_empty() {
            (notice(Tone::Info, "Nothing to export yet", html! { "Records that you import or write can be taken out again, unchanged, as a workbook or as text." }))
        }
    }
}
