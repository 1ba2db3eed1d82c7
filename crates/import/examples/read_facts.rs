//! Reads files of facts and says how fast that was: `cargo run --release -p import --example read_facts -- FILE…`.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::{fs::File, io::BufReader, ops::ControlFlow, time::Instant};

use import::facts::{self, Asked, Batch, Reject, Sink};

/// Counts what it is given, and keeps nothing.
#[derive(Default)]
struct Counting {
    rows: usize,
    rejects: usize,
}

impl Sink for Counting {
    fn batch(&mut self, batch: Batch) -> ControlFlow<()> {
        self.rows += batch.rows();
        ControlFlow::Continue(())
    }

    fn reject(&mut self, _reject: &Reject<'_>) -> ControlFlow<()> {
        self.rejects += 1;
        ControlFlow::Continue(())
    }
}

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let begun = Instant::now();
        let mut counting = Counting::default();
        let asked = Asked { file: path.rsplit('/').next().unwrap_or(&path), release: Some("2024"), ..Asked::default() };
        let summaries = facts::read(&asked, BufReader::new(File::open(&path)?), &mut counting)?;
        let seconds = begun.elapsed().as_secs_f64();
        let megabytes = summaries.iter().map(|summary| summary.bytes).sum::<u64>() as f64 / 1e6;
        let rows: u64 = summaries.iter().map(|summary| summary.rows).sum();
        println!("{path}: {rows} rows, {} facts, {} rejected", counting.rows, counting.rejects);
        println!("  {megabytes:.0} MB in {seconds:.2} s: {:.0} MB/s, {:.0} rows/s", megabytes / seconds, rows as f64 / seconds);
    }
    Ok(())
}
