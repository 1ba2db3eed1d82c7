//! What was learned, without blame.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::key::{Any, Ref};

/// What was learned, without blame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Lesson {
    /// What was learned.
    pub lesson: String,
    /// In which situation.
    pub situation: String,
    /// The records it came from.
    pub about: Vec<Ref<Any>>,
    /// When.
    pub learned_on: Option<Date>,
}
