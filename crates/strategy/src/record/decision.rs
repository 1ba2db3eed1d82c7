//! A question, the options, what was decided and why.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::key::{Any, Ref};

/// A question, the options, what was decided and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// The question.
    pub question: String,
    /// The options.
    pub options: Vec<String>,
    /// What was decided.
    pub decided: String,
    /// Why.
    pub reason: String,
    /// Who saw it otherwise, and why.
    pub dissent: String,
    /// The day.
    pub decided_on: Option<Date>,
    /// The records it concerns.
    pub about: Vec<Ref<Any>>,
}
