//! Machine-readable files of plans on the health insurance exchanges (45 CFR 156.122 and 156.230): plans, drugs and providers
//! in JSON, as each issuer publishes them.

use serde_json::Value as Json;

use super::super::{
    DayOrder, Entries, Shape, Source,
    entries::{Draft, Entry, plain},
    tables as t,
    writer::Problem,
};
use super::json::{has_names, list, years};

const LICENCE: &str = "published by issuers under 45 CFR 156.122 and 156.230";

/// The files.
pub(super) const SOURCES: &[Source] = &[
    Source {
        name: "qhp-drugs",
        title: "Exchange plans: drugs",
        about: "`drugs.json`: for each drug the plans that cover it, with tier, prior authorisation, step therapy and quantity limit.",
        licence: LICENCE,
        shape: Shape::Entries(&Entries {
            sniff: |start| has_names(start, &["rxnorm_id", "plans"]),
            write: drug,
            days: DayOrder::MonthFirst,
            release: super::super::release::days_in_name,
        }),
    },
    Source {
        name: "qhp-providers",
        title: "Exchange plans: providers",
        about: "`providers.json`: people and facilities in the plans' networks.",
        licence: LICENCE,
        shape: Shape::Entries(&Entries {
            sniff: |start| has_names(start, &["npi", "plans"]) && !has_names(start, &["rxnorm_id"]),
            write: provider,
            days: DayOrder::MonthFirst,
            release: super::super::release::days_in_name,
        }),
    },
    Source {
        name: "qhp-plans",
        title: "Exchange plans: plans",
        about: "`plans.json`: plans with what people pay by tier and kind of pharmacy.",
        licence: LICENCE,
        shape: Shape::Entries(&Entries {
            sniff: |start| has_names(start, &["plan_id", "marketing_name"]),
            write: plan,
            days: DayOrder::MonthFirst,
            release: super::super::release::days_in_name,
        }),
    },
];

fn drug(drug: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let rxcui = plain(&drug["rxnorm_id"]);
    if rxcui.is_empty() {
        return Err("`rxnorm_id` is blank, and it names the row".into());
    }
    if list(&drug["plans"]).is_empty() {
        return Err("the drug names no plan".into());
    }
    for plan in list(&drug["plans"]) {
        let row = Draft::of(t::COVERAGE)
            .json("formulary_id", &plan["plan_id"])
            .set("drug_id", rxcui.clone())
            .set("rxcui", rxcui.clone())
            .json("drug", &drug["drug_name"])
            .json("tier", &plan["drug_tier"])
            .json("prior_authorisation", &plan["prior_authorization"])
            .json("step_therapy", &plan["step_therapy"])
            .json("quantity_limit", &plan["quantity_limit"])
            .set("year", years(&plan["years"]))
            .set("kind", "plan");
        entry.add(&row)?;
    }
    Ok(())
}

fn provider(provider: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let none = Json::Null;
    let first = list(&provider["addresses"]).first().unwrap_or(&none);
    let npi = &provider["npi"];
    let is_facility = plain(&provider["type"]).eq_ignore_ascii_case("FACILITY") || !provider["facility_name"].is_null();
    let at = |row: Draft<'_>, address: &Json| -> Draft<'static> {
        let text = |name: &str| plain(&address[name]).into_owned();
        let row = row.into_owned();
        row.set("address_1", text("address"))
            .set("address_2", text("address_2"))
            .set("city", text("city"))
            .set("state", text("state"))
            .set("postal_code", text("zip"))
            .set("zip", text("zip"))
            .set("phone", text("phone"))
    };
    let row = match is_facility {
        true => Draft::of(t::SOURCE_ORGANISATION)
            .json("record_id", npi)
            .json("npi", npi)
            .set("kind", "facility")
            .json("name", &provider["facility_name"])
            .set("specialty", words(&provider["facility_type"]))
            .json("updated_on", &provider["last_updated_on"]),
        false => {
            let name = &provider["name"];
            Draft::of(t::SOURCE_PERSON)
                .json("record_id", npi)
                .json("npi", npi)
                .set("kind", "person")
                .json("prefix", &name["prefix"])
                .json("first_name", &name["first"])
                .json("middle_name", &name["middle"])
                .json("last_name", &name["last"])
                .json("suffix", &name["suffix"])
                .set("specialty", words(&provider["specialty"]))
                .json("updated_on", &provider["last_updated_on"])
        }
    };
    entry.add(&at(row, first))?;
    for address in list(&provider["addresses"]).iter().skip(1) {
        let row = Draft::of(t::RECORD_ADDRESS).json("record_id", npi).set("kind", "practice");
        entry.add(&at(row, address))?;
    }
    for plan in list(&provider["plans"]) {
        let row = Draft::of(t::PLAN_PROVIDER)
            .json("npi", npi)
            .json("plan_id", &plan["plan_id"])
            .json("network_tier", &plan["network_tier"])
            .set("year", years(&plan["years"]))
            .json("accepting", &provider["accepting"]);
        entry.add(&row)?;
    }
    Ok(())
}

fn plan(plan: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let id = &plan["plan_id"];
    let row = Draft::of(t::PLAN)
        // The first five characters of a HIOS plan id are its issuer.
        .set("contract_id", plain(id).chars().take(5).collect::<String>())
        .json("plan_id", id)
        .set("segment_id", "0")
        .set("area", plain(id).chars().skip(5).take(2).collect::<String>())
        .json("plan_name", &plan["marketing_name"])
        .json("kind", &plan["plan_id_type"])
        .set("state", plain(id).chars().skip(5).take(2).collect::<String>())
        .json("formulary_id", id)
        .set("year", years(&plan["years"]));
    entry.add(&row)?;
    for tier in list(&plan["formulary"]) {
        for cost in list(&tier["cost_sharing"]) {
            let kinds = [
                ("copay", &cost["copay_amount"], &cost["copay_opt"]),
                ("coinsurance", &cost["coinsurance_rate"], &cost["coinsurance_opt"]),
            ];
            for (kind, amount, option) in kinds.into_iter().filter(|(_, amount, _)| !amount.is_null()) {
                let row = Draft::of(t::PLAN_COST)
                    .set("contract_id", plain(id).chars().take(5).collect::<String>())
                    .json("plan_id", id)
                    .set("segment_id", "0")
                    .set("coverage_level", kind)
                    .json("tier", &tier["drug_tier"])
                    .json("days_supply", &cost["pharmacy_type"])
                    .json("pharmacy", &cost["pharmacy_type"])
                    .set("cost_kind", format!("{kind} {}", plain(option)).trim().to_owned())
                    .json("amount", amount);
                entry.add(&row)?;
            }
        }
    }
    Ok(())
}

/// A word or a list of words as one text.
fn words(value: &Json) -> String {
    match value {
        Json::Array(list) => list.iter().map(|word| plain(word).into_owned()).collect::<Vec<_>>().join("; "),
        other => plain(other).into_owned(),
    }
}
