//! A strategy of any size with the mix, the links and the length of text of a real one, the same for the same seed.
//! About one record in fifty has a flaw, as plans have; everything in it is invented.
//! The shared part (asset, markets, forum, glossary) is in `shared`, what belongs to one need in `bundle`.

mod bundle;
mod dice;
#[cfg(test)]
mod edits;
mod flaws;
mod shared;

use std::{fs, path::PathBuf};

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use serde_json::{Map, Value};
use strategy::{Graph, toml_form};

pub(crate) use dice::Dice;

/// The day for which the generated plan makes sense; the files state it.
const DAY: &str = "2026-06-01";

/// How many records belong to one need.
const BUNDLE: usize = 100;

/// Where to write how much.
#[derive(Args)]
pub(crate) struct Options {
    /// The folder; made when it is missing.
    folder: PathBuf,
    /// How many records.
    #[arg(long, default_value_t = 10_000)]
    records: usize,
    /// Another seed gives another plan of the same size.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// One generated record.
pub(crate) struct Entry {
    pub(crate) kind: &'static str,
    pub(crate) key: String,
    pub(crate) fields: Map<String, Value>,
}

/// The records made so far.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) entries: Vec<Entry>,
}

impl Plan {
    /// Adds a record; `fields` must be an object.
    fn put(&mut self, kind: &'static str, key: impl Into<String>, fields: Value) {
        let Value::Object(fields) = fields else { unreachable!("fields are written as objects") };
        self.entries.push(Entry { kind, key: key.into(), fields });
    }
}

/// Writes the files.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    fs::create_dir_all(&options.folder).context("cannot make the folder")?;
    for (name, text) in files(options.records, options.seed) {
        fs::write(options.folder.join(&name), text).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// A plan of `records` records; at least the shared part and one need.
pub(crate) fn plan(records: usize, seed: u64) -> Plan {
    let mut plan = Plan::default();
    let mut dice = Dice::new(seed);
    shared::put(&mut plan);
    let needs = (records.saturating_sub(plan.entries.len()) / BUNDLE).max(1);
    for number in 1..=needs {
        bundle::put(&mut plan, &mut dice, number);
    }
    for number in plan.entries.len()..records {
        plan.put("lesson", format!("L-{number}"), shared::lesson(number));
    }
    flaws::scatter(&mut plan, &mut dice);
    plan
}

/// The plan as TOML files, one a kind.
pub(crate) fn files(records: usize, seed: u64) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = vec![];
    for entry in plan(records, seed).entries {
        let name = format!("{}.toml", entry.kind);
        let place = files.iter().position(|(present, _)| *present == name).unwrap_or_else(|| {
            let day = if entry.kind == "asset" { format!("day = {DAY}\n\n") } else { String::new() };
            files.push((name, day));
            files.len() - 1
        });
        let text = &mut files[place].1;
        text.push_str(&format!("[{}.{}]\n", entry.kind, entry.key));
        for (field, value) in &entry.fields {
            text.push_str(&format!("{field} = {}\n", toml_form::inline_text(value)));
        }
        text.push('\n');
    }
    files
}

/// The plan as a graph, read from its TOML form, and the day for which it makes sense.
/// Fails when a line of it cannot be read or a link dangles.
pub(crate) fn graph(records: usize, seed: u64) -> anyhow::Result<(Graph, Date)> {
    let mut reading = toml_form::Reading::default();
    for (name, text) in files(records, seed) {
        reading.extend(toml_form::read(&name, &text));
    }
    let day = reading.day.context("the generated plan states no day")?;
    let (graph, wrong) = reading.into_graph();
    let first: Vec<String> = wrong.iter().take(3).map(|finding| finding.message.clone()).collect();
    anyhow::ensure!(wrong.is_empty(), "the generated plan cannot be read: {}", first.join("; "));
    Ok((graph, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_plan_of_the_wanted_size() {
        assert_eq!(files(1_000, 7), files(1_000, 7));
        assert_ne!(files(1_000, 7), files(1_000, 8));
        assert_eq!(plan(1_000, 7).entries.len(), 1_000);
        let (graph, day) = graph(1_000, 7).expect("a readable plan");
        assert_eq!((graph.len(), day.to_string().as_str()), (1_000, DAY));
    }

    #[test]
    fn few_records_have_findings_but_some_do() {
        let (graph, day) = graph(2_000, 1).expect("a readable plan");
        let found = strategy::check(&graph, day);
        let mut by_code = std::collections::BTreeMap::<&str, usize>::new();
        found.iter().for_each(|finding| *by_code.entry(finding.code).or_default() += 1);
        let records: std::collections::BTreeSet<_> = found.iter().filter_map(|finding| finding.record.as_ref()).collect();
        assert!((5..=100).contains(&records.len()), "{} records of 2,000 have findings: {by_code:?}", records.len());
    }
}
