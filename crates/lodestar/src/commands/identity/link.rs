//! `identity link`: reads the files, links their records, says what came of it.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use anyhow::Context;
use stakeholders::identity::{Linker, Options, Records, RowId};
use strategy::{Finding, Severity, input};

use super::{
    columns::{self, Mapping},
    output,
};
use crate::{
    args::{Common, IdentityLink},
    exit::{Exit, Unread},
    render,
};

pub(super) fn run(common: &Common, asked: &IdentityLink) -> anyhow::Result<Exit> {
    let mapping = asked.mapping.as_deref().map(Mapping::read).transpose()?.unwrap_or_default();
    let mut records = Records::new();
    let mut findings = vec![];
    for file in &asked.files {
        read(&mut records, file, &mapping, &mut findings)?;
    }
    for finding in &findings {
        render::complain(&render::text(finding, &BTreeMap::new(), common));
    }
    if findings.iter().any(|finding| finding.severity == Severity::Blocker) {
        return Err(Unread("nothing was linked: a file could not be read".into()).into());
    }
    let (linker, linked) = Linker::link(&records, &Options::default());
    output::write(&records, &linker, &linked, asked)?;
    let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let (rows, clusters) = (count(records.len(), "record", "records"), count(linked.report.clusters, "cluster", "clusters"));
    let review = linked.pairs.iter().filter(|pair| pair.probability() < Options::default().join_from).count();
    render::say(common, &format!("{rows} in {clusters}; {} not sure enough to join", count(review, "pair was", "pairs were")));
    Ok(Exit::Ok)
}

fn read(records: &mut Records, path: &PathBuf, mapping: &Mapping, findings: &mut Vec<Finding>) -> anyhow::Result<()> {
    let file = name(path);
    let bytes = std::fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    let (table, wrong) = ::import::delimited::read(&file, &bytes);
    let is_unreadable = wrong.iter().any(|finding| finding.severity == Severity::Blocker);
    findings.extend(wrong);
    if is_unreadable {
        return Ok(());
    }
    let columns = columns::recognise(&file, &table.header, mapping)?;
    if columns.fields.is_empty() {
        let says = format!("no column tells who a record is about; the header reads `{}`", table.header.join(", "));
        let help = "name columns as `surname`, `birth_date` …, or say with `--mapping` what they hold: surname = \"Nachname\"";
        findings.push(input::refused(&file, None, says, help));
        return Ok(());
    }
    let stem = path.file_stem().map_or_else(|| file.clone(), |stem| stem.to_string_lossy().into_owned());
    let source = records.source(&path.display().to_string());
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut doubles = vec![];
    for (number, row) in (1..).zip(&table.rows) {
        let id = columns.id.and_then(|at| row.get(at)).map(str::trim).filter(|id| !id.is_empty());
        let id = id.map_or_else(|| format!("{stem}:{number}"), str::to_owned);
        if seen.insert(id.clone(), number).is_some() {
            doubles.push(id.clone());
        }
        records.push(source, &id, columns.fields.iter().filter_map(|(at, field)| Some((*field, row.get(*at)?))));
    }
    if let Some(first) = doubles.first() {
        let says = format!(
            "{} in the file more than once, `{first}` first",
            if doubles.len() == 1 { "1 id is".into() } else { format!("{} ids are", doubles.len()) }
        );
        findings.push(
            input::refused(&file, None, says, "give every row an id of its own; each row was linked as a record of its own")
                .severity(Severity::Minor),
        );
    }
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The ids under which records go out: their own, with the file in front where two files use one id.
pub(super) fn ids(records: &Records) -> Vec<String> {
    let rows = (0..records.len() as u32).map(RowId);
    let mut sources: HashMap<&str, u16> = HashMap::new();
    let mut is_shared = false;
    for row in rows.clone() {
        let source = records.source_of(row).0;
        is_shared |= *sources.entry(records.id(row)).or_insert(source) != source;
    }
    rows.map(|row| {
        let id = records.id(row);
        if !is_shared {
            return id.to_owned();
        }
        let source = Path::new(records.source_name(records.source_of(row))).file_stem().unwrap_or_default();
        format!("{}:{id}", source.to_string_lossy())
    })
    .collect()
}
