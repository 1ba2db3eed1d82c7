//! Every rule over a whole generated plan, in memory, on one core; and the same at ten times the size.

use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use super::{
    in_release,
    measure::{ms, times},
};
use crate::generate;

// Wanted: 10,000 records within 50 ms, and ten times as many within 12 times that.
const WANTED_MS: f64 = 50.0;
const WANTED_GROWTH: f64 = 12.0;

/// The sizes take turns, so that what else the machine does weighs on both.
const ROUNDS: usize = 5;

/// Both sizes and how the time grows; each run of a size is a process of its own.
pub(super) fn figure(root: &Path, records: usize) -> anyhow::Result<Value> {
    let run = |records: usize, runs: &str| in_release(root, &["full-check", "--records", &records.to_string(), "--runs", runs]);
    let (mut small, mut large) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        small.push(run(records, "11")?);
        large.push(run(records * 10, "3")?);
    }
    let (small, large) = (together(&small)?, together(&large)?);
    let median_ms = |figure: &Value| figure["median_ms"].as_f64().context("the measure gave no median");
    let growth = median_ms(&large)? / median_ms(&small)?;
    Ok(json!({
        "met": median_ms(&small)? <= WANTED_MS && growth <= WANTED_GROWTH,
        "wanted": { "median_ms": WANTED_MS, "growth": WANTED_GROWTH },
        "growth": (growth * 100.0).round() / 100.0,
        "small": small,
        "large": large,
    }))
}

/// One figure of several rounds of the same measure: the median of all their runs.
fn together(rounds: &[Value]) -> anyhow::Result<Value> {
    let mut taken: Vec<f64> = rounds.iter().filter_map(|round| round["ms"].as_array()).flatten().filter_map(Value::as_f64).collect();
    taken.sort_by(f64::total_cmp);
    let mut figure = rounds.first().context("no round")?.clone();
    let of_all = figure.as_object_mut().context("the measure gave no figure")?;
    of_all.remove("ms");
    of_all.insert("median_ms".into(), json!(taken.get(taken.len() / 2)));
    of_all.insert("fastest_ms".into(), json!(taken.first()));
    of_all.insert("slowest_ms".into(), json!(taken.last()));
    of_all.insert("runs".into(), json!(taken.len()));
    of_all.insert("rounds".into(), json!(rounds.len()));
    Ok(figure)
}

/// The median of `runs` full checks of a plan of `records` records.
pub(super) fn measure(records: usize, runs: usize) -> anyhow::Result<Value> {
    let (graph, day) = generate::graph(records, 1)?;
    let findings = strategy::check(&graph, day);
    let with_findings: std::collections::BTreeSet<_> = findings.iter().filter_map(|finding| finding.record.as_ref()).collect();
    let taken = times(runs, || strategy::check(&graph, day));
    Ok(json!({
        "records": graph.len(),
        "rules": strategy::check::rules::ALL.len(),
        "findings": findings.len(),
        "records_with_findings": with_findings.len(),
        "threads": 1,
        "ms": taken.into_iter().map(ms).collect::<Vec<_>>(),
    }))
}
