//! An outcome that functions own together, measured by one KPI.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::Ref,
    population::Population,
    record::{Kpi, Need, Number},
    words::words_enum,
};

/// An outcome that functions own together, measured by one KPI.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Goal {
    /// The outcome.
    pub outcome: String,
    /// Whose outcome it is.
    pub kind: Option<GoalKind>,
    /// The KPI that measures it.
    pub kpi: Option<Ref<Kpi>>,
    /// Where it stands.
    pub baseline: Option<Number>,
    /// What is wanted.
    pub target: Option<Number>,
    /// The unit.
    pub unit: String,
    /// By when.
    pub due: Option<Date>,
    /// The functions that own it together.
    pub owners: Vec<Function>,
    /// The need it serves.
    pub serves: Vec<Ref<Need>>,
    /// The patients it counts.
    pub population: Population,
    /// The corporate goal it serves.
    pub corporate_goal: String,
}

words_enum! {
    /// Whose outcome a goal is.
    pub enum GoalKind {
        /// An outcome for patients.
        PatientOutcome = "patient outcome",
        /// An outcome for clinicians.
        ClinicianOutcome = "clinician outcome",
        /// Access and coverage.
        Access = "access",
        /// Engagement of patients.
        PatientEngagement = "patient engagement",
        /// Adoption and uptake.
        Uptake = "uptake",
        /// Evidence and publications.
        Evidence = "evidence",
        /// A business result.
        Business = "business",
    }
}
