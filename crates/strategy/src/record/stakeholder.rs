//! A person or organisation that shapes decisions, with level and evidence for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    record::{Channel, Level, Region},
    words::words_enum,
};

/// A person or organisation that shapes decisions, with level and evidence for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Stakeholder {
    /// The name, or a role where no person is meant.
    pub name: String,
    /// What sort.
    pub kind: Option<StakeholderKind>,
    /// At which level decisions are shaped.
    pub level: Option<Level>,
    /// The evidence for that level.
    pub level_because: String,
    /// Where.
    pub region: Region,
    /// The organisation.
    pub organisation: String,
    /// Channels the stakeholder prefers.
    pub preferred_channels: Vec<Channel>,
    /// Consents given or refused.
    pub consent: String,
    /// Contracts with the company.
    pub contracts: String,
    /// Role in the asset's trials.
    pub trial_role: String,
}

words_enum! {
    /// What sort of stakeholder it is.
    pub enum StakeholderKind {
        /// A health-care professional.
        Hcp = "hcp",
        /// A hospital, practice or other organisation.
        Organisation = "organisation",
        /// A payer.
        Payer = "payer",
        /// An HTA body.
        Hta = "hta body",
        /// A regulator.
        Regulator = "regulator",
        /// A patient advocate or organisation.
        PatientAdvocate = "patient advocate",
    }
}
