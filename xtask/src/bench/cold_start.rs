//! From starting the server's process to its first page, over a ledger that holds a whole plan.

use std::path::Path;

use serde_json::{Value, json};

use super::{
    lodestar,
    measure::{median, ms, percentile},
    server,
};

// Wanted: a page within a second of the start.
const WANTED_MS: f64 = 1_000.0;
const STARTS: usize = 7;

/// Starts the server several times over the same data.
pub(super) fn figure(root: &Path, folder: &Path, records: usize) -> anyhow::Result<Value> {
    let program = lodestar::program(root)?;
    let data = server::prepare(&program, folder, records)?;
    // A session outlives the server's process.
    let cookie = server::start(&program, &data, None)?.sign_in(server::READER)?;
    let mut taken = vec![];
    for _ in 0..STARTS {
        taken.push(server::start(&program, &data, Some(&cookie))?.start);
    }
    let median_ms = ms(median(&taken));
    Ok(json!({
        "met": median_ms <= WANTED_MS,
        "wanted": { "median_ms": WANTED_MS },
        "records": records,
        "until": "the home page of somebody who is signed in has come",
        "median_ms": median_ms,
        "slowest_ms": ms(percentile(&taken, 100)),
        "starts": taken.len(),
    }))
}
