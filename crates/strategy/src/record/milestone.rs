//! A dated event that lets the next function start.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::{Any, Ref},
    record::{Activity, Evidence, Expected, Region},
    words::words_enum,
};

/// A dated event that lets the next function start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Milestone {
    /// What happens.
    pub title: String,
    /// What sort of milestone.
    pub kind: Option<MilestoneKind>,
    /// Where it holds; none means the region of its markets.
    pub region: Region,
    /// When.
    pub date: Expected,
    /// The evidence that it makes public, for a readout.
    pub evidence: Vec<Ref<Evidence>>,
    /// The activities that its completion starts.
    pub starts: Vec<Ref<Activity>>,
    /// The function whose work its completion starts.
    pub relay_to: Option<Function>,
    /// What must be handed over.
    pub hand_over: String,
    /// What must be reached first.
    pub depends_on: Vec<Ref<Any>>,
}

words_enum! {
    /// What sort of milestone it is.
    pub enum MilestoneKind {
        /// A study reads out.
        Readout = "readout",
        /// The dossier goes to the regulator.
        DossierSubmission = "dossier submission",
        /// The regulator approves.
        Approval = "approval",
        /// The value dossier goes to an HTA body.
        HtaSubmission = "hta submission",
        /// An HTA body decides.
        HtaDecision = "hta decision",
        /// A payer covers or lists the medicine, or its price is set.
        PriceListing = "price listing",
        /// Launch.
        Launch = "launch",
        /// Loss of exclusivity.
        LossOfExclusivity = "loss of exclusivity",
    }
}
