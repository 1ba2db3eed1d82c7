//! Every rule over a whole generated plan, in memory, on one core; and the same at ten times the size.

use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use super::{
    in_release,
    measure::{median, ms, times},
};
use crate::generate;

// Wanted: 10,000 records within 50 ms, and ten times as many within 12 times that.
const WANTED_MS: f64 = 50.0;
const WANTED_GROWTH: f64 = 12.0;

/// Both sizes and how the time grows; each size runs in a process of its own.
pub(super) fn figure(root: &Path, records: usize) -> anyhow::Result<Value> {
    let run = |records: usize, runs: &str| in_release(root, &["full-check", "--records", &records.to_string(), "--runs", runs]);
    let (small, large) = (run(records, "31")?, run(records * 10, "7")?);
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
        "median_ms": ms(median(&taken)),
        "fastest_ms": ms(taken.iter().copied().min().unwrap_or_default()),
        "slowest_ms": ms(taken.iter().copied().max().unwrap_or_default()),
        "runs": taken.len(),
        "threads": 1,
    }))
}
