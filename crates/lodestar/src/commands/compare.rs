//! `compare`: two days of the workspace, or two folders.

use std::path::Path;

use jiff::civil::Date;
use serde_json::json;
use strategy::{Graph, compare::What};

use crate::{args::Common, exit::Exit, folder, render, workspace};

pub(super) fn run(common: &Common, before: &str, after: Option<&str>) -> anyhow::Result<Exit> {
    let before = state(common, before)?;
    let after = match after {
        Some(after) => state(common, after)?,
        None => workspace::open(common)?.live().graph().clone(),
    };
    let differences = strategy::compare(&before, &after);
    for difference in &differences {
        if common.json {
            let (what, fields) = match &difference.what {
                What::Added => ("added", vec![]),
                What::Removed => ("removed", vec![]),
                What::Changed(fields) => (
                    "changed",
                    fields.iter().map(|change| json!({ "field": change.field, "before": change.before, "after": change.after })).collect(),
                ),
            };
            render::line(&json!({ "record": difference.key, "kind": difference.kind.name(), "what": what, "fields": fields }).to_string());
        } else {
            super::impact::differences(difference);
        }
    }
    if !common.json {
        render::say(
            common,
            &format!("{} differ", if differences.len() == 1 { "1 record".into() } else { format!("{} records", differences.len()) }),
        );
    }
    Ok(Exit::Ok)
}

/// The strategy at the end of a day, or as a folder or file says.
fn state(common: &Common, named: &str) -> anyhow::Result<Graph> {
    match named.parse::<Date>() {
        Ok(day) => Ok(workspace::open(common)?.as_of(day)?.graph),
        Err(_) => Ok(folder::strategy(common, Path::new(named))?.0),
    }
}
