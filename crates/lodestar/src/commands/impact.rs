//! `impact`: what a change would do, without doing it.

use std::{collections::BTreeMap, path::Path};

use serde_json::json;
use strategy::{Change, Graph, Impact, Key, Kind, compare::What, finding::value_words, schema, sequence};

use crate::{
    args::Common,
    commands::guardrail,
    exit::{Exit, Usage},
    folder, render, workspace,
};

/// The change that was asked about.
pub(super) struct Asked<'a> {
    pub(super) key: &'a str,
    pub(super) set: &'a [String],
    pub(super) slip: Option<i32>,
    pub(super) remove: bool,
    pub(super) of: Option<&'a Path>,
}

pub(super) fn run(common: &Common, asked: &Asked<'_>) -> anyhow::Result<Exit> {
    let (graph, day, gate) = match asked.of {
        Some(path) => {
            let (graph, day) = folder::strategy(common, path)?;
            (graph, day, guardrail::shipped()?)
        }
        None => {
            let whole = workspace::open(common)?;
            let gate = guardrail::start(common, &whole)?.current();
            let live = whole.live();
            (live.graph().clone(), live.day(), gate)
        }
    };
    let changes = changes(&graph, asked)?;
    let impact = guardrails::check::impact(&gate, &graph, &changes, day);
    match common.json {
        true => write_json(&impact),
        false => write_text(&impact, common),
    }
    Ok(if impact.rejected.is_empty() { Exit::Ok } else { Exit::Failed })
}

fn changes(graph: &Graph, asked: &Asked<'_>) -> anyhow::Result<Vec<Change>> {
    let record = Key::new(asked.key).and_then(|key| graph.record(&key));
    let record = record.ok_or_else(|| super::no_record(graph, asked.key))?;
    let (key, kind) = (record.key.clone(), record.kind());
    let mut changes = vec![];
    for pair in asked.set {
        let (field, value) = pair.split_once('=').ok_or_else(|| Usage(format!("`{pair}` is not a change; write `field=value`")))?;
        let field = field.trim().to_owned();
        let known = schema::field(kind, &field).ok_or_else(|| no_field(kind, &field))?;
        changes.push(Change::Set { key: key.clone(), value: known.shape.read(value), field });
    }
    if let Some(weeks) = asked.slip {
        let moves = sequence::knock_on(graph, &key, weeks * 7);
        if moves.is_empty() {
            return Err(Usage(format!("`{key}` has no planned date that could move")).into());
        }
        changes.extend(sequence::as_changes(&moves));
    }
    if asked.remove {
        changes.push(Change::Remove { key });
    }
    if changes.is_empty() {
        return Err(Usage("say what would change: `--set field=value`, `--slip WEEKS` or `--remove`".into()).into());
    }
    Ok(changes)
}

fn no_field(kind: Kind, field: &str) -> Usage {
    let near = super::did_you_mean(field, schema::field_names(kind).iter().map(String::as_str));
    let help = if near.is_empty() { format!("; `lodestar explain {}` lists its fields", kind.name()) } else { near };
    Usage(format!("{} has no field `{field}`{help}", schema::with_article(&kind.label())))
}

fn write_json(impact: &Impact) {
    let changed = impact.changed.iter().map(|difference| json!({ "record": difference.key, "kind": difference.kind.name() }));
    let suspects = impact.suspects.iter().map(|suspect| {
        json!({ "record": suspect.key, "kind": suspect.kind.name(), "direct": suspect.is_direct(), "path": suspect.path.iter().map(|step| &step.record).collect::<Vec<_>>() })
    });
    let ids = |findings: &[strategy::Finding]| {
        findings.iter().map(|f| json!({ "id": f.id, "code": f.code, "record": f.record, "message": f.message })).collect::<Vec<_>>()
    };
    let all = json!({
        "changed": changed.collect::<Vec<_>>(),
        "suspects": suspects.collect::<Vec<_>>(),
        "appear": ids(&impact.appear),
        "vanish": ids(&impact.vanish),
        "rejected": ids(&impact.rejected),
    });
    render::line(&all.to_string());
}

fn write_text(impact: &Impact, common: &Common) {
    if !impact.rejected.is_empty() {
        render::line("the change cannot be made:");
        render::findings(&impact.rejected.iter().collect::<Vec<_>>(), &BTreeMap::new(), common);
        return;
    }
    render::line("would change:");
    for difference in &impact.changed {
        differences(difference);
    }
    let section = |heading: &str, lines: Vec<String>| {
        render::line(&format!("\n{heading}:"));
        if lines.is_empty() {
            render::line("  none");
        }
        lines.iter().for_each(|line| render::line(&format!("  {line}")));
    };
    let path =
        |suspect: &strategy::impact::Suspect| suspect.path.iter().map(|step| step.record.to_string()).collect::<Vec<_>>().join(" <- ");
    let of = |direct: bool| {
        impact.suspects.iter().filter(|s| s.is_direct() == direct).map(|s| format!("{} {}: {}", s.kind.label(), s.key, path(s))).collect()
    };
    section("would become suspect, until their owners confirm", of(true));
    section("hang on those", of(false));
    let findings = |list: &[strategy::Finding]| list.iter().map(|f| format!("{} {}: {}", f.code, f.severity.as_str(), f.message)).collect();
    section("findings that would come", findings(&impact.appear));
    section("findings that would go", findings(&impact.vanish));
}

/// One record that differs, field by field.
pub(super) fn differences(difference: &strategy::Difference) {
    let of = format!("{} {} `{}`", difference.kind.label(), difference.key, difference.title);
    match &difference.what {
        What::Added => render::line(&format!("  + {of}")),
        What::Removed => render::line(&format!("  - {of}")),
        What::Changed(fields) => {
            render::line(&format!("  ~ {of}"));
            for change in fields {
                let words = |value: &Option<serde_json::Value>| value.as_ref().map_or("none".into(), value_words);
                render::line(&format!("      {}: {} -> {}", change.field, words(&change.before), words(&change.after)));
            }
        }
    }
}
