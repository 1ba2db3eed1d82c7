//! The basic drugs formulary of Part D: tier, prior authorisation, step therapy and limits of each medicine and strength.

use std::io::{self, Write};

use super::File;
use crate::{
    coverage,
    draw::compact,
    medicine::{self, MEDICINES, STRENGTHS},
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File = File {
    word: "formulary",
    source: "part-d-drugs",
    about: "Part D formularies: tier and conditions of each medicine",
    name: |world| format!("basic_drugs_formulary_{}.txt", compact(world.day)),
    write,
};

const HEADER: [&str; 12] = [
    "FORMULARY_ID",
    "FORMULARY_VERSION",
    "CONTRACT_YEAR",
    "RXCUI",
    "NDC",
    "TIER_LEVEL_VALUE",
    "QUANTITY_LIMIT_YN",
    "QUANTITY_LIMIT_AMOUNT",
    "QUANTITY_LIMIT_DAYS",
    "PRIOR_AUTHORIZATION_YN",
    "STEP_THERAPY_YN",
    "SELECTED_DRUG_YN",
];

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Bars, &HEADER)?;
    let yes = |is: bool| if is { "Y" } else { "N" };
    for formulary in coverage::formularies() {
        for medicine in 0..MEDICINES.len() {
            let Some(says) = coverage::coverage(world, formulary, medicine) else { continue };
            for strength in 0..STRENGTHS {
                table.set("FORMULARY_ID", coverage::formulary_id(formulary));
                table.set("FORMULARY_VERSION", 7);
                table.set("CONTRACT_YEAR", world.day.year());
                table.set("RXCUI", medicine::rxcui(medicine, strength));
                table.set("NDC", medicine::ndc(medicine, strength));
                table.set("TIER_LEVEL_VALUE", says.tier);
                table.set("QUANTITY_LIMIT_YN", yes(says.quantity_limit));
                if says.quantity_limit {
                    table.fill(&[("QUANTITY_LIMIT_AMOUNT", "30"), ("QUANTITY_LIMIT_DAYS", "30")]);
                }
                table.set("PRIOR_AUTHORIZATION_YN", yes(says.prior_authorisation));
                table.set("STEP_THERAPY_YN", yes(says.step_therapy));
                table.set("SELECTED_DRUG_YN", "N");
                table.end()?;
            }
        }
    }
    Ok(table.rows())
}
