//! What was signed, at which revisions, by which functions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::{Any, Ref},
    record::Signature,
    words::words_enum,
};

/// What was signed, at which revisions, by which functions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Agreement {
    /// What was agreed.
    pub title: String,
    /// What sort of thing was signed.
    pub subject: Option<Subject>,
    /// The records that were signed, at their revisions: `N-1@3`.
    pub on: Vec<Ref<Any>>,
    /// The signatures.
    pub signatures: Vec<Signature>,
}

words_enum! {
    /// What sort of thing was signed.
    pub enum Subject {
        /// The need, with its expected evolution.
        Need = "need",
        /// The sequence of shaping, evidence and promotion.
        Sequence = "sequence",
        /// The sharing matrix.
        SharingMatrix = "sharing matrix",
        /// A rule pack.
        RulePack = "rule pack",
    }
}
