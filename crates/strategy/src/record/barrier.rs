//! An access or administrative hurdle between a patient and the medicine.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    record::{Activity, Asker, Need, Region},
    words::words_enum,
};

/// An access or administrative hurdle between a patient and the medicine.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Barrier {
    /// The hurdle.
    pub title: String,
    /// What sort.
    pub kind: Option<BarrierKind>,
    /// Where.
    pub region: Region,
    /// Whom it burdens.
    pub touches: Option<Asker>,
    /// How many lives it concerns.
    pub lives: Option<u64>,
    /// The need that it keeps unmet.
    pub serves: Vec<Ref<Need>>,
    /// What is done about it.
    pub mitigation: String,
    /// The activities that lower it.
    pub mitigated_by: Vec<Ref<Activity>>,
}

words_enum! {
    /// What sort of hurdle it is.
    pub enum BarrierKind {
        /// Prior authorisation.
        PriorAuthorisation = "prior authorisation",
        /// Step therapy.
        StepTherapy = "step therapy",
        /// Coding and billing.
        Coding = "coding",
        /// Affordability.
        Affordability = "affordability",
        /// Distance to a pharmacy.
        PharmacyDistance = "pharmacy distance",
        /// Distance to a specialist.
        SpecialistDistance = "specialist distance",
        /// Not covered, or covered narrowly.
        Coverage = "coverage",
        /// Anything else.
        Other = "other",
    }
}
