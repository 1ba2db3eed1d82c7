//! A disease and the patients in it for whom the asset is developed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::population::Population;

/// A disease and the patients in it for whom the asset is developed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Indication {
    /// The indication's name.
    pub name: String,
    /// The disease, from general to specific, parts separated by `/`.
    pub disease: String,
    /// The patients for whom the asset is developed.
    pub population: Population,
}
