//! Veeva addresses: one for each account, and a former one for some.

use std::io::{self, Write};

use super::{File, accounts};
use crate::{
    clinician::clinician,
    contact::site_account,
    site::{self, Site},
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File = File {
    word: "addresses",
    source: "veeva-address",
    about: "Veeva addresses of the accounts",
    name: |_| "Address_vod__c.csv".to_owned(),
    write,
};

const HEADER: [&str; 11] = [
    "Id",
    "IsDeleted",
    "Account_vod__c",
    "Name",
    "Address_line_2_vod__c",
    "City_vod__c",
    "State_vod__c",
    "Zip_vod__c",
    "Country_vod__c",
    "Phone_vod__c",
    "Primary_vod__c",
];

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    for number in site::all(world) {
        row(&mut table, &site_account(number), &site::site(world, number), 0, true)?;
    }
    for number in 0..world.people {
        let person = clinician(world, number);
        for (id, seen) in accounts::records(world, &person) {
            row(&mut table, &id, &seen.site, person.suite, true)?;
            // Who was entered at today's site and had another one before may have both.
            let former = person.former_site.filter(|former| *former != seen.site.number && number % 2 == 0);
            if let Some(former) = former {
                row(&mut table, &id, &site::site(world, former), 0, false)?;
            }
        }
    }
    Ok(table.rows())
}

fn row(table: &mut Table<'_>, account: &str, site: &Site, suite: usize, is_main: bool) -> io::Result<()> {
    table.set("Id", format!("a01{}{account}", u8::from(!is_main)));
    table.fill(&[
        ("IsDeleted", "false"),
        ("Account_vod__c", account),
        ("Name", &site.street),
        ("City_vod__c", &site.town()),
        ("State_vod__c", site.place().state),
        ("Zip_vod__c", site.place().zip),
        ("Country_vod__c", "US"),
        ("Phone_vod__c", &site.phone),
        ("Primary_vod__c", if is_main { "true" } else { "false" }),
    ]);
    if suite > 0 {
        table.set("Address_line_2_vod__c", format!("Suite {suite}"));
    }
    table.end()
}
