//! What each rule costs on a generated plan, dearest first: where to look when a full check grows slow.

use serde_json::{Value, json};

use super::measure::{median, ms, times};
use crate::generate;

/// The median of a few runs of every rule by itself.
pub(super) fn measure(records: usize) -> anyhow::Result<Value> {
    const RUNS: usize = 5;
    let (graph, day) = generate::graph(records, 1)?;
    let cost = |rule: &'static strategy::check::Rule| {
        let taken = times(RUNS, || strategy::check::check_one(rule, &graph, day));
        (ms(median(&taken)), rule.code)
    };
    let mut costs: Vec<(f64, &str)> = strategy::check::rules::ALL.iter().map(cost).collect();
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(json!({ "records": graph.len(), "ms_by_rule": costs.iter().map(|(ms, code)| json!([code, ms])).collect::<Vec<_>>() }))
}
