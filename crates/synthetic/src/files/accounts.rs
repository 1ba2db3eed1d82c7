//! Veeva accounts: the sites and the people whom the company knows, some of them twice.

use std::io::{self, Write};

use super::File;
use crate::{
    clinician::{Clinician, clinician},
    contact::{account, consent, site_account},
    difference::{Register, Seen, seen, titled},
    site,
    table::{Style, Table},
    world::{Kind, World},
};

/// The file.
pub(super) const FILE: File = File {
    word: "accounts",
    source: "veeva-account",
    about: "Veeva accounts: people and sites in the customer system",
    name: |_| "Account.csv".to_owned(),
    write,
};

/// The share of people in the customer system who stand there twice.
const DOUBLE: f64 = 0.04;
/// The share of records with a telephone and with an address of electronic mail.
const HAS: [f64; 2] = [0.6, 0.55];

const HEADER: [&str; 23] = [
    "Id",
    "IsDeleted",
    "Name",
    "LastName",
    "FirstName",
    "Middle_vod__c",
    "Credentials_vod__c",
    "Gender_vod__c",
    "Account_Type__c",
    "Specialty_1_vod__c",
    "NPI_vod__c",
    "Primary_Parent_vod__c",
    "Country_vod__c",
    "Phone",
    "PersonEmail",
    "KOL_vod__c",
    "Do_Not_Call_vod__c",
    "PDRP_Opt_Out_vod__c",
    "PDRP_Opt_Out_Date_vod__c",
    "Status_vod__c",
    "CreatedDate",
    "LastModifiedDate",
    "SystemModstamp",
];

/// The records of a person, each with its account.
pub(super) fn records(world: &World, person: &Clinician) -> Vec<(String, Seen)> {
    let is_double = world.dice(Kind::Register, (3 << 50) + u64::from(person.number)).chance(DOUBLE);
    let copies = if is_double { 0..2 } else { 0..1 };
    copies.filter_map(|copy| Some((account(person.number, copy), seen(world, Register::Accounts, person, copy)?))).collect()
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    for number in site::all(world) {
        let site = site::site(world, number);
        table.fill(&[
            ("Id", &site_account(number)),
            ("Name", &site.name),
            ("Account_Type__c", if site.is_hospital { "Hospital" } else { "Practice" }),
            ("NPI_vod__c", if number % 3 > 0 { &site.npi } else { "" }),
            ("Country_vod__c", "US"),
            ("Phone", &site.phone),
        ]);
        common(world, &mut table, (1 << 40) + u64::from(number));
        table.end()?;
    }
    for number in 0..world.people {
        let person = clinician(world, number);
        for (id, seen) in records(world, &person) {
            row(world, &mut table, &person, &id, &seen);
            table.end()?;
        }
    }
    Ok(table.rows())
}

fn row(world: &World, table: &mut Table<'_>, person: &Clinician, id: &str, seen: &Seen) {
    let consent = consent(world, person);
    table.fill(&[
        ("Id", id),
        ("Name", &format!("{} {}", titled(&seen.given), titled(&seen.surname))),
        ("LastName", &titled(&seen.surname)),
        ("FirstName", &titled(&seen.given)),
        ("Middle_vod__c", &titled(&seen.middle)),
        ("Credentials_vod__c", person.specialty.credential),
        ("Gender_vod__c", if person.is_woman { "F" } else { "M" }),
        ("Account_Type__c", "Professional"),
        ("Specialty_1_vod__c", person.specialty.plain),
        ("NPI_vod__c", &seen.npi),
        ("Primary_Parent_vod__c", &site_account(seen.site.number)),
        ("Country_vod__c", "US"),
        ("KOL_vod__c", if consent.is_expert { "true" } else { "false" }),
        ("Do_Not_Call_vod__c", if consent.no_call { "Yes" } else { "No" }),
        ("PDRP_Opt_Out_vod__c", if consent.opted_out.is_some() { "true" } else { "false" }),
        ("PDRP_Opt_Out_Date_vod__c", &consent.opted_out.map(|day| day.to_string()).unwrap_or_default()),
    ]);
    let copy = u64::from(id.as_bytes().get(4) == Some(&b'1'));
    let mut dice = world.dice(Kind::Register, (4 << 50) + u64::from(person.number) * 2 + copy);
    let [has_phone, has_email] = HAS.map(|share| dice.chance(share));
    if has_phone {
        table.set("Phone", person.phone(world, seen.site.place));
    }
    if has_email {
        table.set("PersonEmail", &person.email);
    }
    common(world, table, u64::from(person.number) * 2 + copy);
}

fn common(world: &World, table: &mut Table<'_>, number: u64) {
    let mut dice = world.dice(Kind::Register, (5 << 50) + number);
    let days = dice.below(2_000) as i64;
    let (created, changed) = (world.days_ago(days + 1), world.days_ago(1 + dice.below(days as usize + 1) as i64));
    table.set("IsDeleted", "false");
    table.set("Status_vod__c", "Active_vod");
    table.set("CreatedDate", format!("{created}T09:00:00.000Z"));
    table.set("LastModifiedDate", format!("{changed}T09:00:00.000Z"));
    table.set("SystemModstamp", format!("{changed}T09:00:00.000Z"));
}
