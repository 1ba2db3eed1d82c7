//! The list of exclusions: a few people and sites. Most rows have no NPI, which is why names have to do.

use std::io::{self, Write};

use jiff::civil::Date;

use super::File;
use crate::{
    clinician::{Clinician, clinician},
    difference::{Register, seen},
    draw::compact,
    site,
    table::{Style, Table},
    world::{Kind, World},
};

/// The file.
pub(super) const FILE: File = File {
    word: "exclusions",
    source: "leie",
    about: "exclusions from federal programmes (LEIE)",
    name: |_| "UPDATED.csv".to_owned(),
    write,
};

/// Of so many people and of so many sites in a row, one is excluded.
const ONE_OF: u32 = 250;
const NO_NPI: &str = "0000000000";

const HEADER: [&str; 18] = [
    "LASTNAME",
    "FIRSTNAME",
    "MIDNAME",
    "BUSNAME",
    "GENERAL",
    "SPECIALTY",
    "UPIN",
    "NPI",
    "DOB",
    "ADDRESS",
    "CITY",
    "STATE",
    "ZIP",
    "EXCLTYPE",
    "EXCLDATE",
    "REINDATE",
    "WAIVERDATE",
    "WVRSTATE",
];

/// Those who are excluded, by number.
pub(super) fn people(world: &World) -> impl Iterator<Item = Clinician> {
    picked(world, 0, world.people).map(|number| clinician(world, number))
}

/// One of every row of [`ONE_OF`] numbers.
fn picked(world: &World, row: u64, end: u32) -> impl Iterator<Item = u32> {
    let one = move |at: u32| at * ONE_OF + world.dice(Kind::Exclusion, (row << 40) + u64::from(at)).below(ONE_OF as usize) as u32;
    (0..end.div_ceil(ONE_OF)).map(one).filter(move |number| *number < end)
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    for person in people(world) {
        let Some(seen) = seen(world, Register::Exclusions, &person, 0) else { continue };
        let (year, month, day) = person.born;
        table.fill(&[
            ("LASTNAME", &seen.surname.to_uppercase()),
            ("FIRSTNAME", &seen.given.to_uppercase()),
            ("MIDNAME", &seen.middle.to_uppercase()),
            ("GENERAL", "PHYSICIAN (MD, DO)"),
            ("SPECIALTY", person.specialty.doctors),
            ("NPI", if seen.npi.is_empty() { NO_NPI } else { &seen.npi }),
            ("DOB", &format!("{year:04}{month:02}{day:02}")),
            ("ADDRESS", &seen.site.street.to_uppercase()),
            ("CITY", &seen.site.town().to_uppercase()),
            ("STATE", seen.site.place().state),
            ("ZIP", seen.site.place().zip),
            ("EXCLTYPE", "1128a1"),
        ]);
        days(&mut table, world.days_ago(100 + i64::from(person.number % 2_000)));
        table.end()?;
    }
    for number in picked(world, 1, world.teams()).filter(|number| site::of_team(world, *number) == *number) {
        let site = site::site(world, number);
        table.fill(&[
            ("BUSNAME", &site.short_name()),
            ("GENERAL", "OTHER BUSINESS"),
            ("SPECIALTY", "CLINIC"),
            ("NPI", NO_NPI),
            ("ADDRESS", &site.street.to_uppercase()),
            ("CITY", &site.town().to_uppercase()),
            ("STATE", site.place().state),
            ("ZIP", site.place().zip),
            ("EXCLTYPE", "1128b7"),
        ]);
        days(&mut table, world.days_ago(200 + i64::from(number % 2_000)));
        table.end()?;
    }
    Ok(table.rows())
}

fn days(table: &mut Table<'_>, excluded: Date) {
    table.fill(&[("EXCLDATE", &compact(excluded)), ("REINDATE", "00000000"), ("WAIVERDATE", "00000000")]);
}
