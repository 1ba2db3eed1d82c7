//! A patient unmet need: the root that everything else serves.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::{Any, Ref},
    population::Population,
    record::{Evidence, Number, Region},
};

/// A patient unmet need: the root that everything else serves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Need {
    /// The need in one sentence, in the patients' terms and without a product.
    pub statement: String,
    /// The patients who have the need.
    pub population: Population,
    /// The need's rank among the asset's needs; 1 matters most.
    pub rank: Option<u32>,
    /// What the need costs patients today, and what is wanted.
    pub burden: Vec<Burden>,
    /// What success is, for patients and for clinicians.
    pub success: Success,
    /// How the need is expected to change.
    pub evolution: Vec<Expectation>,
    /// Each function's own reading of the need.
    pub readings: BTreeMap<Function, Reading>,
    /// The evidence that shows the need.
    pub evidence: Vec<Ref<Evidence>>,
    /// The regions where the need is greatest.
    pub greatest_in: Vec<Region>,
}

/// What the need costs patients today, and what is wanted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Burden {
    /// What is measured.
    pub measure: String,
    /// The unit.
    pub unit: String,
    /// The value today.
    pub today: Option<Number>,
    /// The value that is wanted.
    pub wanted: Option<Number>,
    /// Where the value comes from.
    pub source: Option<Ref<Evidence>>,
}

/// What success is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Success {
    /// Success for patients.
    pub patients: String,
    /// Success for clinicians.
    pub clinicians: String,
}

/// One way in which the need, market or label is expected to change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Expectation {
    /// What may change.
    pub change: String,
    /// What would trigger it.
    pub trigger: String,
    /// The milestone or evidence whose arrival is the trigger.
    pub trigger_record: Option<Ref<Any>>,
    /// By when.
    pub by: Option<Date>,
    /// Which way: what the change would mean for the strategy.
    pub then: String,
    /// The day on which the expectation was last reviewed.
    pub reviewed_on: Option<Date>,
}

/// One function's own reading of the need.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// The problem as the function sees it.
    pub problem: String,
    /// The patients it thinks of.
    pub population: Population,
    /// By when it wants to have solved it.
    pub by: Option<Date>,
    /// What it calls success.
    pub success: String,
}
