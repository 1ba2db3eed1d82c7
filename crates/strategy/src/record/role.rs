//! A field or office role and the hours a week that it has.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    record::{Number, Region},
};

/// A field or office role and the hours a week that it has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Role {
    /// The role: `MSL`, `sales representative`, `key account manager`.
    pub title: String,
    /// Its function.
    pub function: Option<Function>,
    /// The hours a week that one person in the role has for planned work.
    pub hours_per_week: Option<Number>,
    /// How many people hold it.
    pub people: Option<u32>,
    /// Where they work.
    pub region: Region,
}
