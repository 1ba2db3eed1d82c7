//! Whom a scheme pays, and on which KPI.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::Ref,
    record::{Direction, Kpi, Number},
};

/// Whom a scheme pays, and on which KPI.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Incentive {
    /// The scheme.
    pub title: String,
    /// The function it pays.
    pub pays: Option<Function>,
    /// The KPI it pays on.
    pub kpi: Option<Ref<Kpi>>,
    /// Which way the KPI must move.
    pub direction: Option<Direction>,
    /// The share of variable pay, in per cent.
    pub weight_percent: Option<Number>,
    /// Whether it pays for passing a stage and not for success after it.
    pub rewards_stage_passing: bool,
}
