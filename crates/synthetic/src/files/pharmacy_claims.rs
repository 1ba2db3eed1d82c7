//! Pharmacy claims in the Tuva layout: a line for each fill.

use std::io::{self, Write};

use super::File;
use crate::{
    care::{Fill, Patient, patients},
    clinician::{Clinician, clinician},
    coverage, draw,
    medicine::{self, MEDICINES},
    npi,
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File = File {
    word: "pharmacy-claims",
    source: "pharmacy-claims",
    about: "pharmacy claims in the Tuva layout",
    name: |_| "pharmacy_claim.csv".to_owned(),
    write,
};

const HEADER: [&str; 25] = [
    "claim_id",
    "claim_line_number",
    "person_id",
    "member_id",
    "payer",
    "plan",
    "prescribing_provider_npi",
    "dispensing_provider_npi",
    "dispensing_date",
    "ndc_code",
    "quantity",
    "days_supply",
    "refills",
    "paid_date",
    "paid_amount",
    "allowed_amount",
    "charge_amount",
    "coinsurance_amount",
    "copayment_amount",
    "deductible_amount",
    "in_network_flag",
    "data_source",
    "file_name",
    "file_date",
    "ingest_datetime",
];

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &HEADER)?;
    for number in 0..world.people {
        let person = clinician(world, number);
        for patient in patients(world, &person) {
            for (at, fill) in patient.fills.iter().enumerate() {
                row(world, &mut table, &person, &patient, at, fill);
                table.end()?;
            }
        }
    }
    Ok(table.rows())
}

fn row(world: &World, table: &mut Table<'_>, person: &Clinician, patient: &Patient, at: usize, fill: &Fill) {
    let about = &MEDICINES[fill.medicine];
    let price = about.month_usd * f64::from(fill.days_supply) / 30.0;
    let covered = coverage::coverage(world, patient.formulary, fill.medicine);
    let copay = match covered.map(|says| says.tier) {
        Some(1) => 2.0,
        Some(2) => 8.0,
        Some(3) => 45.0,
        Some(_) => 95.0,
        // Who has no cover pays all of it.
        None => price,
    };
    let copay = copay.min(price);
    table.fill(&[
        ("claim_id", &format!("RX-{}-{at}", patient.id)),
        ("claim_line_number", "1"),
        ("person_id", &patient.id),
        ("member_id", &patient.id),
        ("payer", coverage::payer(patient.formulary)),
        ("plan", coverage::plan(patient.formulary)),
        ("prescribing_provider_npi", &person.npi),
        ("dispensing_provider_npi", &npi::of_pharmacy(world, patient.pharmacy)),
        ("ndc_code", &medicine::ndc(fill.medicine, fill.strength)),
        ("paid_amount", &format!("{:.2}", price - copay)),
        ("allowed_amount", &format!("{price:.2}")),
        ("charge_amount", &format!("{:.2}", price * 1.25)),
        ("copayment_amount", &format!("{copay:.2}")),
        ("in_network_flag", "1"),
        ("data_source", "invented"),
    ]);
    table.set("dispensing_date", fill.day);
    table.set("quantity", fill.days_supply);
    table.set("days_supply", fill.days_supply);
    table.set("refills", fill.refills);
    table.set("paid_date", draw::after(fill.day, 7));
}
