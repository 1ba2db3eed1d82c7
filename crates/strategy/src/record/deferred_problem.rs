//! A problem that was put off, until when and by whom.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Owner,
    key::{Any, Ref},
};

/// A problem that was put off, until when and by whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeferredProblem {
    /// The problem.
    pub problem: String,
    /// Until when it was put off.
    pub until: Option<Date>,
    /// Who put it off.
    pub deferred_by: Option<Owner>,
    /// Why.
    pub reason: String,
    /// The records it concerns.
    pub about: Vec<Ref<Any>>,
    /// The day it was resolved.
    pub resolved_on: Option<Date>,
}
