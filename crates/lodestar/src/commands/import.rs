//! `import`: plan, apply, undo; and the child process in which workbooks are read.

use std::{collections::BTreeMap, io::Read, path::PathBuf};

use ::import::{Action, Batch, Item, Plan};
use serde_json::json;
use server::app::{Saved, Workspace};
use strategy::{Finding, Severity, compare::FieldChange, finding::value_words};
use uuid::Uuid;

use crate::{
    args::{Common, Import},
    exit::{Exit, NotFound},
    folder, render, workspace,
};

pub(super) fn run(common: &Common, step: &Import) -> anyhow::Result<Exit> {
    match step {
        Import::Plan { files } => {
            let app = workspace::open(common)?;
            let (plan, texts) = plan(&app, files)?;
            let exit = show(common, &plan, &texts);
            if plan.writes() {
                let named: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
                let next = match exit {
                    Exit::Ok => "nothing is written yet; next: lodestar import apply",
                    _ => "nothing is written yet; mend this, or write the rest: lodestar import apply --partial",
                };
                render::say(common, &format!("{next} {}", named.join(" ")));
            }
            Ok(exit)
        }
        Import::Apply { files, partial, reason } => apply(common, files, *partial, reason),
        Import::Undo { batch, reason } => undo(common, batch, reason),
        Import::Template { output, force } => {
            super::export::write(output, &::import::workbook::template(), *force)?;
            render::say(common, &format!("wrote an empty workbook to `{0}`; fill it in, then: lodestar import plan {0}", output.display()));
            Ok(Exit::Ok)
        }
    }
}

/// What the files would do together, and the texts of those that findings can quote.
fn plan(app: &Workspace, named: &[PathBuf]) -> anyhow::Result<(Plan, BTreeMap<String, String>)> {
    let mut files = vec![];
    for path in named {
        files.extend(folder::files(path)?);
    }
    let mut texts = BTreeMap::new();
    let mut all = Batch::default();
    for file in &files {
        let (name, bytes) = folder::contents(file)?;
        let batch = read_file(&name, &bytes);
        if batch.source == "strategy"
            && let Ok(text) = String::from_utf8(bytes)
        {
            texts.insert(name, text);
        }
        all.drafts.extend(batch.drafts);
        all.findings.extend(batch.findings);
        all.about = if files.len() == 1 { batch.about } else { String::new() };
    }
    let name = match files.as_slice() {
        [file] => file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned()),
        several => format!("{} files", several.len()),
    };
    let name = if name == "-" { folder::STANDARD_INPUT.to_owned() } else { name };
    Ok((app.plan(&name, all), texts))
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

/// Shows a plan; the exit code says whether all of it can be written.
fn show(common: &Common, plan: &Plan, texts: &BTreeMap<String, String>) -> Exit {
    for item in &plan.items {
        match common.json {
            true => render::line(&item_json(plan, item)),
            false if !common.quiet => item_text(item),
            false => {}
        }
    }
    let rejected = plan.items.iter().filter_map(|item| match &item.action {
        Action::Rejected { findings } => Some(findings),
        _ => None,
    });
    let findings: Vec<&Finding> = plan.findings.iter().chain(rejected.flatten()).collect();
    for finding in &findings {
        render::line(&if common.json { render::json(finding) } else { format!("\n{}", render::text(finding, texts, common)) });
    }
    let counts = ["create", "update", "unchanged", "conflict", "rejected"].map(|word| (plan.count(word), word));
    let counts: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let counts = if counts.is_empty() { "no records".to_owned() } else { counts.join(", ") };
    let about = if plan.about.is_empty() { String::new() } else { format!("{}; ", plan.about) };
    render::say(common, &format!("{}: {about}{counts}", plan.file));
    if plan.count("conflict") > 0 {
        Exit::Conflict
    } else if findings.iter().any(|finding| finding.severity <= Severity::Major) {
        Exit::Findings
    } else {
        Exit::Ok
    }
}

fn item_json(plan: &Plan, item: &Item) -> String {
    let changes = match &item.action {
        Action::Update { changes, .. } => changes.as_slice(),
        Action::Conflict { fields, .. } => fields.as_slice(),
        _ => &[],
    };
    let changes: Vec<_> = changes.iter().map(|c| json!({ "field": c.field, "before": c.before, "after": c.after })).collect();
    json!({ "file": plan.file, "action": item.action.word(), "kind": item.kind.name(), "record": item.key, "title": item.title, "changes": changes }).to_string()
}

fn item_text(item: &Item) {
    let (word, label) = (item.action.word(), item.kind.label());
    let place = item.place.as_ref().map(|place| format!(" ({})", place.words())).unwrap_or_default();
    match &item.action {
        Action::Unchanged => {}
        Action::Create { .. } | Action::Rejected { .. } => render::line(&format!("{word:<9} {label} {} `{}`{place}", item.key, item.title)),
        Action::Update { changes, .. } => {
            render::line(&format!("{word:<9} {label} {} `{}`{place}", item.key, item.title));
            changes.iter().for_each(|change| field(change, "", ""));
        }
        Action::Conflict { because, fields } => {
            render::line(&format!("{word:<9} {label} {} `{}`{place}", item.key, item.title));
            render::line(&format!("      {because}"));
            fields.iter().for_each(|change| field(change, "here ", "in the file "));
        }
    }
}

fn field(change: &FieldChange, before: &str, after: &str) {
    let words = |value: &Option<serde_json::Value>| value.as_ref().map_or("none".into(), value_words);
    render::line(&format!("      {}: {before}{} -> {after}{}", change.field, words(&change.before), words(&change.after)));
}

fn apply(common: &Common, files: &[PathBuf], partial: bool, reason: &str) -> anyhow::Result<Exit> {
    // Before the files are read: who writes must be clear.
    let seat = workspace::seat(common)?;
    let app = workspace::open(common)?;
    let (plan, texts) = plan(&app, files)?;
    let exit = show(common, &plan, &texts);
    if !plan.writes() {
        render::say(common, "nothing to change");
        return Ok(exit);
    }
    if exit != Exit::Ok && !partial {
        render::say(common, "nothing was written; mend this and run it again, or write all that can be written with `--partial`");
        return Ok(exit);
    }
    done(common, app.apply_plan(&seat, &plan, reason)?, exit)
}

fn undo(common: &Common, batch: &str, reason: &str) -> anyhow::Result<Exit> {
    let id = Uuid::parse_str(batch).map_err(|_| NotFound(format!("`{batch}` is not the id of a change; `lodestar history` lists them")))?;
    let seat = workspace::seat(common)?;
    let app = workspace::open(common)?;
    match app.undo(&seat, id, reason)? {
        Saved::Stale(edit) => {
            let says = format!("`{}` was changed since by {}; nothing was undone", edit.key, edit.author);
            render::say(common, &format!("{says}; undo the later change first: lodestar history {}", edit.key));
            Ok(Exit::Conflict)
        }
        saved => done(common, saved, Exit::Ok),
    }
}

fn done(common: &Common, saved: Saved, exit: Exit) -> anyhow::Result<Exit> {
    match saved {
        Saved::Done { batch: Some(batch) } => {
            if common.json {
                render::line(&json!({ "batch": batch }).to_string());
            }
            render::say(common, &format!("written; to take it back: lodestar import undo {batch}"));
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
        Saved::Denied(denial) => {
            render::say(common, &format!("{}; {} {}", denial.what, denial.why, denial.way));
            Ok(Exit::Failed)
        }
        Saved::Rejected(findings) => {
            render::findings(&findings.iter().collect::<Vec<_>>(), &BTreeMap::new(), common);
            Ok(Exit::Failed)
        }
    }
}
