//! A word of the glossary with each function's meaning.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word of the glossary with each function's meaning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Term {
    /// The word.
    pub term: String,
    /// The name to store and to use across functions.
    pub canonical: String,
    /// Each function's meaning, by lane: medical, commercial, access.
    pub senses: BTreeMap<String, String>,
    /// The sense that the strategy uses.
    pub chosen: String,
}
