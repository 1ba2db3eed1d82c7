//! Studies in the XML that ClinicalTrials.gov offered until 2024 and that many archives still hold: `clinical_study`,
//! one in a file or several under one root. Each becomes an evidence draft.

use strategy::{Finding, Place};

use crate::{
    Batch,
    sources::Source,
    text::Text,
    trial::{self, Analysis, Group, Outcome, Reported, Trial},
    writing::{counted, latest},
    xml::{self, Element},
};

/// The source.
pub const SOURCE: Source = Source {
    name: "clinicaltrials-xml",
    title: "ClinicalTrials.gov XML",
    about: "Studies from the registry ClinicalTrials.gov in the XML that it offered until 2024. Each becomes evidence with its status, endpoints, results and patients.",
    sniff,
    read,
};

/// The element of one study.
const STUDY: &str = "clinical_study";

/// Fields of a draft, and the elements that they are read from.
const ELEMENTS: [(&str, &str); 8] = [
    ("title", "brief_title"),
    ("status", "overall_status"),
    ("started_on", "start_date"),
    ("available_on", "results_first_posted"),
    ("enrolled", "enrollment"),
    ("endpoints", "primary_outcome"),
    ("population", "eligibility"),
    ("abstract_text", "brief_summary"),
];

fn sniff(bytes: &[u8], _file: &str) -> bool {
    xml::root_name(bytes).is_some_and(|root| matches!(root.as_str(), STUDY | "clinical_studies" | "search_results"))
}

fn read(file: &str, bytes: &[u8]) -> Batch {
    match studies(file, bytes) {
        Ok(batch) => batch,
        Err(finding) => Batch::failed(SOURCE.name, *finding),
    }
}

fn studies(file: &str, bytes: &[u8]) -> Result<Batch, Box<Finding>> {
    let text = Text::of(file, bytes)?;
    let mut batch = Batch { source: SOURCE.name, ..Batch::default() };
    xml::read(&text, &[STUDY], &mut |element| {
        let trial = trial_of(&text, &element);
        match trial.draft(file) {
            Some((draft, findings)) => {
                batch.drafts.push(draft);
                batch.findings.extend(findings);
            }
            None => batch.findings.push(without_number(&text, &element, &trial)),
        }
    })?;
    if batch.drafts.is_empty() && batch.findings.is_empty() {
        return Err(text.unreadable(0, "the file holds no `clinical_study`"));
    }
    let replaced;
    (batch.drafts, replaced) = latest(batch.drafts);
    batch.about = format!("{} ({})", counted(batch.drafts.len(), "study", "studies"), trial::TERMS);
    if replaced > 0 {
        batch.about.push_str(&trial::twice(replaced));
    }
    batch.about.push_str(&trial::other_name(file, &batch.drafts));
    Ok(batch)
}

fn without_number(text: &Text<'_>, element: &Element, trial: &Trial) -> Finding {
    let number = crate::wording::line(&trial.number);
    let says = if number.is_empty() { "this study has no NCT number".into() } else { format!("`{number}` is not an NCT number") };
    trial::without_number(text.file, Some(text.place(element.start, element.tag_end)), says)
}

fn trial_of(text: &Text<'_>, study: &Element) -> Trial {
    let said = |path: &str| study.text_at(path);
    let texts = |path: &str| study.all(path).into_iter().map(Element::text).collect::<Vec<_>>();
    let first_of = |paths: [&str; 2]| paths.into_iter().map(said).find(|text| !text.trim().is_empty()).unwrap_or_default();
    // Before 2017 the day of posting was the day on which the registry received the results.
    let results_posted = first_of(["results_first_posted", "firstreceived_results_date"]);
    let numbers = [texts("id_info/nct_alias"), texts("id_info/secondary_id"), texts("id_info/org_study_id")];
    Trial {
        number: said("id_info/nct_id"),
        other_numbers: numbers.concat(),
        title: first_of(["brief_title", "official_title"]),
        acronym: said("acronym"),
        study_type: said("study_type"),
        status: said("overall_status"),
        last_known_status: said("last_known_status"),
        why_stopped: said("why_stopped"),
        start: said("start_date"),
        primary_completion: first_of(["primary_completion_date", "completion_date"]),
        has_results: study.at("clinical_results").is_some() || trial::is_date(&results_posted),
        results_posted,
        last_update: first_of(["last_update_posted", "lastchanged_date"]),
        sponsor: said("sponsors/lead_sponsor/agency"),
        enrolled: said("enrollment"),
        enrolled_type: study.at("enrollment").map(|e| e.attribute("type").to_owned()).unwrap_or_default(),
        conditions: texts("condition"),
        sex: said("eligibility/gender"),
        minimum_age: said("eligibility/minimum_age"),
        maximum_age: said("eligibility/maximum_age"),
        officials: texts("overall_official/last_name"),
        summary: said("brief_summary/textblock"),
        outcomes: outcomes(study),
        reported: study.all("clinical_results/outcome_list/outcome").into_iter().map(reported).collect(),
        published_as: texts("results_reference/PMID"),
        place: Some(text.place(study.start, study.tag_end)),
        places: ELEMENTS.iter().filter_map(|(field, name)| Some((*field, place(text, study.at(name)?)))).collect(),
    }
}

fn place(text: &Text<'_>, element: &Element) -> Place {
    text.place(element.start, element.tag_end)
}

fn outcomes(study: &Element) -> Vec<Outcome> {
    let of = |name: &'static str, primary: bool| {
        let outcome = move |e: &Element| Outcome { name: e.text_at("measure"), primary, time_frame: e.text_at("time_frame") };
        study.children(name).map(outcome).collect::<Vec<_>>()
    };
    [of("primary_outcome", true), of("secondary_outcome", false), of("other_outcome", false)].into_iter().flatten().collect()
}

fn reported(outcome: &Element) -> Reported {
    let group = |e: &Element| Group { id: e.attribute("group_id").to_owned(), title: e.text_at("title") };
    Reported {
        name: outcome.text_at("title"),
        role: outcome.text_at("type"),
        time_frame: outcome.text_at("time_frame"),
        unit: outcome.text_at("measure/units"),
        groups: outcome.all("group_list/group").into_iter().map(group).collect(),
        analyses: outcome.all("analysis_list/analysis").into_iter().map(analysis).collect(),
    }
}

fn analysis(element: &Element) -> Analysis {
    Analysis {
        groups: element.all("group_id_list/group_id").into_iter().map(Element::text).collect(),
        measure: element.text_at("param_type"),
        value: element.text_at("param_value"),
        level: element.text_at("ci_percent"),
        low: element.text_at("ci_lower_limit"),
        high: element.text_at("ci_upper_limit"),
    }
}
