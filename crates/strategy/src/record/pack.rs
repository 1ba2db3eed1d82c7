//! The guardrail rules of one jurisdiction.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The guardrail rules of one jurisdiction.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Pack {
    /// The pack's name.
    pub name: String,
    /// The jurisdiction.
    pub jurisdiction: String,
    /// The version.
    pub version: String,
    /// When Compliance signed it.
    pub signed_on: Option<Date>,
    /// By when it must be reviewed.
    pub review_by: Option<Date>,
}
