//! Medical claims in the Tuva layout: office visits of one line, and stays in hospital of two.

use std::io::{self, Write};

use super::File;
use crate::{
    care::{Patient, patients},
    clinician::{Clinician, clinician},
    coverage, draw, site,
    site::Site,
    table::{Style, Table},
    world::World,
};

/// The file.
pub(super) const FILE: File = File {
    word: "medical-claims",
    source: "medical-claims",
    about: "medical claims in the Tuva layout",
    name: |_| "medical_claim.csv".to_owned(),
    write,
};

const FRONT: &str = "claim_id|claim_line_number|claim_type|person_id|member_id|payer|plan|claim_start_date|claim_end_date|claim_line_start_date|claim_line_end_date|admission_date|discharge_date|admit_source_code|admit_type_code|discharge_disposition_code|place_of_service_code|bill_type_code|drg_code_type|drg_code|revenue_center_code|service_unit_quantity|hcpcs_code|hcpcs_modifier_1|hcpcs_modifier_2|hcpcs_modifier_3|hcpcs_modifier_4|hcpcs_modifier_5|rendering_npi|rendering_tin|billing_npi|billing_tin|facility_npi|paid_date|paid_amount|allowed_amount|charge_amount|coinsurance_amount|copayment_amount|deductible_amount|total_cost_amount|diagnosis_code_type";
const BACK: &str = "in_network_flag|data_source|file_name|file_date|ingest_datetime";

fn header() -> Vec<String> {
    let numbered = |name: &'static str| (1..=25).map(move |number: u32| format!("{name}_{number}"));
    let mut names: Vec<String> = FRONT.split('|').map(str::to_owned).collect();
    names.extend(numbered("diagnosis_code").chain(numbered("diagnosis_poa")));
    names.push("procedure_code_type".to_owned());
    names.extend(numbered("procedure_code").chain(numbered("procedure_date")));
    names.extend(BACK.split('|').map(str::to_owned));
    names
}

fn write(world: &World, out: &mut dyn Write) -> io::Result<u64> {
    let mut table = Table::begin(out, Style::Commas, &header())?;
    for number in 0..world.people {
        let person = clinician(world, number);
        let site = site::site(world, person.site);
        for patient in patients(world, &person) {
            for at in 0..patient.visits.len() {
                visit(&mut table, &person, &site, &patient, at);
                table.end()?;
            }
            if let Some((first, last)) = patient.stay {
                let days = f64::from((last - first).get_days());
                // Room and board, then pharmacy.
                for (line, (centre, usd)) in [("0120", 2_400.0 * days), ("0250", 180.0 * days)].into_iter().enumerate() {
                    table.fill(&[("claim_id", &format!("IP-{}", patient.id)), ("claim_type", "institutional")]);
                    common(&mut table, &person, &patient, usd);
                    table.fill(&[
                        ("claim_start_date", &first.to_string()),
                        ("claim_end_date", &last.to_string()),
                        ("admission_date", &first.to_string()),
                        ("discharge_date", &last.to_string()),
                        ("bill_type_code", "111"),
                        ("admit_type_code", "1"),
                        ("discharge_disposition_code", "01"),
                        ("drg_code_type", "ms-drg"),
                        ("drg_code", if days > 5.0 { "291" } else { "292" }),
                        ("revenue_center_code", centre),
                        ("facility_npi", &site.npi),
                        ("billing_npi", &site.npi),
                        ("paid_date", &draw::after(last, 20).to_string()),
                    ]);
                    table.set("claim_line_number", line + 1);
                    table.set("service_unit_quantity", days);
                    table.end()?;
                }
            }
        }
    }
    Ok(table.rows())
}

fn visit(table: &mut Table<'_>, person: &Clinician, site: &Site, patient: &Patient, at: usize) {
    let day = patient.visits[at];
    table.fill(&[("claim_id", &format!("OV-{}-{at}", patient.id)), ("claim_line_number", "1"), ("claim_type", "professional")]);
    common(table, person, patient, if at == 0 { 168.0 } else { 121.0 });
    table.fill(&[
        ("claim_start_date", &day.to_string()),
        ("claim_end_date", &day.to_string()),
        ("claim_line_start_date", &day.to_string()),
        ("claim_line_end_date", &day.to_string()),
        ("place_of_service_code", "11"),
        ("service_unit_quantity", "1"),
        ("hcpcs_code", "G2211"),
        ("billing_npi", &site.npi),
        ("paid_date", &draw::after(day, 14).to_string()),
    ]);
}

fn common(table: &mut Table<'_>, person: &Clinician, patient: &Patient, usd: f64) {
    table.fill(&[
        ("person_id", &patient.id),
        ("member_id", &patient.id),
        ("payer", coverage::payer(patient.formulary)),
        ("plan", coverage::plan(patient.formulary)),
        ("rendering_npi", &person.npi),
        ("paid_amount", &format!("{:.2}", usd * 0.8)),
        ("allowed_amount", &format!("{usd:.2}")),
        ("charge_amount", &format!("{:.2}", usd * 1.6)),
        ("coinsurance_amount", &format!("{:.2}", usd * 0.2)),
        ("total_cost_amount", &format!("{usd:.2}")),
        ("diagnosis_code_type", "icd-10-cm"),
        ("diagnosis_code_1", patient.diagnosis),
        ("diagnosis_code_2", patient.besides),
        ("in_network_flag", "1"),
        ("data_source", "invented"),
    ]);
}
