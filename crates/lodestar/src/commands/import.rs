//! `import`: plan, apply, undo; and the child process in which workbooks are read.

use std::{
    collections::BTreeMap,
    io::Read,
    path::Path,
};

use ::import::{Action, Batch, Plan};
use anyhow::Context;
use serde_json::json;
use server::app::{App, Saved};
use strategy::Finding;
use uuid::Uuid;

use crate::{
    args::{Common, Import},
    exit::{Exit, NotFound},
    render, workspace,
};

pub(super) fn run(common: &Common, step: &Import) -> anyhow::Result<Exit> {
    match step {
        Import::Plan { files } => {
            let app = workspace::open(common)?;
            let plans = files.iter().map(|file| plan(&app, file)).collect::<anyhow::Result<Vec<_>>>()?;
            Ok(plans.iter().map(|plan| show(common, plan)).fold(Exit::Ok, worse))
        }
        Import::Apply { files, reason } => {
            let app = workspace::open(common)?;
            let mut exit = Exit::Ok;
            for file in files {
                exit = worse(exit, apply(common, &app, file, reason)?);
            }
            Ok(exit)
        }
        Import::Undo { batch, reason } => undo(common, batch, reason),
        Import::Template { output, force } => {
            super::export::write(output, &::import::workbook::template(), *force)?;
            render::say(common, &format!("wrote an empty workbook to `{}`; fill it and run `lodestar import plan`", output.display()));
            Ok(Exit::Ok)
        }
    }
}

fn plan(app: &App, file: &Path) -> anyhow::Result<Plan> {
    if !file.exists() {
        return Err(NotFound(format!("there is no file `{}`", file.display())).into());
    }
    let bytes = std::fs::read(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    let name = file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
    Ok(app.plan(&name, read_file(&name, &bytes)))
}

/// Reads any file that Lodestar knows; a workbook in a process of its own, everything else here.
pub(crate) fn read_file(name: &str, bytes: &[u8]) -> Batch {
    match ::import::workbook::is_workbook(name, bytes) {
        true => crate::workbook::read(name, bytes),
        false => ::import::read(name, bytes),
    }
}

/// The child process: a workbook on the standard input, its cells on the standard output.
pub(super) fn read_workbook() -> anyhow::Result<Exit> {
    crate::workbook::serve_cells(|| {
        let mut bytes = vec![];
        std::io::stdin().read_to_end(&mut bytes)?;
        Ok(bytes)
    })
}

fn show(common: &Common, plan: &Plan) -> Exit {
    for item in &plan.items {
        let place = item.place.as_ref().map(|place| format!(" ({})", place.words())).unwrap_or_default();
        if common.json {
            render::line(&json!({ "file": plan.file, "action": item.action.word(), "kind": item.kind.name(), "record": item.key, "title": item.title }).to_string());
        } else if !matches!(item.action, Action::Unchanged) {
            render::line(&format!("{:<9} {} {} `{}`{place}", item.action.word(), item.kind.label(), item.key, item.title));
        }
        match &item.action {
            Action::Update { changes, .. } if !common.json => changes.iter().for_each(field),
            Action::Conflict { because, fields } if !common.json => {
                render::line(&format!("      {because}"));
                fields.iter().for_each(field);
            }
            _ => {}
        }
    }
    let rejected = plan.items.iter().filter_map(|item| match &item.action {
        Action::Rejected { findings } => Some(findings),
        _ => None,
    });
    let findings: Vec<&Finding> = plan.findings.iter().chain(rejected.flatten()).collect();
    findings.iter().for_each(|finding| {
        render::line(&if common.json { render::json(finding) } else { format!("\n{}", render::text(finding, &BTreeMap::new(), common)) });
    });
    let counts = ["create", "update", "unchanged", "conflict", "rejected"].map(|word| format!("{} {word}", plan.count(word)));
    render::say(common, &format!("{}: {}", plan.file, counts.join(", ")));
    if plan.count("conflict") > 0 {
        Exit::Conflict
    } else if !findings.is_empty() {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

fn field(change: &strategy::compare::FieldChange) {
    let words = |value: &Option<serde_json::Value>| value.as_ref().map_or("none".into(), strategy::finding::value_words);
    render::line(&format!("      {}: {} -> {}", change.field, words(&change.before), words(&change.after)));
}

fn apply(common: &Common, app: &App, file: &Path, reason: &str) -> anyhow::Result<Exit> {
    let plan = plan(app, file)?;
    let exit = show(common, &plan);
    if !plan.writes() {
        render::say(common, "nothing to change");
        return Ok(exit);
    }
    done(common, app.apply_plan(&workspace::seat(common)?, &plan, reason)?, exit)
}

fn undo(common: &Common, batch: &str, reason: &str) -> anyhow::Result<Exit> {
    let id = Uuid::parse_str(batch).map_err(|_| NotFound(format!("`{batch}` is not the id of a change; `lodestar history` lists them")))?;
    let app = workspace::open(common)?;
    done(common, app.undo(&workspace::seat(common)?, id, reason)?, Exit::Ok)
}

fn done(common: &Common, saved: Saved, exit: Exit) -> anyhow::Result<Exit> {
    match saved {
        Saved::Done { batch: Some(batch) } => {
            render::say(common, &format!("done; to take it back: lodestar import undo {batch}"));
            Ok(exit)
        }
        Saved::Done { batch: None } => {
            render::say(common, "nothing to change");
            Ok(exit)
        }
        Saved::Stale(edit) => {
            render::say(common, &format!("`{}` was changed meanwhile by {}; nothing was written, run it again", edit.key, edit.author));
            Ok(Exit::Conflict)
        }
        Saved::Rejected(findings) => {
            render::findings(&findings.iter().collect::<Vec<_>>(), &BTreeMap::new(), common);
            Ok(Exit::Failed)
        }
    }
}

/// The exit code that a person must act on first.
fn worse(one: Exit, other: Exit) -> Exit {
    if other as u8 > one as u8 { other } else { one }
}
