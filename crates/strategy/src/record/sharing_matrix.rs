//! Which function sees which kind of data at which stage.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which function sees which kind of data at which stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SharingMatrix {
    /// The name.
    pub name: String,
    /// The version.
    pub version: String,
    /// The cells: `stage / data / function` to F, M, A, W, O, C or `-`.
    pub cells: BTreeMap<String, String>,
}
