//! The clusters as a table: one row per record, and with `--explain` why it is where it is.

use std::{collections::HashMap, io::Write, path::Path};

use anyhow::{Context, bail};
use stakeholders::identity::{Linked, Linker, Pair, Records, RowId};

use super::link::ids;
use crate::{args::IdentityLink, render};

pub(super) fn write(records: &Records, linker: &Linker<'_>, linked: &Linked, asked: &IdentityLink) -> anyhow::Result<()> {
    let table = table(records, linker, linked, asked.explain);
    if asked.out == Path::new("-") {
        render::line(table.trim_end());
        return Ok(());
    }
    if asked.out.exists() && !asked.force {
        bail!("`{}` exists already; name another file, or write over it with `--force`", asked.out.display());
    }
    let folder = asked.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A file beside it takes its place at once: a reader never sees half a table.
    let part = folder.join(format!(".{}.part", asked.out.file_name().unwrap_or_default().to_string_lossy()));
    let mut file = std::fs::File::create(&part).with_context(|| format!("`{}` cannot be written", asked.out.display()))?;
    file.write_all(table.as_bytes())
        .and_then(|()| std::fs::rename(&part, &asked.out))
        .with_context(|| format!("`{}` cannot be written", asked.out.display()))
}

fn table(records: &Records, linker: &Linker<'_>, linked: &Linked, explain: bool) -> String {
    let ids = ids(records);
    let names = names(&ids, linked);
    let best = surest(linked);
    let mut text = String::from(if explain { "record_id,cluster_id,score,linked_to,weights\n" } else { "record_id,cluster_id,score\n" });
    for (at, id) in ids.iter().enumerate() {
        let link = best.get(&(at as u32));
        let score = link.map_or(1.0, |pair| pair.probability());
        text.push_str(&format!("{},{},{score:.6}", cell(id), cell(names[&linked.clusters[at]])));
        if explain {
            let (to, weights) = link.map(|pair| why(linker, pair, at as u32, &ids)).unwrap_or_default();
            text.push_str(&format!(",{},{}", cell(&to), cell(&weights)));
        }
        text.push('\n');
    }
    text
}

/// A cluster is named for the smallest id in it, whatever the order of files and rows.
fn names<'i>(ids: &'i [String], linked: &Linked) -> HashMap<RowId, &'i str> {
    let mut names: HashMap<RowId, &str> = HashMap::new();
    for (id, cluster) in ids.iter().zip(&linked.clusters) {
        let name = names.entry(*cluster).or_insert(id);
        *name = (*name).min(id);
    }
    names
}

/// The surest pair of each record within its cluster.
fn surest(linked: &Linked) -> HashMap<u32, &Pair> {
    let mut best: HashMap<u32, &Pair> = HashMap::new();
    for pair in &linked.pairs {
        if linked.clusters[pair.one.0 as usize] == linked.clusters[pair.other.0 as usize] {
            best.entry(pair.one.0).or_insert(pair);
            best.entry(pair.other.0).or_insert(pair);
        }
    }
    best
}

fn why(linker: &Linker<'_>, pair: &Pair, from: u32, ids: &[String]) -> (String, String) {
    let to = if pair.one.0 == from { pair.other } else { pair.one };
    let steps: Vec<String> = linker
        .explain(pair.one, pair.other)
        .steps
        .iter()
        .map(|step| match step.level {
            Some(level) => format!("{} {} {:+.1}", step.name, level.word(), step.bits),
            None => format!("{} {:+.1}", step.name, step.bits),
        })
        .collect();
    (ids[to.0 as usize].clone(), steps.join("; "))
}

/// A value for a cell: quoted where needed, and inert where a spreadsheet would take it for a formula.
fn cell(value: &str) -> String {
    let is_formula = value.starts_with(['=', '@', '+', '\t', '\r']) || (value.starts_with('-') && value.parse::<f64>().is_err());
    let value = if is_formula { format!("'{value}") } else { value.to_owned() };
    if value.contains([',', '"', '\n', '\r']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
}
