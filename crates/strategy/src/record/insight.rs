//! Something heard in the field or from a payer, until it changes the plan or is answered.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::{Any, Ref},
    record::{Asker, Decision, Need},
    words::words_enum,
};

/// Something heard in the field or from a payer, until it changes the plan or is answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Insight {
    /// What was heard, without names.
    pub summary: String,
    /// The function that heard it.
    pub heard_by: Option<Function>,
    /// What kind of person said it.
    pub heard_from: Option<Asker>,
    /// When it was heard.
    pub heard_on: Option<Date>,
    /// Themes.
    pub themes: Vec<String>,
    /// The need or needs it concerns.
    pub serves: Vec<Ref<Need>>,
    /// How far it has come: captured, accepted, decided.
    pub status: Option<InsightStatus>,
    /// The day it was accepted.
    pub accepted_on: Option<Date>,
    /// The decision that closed it.
    pub decision: Option<Ref<Decision>>,
    /// The messages, evidence or other records that it changed.
    pub led_to: Vec<Ref<Any>>,
}

words_enum! {
    /// How far an insight has come.
    pub enum InsightStatus {
        /// Captured.
        Captured = "captured",
        /// Accepted as worth a decision.
        Accepted = "accepted",
        /// Closed by a decision or a reasoned no.
        Decided = "decided",
    }
}
