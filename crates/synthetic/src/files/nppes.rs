//! The register of NPIs: everybody, every site and every pharmacy, in all 330 columns of the monthly file.

use std::io::{self, Write};

use super::File;
use crate::{
    clinician::{Clinician, clinician},
    difference::{Register, Seen, seen},
    draw::{self, american, compact},
    place::{self, PLACES},
    site,
    table::{Style, Table},
    world::{Kind, World},
};

/// The file.
pub(super) const FILE: File = File {
    word: "nppes",
    source: "nppes",
    about: "the register of NPIs: people, sites, pharmacies",
    name: |world| format!("npidata_pfile_20050523-{}.csv", compact(world.day)),
    write,
};

const FRONT: &str = "NPI|Entity Type Code|Replacement NPI|Employer Identification Number (EIN)|Provider Organization Name (Legal Business Name)|Provider Last Name (Legal Name)|Provider First Name|Provider Middle Name|Provider Name Prefix Text|Provider Name Suffix Text|Provider Credential Text|Provider Other Organization Name|Provider Other Organization Name Type Code|Provider Other Last Name|Provider Other First Name|Provider Other Middle Name|Provider Other Name Prefix Text|Provider Other Name Suffix Text|Provider Other Credential Text|Provider Other Last Name Type Code";
const ADDRESS: &str = "Provider First Line Business {} Address|Provider Second Line Business {} Address|Provider Business {} Address City Name|Provider Business {} Address State Name|Provider Business {} Address Postal Code|Provider Business {} Address Country Code (If outside U.S.)|Provider Business {} Address Telephone Number|Provider Business {} Address Fax Number";
const MIDDLE: &str = "Provider Enumeration Date|Last Update Date|NPI Deactivation Reason Code|NPI Deactivation Date|NPI Reactivation Date|Provider Sex Code|Authorized Official Last Name|Authorized Official First Name|Authorized Official Middle Name|Authorized Official Title or Position|Authorized Official Telephone Number";
const TAXONOMY: &str = "Healthcare Provider Taxonomy Code_{}|Provider License Number_{}|Provider License Number State Code_{}|Healthcare Provider Primary Taxonomy Switch_{}";
const IDENTIFIER: &str = "Other Provider Identifier_{}|Other Provider Identifier Type Code_{}|Other Provider Identifier State_{}|Other Provider Identifier Issuer_{}";
const BACK: &str = "Is Sole Proprietor|Is Organization Subpart|Parent Organization LBN|Parent Organization TIN|Authorized Official Name Prefix Text|Authorized Official Name Suffix Text|Authorized Official Credential Text";

fn header() -> Vec<String> {
    let mut names = vec![FRONT.to_owned(), ADDRESS.replace("{}", "Mailing"), ADDRESS.replace("{}", "Practice Location"), MIDDLE.to_owned()];
    names.extend((1..=15).map(|number: u32| TAXONOMY.replace("{}", &number.to_string())));
    names.extend((1..=50).map(|number: u32| IDENTIFIER.replace("{}", &number.to_string())));
    names.push(BACK.to_owned());
    names.extend((1..=15).map(|number: u32| format!("Healthcare Provider Taxonomy Group_{number}")));
    names.push("Certification Date".to_owned());
    names.join("|").split('|').map(str::to_owned).collect()
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Quotes, &header())?;
    for number in 0..world.people {
        let person = clinician(world, number);
        table.set("NPI", &person.npi);
        if person.is_deactivated {
            // Of those who have retired or died the register keeps nothing but the day.
            table.set("NPI Deactivation Date", american(world.days_ago(30 + i64::from(number % 900))));
        } else if let Some(seen) = seen(world, Register::Nppes, &person, 0) {
            individual(world, &mut table, &person, &seen);
        }
        table.end()?;
    }
    for number in site::all(world) {
        organisation(world, &mut table, number);
        table.end()?;
    }
    for number in site::pharmacies() {
        pharmacy(world, &mut table, number);
        table.end()?;
    }
    Ok(table.rows())
}

fn individual(world: &World, table: &mut Table<'_>, person: &Clinician, seen: &Seen) {
    let site = &seen.site;
    table.set("Entity Type Code", 1);
    table.set("Provider Last Name (Legal Name)", seen.surname.to_uppercase());
    table.set("Provider First Name", seen.given.to_uppercase());
    table.set("Provider Middle Name", seen.middle.to_uppercase());
    table.set("Provider Credential Text", person.specialty.credential);
    let other = if seen.known.former_name { &person.surname } else { &person.former_surname };
    if !other.is_empty() && person.number.is_multiple_of(2) {
        table.set("Provider Other Last Name", other.to_uppercase());
        table.set("Provider Other First Name", seen.given.to_uppercase());
        table.set("Provider Other Last Name Type Code", 1);
    }
    addresses(table, &site.street, Some(person.suite), site.place, &person.phone(world, site.place));
    table.set("Provider Sex Code", if person.is_woman { "F" } else { "M" });
    table.set("Healthcare Provider Taxonomy Code_1", person.specialty.taxonomy);
    table.set("Provider License Number_1", 100_000 + person.number % 900_000);
    table.set("Provider License Number State Code_1", site.place().state);
    table.set("Healthcare Provider Primary Taxonomy Switch_1", "Y");
    table.set("Is Sole Proprietor", if person.number.is_multiple_of(11) { "Y" } else { "N" });
    days(world, table, u64::from(person.number));
}

fn organisation(world: &World, table: &mut Table<'_>, number: u32) {
    let site = site::site(world, number);
    let mut dice = world.dice(Kind::Site, (2 << 40) + u64::from(number));
    table.set("NPI", &site.npi);
    table.set("Entity Type Code", 2);
    table.set("Provider Organization Name (Legal Business Name)", site.legal_name());
    if dice.chance(0.15) {
        table.set("Provider Other Organization Name", site.short_name());
        table.set("Provider Other Organization Name Type Code", 3);
    }
    addresses(table, &site.street, None, site.place, &site.phone);
    // General acute care hospital, multi-specialty clinic (NUCC).
    table.set("Healthcare Provider Taxonomy Code_1", if site.is_hospital { "282N00000X" } else { "261QM1300X" });
    table.set("Healthcare Provider Primary Taxonomy Switch_1", "Y");
    table.set("Is Organization Subpart", if site.system.is_some() { "Y" } else { "N" });
    table.set("Parent Organization LBN", site.system.as_deref().unwrap_or_default());
    let official = clinician(world, number * crate::clinician::TEAM);
    table.set("Authorized Official Last Name", official.surname.to_uppercase());
    table.set("Authorized Official First Name", official.given.to_uppercase());
    table.set("Authorized Official Title or Position", "PRESIDENT");
    table.set("Authorized Official Telephone Number", &site.phone);
    days(world, table, (1 << 40) + u64::from(number));
}

fn pharmacy(world: &World, table: &mut Table<'_>, number: u32) {
    let pharmacy = site::pharmacy(world, number);
    table.set("NPI", &pharmacy.npi);
    table.set("Entity Type Code", 2);
    table.set("Provider Organization Name (Legal Business Name)", &pharmacy.name);
    addresses(table, &pharmacy.street, None, pharmacy.place, &pharmacy.phone);
    // Community pharmacy (NUCC).
    table.set("Healthcare Provider Taxonomy Code_1", "3336C0003X");
    table.set("Healthcare Provider Primary Taxonomy Switch_1", "Y");
    table.set("Is Organization Subpart", "N");
    days(world, table, (2 << 40) + u64::from(number));
}

/// Practice and mailing address, which are one here.
fn addresses(table: &mut Table<'_>, street: &str, suite: Option<usize>, place: usize, phone: &str) {
    for kind in ["Mailing", "Practice Location"] {
        table.set(&format!("Provider First Line Business {kind} Address"), street.to_uppercase());
        if let Some(suite) = suite.filter(|suite| *suite > 0) {
            table.set(&format!("Provider Second Line Business {kind} Address"), format!("STE {suite}"));
        }
        let of = |part: &str| format!("Provider Business {kind} Address {part}");
        table.set(&of("City Name"), place::town(place).to_uppercase());
        table.set(&of("State Name"), PLACES[place].state);
        table.set(&of("Postal Code"), PLACES[place].zip);
        table.set(&of("Country Code (If outside U.S.)"), "US");
        table.set(&of("Telephone Number"), phone);
    }
}

fn days(world: &World, table: &mut Table<'_>, number: u64) {
    let mut dice = world.dice(Kind::Register, (1 << 50) + number);
    let first = dice.below(5_000) as i64;
    let enrolled = world.days_ago(400 + first);
    table.set("Provider Enumeration Date", american(enrolled));
    table.set("Last Update Date", american(draw::after(enrolled, dice.below(400 + first as usize) as i64)));
    table.set("Certification Date", american(draw::after(enrolled, dice.below(400) as i64)));
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_heading_is_that_of_the_monthly_file() {
        let header = super::header();
        assert_eq!((header.len(), header[0].as_str(), header[329].as_str()), (330, "NPI", "Certification Date"));
        assert_eq!(header.iter().collect::<std::collections::BTreeSet<_>>().len(), 330);
    }
}
