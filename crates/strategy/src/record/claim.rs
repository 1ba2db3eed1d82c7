//! A statement about the disease, the science, the product or its economics.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::{Key, Ref},
    population::Population,
    record::{Evidence, Measured, Need},
    words::words_enum,
};

/// A statement about the disease, the science, the product or its economics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Claim {
    /// The claim in words.
    pub text: String,
    /// What it speaks of: disease, scientific, product, economic.
    pub kind: Option<ClaimKind>,
    /// The needs it serves.
    pub serves: Vec<Ref<Need>>,
    /// The patients it speaks of.
    pub population: Population,
    /// The evidence it rests on.
    pub stands_on: Vec<Ref<Evidence>>,
    /// The scientific or disease statements that a commercial claim builds on.
    pub rests_on: Vec<Ref<Claim>>,
    /// The endpoint it speaks of.
    pub endpoint: String,
    /// The numbers it states.
    pub values: Vec<Measured>,
    /// The relation to the label, by market.
    pub label_relation: BTreeMap<Key, LabelRelation>,
    /// Whether Medical defends it, and why or why not.
    pub defended: Defended,
}

words_enum! {
    /// What a claim speaks of.
    pub enum ClaimKind {
        /// The disease.
        Disease = "disease",
        /// The science: mechanism, pathway, unbranded findings.
        Scientific = "scientific",
        /// The product.
        Product = "product",
        /// Its economics.
        Economic = "economic",
    }
}

words_enum! {
    /// How a claim relates to a market's label.
    pub enum LabelRelation {
        /// On the label.
        On = "on",
        /// Not in the label but consistent with it.
        Consistent = "consistent",
        /// Off the label.
        Off = "off",
        /// The product or the use is not approved there.
        Unapproved = "unapproved",
    }
}

/// Whether Medical defends a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Defended {
    /// Yes, no, or withdrawn; none means that Medical has not said.
    pub answer: Option<Answer>,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub on: Option<Date>,
}

words_enum! {
    /// Medical's answer.
    pub enum Answer {
        /// Medical defends it.
        Yes = "yes",
        /// Medical does not defend it.
        No = "no",
        /// Medical defended it once and no longer does.
        Withdrawn = "withdrawn",
    }
}
