//! One meeting of a forum.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Owner,
    key::Ref,
    record::{Decision, Forum},
};

/// One meeting of a forum.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// The title.
    pub title: String,
    /// The forum.
    pub forum: Option<Ref<Forum>>,
    /// The day.
    pub held_on: Option<Date>,
    /// Who attended, by function.
    pub attended: Vec<Owner>,
    /// The agenda.
    pub agenda: Vec<String>,
    /// The decisions taken.
    pub decisions: Vec<Ref<Decision>>,
}
