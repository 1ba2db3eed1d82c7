//! Medicare Part D Prescribers: what each prescriber prescribed in a year, by drug and in all. A count below 11 is left blank
//! by CMS, with `*` or `#` beside it: it is unknown, never zero.

use super::super::{
    Layout, Shape, Source,
    layout::{From, PLAIN, made, part, take},
    release, tables as t,
};

const LICENCE: &str = "U.S. government work, public domain (CMS Medicare Part D Prescribers)";
const NPI: &[&str] = &["Prscrbr_NPI", "npi"];

/// The files.
pub(super) const SOURCES: &[Source] = &[BY_DRUG, BY_PRESCRIBER];

const BY_DRUG: Source = Source {
    name: "part-d-by-drug",
    title: "Medicare Part D Prescribers by provider and drug",
    about: "The yearly file `MUP_DPR_RY…_DY…_NPIBN.csv` from data.cms.gov: claims, days, cost and people by prescriber and drug.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[NPI, &["Brnd_Name", "drug_name"], &["Gnrc_Name", "generic_name"], &["Tot_Clms", "total_claim_count"]],
        release: release::year,
        parts: &[part(
            t::PRESCRIPTION,
            &[
                take("prescriber_npi", NPI),
                take("brand", &["Brnd_Name", "drug_name"]),
                take("generic", &["Gnrc_Name", "generic_name"]),
                made("period", From::Release),
                take("prescriber_last_name", &["Prscrbr_Last_Org_Name", "nppes_provider_last_org_name"]),
                take("prescriber_first_name", &["Prscrbr_First_Name", "nppes_provider_first_name"]),
                take("specialty", &["Prscrbr_Type", "specialty_description"]),
                take("city", &["Prscrbr_City", "nppes_provider_city"]),
                take("state", &["Prscrbr_State_Abrvtn", "nppes_provider_state"]),
                made("payer", From::Fixed("Medicare Part D")),
                take("claims", &["Tot_Clms", "total_claim_count"]),
                take("fills_30_day", &["Tot_30day_Fills", "total_30_day_fill_count"]),
                take("days_supplied", &["Tot_Day_Suply", "total_day_supply"]),
                take("cost_usd", &["Tot_Drug_Cst", "total_drug_cost"]),
                take("patients", &["Tot_Benes", "bene_count"]),
                take("suppression_65", &["GE65_Sprsn_Flag", "ge65_suppress_flag"]),
                take("claims_65", &["GE65_Tot_Clms", "total_claim_count_ge65"]),
                take("fills_30_day_65", &["GE65_Tot_30day_Fills", "total_30_day_fill_count_ge65"]),
                take("days_supplied_65", &["GE65_Tot_Day_Suply", "total_day_supply_ge65"]),
                take("cost_usd_65", &["GE65_Tot_Drug_Cst", "total_drug_cost_ge65"]),
                take("suppression_patients_65", &["GE65_Bene_Sprsn_Flag", "bene_count_ge65_suppress_flag"]),
                take("patients_65", &["GE65_Tot_Benes", "bene_count_ge65"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};

const BY_PRESCRIBER: Source = Source {
    name: "part-d-by-prescriber",
    title: "Medicare Part D Prescribers by provider",
    about: "The yearly file `MUP_DPR_RY…_DY…_NPI.csv` from data.cms.gov: one row for each prescriber, with the people they prescribe for.",
    licence: LICENCE,
    shape: Shape::Rows(&Layout {
        signs: &[NPI, &["Tot_Clms"], &["Brnd_Tot_Clms", "Bene_Avg_Risk_Scre", "Prscrbr_RUCA"]],
        release: release::year,
        parts: &[part(
            t::PRESCRIBER_YEAR,
            &[
                take("prescriber_npi", NPI),
                made("period", From::Release),
                take("last_name", &["Prscrbr_Last_Org_Name"]),
                take("first_name", &["Prscrbr_First_Name"]),
                take("specialty", &["Prscrbr_Type"]),
                take("city", &["Prscrbr_City"]),
                take("state", &["Prscrbr_State_Abrvtn"]),
                take("zip", &["Prscrbr_zip5"]),
                take("ruca", &["Prscrbr_RUCA"]),
                take("claims", &["Tot_Clms"]),
                take("fills_30_day", &["Tot_30day_Fills"]),
                take("days_supplied", &["Tot_Day_Suply"]),
                take("cost_usd", &["Tot_Drug_Cst"]),
                take("patients", &["Tot_Benes"]),
                take("brand_claims", &["Brnd_Tot_Clms"]),
                take("generic_claims", &["Gnrc_Tot_Clms"]),
                take("mean_age", &["Bene_Avg_Age"]),
                take("mean_risk_score", &["Bene_Avg_Risk_Scre"]),
            ],
        )
        .once()],
        ..PLAIN
    }),
};
