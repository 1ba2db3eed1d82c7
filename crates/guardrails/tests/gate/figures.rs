//! What the gate costs: `cargo test --release -p guardrails --test gate figures -- --ignored --nocapture --test-threads=1`.

use std::time::Instant;

use guardrails::Purpose;
use serde_json::json;
use strategy::{Function, Graph, Kind, Record};

use crate::{
    facts::{by_cedar, plain_batch},
    gate,
    worlds::{Choices, DAY, World, key, record, seat},
};

#[test]
#[ignore = "it measures"]
#[expect(clippy::print_stdout, reason = "it says what it measured")]
fn figures_of_facts() {
    let seat = seat(Function::Sales);
    let rows = 1_000_000;
    let facts = plain_batch(&mut Choices(1), rows);
    let few = plain_batch(&mut Choices(1), 300);
    gate().project_facts(&seat, Purpose::Work, DAY, few.clone());
    let start = Instant::now();
    let sight = gate().project_facts(&seat, Purpose::Work, DAY, facts);
    let fast = start.elapsed();
    let per_second = (rows * 4) as f64 / fast.as_secs_f64();
    println!(
        "{rows} facts of 4 fields in {fast:?}: {:.1} million fact-fields a second ({} rows shown)",
        per_second / 1e6,
        sight.data.len()
    );
    by_cedar(&seat, &few, 0);
    let start = Instant::now();
    for row in 0..few.data.len() {
        by_cedar(&seat, &few, row);
    }
    let slow = start.elapsed().as_secs_f64() / few.data.len() as f64;
    let ratio = slow / (fast.as_secs_f64() / rows as f64);
    println!("Cedar asked for each fact: {:.0} µs a fact; the projection is {ratio:.0} times as fast", slow * 1e6);
}

/// Ten thousand records: half of the kinds that are gated, with links across.
fn large() -> Vec<Record> {
    let mut records = vec![
        record(Kind::Asset, "A-1", json!({"name": "LX-101"})),
        record(Kind::Market, "MK-1", json!({"name": "one", "jurisdiction": "US", "stage": "launched"})),
        record(Kind::Market, "MK-2", json!({"name": "two", "jurisdiction": "DE", "stage": "filed"})),
    ];
    let mut seed = 0;
    while records.len() < 10_000 {
        seed += 1;
        let prefix = format!("{seed}.");
        for old in World::random(seed).records {
            if matches!(old.kind(), Kind::Asset | Kind::Market) {
                continue;
            }
            let text = serde_json::Value::Object(old.fields()).to_string();
            let links = ["N-1", "S-", "T-", "IN-", "RQ-", "H-", "IC-"];
            let renamed = links.iter().fold(text, |text, link| text.replace(&format!("\"{link}"), &format!("\"{prefix}{link}")));
            let fields = serde_json::from_str(&renamed).expect("fields");
            records.push(record(old.kind(), &format!("{prefix}{}", old.key), fields));
        }
    }
    records.truncate(10_000);
    records
}

#[test]
#[ignore = "it measures"]
#[expect(clippy::print_stdout, reason = "it says what it measured")]
fn figures_of_a_strategy() {
    let graph = Graph::of(large());
    assert!(graph.record(&key("A-1")).is_some());
    for function in [Function::Medical, Function::Sales, Function::Marketing, Function::Compliance] {
        let seat = seat(function);
        gate().project(&seat, Purpose::Work, DAY, &graph);
        let mut times: Vec<_> = (0..9)
            .map(|_| {
                let start = Instant::now();
                let sight = gate().project(&seat, Purpose::Work, DAY, &graph);
                (start.elapsed(), sight.graph.len(), sight.withheld.len())
            })
            .collect();
        times.sort();
        let (time, seen, withheld) = times[times.len() / 2];
        println!("{function}: {} records, {seen} seen, {withheld} fields withheld, in {time:?}", graph.len());
    }
}
