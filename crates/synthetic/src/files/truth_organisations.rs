//! Which records are one site, in truth: the register has its name in law, Medicare's file a short one, the customer system
//! the one that people use.

use std::io::{self, Write};

use super::File;
use crate::{
    contact::site_account,
    site,
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File = File {
    word: "truth-organisations",
    source: "",
    about: "which records of organisations are one site, in truth",
    name: |_| "truth_organisations.csv".to_owned(),
    write,
};

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &["source", "record_id", "organisation"])?;
    for number in site::all(world) {
        let site = site::site(world, number);
        for (source, id) in [("nppes", site.npi.clone()), ("doctors-clinicians", site.group_id()), ("veeva-account", site_account(number))]
        {
            table.fill(&[("source", source), ("record_id", &id)]);
            table.set("organisation", number);
            table.end()?;
        }
    }
    Ok(table.rows())
}
