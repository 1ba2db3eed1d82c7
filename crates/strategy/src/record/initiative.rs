//! A project, pilot or tool, and what it asks of each role.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Owner,
    key::{Key, Ref},
    record::{Goal, Kpi, Need, Number},
};

/// A project, pilot or tool, and what it asks of each role.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Initiative {
    /// What it is.
    pub title: String,
    /// What sort: `AI targeting pilot`, `digital channel`, `training`.
    pub kind: String,
    /// Who sponsors it.
    pub sponsor: Option<Owner>,
    /// The needs it serves.
    pub serves: Vec<Ref<Need>>,
    /// The customer outcome that all functions share.
    pub customer_outcome: String,
    /// The goal it works towards.
    pub goal: Option<Ref<Goal>>,
    /// The corporate goal it works towards.
    pub corporate_goal: String,
    /// The KPI that says whether it worked.
    pub metric: Option<Ref<Kpi>>,
    /// Hours a week that it asks of each role, by role key.
    pub asks: BTreeMap<Key, Number>,
    /// The first day.
    pub starts: Option<Date>,
    /// The last day.
    pub ends: Option<Date>,
    /// The result.
    pub result: String,
}
