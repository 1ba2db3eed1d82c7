//! Medicare's file of clinicians: one row for each person, enrolment, group and address, so that some people stand there twice.

use std::io::{self, Write};

use super::File;
use crate::{
    clinician::{Clinician, clinician},
    difference::{Register, Seen, seen},
    site::{self, Site},
    table::{Style, Table},
    world::{Kind, World},
};

/// The file.
pub(super) const FILE: File = File {
    word: "doctors",
    source: "doctors-clinicians",
    about: "Medicare's file of clinicians, with their groups",
    name: |_| "DAC_NationalDownloadableFile.csv".to_owned(),
    write,
};

/// The share of people in it who have a second group elsewhere.
const SECOND: f64 = 0.15;

const HEADER: [&str; 31] = [
    "NPI",
    "Ind_PAC_ID",
    "Ind_enrl_ID",
    "Provider Last Name",
    "Provider First Name",
    "Provider Middle Name",
    "suff",
    "gndr",
    "Cred",
    "Med_sch",
    "Grd_yr",
    "pri_spec",
    "sec_spec_1",
    "sec_spec_2",
    "sec_spec_3",
    "sec_spec_4",
    "sec_spec_all",
    "Telehlth",
    "Facility Name",
    "org_pac_id",
    "num_org_mem",
    "adr_ln_1",
    "adr_ln_2",
    "ln_2_sprs",
    "City/Town",
    "State",
    "ZIP Code",
    "Telephone Number",
    "ind_assgn",
    "grp_assgn",
    "adrs_id",
];

/// The records of a person: what the source knows, and the sites, each with the record's id.
pub(super) fn records(world: &World, person: &Clinician) -> Option<(Seen, Vec<(String, Site)>)> {
    let seen = seen(world, Register::Doctors, person, 0)?;
    let mut sites = vec![seen.site.clone()];
    let mut dice = world.dice(Kind::Register, (2 << 50) + u64::from(person.number));
    let other = site::of_team(world, dice.below(person.number as usize / 8 + 1) as u32);
    if dice.chance(SECOND) && other != seen.site.number {
        sites.push(site::site(world, other));
    }
    let record = |site: Site| (format!("{}/{}/{}/{}", person.npi, enrolment(person), site.group_id(), address_id(&site)), site);
    Some((seen, sites.into_iter().map(record).collect()))
}

fn enrolment(person: &Clinician) -> String {
    format!("I{:014}", 20_000_000_000_000 + u64::from(person.number))
}

/// State, ZIP code, and a mark of the site.
fn address_id(site: &Site) -> String {
    format!("{}{}X{}", site.place().state, site.place().zip, site.number)
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    for number in 0..world.people {
        let person = clinician(world, number);
        let Some((seen, sites)) = records(world, &person) else { continue };
        for (_, site) in &sites {
            row(world, &mut table, &person, &seen, site);
            table.end()?;
        }
    }
    Ok(table.rows())
}

fn row(world: &World, table: &mut Table<'_>, person: &Clinician, seen: &Seen, site: &Site) {
    table.fill(&[
        ("NPI", &person.npi),
        ("Ind_enrl_ID", &enrolment(person)),
        ("Provider Last Name", &seen.surname.to_uppercase()),
        ("Provider First Name", &seen.given.to_uppercase()),
        ("Provider Middle Name", &seen.middle.to_uppercase()),
        ("gndr", if person.is_woman { "F" } else { "M" }),
        ("Cred", person.specialty.credential),
        ("Med_sch", if person.number.is_multiple_of(3) { "OTHER" } else { &person.school }),
        ("pri_spec", person.specialty.doctors),
        ("Telehlth", if person.number.is_multiple_of(2) { "Y" } else { "" }),
        ("Facility Name", &site.short_name()),
        ("org_pac_id", &site.group_id()),
        ("adr_ln_1", &site.street.to_uppercase()),
        ("City/Town", &site.town().to_uppercase()),
        ("State", site.place().state),
        ("ZIP Code", site.place().zip),
        ("Telephone Number", &person.phone(world, site.place)),
        ("ind_assgn", "Y"),
        ("grp_assgn", "Y"),
        ("adrs_id", &address_id(site)),
    ]);
    table.set("Ind_PAC_ID", 9_900_000_000_u64 + u64::from(person.number));
    table.set("Grd_yr", person.graduated);
    table.set("num_org_mem", 8 + site.number % 90);
    if person.suite > 0 {
        table.set("adr_ln_2", format!("STE {}", person.suite));
    }
}
