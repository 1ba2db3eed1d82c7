//! A medicine or device. One asset has one go-to-market strategy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::function::Owner;

/// A medicine or device. One asset has one go-to-market strategy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Asset {
    /// The name used inside the company: code or INN.
    pub name: String,
    /// The international nonproprietary name.
    pub inn: String,
    /// The development code.
    pub code: String,
    /// Brand names and other words that name or hint at the product; unbranded text may hold none of them.
    pub brand_names: Vec<String>,
    /// Small molecule, antibody, device, combination …
    pub modality: String,
    /// Regulators involved; a combination product has several.
    pub regulators: Vec<String>,
    /// The executive who answers for the one strategy.
    pub sponsor: Option<Owner>,
    /// Whether the asset is invented, for examples and training.
    pub fictional: bool,
    /// The limits that the checks use for this asset.
    pub limits: Limits,
}

/// The limits that the checks use. Each has a default, written in its description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Days between a milestone and the start of the work that it enables (30).
    pub relay_days: u32,
    /// Days between contacts of two functions with one audience (14).
    pub spacing_days: u32,
    /// Months after which the newest evidence on a need is stale (24).
    pub evidence_months: u32,
    /// Days within which an accepted insight needs a decision (90).
    pub insight_days: u32,
    /// Days between two sessions of the planning forum, where the forum states none (35).
    pub forum_days: u32,
    /// Whether Compliance must sign a need too (no).
    pub compliance_signs_needs: bool,
}

impl Default for Limits {
    // Policy defaults of ours; no outside source sets them.
    fn default() -> Self {
        Limits { relay_days: 30, spacing_days: 14, evidence_months: 24, insight_days: 90, forum_days: 35, compliance_signs_needs: false }
    }
}
