//! Plan information of the Part D formulary files: every payer's two plans in most of the 34 regions.

use std::io::{self, Write};

use super::File;
use crate::{
    coverage,
    draw::compact,
    place::REGIONS,
    table::{Style, Table},
    world::{Kind, World},
};

/// The file.
pub(super) const FILE: File = File {
    word: "plans",
    source: "part-d-plans",
    about: "Part D plans, with premium, deductible and formulary",
    name: |world| format!("plan_information_{}.txt", compact(world.day)),
    write,
};

/// The share of regions in which a plan is offered.
const OFFERED: f64 = 0.75;

const HEADER: [&str; 14] = [
    "CONTRACT_ID",
    "PLAN_ID",
    "SEGMENT_ID",
    "CONTRACT_NAME",
    "PLAN_NAME",
    "FORMULARY_ID",
    "PREMIUM",
    "DEDUCTIBLE",
    "MA_REGION_CODE",
    "PDP_REGION_CODE",
    "STATE",
    "COUNTY_CODE",
    "SNP",
    "PLAN_SUPPRESSED_YN",
];

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Bars, &HEADER)?;
    for formulary in coverage::formularies() {
        for region in 1..=REGIONS {
            let mut dice = world.dice(Kind::Plan, u64::from(formulary) * 100 + u64::from(region));
            if !dice.chance(OFFERED) {
                continue;
            }
            let is_plus = coverage::plan(formulary) == coverage::PLANS[1];
            let premium = if is_plus { 60.0 } else { 25.0 } + 40.0 * dice.unit();
            table.fill(&[
                ("CONTRACT_ID", &coverage::contract(formulary)),
                ("PLAN_ID", &format!("{:03}", u32::from(region) * 2 + u32::from(is_plus))),
                ("SEGMENT_ID", "000"),
                ("CONTRACT_NAME", coverage::payer(formulary)),
                ("PLAN_NAME", &format!("{} {}", coverage::payer(formulary), coverage::plan(formulary))),
                ("FORMULARY_ID", &coverage::formulary_id(formulary)),
                ("PREMIUM", &format!("{premium:.2}")),
                ("DEDUCTIBLE", if is_plus { "0.00" } else { "590.00" }),
                ("PDP_REGION_CODE", &format!("{region:02}")),
                ("SNP", "0"),
                ("PLAN_SUPPRESSED_YN", "N"),
            ]);
            table.end()?;
        }
    }
    Ok(table.rows())
}
