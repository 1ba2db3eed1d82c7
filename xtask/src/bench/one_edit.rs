//! From one edit to the findings as they stand after it: what somebody waits for between two keystrokes.

use guardrails::check::Judged;
use serde_json::{Map, Value, json};
use strategy::{Change, Checker};

use super::{
    facts::gate,
    measure::{median, ms, percentile, times},
};
use crate::generate;

// Wanted: fresh findings within 5 ms of an edit at 10,000 records.
const WANTED_MS: f64 = 5.0;

/// How many edits of a kind, and which field of it: what people touch most, and the widest-reaching kinds.
const EDITS: usize = 40;
const FIELDS: [(&str, &str, &str); 8] = [
    ("need", "N-", "statement"),
    ("evidence", "E-", "title"),
    ("claim", "C-", "text"),
    ("message", "M-", "text"),
    ("content", "CT-", "title"),
    ("activity", "T-", "title"),
    ("goal", "G-", "outcome"),
    ("insight", "IN-", "summary"),
];

/// Edits one record after the other and asks for all findings each time; the clock covers both. Those of the guardrails,
/// which the server asks for too, are timed beside it.
pub(super) fn measure(records: usize) -> anyhow::Result<Value> {
    let (graph, day) = generate::graph(records, 1)?;
    let keys = |prefix: &str| {
        let digits =
            |key: &&strategy::Key| key.as_str().strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        graph.records().map(|record| &record.key).filter(digits).cloned().collect::<Vec<_>>()
    };
    let picked: Vec<_> = FIELDS.iter().map(|(_, prefix, _)| keys(prefix)).collect();
    let gate = gate()?;
    let mut judged = Judged::of(&gate, &graph, day);
    let mut checker = Checker::new(graph, day);
    let (mut all, mut with_guardrails, mut by_kind) = (vec![], vec![], Map::new());
    for ((kind, _, field), keys) in FIELDS.iter().zip(picked) {
        let mut of_kind = vec![];
        for edit in 0..EDITS {
            let Some(key) = keys.get(edit * keys.len() / EDITS) else { continue };
            let change =
                Change::Set { key: key.clone(), field: (*field).to_owned(), value: Value::String(format!("words of edit {edit}")) };
            let before = checker.graph().clone();
            let fresh = times(1, || {
                let wrong = checker.edit(std::slice::from_ref(&change));
                (wrong, checker.findings())
            });
            let at_the_gate = times(1, || judged = judged.after(&gate, &before, checker.graph(), day, std::slice::from_ref(key)));
            with_guardrails.extend(fresh.iter().zip(at_the_gate).map(|(strategy, gate)| *strategy + gate));
            of_kind.extend(fresh);
        }
        by_kind.insert((*kind).to_owned(), json!(ms(median(&of_kind))));
        all.extend(of_kind);
    }
    let median_ms = ms(median(&all));
    Ok(json!({
        "met": median_ms <= WANTED_MS,
        "wanted": { "median_ms": WANTED_MS },
        "records": records,
        "edits": all.len(),
        "median_ms": median_ms,
        "p95_ms": ms(percentile(&all, 95)),
        "median_ms_by_kind": by_kind,
        "median_ms_with_guardrails": ms(median(&with_guardrails)),
        "p95_ms_with_guardrails": ms(percentile(&with_guardrails, 95)),
    }))
}
