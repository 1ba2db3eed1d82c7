//! The shapes of a study in JSON: today's, the one before 2024 with its longer names, and the flat one of chosen fields.

use serde_json::Value;

use crate::{
    trial::{Analysis, Group, Outcome, Reported, Trial, is_date},
    wording,
};

/// A study without what older answers wrap it in; `None` when a document that should be one study is none.
pub(super) fn bare(document: &Value, is_one: bool) -> Option<&Value> {
    let wrapped = [document.pointer("/FullStudy/Study"), document.get("Study")];
    let study = wrapped.into_iter().flatten().next().unwrap_or(document);
    let is_study = study.get("protocolSection").or_else(|| study.get("ProtocolSection")).is_some_and(Value::is_object);
    (is_study || !is_one).then_some(study)
}

/// What a study says, from whichever shape it has.
pub(super) fn trial(study: &Value) -> Trial {
    let is_flat = study.get("protocolSection").is_none() && study.get("ProtocolSection").is_none();
    let at = |path: &str, old: &str| text(study, "/protocolSection", path).or_else(|| text(study, "/ProtocolSection", old));
    let said = |path: &str, old: &str| match is_flat {
        true => flat(study, old.rsplit('/').next().unwrap_or_default()).into_iter().next().unwrap_or_default(),
        false => at(path, old).unwrap_or_default(),
    };
    let listed = |path: &str, leaf: &str, old: &str, old_leaf: &str| match is_flat {
        true => flat(study, if old_leaf.is_empty() { old.rsplit('/').next().unwrap_or_default() } else { old_leaf }),
        false => {
            let texts = leaves(&list(study, &format!("/protocolSection{path}")), leaf);
            if texts.is_empty() { leaves(&list(study, &format!("/ProtocolSection{old}")), old_leaf) } else { texts }
        }
    };
    let first_of = |texts: [String; 2]| texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default();
    let results_posted =
        said("/statusModule/resultsFirstPostDateStruct/date", "/StatusModule/ResultsFirstPostDateStruct/ResultsFirstPostDate");
    let states_results = study.get("hasResults").and_then(Value::as_bool).unwrap_or_default();
    let holds_results = study.get("resultsSection").or_else(|| study.get("ResultsSection")).is_some_and(Value::is_object);
    let identification = ("/identificationModule", "/IdentificationModule");
    let identified = |new: &str, old: &str| said(&format!("{}{new}", identification.0), &format!("{}{old}", identification.1));
    let numbers = [
        listed("/identificationModule/nctIdAliases", "", "/IdentificationModule/NCTIdAliasList/NCTIdAlias", ""),
        listed("/identificationModule/secondaryIdInfos", "id", "/IdentificationModule/SecondaryIdInfoList/SecondaryIdInfo", "SecondaryId"),
        vec![identified("/orgStudyIdInfo/id", "/OrgStudyIdInfo/OrgStudyId")],
    ];
    Trial {
        number: identified("/nctId", "/NCTId"),
        other_numbers: numbers.concat(),
        title: first_of([identified("/briefTitle", "/BriefTitle"), identified("/officialTitle", "/OfficialTitle")]),
        acronym: identified("/acronym", "/Acronym"),
        study_type: said("/designModule/studyType", "/DesignModule/StudyType"),
        status: said("/statusModule/overallStatus", "/StatusModule/OverallStatus"),
        last_known_status: said("/statusModule/lastKnownStatus", "/StatusModule/LastKnownStatus"),
        why_stopped: said("/statusModule/whyStopped", "/StatusModule/WhyStopped"),
        start: said("/statusModule/startDateStruct/date", "/StatusModule/StartDateStruct/StartDate"),
        primary_completion: said(
            "/statusModule/primaryCompletionDateStruct/date",
            "/StatusModule/PrimaryCompletionDateStruct/PrimaryCompletionDate",
        ),
        has_results: states_results || holds_results || is_date(&results_posted),
        results_posted,
        last_update: said("/statusModule/lastUpdatePostDateStruct/date", "/StatusModule/LastUpdatePostDateStruct/LastUpdatePostDate"),
        sponsor: said("/sponsorCollaboratorsModule/leadSponsor/name", "/SponsorCollaboratorsModule/LeadSponsor/LeadSponsorName"),
        enrolled: said("/designModule/enrollmentInfo/count", "/DesignModule/EnrollmentInfo/EnrollmentCount"),
        enrolled_type: said("/designModule/enrollmentInfo/type", "/DesignModule/EnrollmentInfo/EnrollmentType"),
        conditions: listed("/conditionsModule/conditions", "", "/ConditionsModule/ConditionList/Condition", ""),
        sex: said("/eligibilityModule/sex", "/EligibilityModule/Gender"),
        minimum_age: said("/eligibilityModule/minimumAge", "/EligibilityModule/MinimumAge"),
        maximum_age: said("/eligibilityModule/maximumAge", "/EligibilityModule/MaximumAge"),
        officials: listed(
            "/contactsLocationsModule/overallOfficials",
            "name",
            "/ContactsLocationsModule/OverallOfficialList/OverallOfficial",
            "OverallOfficialName",
        ),
        summary: wording::without_escapes(&said("/descriptionModule/briefSummary", "/DescriptionModule/BriefSummary")),
        outcomes: if is_flat { flat_outcomes(study) } else { outcomes(study) },
        reported: reported(study),
        published_as: published_as(study),
        ..Trial::default()
    }
}

fn outcomes(study: &Value) -> Vec<Outcome> {
    let of = |new: &str, old: &str, primary: bool| {
        let mut found = list(study, &format!("/protocolSection/outcomesModule/{new}Outcomes"));
        found.extend(list(study, &format!("/ProtocolSection/OutcomesModule/{old}OutcomeList/{old}Outcome")));
        let outcome = move |value: &Value| Outcome {
            name: any(value, &["measure", &format!("{old}OutcomeMeasure")]),
            primary,
            time_frame: any(value, &["timeFrame", &format!("{old}OutcomeTimeFrame")]),
        };
        found.into_iter().map(outcome).collect::<Vec<_>>()
    };
    [of("primary", "Primary", true), of("secondary", "Secondary", false), of("other", "Other", false)].into_iter().flatten().collect()
}

/// Outcomes of the flat shape: one list of measures and one of periods, paired when they are equally long.
fn flat_outcomes(study: &Value) -> Vec<Outcome> {
    let of = |role: &str, primary: bool| {
        let names = flat(study, &format!("{role}OutcomeMeasure"));
        let periods = flat(study, &format!("{role}OutcomeTimeFrame"));
        let paired = names.len() == periods.len();
        let period = move |index: usize| if paired { periods[index].clone() } else { String::new() };
        names.into_iter().enumerate().map(|(index, name)| Outcome { name, primary, time_frame: period(index) }).collect::<Vec<_>>()
    };
    [of("Primary", true), of("Secondary", false), of("Other", false)].into_iter().flatten().collect()
}

fn reported(study: &Value) -> Vec<Reported> {
    let mut found = list(study, "/resultsSection/outcomeMeasuresModule/outcomeMeasures");
    found.extend(list(study, "/ResultsSection/OutcomeMeasuresModule/OutcomeMeasureList/OutcomeMeasure"));
    let measure = |value: &Value| Reported {
        name: any(value, &["title", "OutcomeMeasureTitle"]),
        role: any(value, &["type", "OutcomeMeasureType"]),
        time_frame: any(value, &["timeFrame", "OutcomeMeasureTimeFrame"]),
        unit: any(value, &["unitOfMeasure", "OutcomeMeasureUnitOfMeasure"]),
        groups: either(value, "/groups", "/OutcomeGroupList/OutcomeGroup").into_iter().map(group).collect(),
        analyses: either(value, "/analyses", "/OutcomeAnalysisList/OutcomeAnalysis").into_iter().map(analysis).collect(),
    };
    found.into_iter().map(measure).collect()
}

fn group(value: &Value) -> Group {
    Group { id: any(value, &["id", "OutcomeGroupId"]), title: any(value, &["title", "OutcomeGroupTitle"]) }
}

fn analysis(value: &Value) -> Analysis {
    Analysis {
        groups: leaves(&either(value, "/groupIds", "/OutcomeAnalysisGroupIdList/OutcomeAnalysisGroupId"), ""),
        measure: any(value, &["paramType", "OutcomeAnalysisParamType"]),
        value: any(value, &["paramValue", "OutcomeAnalysisParamValue"]),
        level: any(value, &["ciPctValue", "OutcomeAnalysisCIPctValue"]),
        low: any(value, &["ciLowerLimit", "OutcomeAnalysisCILowerLimit"]),
        high: any(value, &["ciUpperLimit", "OutcomeAnalysisCIUpperLimit"]),
    }
}

fn published_as(study: &Value) -> Vec<String> {
    let mut references = list(study, "/protocolSection/referencesModule/references");
    references.extend(list(study, "/ProtocolSection/ReferencesModule/ReferenceList/Reference"));
    let is_result = |value: &&Value| any(value, &["type", "ReferenceType"]).eq_ignore_ascii_case("result");
    let numbers = references.into_iter().filter(is_result).map(|value| any(value, &["pmid", "ReferencePMID"]));
    numbers.filter(|number| !number.is_empty()).collect()
}

/// The text at a place; numbers and yes or no as they are written.
fn text(study: &Value, section: &str, path: &str) -> Option<String> {
    study.pointer(&format!("{section}{path}")).and_then(plain)
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn list<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    value.pointer(path).and_then(Value::as_array).map(|list| list.iter().collect()).unwrap_or_default()
}

fn either<'v>(value: &'v Value, path: &str, old: &str) -> Vec<&'v Value> {
    let found = list(value, path);
    if found.is_empty() { list(value, old) } else { found }
}

/// The texts of list items: the items themselves, or the leaf of that name in each.
fn leaves(items: &[&Value], leaf: &str) -> Vec<String> {
    items.iter().filter_map(|item| if leaf.is_empty() { plain(item) } else { item.get(leaf).and_then(plain) }).collect()
}

/// The text under the first of several names.
fn any(value: &Value, names: &[&str]) -> String {
    names.iter().find_map(|name| value.get(name).and_then(plain)).unwrap_or_default()
}

/// The texts of a field in the flat shape, which writes every field as a list.
fn flat(study: &Value, name: &str) -> Vec<String> {
    match study.get(name) {
        Some(Value::Array(list)) => list.iter().filter_map(plain).collect(),
        Some(value) => plain(value).into_iter().collect(),
        None => vec![],
    }
}
