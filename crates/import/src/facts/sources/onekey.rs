//! IQVIA OneKey, as its web service answers in JSON. What is called the OneKey id in practice is an activity: a person at a
//! workplace. The person is `individualEid`; two activities of one person give one person here and two affiliations.

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
    name: "onekey",
    title: "IQVIA OneKey",
    about: "Answers of the OneKey web service: one entry for each activity of a person at a workplace.",
    licence: "licensed from IQVIA; for the licensee's use",
    shape: Shape::Entries(&Entries {
        sniff: |start| has_names(start, &["individualEid"]),
        write,
        days: DayOrder::DayFirst,
        release: super::super::release::days_in_name,
    }),
};

fn write(answer: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    // A search answers with a list in one document.
    let results = ["results", "response", "activities"].into_iter().find_map(|name| answer[name].as_array());
    match results {
        Some(results) => results.iter().try_for_each(|one| activity(one, entry)),
        None => activity(answer, entry),
    }
}

fn activity(answer: &Json, entry: &mut Entry<'_, '_>) -> Result<(), Problem> {
    let (person, activity, workplace) = (&answer["individual"], &answer["activity"], &answer["workplace"]);
    let place = first_of(&workplace["workplaceAddresses"]);
    let address = if place["address"].is_null() { place } else { &place["address"] };
    let point = &address["geocodingAddresses"]["W"];
    let town = &address["postalTownReference"]["villageLabel"];
    let row = Draft::of(t::SOURCE_PERSON)
        .json("record_id", &person["individualEid"])
        .json("kind", either(&person["typeCorporateLabel"], &person["typeCode"]))
        .json("status", &person["statusCorporateLabel"])
        .json("last_name", &person["lastName"])
        .json("first_name", &person["firstName"])
        .json("middle_name", &person["middleName"])
        .json("prefix", either(&person["prefixNameCode"], &person["titleCode"]))
        .json("sex", &person["genderCode"])
        .json("birth_year", &person["birthYear"])
        // Both spellings occur.
        .json("specialty", either(&person["speciality1"], &person["specialty1"]))
        .json("specialty_2", either(&person["speciality2"], &person["specialty2"]))
        .json("graduation_year", &person["thesisYear"])
        .json("address_1", &address["addressLongLabel"])
        .json("city", town)
        .json("postal_code", &address["longPostalCode"])
        .json("country", &answer["country"]);
    entry.add_once(&row)?;
    if !plain(&workplace["workplaceEid"]).is_empty() {
        let row = Draft::of(t::AFFILIATION)
            .json("record_id", &person["individualEid"])
            .json("organisation_id", &workplace["workplaceEid"])
            .json("organisation_name", &workplace["usualName"])
            .json("role", &activity["role"])
            .json("is_main", &activity["isMainActivity"])
            .json("status", &activity["statusCode"])
            .json("address_1", &address["addressLongLabel"])
            .json("city", town)
            .json("phone", &activity["telephone"]);
        entry.add(&row)?;
        let row = Draft::of(t::SOURCE_ORGANISATION)
            .json("record_id", &workplace["workplaceEid"])
            .json("kind", &workplace["typeCorporateLabel"])
            .json("status", &workplace["statusCorporateLabel"])
            .json("name", &workplace["usualName"])
            .json("parent_name", &workplace["managerWorkplaceUsualName"])
            .json("address_1", &address["addressLongLabel"])
            .json("city", town)
            .json("postal_code", &address["longPostalCode"])
            .json("country", &answer["country"])
            .json("phone", &first_of(&workplace["telephones"])["callNumberForSearch"]);
        entry.add_once(&row)?;
        if !point.is_null() {
            let row = Draft::of(t::RECORD_ADDRESS)
                .json("record_id", &workplace["workplaceEid"])
                .set("kind", "workplace")
                .json("address_1", &address["addressLongLabel"])
                .json("city", town)
                .json("postal_code", &address["longPostalCode"])
                .json("latitude", &point["latitude"])
                .json("longitude", &point["longitude"]);
            entry.add_once(&row)?;
        }
    }
    let activity_id = either(&activity["activityEid"], &answer["onekeyEid"]);
    for (kind, value) in [("activityEid", activity_id), ("onekeyEid", &answer["onekeyEid"])] {
        if !plain(value).is_empty() {
            entry.add(
                &Draft::of(t::RECORD_IDENTIFIER).json("record_id", &person["individualEid"]).json("identifier", value).set("kind", kind),
            )?;
        }
    }
    for key in members(&person["externalKeys"]) {
        if !plain(&key["value"]).is_empty() {
            let row = Draft::of(t::RECORD_IDENTIFIER)
                .json("record_id", &person["individualEid"])
                .json("identifier", &key["value"])
                .json("kind", &key["typeLabel"]);
            entry.add(&row)?;
        }
    }
    Ok(())
}

fn either<'j>(one: &'j Json, other: &'j Json) -> &'j Json {
    if plain(one).is_empty() { other } else { one }
}

/// The members of an object or list.
fn members(value: &Json) -> Vec<&Json> {
    match value {
        Json::Object(map) => map.values().collect(),
        other => list(other).iter().collect(),
    }
}

fn first_of(value: &Json) -> &Json {
    members(value).into_iter().next().unwrap_or(&Json::Null)
}
