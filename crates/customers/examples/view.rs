//! How long it takes to see everything of one stakeholder, and to search as somebody types, among people who do not exist:
//! `cargo run --release -p customers --example view -- 100000 5000000`.
#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use customers::{Customers, Import, StakeholderId};
use import::facts::{Batch, End, Provenance, Summary, Table, Value, table};
use stakeholders::synthetic;

/// Rows that are handed over at once.
const BATCH: usize = 10_000;
/// How many stakeholders are looked at, and how many words are typed.
const LOOKS: usize = 2_000;

/// A small generator of numbers that look like chance (PCG).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse::<usize>());
    let people = numbers.next().unwrap_or(Ok(10_000))?;
    let interactions = numbers.next().unwrap_or(Ok(100_000))?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("customers.db");
    let customers = Customers::open(&path)?;

    let started = Instant::now();
    let mut names = vec![];
    let mut of_source = [(); 4].map(|()| vec![]);
    let mut person_count = 0;
    let mut last = u64::MAX;
    // Records come person by person: whole people until there are enough of them.
    let mut number = 0;
    while person_count <= people {
        for person in synthetic::household(7, number, people * 3) {
            for seen in synthetic::seen(7, person_count as u64, &person) {
                if seen.person != last && names.len() < people {
                    names.push(format!("{} {}", seen.values[0], seen.values[2]));
                    last = seen.person;
                }
                of_source[seen.source].push(seen.values);
            }
            person_count += 1;
        }
        number += 1;
    }
    let mut records = 0;
    for (source, rows) in of_source.iter().enumerate() {
        records += rows.len();
        keep_people(&customers, synthetic::SOURCES[source], rows)?;
    }
    println!("{records} records of {person_count} people kept in {:.1} s", started.elapsed().as_secs_f64());

    let started = Instant::now();
    keep_interactions(&customers, of_source[1].len(), interactions)?;
    println!("{interactions} interactions with their attendees kept in {:.1} s", started.elapsed().as_secs_f64());

    let started = Instant::now();
    let linked = customers.link()?;
    println!(
        "linked to {} stakeholders in {:.1} s, {} pairs in doubt",
        linked.stakeholders,
        started.elapsed().as_secs_f64(),
        linked.doubts
    );
    println!("the file has {} MB", std::fs::metadata(&path)?.len() >> 20);

    let mut dice = Dice(11);
    let ids: Vec<StakeholderId> = (0..LOOKS).map(|_| StakeholderId(1 + dice.below(records) as i64)).collect();
    let (from, until) = ("2000-01-01".parse()?, "2030-01-01".parse()?);
    let mut seen = 0;
    let mut view = |id: StakeholderId| -> Result<(), customers::Error> {
        let Some(of) = customers.stakeholder(id)? else { return Ok(()) };
        seen += customers.timeline(of.id, from, until, 100)?.len();
        customers.affiliations(of.id, 50)?;
        customers.highlights(of.id, from, until, 50)?;
        Ok(())
    };
    times("everything of one stakeholder", ids.iter().map(|id| took(|| view(*id))).collect::<Result<_, _>>()?);
    println!("  with {:.1} events on the timeline on average", seen as f64 / LOOKS as f64);

    // Somebody types a name letter by letter.
    let typed = (0..LOOKS / 8).flat_map(|_| {
        let name: Vec<char> = names[dice.below(names.len())].to_lowercase().chars().collect();
        (1..=name.len().min(12)).map(|letters| name[..letters].iter().collect::<String>()).collect::<Vec<_>>()
    });
    let typed: Vec<String> = typed.collect();
    times(
        "search as somebody types, 20 lines",
        typed.iter().map(|text| took(|| customers.search(text, None, 20).map(drop))).collect::<Result<_, _>>()?,
    );
    Ok(())
}

fn took(work: impl FnOnce() -> Result<(), customers::Error>) -> Result<Duration, customers::Error> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed())
}

fn times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    println!("{what}: p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, most {:.2} ms, of {}", at(0.5), at(0.95), at(0.99), at(1.0), times.len());
}

/// A file that is being made.
struct File<'c> {
    keeping: customers::Keeping<'c>,
    provenance: Arc<Provenance>,
    batches: Vec<Batch>,
}

impl<'c> File<'c> {
    fn new(customers: &'c Customers, source: &'static str) -> Result<File<'c>, customers::Error> {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let import = Import { acting_as: "medical".into(), person: "Ada Example".into(), reason: String::new(), at, system: None };
        let provenance = Provenance { source: source.into(), file: source.into(), release: "1".into(), licence: "made up".into() };
        Ok(File { keeping: customers.keep(&import)?, provenance: Arc::new(provenance), batches: vec![] })
    }

    fn push(&mut self, table: &'static Table, values: &[(&str, Value<'_>)]) -> Result<(), customers::Error> {
        let at = self.batches.iter().position(|batch| batch.table == table).unwrap_or_else(|| {
            self.batches.push(Batch::new(table, self.provenance.clone()));
            self.batches.len() - 1
        });
        let batch = &mut self.batches[at];
        for (field, column) in table.columns.iter().zip(&mut batch.columns) {
            column.push(values.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value));
        }
        batch.lines.push(batch.lines.len() as u64 + 2);
        if batch.lines.len() == BATCH {
            let full = self.batches.remove(at);
            self.keeping.take(&full)?;
        }
        Ok(())
    }

    fn finish(mut self, source: &'static str, import: &str) -> Result<(), customers::Error> {
        for batch in std::mem::take(&mut self.batches) {
            self.keeping.take(&batch)?;
        }
        let summary = Summary { file: source.into(), source, import: import.into(), end: End::Whole, ..Summary::default() };
        self.keeping.commit(&[summary]).map(drop)
    }
}

fn text(words: &str) -> Value<'_> {
    Value::Text(words.into())
}

fn keep_people(customers: &Customers, source: &'static str, rows: &[[String; 12]]) -> Result<(), Box<dyn std::error::Error>> {
    let columns =
        ["first_name", "middle_name", "last_name", "sex", "", "email", "phone", "address_1", "city", "state", "postal_code", "specialty"];
    let of = table("source_person").ok_or("no table of people")?;
    let mut file = File::new(customers, source)?;
    for (number, values) in rows.iter().enumerate() {
        let id = format!("{number}");
        let mut row = vec![("record_id", text(&id))];
        row.extend(
            columns
                .iter()
                .zip(values)
                .filter(|(name, value)| !name.is_empty() && !value.is_empty())
                .map(|(name, value)| (*name, text(value))),
        );
        file.push(of, &row)?;
    }
    Ok(file.finish(source, source)?)
}

/// Interactions with one to three attendees, most of them with few people.
fn keep_interactions(customers: &Customers, accounts: usize, interactions: usize) -> Result<(), Box<dyn std::error::Error>> {
    let (whole, part) = (table("interaction").ok_or("no interactions")?, table("interaction_attendee").ok_or("no attendees")?);
    let channels = ["in person", "phone", "video", "email"];
    let mut dice = Dice(5);
    let mut file = File::new(customers, synthetic::SOURCES[1])?;
    for number in 0..interactions {
        let id = format!("I{number}");
        let day = Value::Date(19_000 + dice.below(1_500) as i32);
        let channel = channels[dice.below(channels.len())];
        file.push(
            whole,
            &[("interaction_id", text(&id)), ("held_on", day.clone()), ("channel", text(channel)), ("function", text("medical"))],
        )?;
        for _ in 0..1 + dice.below(10) / 8 {
            // The square makes a few people much busier than most.
            let at = dice.below(accounts);
            let who = format!("{}", at * dice.below(accounts) / accounts.max(1));
            file.push(part, &[("interaction_id", text(&id)), ("record_id", text(&who)), ("held_on", day.clone())])?;
        }
    }
    Ok(file.finish(synthetic::SOURCES[1], "interactions")?)
}
