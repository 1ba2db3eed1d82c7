//! Who the records of people are, in truth: source, the record's id as the source's file gives it, and the person's number.
//! No real file has this column; it is there so that linking can be scored.

use std::io::{self, Write};

use super::{File, accounts, doctors, exclusions, payments, prescribers};
use crate::{
    clinician::clinician,
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File =
    File { word: "truth", source: "", about: "who the records of people are, in truth", name: |_| "truth.csv".to_owned(), write };

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &["source", "record_id", "person"])?;
    for number in 0..world.people {
        let person = clinician(world, number);
        let mut records: Vec<(&str, String)> = vec![];
        if !person.is_deactivated {
            records.push(("nppes", person.npi.clone()));
        }
        let groups = doctors::records(world, &person).map(|(_, sites)| sites).unwrap_or_default();
        records.extend(groups.into_iter().map(|(id, _)| ("doctors-clinicians", id)));
        if payments::received(world, &person).0 > 0 {
            records.push(("open-payments-general", payments::profile(number)));
        }
        if prescribers::has(world, &person) {
            records.push(("part-d-by-drug", person.npi.clone()));
        }
        records.extend(accounts::records(world, &person).into_iter().map(|(id, _)| ("veeva-account", id)));
        for (source, id) in records {
            table.fill(&[("source", source), ("record_id", &id)]);
            table.set("person", number);
            table.end()?;
        }
    }
    // The list of exclusions gives no ids: the number of the row, from 1, stands for one.
    for (row, person) in (1..).zip(exclusions::people(world)) {
        table.set("source", "leie");
        table.set("record_id", row);
        table.set("person", person.number);
        table.end()?;
    }
    Ok(table.rows())
}
