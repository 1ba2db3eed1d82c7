//! Links generated people of four sources and says how well and how fast, as one JSON object.
//! `generated make N SEED FILE` writes the records as CSV; `generated link FILE` links them in this process.
#![expect(clippy::print_stdout, reason = "a program for developers")]

use std::{collections::HashMap, error::Error, io::BufWriter, time::Instant};

use stakeholders::{
    identity::{Field, Linker, Options, Records},
    synthetic::{COLUMNS, SOURCES, records},
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", count, seed, file] => make(count.parse()?, seed.parse()?, file),
        ["link", file] => link(file),
        _ => Err("generated make N SEED FILE | generated link FILE".into()),
    }
}

fn make(count: usize, seed: u64, file: &str) -> Result<(), Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(std::fs::File::create(file)?));
    writer.write_record(["unique_id", "source_dataset", "person"].iter().chain(&COLUMNS))?;
    let mut number = 0;
    let mut failed = None;
    records(seed, count, |record| {
        let (id, person) = (number.to_string(), record.person.to_string());
        let own = [id.as_str(), SOURCES[record.source], person.as_str()];
        let values = record.values.iter().map(String::as_str);
        failed = writer.write_record(own.into_iter().chain(values)).err().or(failed.take());
        number += 1;
    });
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn link(file: &str) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut found = Records::new();
    let sources = SOURCES.map(|name| found.source(name));
    let fields = [
        Field::GivenName,
        Field::MiddleName,
        Field::Surname,
        Field::Sex,
        Field::BirthDate,
        Field::Email,
        Field::Phone,
        Field::Street,
        Field::City,
        Field::State,
        Field::Postcode,
        Field::Specialty,
    ];
    let mut people: Vec<u64> = vec![];
    let mut reader = csv::Reader::from_path(file)?;
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let source = SOURCES.iter().position(|name| *name == &row[1]).ok_or("an unknown source")?;
        found.push(sources[source], &row[0], fields.iter().enumerate().map(|(at, field)| (*field, &row[at + 3])));
        people.push(row[2].parse()?);
    }
    let read = start.elapsed();
    let (_, linked) = Linker::link(&found, &Options::default());
    let taken = start.elapsed();
    let clusters: Vec<u64> = linked.clusters.iter().map(|row| u64::from(row.0)).collect();
    let both: Vec<(u64, u64)> = clusters.iter().copied().zip(people.iter().copied()).collect();
    let (right, joined, truth) = (pairs(&both), pairs(&clusters), pairs(&people));
    let (precision, recall) = (right / joined, right / truth);
    println!(
        "{{\"records\":{},\"seconds\":{:.2},\"read_seconds\":{:.2},\"peak_mib\":{},\"precision\":{precision:.5},\"recall\":{recall:.5},\"f1\":{:.5}}}",
        people.len(),
        taken.as_secs_f64(),
        read.as_secs_f64(),
        peak_mib(),
        2.0 * precision * recall / (precision + recall),
    );
    Ok(())
}

/// How many pairs share a value.
fn pairs<T: std::hash::Hash + Eq + Copy>(values: &[T]) -> f64 {
    let mut counts: HashMap<T, u64> = HashMap::new();
    values.iter().for_each(|value| *counts.entry(*value).or_default() += 1);
    counts.values().map(|count| count * (count - 1) / 2).sum::<u64>() as f64
}

/// The most memory that the process has had, in mebibytes; 0 where the system does not say.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()).unwrap_or_default() / 1024
}
