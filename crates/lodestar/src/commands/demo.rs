//! The customers of the demo: sixty clinicians who do not exist and their organisations, in the layouts of real sources, each
//! file brought by the function whose it would be.

use std::io::Cursor;

use ::import::facts::{self, Asked};
use anyhow::Context;
use customers::{Customers, Import};
use jiff::{Timestamp, civil::Date};
use synthetic::World;

/// The world of the demo.
const SEED: u64 = 11;
const PEOPLE: u32 = 60;

/// Which file, and which function brings it.
const FILES: [(&str, &str); 7] = [
    ("nppes", "compliance"),
    ("doctors", "compliance"),
    ("payments", "compliance"),
    ("exclusions", "compliance"),
    ("prescribers", "market access"),
    ("accounts", "sales"),
    ("inquiries", "medical information"),
];

/// Makes them in memory.
pub(super) fn customers(day: Date, at: Timestamp) -> anyhow::Result<Customers> {
    let world = World { seed: SEED, people: PEOPLE, day };
    let customers = Customers::in_memory()?;
    for (word, function) in FILES {
        let (name, text) = made(word, &world)?;
        keep(&customers, function, at, &name, text)?;
    }
    // The field's two systems: the owner of a call says whose it is.
    let (name, text) = made("calls", &world)?;
    for (function, owner) in [("medical", "005M"), ("sales", "005S")] {
        let name = format!("{function}-{name}");
        keep(&customers, function, at, &name, of_owner(&text, owner))?;
    }
    customers.link()?;
    Ok(customers)
}

fn made(word: &str, world: &World) -> anyhow::Result<(String, String)> {
    let file = synthetic::file(word).with_context(|| format!("nothing is generated as `{word}`"))?;
    let mut bytes = vec![];
    file.write(world, &mut bytes)?;
    Ok((file.name(world), String::from_utf8(bytes)?))
}

/// The heading, and the lines of one owner.
fn of_owner(text: &str, owner: &str) -> String {
    let mut lines = text.split_inclusive('\n');
    let heading = lines.next().unwrap_or_default();
    std::iter::once(heading).chain(lines.filter(|line| line.contains(owner))).collect()
}

fn keep(customers: &Customers, function: &str, at: Timestamp, name: &str, text: String) -> anyhow::Result<()> {
    let import = Import { acting_as: function.into(), person: "demo".into(), reason: "to show it".into(), at, system: None };
    let mut keeping = customers.keep(&import)?;
    let summaries = facts::read(&Asked { file: name, ..Asked::default() }, Cursor::new(text.into_bytes()), &mut keeping)?;
    keeping.commit(&summaries)?;
    Ok(())
}
