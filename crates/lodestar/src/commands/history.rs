//! `history`: who changed what, when, acting as which function, and why.

use serde_json::json;
use strategy::{Key, finding::value_words};

use crate::{args::Common, exit::Exit, render, workspace};

/// How many changes are listed when no record is named.
const LISTED: u32 = 200;

pub(super) fn run(common: &Common, key: Option<&str>) -> anyhow::Result<Exit> {
    let app = workspace::open(common)?;
    let Some(key) = key else {
        for batch in app.batches(LISTED)? {
            match common.json {
                true => render::line(&serde_json::to_string(&batch)?),
                false => {
                    let undone = if batch.undone_by.is_some() { " (undone)" } else { "" };
                    render::line(&format!(
                        "{}  {}  {} / {}  {}{}{undone}",
                        batch.id,
                        batch.at,
                        batch.acting_as,
                        batch.author,
                        batch.label,
                        because(&batch.reason)
                    ));
                }
            }
        }
        return Ok(Exit::Ok);
    };
    let told = Key::new(key).map(|key| app.history(&key)).filter(|told| !matches!(told, Err(server::app::Error::NoRecord(_))));
    let told = told.ok_or_else(|| super::no_record(app.live().graph(), key))?;
    for told in told? {
        let revision = &told.revision;
        if common.json {
            let fields: Vec<_> = told.changes.iter().map(|c| json!({ "field": c.field, "before": c.before, "after": c.after })).collect();
            render::line(&json!({ "record": key, "revision": revision.number, "at": revision.at, "author": revision.author, "acting_as": revision.acting_as, "label": revision.label, "reason": revision.reason, "batch": revision.batch, "changes": fields }).to_string());
            continue;
        }
        render::line(&format!(
            "revision {}  {}  {} / {}  {}{}",
            revision.number,
            revision.at,
            revision.acting_as,
            revision.author,
            revision.label,
            because(&revision.reason)
        ));
        if told.record.is_none() {
            render::line("    removed");
        }
        for change in told.changes {
            let words = |value: &Option<serde_json::Value>| value.as_ref().map_or("none".into(), value_words);
            render::line(&format!("    {}: {} -> {}", change.field, words(&change.before), words(&change.after)));
        }
    }
    Ok(Exit::Ok)
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(", because {reason}") }
}
