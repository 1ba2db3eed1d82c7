//! Facts through the gate, on one core: how many fields a second, and against Cedar asked about each of the same facts.

use std::time::{Duration, Instant};

use anyhow::ensure;
use guardrails::{Act, Ask, Circumstances, Column, FactSight, Functions, Gate, Purpose, Seat};
use serde_json::{Value, json};
use strategy::Function;

use super::{
    facts::{DAY, FIELDS, Fact, SEATS, batch, gate, party, places, random, seat, spots},
    measure::{median, ms, ratio},
};

// Wanted: a million fields a second and core, and fifty times as many facts as Cedar asked about each.
const WANTED_PER_SECOND: f64 = 1_000_000.0;
const WANTED_AGAINST_CEDAR: f64 = 50.0;
const RUNS: usize = 11;
/// Looks before the clock counts.
const WARM: usize = 3;

/// `rows` facts for the speed; `asked` of them for Cedar, over which the gate is timed again, tables and all.
pub(super) fn measure(rows: usize, asked: usize) -> anyhow::Result<Value> {
    let gate = gate()?;
    let facts = random(rows, 1);
    let mut seats = vec![];
    let (mut slowest, mut least) = (f64::INFINITY, f64::INFINITY);
    for function in SEATS {
        let seat = seat(function);
        let few = &facts[..asked.min(rows)];
        let (cedar, by_cedar) = timed(|| few.iter().map(|fact| ask_cedar(&gate, &seat, fact)).collect::<Vec<_>>());
        ensure!(by_gate(&gate, &seat, few) == by_cedar, "the gate and Cedar differ for {function}");
        let same = times_of(&gate, &seat, few, Decisions::Made);
        let taken = times_of(&gate, &seat, &facts, Decisions::Made);
        let per_second = (rows * FIELDS.len()) as f64 / median(&taken).as_secs_f64();
        let against = ratio(cedar, median(&same));
        (slowest, least) = (slowest.min(per_second), least.min(against));
        seats.push(json!({
            "function": function.as_str(),
            "fields_per_second": per_second.round(),
            "median_ms": ms(median(&taken)),
            "rows_seen": gate.lens(&seat, Purpose::Work, DAY, &places()).project(batch(&facts)).data.len(),
            "cedar": {
                "facts": few.len(),
                "differences": 0,
                "cedar_ms": ms(cedar),
                "gate_ms": ms(median(&same)),
                "times_faster": against,
                "times_faster_per_fact_of_the_large_batch": ratio(cedar, median(&taken).mul_f64(few.len() as f64 / rows as f64)),
            },
        }));
    }
    Ok(json!({
        "met": slowest >= WANTED_PER_SECOND && least >= WANTED_AGAINST_CEDAR,
        "wanted": { "fields_per_second": WANTED_PER_SECOND, "times_faster_than_cedar": WANTED_AGAINST_CEDAR },
        "rows": rows,
        "fields": FIELDS.len(),
        "runs": RUNS,
        "threads": 1,
        "seats": seats,
    }))
}

/// Whether the clock runs while a seat's decisions are made.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Decisions {
    /// It does: every batch has a lens of its own.
    Made,
    /// They stand ready: one lens for all batches.
    Ready,
}

/// How long a projection takes, without making the batch and without dropping what comes.
pub(super) fn times_of(gate: &Gate, seat: &Seat, facts: &[Fact], decisions: Decisions) -> Vec<Duration> {
    let places = places();
    let lens = || gate.lens(seat, Purpose::Work, DAY, &places);
    let mut ready = lens();
    let one = |_| {
        let batch = batch(facts);
        match decisions {
            Decisions::Made => timed(|| lens().project(batch)).0,
            Decisions::Ready => timed(|| ready.project(batch)).0,
        }
    };
    // The first looks fill the tables of the policy, which all later ones share, and get the memory that they use again.
    (0..WARM + RUNS).map(one).skip(WARM).collect()
}

fn timed<T>(call: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = call();
    (start.elapsed(), result)
}

/// Which fields of each fact are shown, in the order of the rows; rows that are gone show none.
fn by_gate(gate: &Gate, seat: &Seat, facts: &[Fact]) -> Vec<[bool; 4]> {
    let places = places();
    let sight = gate.lens(seat, Purpose::Work, DAY, &places).project(batch(facts));
    let FactSight { values, shown, .. } = &*sight;
    let mut rows = vec![[false; 4]; facts.len()];
    for kept in 0..sight.data.len() {
        // The last field is shown wherever the row is, and its value names the row.
        let row = usize::try_from(values[3][kept] - super::facts::value(3, 0)).unwrap_or(usize::MAX);
        rows[row] = std::array::from_fn(|field| shown[field][kept]);
    }
    rows
}

/// The same, from Cedar over all rules in force, without any table.
fn ask_cedar(gate: &Gate, seat: &Seat, fact: &Fact) -> [bool; 4] {
    let mine = Functions::alike(seat.function);
    let is_mine = |function: Function| mine.meets(Functions::default().with(function));
    let circumstances = Circumstances {
        own: fact.origin.is_some_and(is_mine),
        party: party(fact).meets(mine),
        origin: fact.origin.and_then(Column::of),
        promotional: fact.marks.promotional,
        on_label: fact.marks.on_label,
        opted_out: fact.marks.opted_out,
        ..Circumstances::default()
    };
    let spot = &spots()[fact.place as usize];
    let (Some(stage), Some(place)) = (spot.stage, spot.jurisdiction.clone()) else { return [false; 4] };
    let mut ask = Ask::new(seat.function, Act::See, fact.data.class(), stage, DAY).at(place).given(circumstances);
    let [content, metadata, aggregate] = [Act::See, Act::SeeMetadata, Act::SeeAggregate].map(|act| {
        ask.act = act;
        gate.outcome_by_cedar(&ask).allows()
    });
    let details = content || (metadata && aggregate);
    [content, details, details, content || metadata]
}
