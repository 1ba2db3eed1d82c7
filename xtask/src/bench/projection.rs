//! A whole generated strategy as one seat sees it, looked at anew: what a page waits for after a change of the policy.

use guardrails::Purpose;
use serde_json::{Value, json};
use strategy::Function;

use super::{
    facts::{gate, seat},
    measure::{median, ms, times},
};
use crate::generate;

/// The median of nine looks for each of four functions.
pub(super) fn measure(records: usize) -> anyhow::Result<Value> {
    let ((graph, day), gate) = (generate::graph(records, 1)?, gate()?);
    let mut seats = vec![];
    for function in [Function::Medical, Function::Sales, Function::Marketing, Function::Compliance] {
        let seat = seat(function);
        let sight = gate.project(&seat, Purpose::Work, day, &graph);
        let taken = times(9, || gate.project(&seat, Purpose::Work, day, &graph));
        seats.push(json!({
            "function": function.as_str(),
            "median_ms": ms(median(&taken)),
            "records_seen": sight.graph.len(),
            "fields_withheld": sight.withheld.len(),
        }));
    }
    Ok(json!({ "records": graph.len(), "runs": 9, "seats": seats }))
}
