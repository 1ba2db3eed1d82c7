//! A registered study, whichever of the registry's formats it came in, and the evidence draft that it becomes.
//! Whom it serves and what it speaks about are left to a person.

use std::collections::BTreeMap;

use serde_json::Value;
use strategy::{Draft, Finding, Key, Place};

use crate::{
    wording,
    writing::{self, Writing},
};

mod patients;
mod results;
mod status;

pub(crate) use results::{Analysis, Group, Outcome, Reported};

/// What a registry says of a study, in its own words.
#[derive(Debug, Default)]
pub(crate) struct Trial {
    /// The registry's number.
    pub(crate) number: String,
    /// Other numbers of the study.
    pub(crate) other_numbers: Vec<String>,
    /// The title, the brief one where there are two.
    pub(crate) title: String,
    /// The acronym.
    pub(crate) acronym: String,
    /// Interventional, observational, expanded access.
    pub(crate) study_type: String,
    /// The overall status.
    pub(crate) status: String,
    /// The last status that the registry knew, where it no longer knows.
    pub(crate) last_known_status: String,
    /// Why the study was stopped.
    pub(crate) why_stopped: String,
    /// When it started or will.
    pub(crate) start: String,
    /// When the last patient's primary outcome was or will be measured.
    pub(crate) primary_completion: String,
    /// When results were first posted.
    pub(crate) results_posted: String,
    /// Whether the record holds results.
    pub(crate) has_results: bool,
    /// When the record was last updated.
    pub(crate) last_update: String,
    /// The lead sponsor.
    pub(crate) sponsor: String,
    /// How many people took or will take part.
    pub(crate) enrolled: String,
    /// Whether that number is actual or an estimate.
    pub(crate) enrolled_type: String,
    /// The conditions.
    pub(crate) conditions: Vec<String>,
    /// Female, male or all.
    pub(crate) sex: String,
    /// The youngest age: `18 Years`.
    pub(crate) minimum_age: String,
    /// The oldest age.
    pub(crate) maximum_age: String,
    /// The investigators in charge.
    pub(crate) officials: Vec<String>,
    /// The summary.
    pub(crate) summary: String,
    /// The outcomes as planned.
    pub(crate) outcomes: Vec<Outcome>,
    /// The outcomes as reported.
    pub(crate) reported: Vec<Reported>,
    /// PubMed numbers of publications of the results.
    pub(crate) published_as: Vec<String>,
    /// Where the study stands in the file.
    pub(crate) place: Option<Place>,
    /// Where a draft's fields were read.
    pub(crate) places: BTreeMap<&'static str, Place>,
}

/// Who published the record, as a draft names it.
pub(crate) const REGISTRY: &str = "ClinicalTrials.gov";
/// The terms, for the report of an import.
pub(crate) const TERMS: &str = "ClinicalTrials.gov, U.S. National Library of Medicine; public, cite the registry and the day";

/// Whether a text is a number of this registry: `NCT` and eight digits.
pub(crate) fn is_number(text: &str) -> bool {
    text.len() == 11 && text.starts_with("NCT") && text[3..].bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text is a date.
pub(crate) fn is_date(text: &str) -> bool {
    crate::dates::read(text).is_some()
}

/// The finding that a study has no number and was left out.
pub(crate) fn without_number(file: &str, place: Option<Place>, says: String) -> Finding {
    writing::left_out(file, place, says, "give the study its number, or take it out of the file; the other studies were read")
}

/// A remark that some studies were replaced by later ones of the same number.
pub(crate) fn twice(replaced: usize) -> String {
    format!("; {}, the later one counts", writing::counted(replaced, "study stands twice", "studies stand twice"))
}

/// A remark when a file is named for another study than the one that it holds; else empty.
pub(crate) fn other_name(file: &str, drafts: &[Draft]) -> String {
    let name = file.rsplit(['/', '\\']).next().and_then(|name| name.get(..11)).unwrap_or_default().to_ascii_uppercase();
    match drafts {
        [only] if is_number(&name) && only.key.as_str().strip_prefix("E-") != Some(&name) => format!("; the file is named for {name}"),
        _ => String::new(),
    }
}

impl Trial {
    /// The evidence draft and what could not be read; `None` when the study has no number.
    pub(crate) fn draft(&self, file: &str) -> Option<(Draft, Vec<Finding>)> {
        let number = self.number.trim().to_ascii_uppercase();
        let key = Key::new(&format!("E-{number}")).filter(|_| is_number(&number))?;
        let mut writing = Writing::new(key, file, self.place.clone());
        self.places.iter().for_each(|(field, place)| writing.at(field, Some(place.clone())));
        writing.line("title", &self.titled());
        let kind = kind(&self.study_type);
        writing.put("kind", kind.into());
        self.write_status(&mut writing);
        writing.day("started_on", "start", &self.start);
        let population = patients::population(self, &mut writing);
        writing.put("population", population);
        let endpoints = results::endpoints(self, &mut writing);
        writing.put("endpoints", endpoints);
        writing.lines("identifiers", [number.clone()].into_iter().chain(self.other_numbers.iter().cloned()));
        writing.line("sponsor", &self.sponsor);
        self.write_enrolled(&mut writing);
        writing.lines("authors", self.officials.iter().cloned());
        writing.line("journal", REGISTRY);
        let updated = crate::dates::read(&self.last_update).map(|when| format!(", last updated {}", when.day)).unwrap_or_default();
        writing.line("source", &format!("{REGISTRY} record {number}{updated}"));
        if !self.published_as.is_empty() {
            let numbers: Vec<String> = self.published_as.iter().take(20).map(|pmid| format!("PMID {}", wording::line(pmid))).collect();
            writing.remark(format!("the registry names {} for the results", numbers.join(", ")));
        }
        writing.put("abstract_text", wording::prose(&self.summary).into());
        Some(writing.finish())
    }

    fn titled(&self) -> String {
        let (title, acronym) = (wording::line(&self.title), wording::line(&self.acronym));
        let names_it = acronym.is_empty() || title.to_lowercase().contains(&acronym.to_lowercase());
        if names_it { title } else { format!("{title} ({acronym})") }
    }

    fn write_status(&self, writing: &mut Writing) {
        let (status, remarks) = status::read(self);
        writing.put("status", status.map_or(Value::Null, |status| status.as_str().into()));
        remarks.into_iter().for_each(|remark| writing.remark(remark));
        writing.day("available_on", "results posted", &self.results_posted);
        if !self.has_results && !self.primary_completion.trim().is_empty() {
            writing.remark(format!("primary completion {}", self.primary_completion));
        }
    }

    /// Only people who took part are enrolled; an estimate is a remark.
    fn write_enrolled(&self, writing: &mut Writing) {
        let enrolled = wording::line(&self.enrolled);
        if enrolled.is_empty() {
            return;
        }
        let is_estimate = match self.enrolled_type.trim() {
            "" => !self.has_results,
            stated => !stated.eq_ignore_ascii_case("actual"),
        };
        match strategy::record::Number::parse(&enrolled).and_then(|n| n.as_str().parse::<u32>().ok()) {
            Some(people) if is_estimate => writing.remark(format!("enrolment of {people} planned")),
            Some(people) => writing.put("enrolled", people.into()),
            None => writing.doubt("enrolled", format!("`{enrolled}` is not a number of people")),
        }
    }
}

fn kind(study_type: &str) -> Option<&'static str> {
    let folded = study_type.trim().to_lowercase();
    match folded.as_str() {
        "interventional" => Some("trial"),
        _ if folded.starts_with("observational") => Some("real-world"),
        _ if folded.replace('_', " ").starts_with("expanded access") => Some("real-world"),
        _ => None,
    }
}
