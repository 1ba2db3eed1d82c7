//! Claims in the input layout of the Tuva project, an open data model that many claims warehouses are kept in: medical and
//! pharmacy claims, line by line. Vendors' own layouts are contractual and come in through a mapping.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, made, part, take},
    tables as t,
};

const LICENCE: &str = "the customer's own data";

/// The files.
pub(super) const SOURCES: &[Source] = &[PHARMACY, MEDICAL];

const PHARMACY: Source = Source {
    name: "pharmacy-claims",
    title: "Pharmacy claims (Tuva layout)",
    about: "The table `pharmacy_claim` of the Tuva input layer.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[&["claim_id"], &["claim_line_number"], &["ndc_code"], &["dispensing_date"]],
        parts: &[part(
            t::CLAIM_LINE,
            &[
                take("claim_id", &["claim_id"]),
                take("line_number", &["claim_line_number"]),
                made("kind", From::Fixed("pharmacy")),
                take("patient", &["person_id", "member_id"]),
                take("payer", &["payer"]),
                take("plan", &["plan"]),
                take("from_on", &["dispensing_date"]),
                take("prescriber_npi", &["prescribing_provider_npi"]),
                take("facility_npi", &["dispensing_provider_npi"]),
                take("ndc", &["ndc_code"]),
                take("quantity", &["quantity"]),
                take("days_supplied", &["days_supply"]),
                take("refills", &["refills"]),
                take("paid_on", &["paid_date"]),
                take("paid_usd", &["paid_amount"]),
                take("allowed_usd", &["allowed_amount"]),
                take("charged_usd", &["charge_amount"]),
                take("in_network", &["in_network_flag"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};

const MEDICAL: Source = Source {
    name: "medical-claims",
    title: "Medical claims (Tuva layout)",
    about: "The table `medical_claim` of the Tuva input layer.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[&["claim_id"], &["claim_line_number"], &["claim_type"], &["diagnosis_code_1"]],
        parts: &[part(
            t::CLAIM_LINE,
            &[
                take("claim_id", &["claim_id"]),
                take("line_number", &["claim_line_number"]),
                take("kind", &["claim_type"]),
                take("patient", &["person_id", "member_id"]),
                take("payer", &["payer"]),
                take("plan", &["plan"]),
                made("from_on", From::First(&["claim_line_start_date", "claim_start_date"])),
                made("until_on", From::First(&["claim_line_end_date", "claim_end_date"])),
                take("prescriber_npi", &["rendering_npi"]),
                take("facility_npi", &["facility_npi"]),
                take("diagnosis_type", &["diagnosis_code_type"]),
                take("diagnosis_1", &["diagnosis_code_1"]),
                take("diagnosis_2", &["diagnosis_code_2"]),
                take("diagnosis_3", &["diagnosis_code_3"]),
                take("procedure_code", &["hcpcs_code"]),
                take("revenue_center", &["revenue_center_code"]),
                take("drg", &["drg_code"]),
                take("quantity", &["service_unit_quantity"]),
                take("paid_on", &["paid_date"]),
                take("paid_usd", &["paid_amount"]),
                take("allowed_usd", &["allowed_amount"]),
                take("charged_usd", &["charge_amount"]),
                take("in_network", &["in_network_flag"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};
