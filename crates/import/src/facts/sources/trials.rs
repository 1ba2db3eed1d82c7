//! Trials and their sites, from the registry ClinicalTrials.gov in JSON: one study, one study a line, or a page of a search.
//! The same files become evidence in the strategy as well (`clinicaltrials-json`); here they are facts for maps and networks.

use serde_json::Value as Json;

use super::super::{
    DayOrder, Entries, Shape, Source,
    entries::{Draft, Entry, plain},
    tables as t,
    writer::Problem,
};
use super::json::{has_names, list};

/// The source.
pub(super) const SOURCE: Source = Source {
    name: "clinicaltrials",
    title: "ClinicalTrials.gov",
    about: "Studies of ClinicalTrials.gov in JSON, as the registry gives them today: trials, sites, officials.",
    licence: crate::trial::TERMS,
    shape: Shape::Entries(&Entries {
        sniff: |start| has_names(start, &["protocolSection"]),
        write,
        days: DayOrder::MonthFirst,
        release: super::super::release::days_in_name,
    }),
};

fn write(document: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    match document["studies"].as_array() {
        Some(studies) => studies.iter().try_for_each(|one| study(one, entry)),
        None => study(document, entry),
    }
}

fn study(study: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let of = &study["protocolSection"];
    let number = plain(&of["identificationModule"]["nctId"]);
    if !crate::trial::is_number(&number) {
        return Err(format!("`nctId` `{number}` is no number of the registry"));
    }
    let (status, sponsor, design) = (&of["statusModule"], &of["sponsorCollaboratorsModule"]["leadSponsor"], &of["designModule"]);
    let joined = |values: &Json, leaf: &str| {
        let texts = list(values).iter().map(|one| plain(if leaf.is_empty() { one } else { &one[leaf] }).into_owned());
        texts.collect::<Vec<_>>().join("; ")
    };
    let row = Draft::of(t::TRIAL)
        .set("trial_number", number.clone())
        .json("title", &of["identificationModule"]["briefTitle"])
        .json("acronym", &of["identificationModule"]["acronym"])
        .json("sponsor", &sponsor["name"])
        .json("sponsor_kind", &sponsor["class"])
        .json("status", &status["overallStatus"])
        .set("phases", joined(&design["phases"], ""))
        .json("study_type", &design["studyType"])
        .set("conditions", joined(&of["conditionsModule"]["conditions"], ""))
        .set("interventions", joined(&of["armsInterventionsModule"]["interventions"], "name"))
        .json("enrolled", &design["enrollmentInfo"]["count"])
        .set("started_on", day(&status["startDateStruct"]))
        .set("primary_completion_on", day(&status["primaryCompletionDateStruct"]))
        .set("results_posted_on", day(&status["resultsFirstPostDateStruct"]))
        .set("updated_on", day(&status["lastUpdatePostDateStruct"]));
    entry.add(&row)?;
    let contacts = &of["contactsLocationsModule"];
    for (at, site) in (1_u32..).zip(list(&contacts["locations"])) {
        let row = Draft::of(t::TRIAL_SITE)
            .set("trial_number", number.clone())
            .set("position", at.to_string())
            .json("facility", &site["facility"])
            .json("status", &site["status"])
            .json("city", &site["city"])
            .json("state", &site["state"])
            .set("zip", if plain(&site["country"]) == "United States" { plain(&site["zip"]) } else { "".into() })
            .json("country", &site["country"])
            .json("latitude", &site["geoPoint"]["lat"])
            .json("longitude", &site["geoPoint"]["lon"]);
        entry.add(&row)?;
        let investigators = list(&site["contacts"]).iter().filter(|one| plain(&one["role"]).contains("INVESTIGATOR"));
        for one in investigators.filter(|one| !plain(&one["name"]).is_empty()) {
            official(&number, one, &site["facility"], Some(at), entry)?;
        }
    }
    for one in list(&contacts["overallOfficials"]).iter().filter(|one| !plain(&one["name"]).is_empty()) {
        official(&number, one, &one["affiliation"], None, entry)?;
    }
    Ok(())
}

fn official(number: &str, one: &Json, affiliation: &Json, site: Option<u32>, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let role = plain(&one["role"]);
    let row = Draft::of(t::TRIAL_OFFICIAL)
        .set("trial_number", number.to_owned())
        .json("name", &one["name"])
        .set("role", if role.is_empty() { "official".into() } else { role })
        .json("affiliation", affiliation)
        .set("site", site.map(|at| at.to_string()).unwrap_or_default());
    entry.add(&row)
}

/// A date of the registry; of a month, its first day.
fn day(date: &Json) -> String {
    crate::dates::read(&plain(&date["date"])).map(|when| when.day.to_string()).unwrap_or_default()
}
