//! The recurring meeting in which functions plan together.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::function::Owner;

/// The recurring meeting in which functions plan together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Forum {
    /// The name.
    pub name: String,
    /// How many days may pass between two sessions.
    pub every_days: Option<u32>,
    /// Since when it meets.
    pub since: Option<Date>,
    /// The members, by function.
    pub members: Vec<Owner>,
}
