//! A question that a payer, HTA body, clinician, regulator or patient needs answered.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    record::{Need, Stakeholder},
    words::words_enum,
};

/// A question that a payer, HTA body, clinician, regulator or patient needs answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EvidenceNeed {
    /// The question or pain point, in the asker's words.
    pub question: String,
    /// Who asks.
    pub asked_by: Option<Asker>,
    /// The stakeholder who asks, where one is named.
    pub stakeholder: Option<Ref<Stakeholder>>,
    /// The need that the question is about.
    pub serves: Vec<Ref<Need>>,
    /// What would answer it.
    pub answered_by: String,
    /// By when the answer is needed.
    pub due: Option<Date>,
}

words_enum! {
    /// Who asks a question or was heard.
    pub enum Asker {
        /// A payer.
        Payer = "payer",
        /// An HTA body.
        Hta = "hta body",
        /// A clinician.
        Clinician = "clinician",
        /// A regulator.
        Regulator = "regulator",
        /// A patient or carer.
        Patient = "patient",
    }
}
