//! The one patient journey, step by step.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::Ref,
    population::Population,
    record::{Activity, Barrier, Need},
};

/// The one patient journey, step by step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Journey {
    /// Whose journey.
    pub title: String,
    /// The need it shows.
    pub serves: Vec<Ref<Need>>,
    /// The patients.
    pub population: Population,
    /// The steps, in their order.
    pub steps: Vec<Step>,
}

/// One step of the patient journey.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    /// The step's name.
    pub name: String,
    /// What happens to the patient.
    pub happens: String,
    /// The functions that help here.
    pub helped_by: Vec<Function>,
    /// The activities that help here.
    pub activities: Vec<Ref<Activity>>,
    /// The barriers met here.
    pub barriers: Vec<Ref<Barrier>>,
}
