//! Formularies as payers publish them by the Da Vinci US Drug Formulary guide (HL7 FHIR): bundles or one resource a line. In
//! its first version a drug is a `MedicationKnowledge` with the plan beside it; in its second a `Basic` item that refers to a
//! formulary and a drug. Base addresses of extensions differ between releases, so they are known by their last part.

use serde_json::Value as Json;

use super::super::{
    DayOrder, Entries, Shape, Source,
    entries::{Draft, Entry, plain},
    tables as t,
    writer::Problem,
};
use super::json::{has_names, holds, list};

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "fhir-formulary",
    title: "FHIR drug formulary (Da Vinci)",
    about: "Answers or bulk exports of a payer's formulary interface, as bundle or NDJSON: tier, prior authorisation, step therapy and quantity limit of each drug.",
    licence: "published by payers under 42 CFR 422.119 and its like",
    shape: Shape::Entries(&Entries {
        sniff: |start| has_names(start, &["resourceType"]) && holds(start, "usdf-"),
        write,
        days: DayOrder::MonthFirst,
        release: super::super::release::days_in_name,
    }),
};

fn write(resource: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    match resource["resourceType"].as_str() {
        Some("Bundle") => {
            for one in list(&resource["entry"]) {
                if let Err(problem) = write(&one["resource"], entry) {
                    entry.reject(&one["resource"], &problem);
                }
            }
            Ok(())
        }
        Some("MedicationKnowledge" | "Basic") => item(resource, entry),
        // Plans and lists name drugs that come as resources of their own.
        Some(_) => Ok(()),
        None => Err("the entry is no FHIR resource".into()),
    }
}

fn item(resource: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let find = |ending: &str| {
        let is_it = |one: &&Json| one["url"].as_str().is_some_and(|url| url.ends_with(ending));
        list(&resource["extension"]).iter().find(is_it)
    };
    let flag = |ending: &str| find(ending).map(|one| plain(&one["valueBoolean"])).unwrap_or_default();
    let named = |ending: &str| {
        let Some(one) = find(ending) else { return String::new() };
        let coding = list(&one["valueCodeableConcept"]["coding"]).first();
        let texts = [coding.map(|c| plain(&c["code"])), Some(plain(&one["valueString"])), Some(plain(&one["valueReference"]["reference"]))];
        let text = texts.into_iter().flatten().find(|text| !text.is_empty()).unwrap_or_default();
        text.rsplit('/').next().unwrap_or_default().to_owned()
    };
    let coding = |system: &str| list(&resource["code"]["coding"]).iter().find(|c| c["system"].as_str().is_some_and(|s| s.contains(system)));
    let rxcui = coding("rxnorm").map(|c| plain(&c["code"]).into_owned()).unwrap_or_default();
    let subject = plain(&resource["subject"]["reference"]).rsplit('/').next().unwrap_or_default().to_owned();
    let formulary = [named("usdf-PlanID-extension"), named("usdf-FormularyReference-extension")].into_iter().find(|text| !text.is_empty());
    // In the second version a drug of its own says nothing of a formulary; its item does.
    let Some(formulary) = formulary else { return Ok(()) };
    let period = find("usdf-AvailabilityPeriod-extension").map_or(&Json::Null, |one| &one["valuePeriod"]);
    let drug = coding("rxnorm").map(|c| plain(&c["display"]).into_owned()).unwrap_or_default();
    let row = Draft::of(t::COVERAGE)
        .set("formulary_id", formulary)
        .set("drug_id", if rxcui.is_empty() { subject } else { rxcui.clone() })
        .set("rxcui", rxcui)
        .set("drug", drug)
        .set("tier", named("usdf-DrugTierID-extension"))
        .set("prior_authorisation", flag("usdf-PriorAuthorization-extension"))
        .set("prior_authorisation_new_starts", flag("usdf-PriorAuthorizationNewStartsOnly-extension"))
        .set("step_therapy", flag("usdf-StepTherapyLimit-extension"))
        .set("step_therapy_new_starts", flag("usdf-StepTherapyLimitNewStartsOnly-extension"))
        .set("quantity_limit", flag("usdf-QuantityLimit-extension"))
        .set("status", named("usdf-AvailabilityStatus-extension"))
        .json("from_on", &period["start"])
        .json("until_on", &period["end"])
        .set("kind", "formulary");
    entry.add(&row)
}
