//! The strategy as it stood on any day: read from a ledger of many revisions on disk and made into a graph again.

use std::path::Path;

use anyhow::{Context, ensure};
use jiff::{Timestamp, civil::date, tz::TimeZone};
use ledger::{Append, Ledger, Write};
use serde_json::{Value, json};
use strategy::{
    Graph, Key, RecordId,
    draft::{self, Stored},
};

use super::measure::{median, ms, percentile, times};
use crate::generate::{self, Entry};

// Wanted: any day of 10,000 records within 200 ms.
const WANTED_MS: f64 = 200.0;

/// The ledger's story: a first import, then so many days on each of which one record in ten changes.
const DAYS: usize = 30;
const ONE_IN: usize = 10;
/// How often each day is looked at; the median of these counts as the day's time.
const LOOKS: usize = 3;

/// Reads each day of the story, from the first to the last.
pub(super) fn measure(folder: &Path, records: usize) -> anyhow::Result<Value> {
    let file = folder.join("time-travel.db");
    for name in ["time-travel.db", "time-travel.db-wal", "time-travel.db-shm"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    let ledger = Ledger::open(&file).context("cannot open the ledger")?;
    write(&ledger, &generate::plan(records, 1).entries)?;
    let revisions = ledger.checkpoint()?.seq;
    let (mut read, mut whole) = (vec![], vec![]);
    for day in 0..=DAYS {
        let instant = instant(day)?;
        let mut failed = None;
        read.push(median(&times(LOOKS, || ledger.bare_as_of(instant))));
        whole.push(median(&times(LOOKS, || as_of(&ledger, instant).map_err(|error| failed = Some(error)))));
        if let Some(error) = failed {
            return Err(error);
        }
    }
    let live = as_of(&ledger, instant(DAYS)?)?.len();
    let median_ms = ms(median(&whole));
    Ok(json!({
        "met": ms(percentile(&whole, 100)) <= WANTED_MS,
        "wanted": { "slowest_day_ms": WANTED_MS },
        "records": live,
        "revisions": revisions,
        "days": whole.len(),
        "looks_at_each": LOOKS,
        "median_ms": median_ms,
        "slowest_day_ms": ms(percentile(&whole, 100)),
        "of_which_ledger_median_ms": ms(median(&read)),
    }))
}

/// The graph as it stood at an instant.
fn as_of(ledger: &Ledger, instant: Timestamp) -> anyhow::Result<Graph> {
    let bare = ledger.bare_as_of(instant)?;
    let rows = bare.iter().map(|bare| Stored {
        kind: &bare.kind,
        key: &bare.key,
        id: RecordId(bare.record),
        revision: bare.number,
        text: bare.body.as_deref().unwrap_or_default(),
    });
    let records = draft::records_of(&rows.collect::<Vec<_>>());
    ensure!(records.len() == bare.len(), "the ledger holds a record that no kind knows");
    Ok(Graph::of(records))
}

/// Noon on a day of the story.
fn instant(day: usize) -> anyhow::Result<Timestamp> {
    let start = date(2026, 1, 1).at(12, 0, 0, 0).to_zoned(TimeZone::UTC)?.timestamp();
    Ok(Timestamp::from_second(start.as_second() + 86_400 * i64::try_from(day)?)?)
}

fn write(ledger: &Ledger, entries: &[Entry]) -> anyhow::Result<()> {
    let mut revisions = vec![0; entries.len()];
    for day in 0..=DAYS {
        let touched = (0..entries.len()).filter(|number| day == 0 || (number + day).is_multiple_of(ONE_IN));
        let mut writes = vec![];
        for number in touched {
            let Entry { kind, key, fields } = &entries[number];
            let mut body = fields.clone();
            body.insert("note".into(), json!(format!("as of day {day}")));
            let id = RecordId::derived(kind, &Key::new(key).context("a generated key is no key")?).0;
            let base = Some(revisions[number]).filter(|revision| *revision > 0);
            writes.push(Write { record_id: id, kind: (*kind).into(), key: key.clone(), base, body: Some(body) });
            revisions[number] += 1;
        }
        ledger.append(Append {
            author: "bench".into(),
            acting_as: "medical".into(),
            at: instant(day)?,
            label: format!("day {day}"),
            reason: String::new(),
            writes,
            idempotency_key: None,
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_the_past_is_read_as_it_was() {
        let ledger = Ledger::in_memory().expect("a ledger");
        write(&ledger, &generate::plan(300, 1).entries).expect("a story");
        let graph = as_of(&ledger, instant(10).expect("a day")).expect("a graph");
        assert_eq!(graph.len(), 300);
        let notes: std::collections::BTreeSet<String> = graph.records().map(|record| record.header.note.clone()).collect();
        assert!(notes.contains("as of day 10") && !notes.contains("as of day 11"), "{notes:?}");
    }
}
