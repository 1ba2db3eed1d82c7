//! An outcome-based contract with a payer.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    record::{Need, Number, Region, Stakeholder},
};

/// An outcome-based contract with a payer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ValueAgreement {
    /// The agreement.
    pub title: String,
    /// The payer.
    pub payer: Option<Ref<Stakeholder>>,
    /// The outcome measure.
    pub outcome: String,
    /// The threshold.
    pub threshold: Option<Number>,
    /// What is paid or returned, and when.
    pub payment_rule: String,
    /// Where.
    pub region: Region,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// The need it serves.
    pub serves: Vec<Ref<Need>>,
}
