//! The self-assessment asked of each function separately: built to connect, or built to divide?

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::function::Function;

/// The self-assessment asked of each function separately: built to connect, or built to divide?
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Assessment {
    /// The title.
    pub title: String,
    /// When it was asked.
    pub asked_on: Option<Date>,
    /// The answers, by function and question.
    pub answers: Vec<AssessmentAnswer>,
}

/// One answer to one question, by one function.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AssessmentAnswer {
    /// The function that answered.
    pub function: Option<Function>,
    /// The question.
    pub question: String,
    /// The answer from 1 (built to divide) to 5 (built to connect).
    pub score: Option<u8>,
    /// A remark.
    pub remark: String,
}
