//! Signatures as they stand beside a record, on the screen and in print (21 CFR 11.50): name, meaning, instant, and what
//! each is worth now. Of a signature on an earlier revision it is said so; it never looks like one on the words of today.

use ledger::signatures::Standing;
use maud::{Markup, html};
use strategy::Key;

use super::Visit;
use crate::{
    app::Manifest,
    parts::{Column, Row, Table, Tone, notice, table},
    words,
};

/// The signatures of a record, newest first; a sentence where there are none.
pub(super) fn of(visit: &Visit, key: &Key) -> Markup {
    let signatures = match visit.site.app.signatures(&visit.seat, key) {
        Ok(signatures) => signatures,
        Err(failure) => {
            tracing::error!(error = &failure as &dyn std::error::Error, "signatures cannot be read");
            return notice(
                Tone::Warning,
                "The signatures cannot be read now",
                html! { p { "They are kept in the audit; look again later." } },
            );
        }
    };
    html! {
        @if signatures.is_empty() {
            p.muted { "Nobody has signed it here yet. What is recorded as agreed without a signature stands in the agreement alone." }
        } @else {
            (table(&Table {
                caption: "Electronic signatures, newest first".into(),
                quiet_caption: true,
                columns: ["Signed by", "Meaning", "When", "Revision", "What it is worth now"].map(Column::text).to_vec(),
                rows: signatures.iter().map(row).collect(),
                compact: true,
                ..Table::default()
            }))
        }
    }
}

fn row(one: &Manifest) -> Row {
    Row::plain(vec![
        html! { (one.name) ", acting as " (one.acting_as) },
        html! { (one.meaning) },
        html! { (words::instant(one.at)) },
        html! { (one.revision) },
        standing(one),
    ])
}

fn standing(one: &Manifest) -> Markup {
    match one.standing {
        Standing::Valid => html! { "holds: it is as it was signed" },
        Standing::MovedOn(now) => {
            html! { span.chip { "outdated" } " signed revision " (one.revision) "; changed since, now revision " (now) }
        }
        Standing::Detached => html! { span.chip { "not believed" } " what was signed, or the signature, was altered" },
    }
}
