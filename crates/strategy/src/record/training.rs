//! A shared-fluency module and who completed it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{function::Function, key::Ref, record::Term};

/// A shared-fluency module and who completed it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Training {
    /// The module.
    pub title: String,
    /// The terms it teaches.
    pub teaches: Vec<Ref<Term>>,
    /// The functions it is for.
    pub for_functions: Vec<Function>,
    /// Who completed it, and when.
    pub completed: Vec<Completion>,
}

/// Who completed a module.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Completion {
    /// The person, by name or staff number.
    pub person: String,
    /// The person's function.
    pub function: Option<Function>,
    /// The day.
    pub on: Option<Date>,
}
