//! One definition of one measure.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    record::{Direction, Number},
};

/// One definition of one measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Kpi {
    /// The name.
    pub name: String,
    /// What is counted.
    pub numerator: String,
    /// Out of what.
    pub denominator: String,
    /// Per what: prescriber and month, plan and release.
    pub grain: String,
    /// The unit.
    pub unit: String,
    /// Where the numbers come from.
    pub source: String,
    /// The query that computes it.
    pub sql: String,
    /// Which way is better.
    pub better: Option<Direction>,
    /// Whether it measures patient engagement.
    pub patient_engagement: bool,
    /// Numbers reported so far.
    pub observations: Vec<Observation>,
}

/// One reported number of a KPI.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Observation {
    /// The month, as its first day.
    pub month: Option<Date>,
    /// The value.
    pub value: Option<Number>,
    /// The function that reported it.
    pub reported_by: Option<Function>,
}
