//! A trial, study, publication, guideline, label or HTA report, planned or available.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    population::Population,
    record::{EvidenceNeed, Measured, Need, Serves},
    words::words_enum,
};

/// A trial, study, publication, guideline, label or HTA report, planned or available.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    /// The title.
    pub title: String,
    /// What it is.
    pub kind: Option<EvidenceKind>,
    /// How far it has come.
    pub status: Option<EvidenceStatus>,
    /// Whether the approval rests on it.
    pub pivotal: bool,
    /// The needs on which it speaks.
    pub serves: Vec<Ref<Need>>,
    /// Whether it speaks of the disease, the product or its economics.
    pub about: Option<About>,
    /// The patients studied.
    pub population: Population,
    /// The day on which it is or will be public.
    pub available_on: Option<Date>,
    /// The day on which it started.
    pub started_on: Option<Date>,
    /// The endpoints, whom they serve, and the results.
    pub endpoints: Vec<Endpoint>,
    /// Registry and publication numbers: `NCT01035255`, `PMID 25176015`, `10.1056/NEJMoa1409077`.
    pub identifiers: Vec<String>,
    /// Who ran or funded it.
    pub sponsor: String,
    /// How many people took part.
    pub enrolled: Option<u32>,
    /// Authors or investigators as published.
    pub authors: Vec<String>,
    /// The journal, registry or body that published it.
    pub journal: String,
    /// Where it can be read.
    pub source: String,
    /// Evidence that this replaces.
    pub supersedes: Vec<Ref<Evidence>>,
    /// The evidence needs that it answers or is planned to answer.
    pub answers: Vec<Ref<EvidenceNeed>>,
    /// The summary or abstract.
    pub abstract_text: String,
}

words_enum! {
    /// What sort of evidence it is.
    pub enum EvidenceKind {
        /// A clinical trial.
        Trial = "trial",
        /// A study of real-world data.
        RealWorld = "real-world",
        /// A health-economic model or study.
        HealthEconomic = "health-economic",
        /// A publication.
        Publication = "publication",
        /// A guideline.
        Guideline = "guideline",
        /// A label.
        Label = "label",
        /// The report of an HTA body.
        HtaReport = "hta report",
    }
}

words_enum! {
    /// How far evidence has come.
    pub enum EvidenceStatus {
        /// Planned.
        Planned = "planned",
        /// Running.
        Running = "running",
        /// Results are known inside the company.
        ReadOut = "read out",
        /// Results are public.
        Published = "published",
        /// Replaced by newer evidence.
        Superseded = "superseded",
        /// Retracted or withdrawn.
        Retracted = "retracted",
    }
}

words_enum! {
    /// What evidence speaks of.
    pub enum About {
        /// The disease and its care.
        Disease = "disease",
        /// The asset.
        Product = "product",
        /// Costs and value.
        Economics = "economics",
        /// Other treatments.
        Comparator = "comparator",
    }
}

/// One endpoint of a study.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Endpoint {
    /// The endpoint.
    pub name: String,
    /// Whether it is a primary endpoint.
    pub primary: bool,
    /// Whom it serves; `both` means health-care professionals and payers.
    pub serves: Option<Serves>,
    /// Why it serves only one of them, where it does.
    pub one_sided_because: String,
    /// The period over which it is measured.
    pub time_frame: String,
    /// The results.
    pub results: Vec<Measured>,
}

impl Evidence {
    /// Whether the public can read it on a day.
    pub fn is_public_on(&self, day: Date) -> bool {
        match self.available_on {
            Some(available) => available <= day,
            None => matches!(self.status, Some(EvidenceStatus::Published | EvidenceStatus::Superseded)),
        }
    }
}
