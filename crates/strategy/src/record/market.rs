//! An indication in one jurisdiction. The lifecycle stage belongs to it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    population::Population,
    record::{Expected, Indication, Measured, Region, Stage},
};

/// An indication in one jurisdiction. The lifecycle stage belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Market {
    /// The market's name: `US heart failure`.
    pub name: String,
    /// The indication.
    pub indication: Option<Ref<Indication>>,
    /// The jurisdiction: `US`, `EU`, `DE`, `UK`, `JP`.
    pub jurisdiction: String,
    /// The region that the jurisdiction covers.
    pub region: Region,
    /// The lifecycle stage today.
    pub stage: Option<Stage>,
    /// When Phase III starts.
    pub phase3_start: Expected,
    /// When the dossier is submitted.
    pub filing: Expected,
    /// When the approval is granted.
    pub approval: Expected,
    /// When the medicine is launched.
    pub launch: Expected,
    /// When exclusivity ends.
    pub loss_of_exclusivity: Expected,
    /// Since when Medical, Commercial and Market Access plan this market together.
    pub joint_planning_since: Option<Date>,
    /// The label's versions, expected ones too; the last one in force on a day counts.
    pub labels: Vec<LabelVersion>,
}

/// One version of the label, in force or expected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LabelVersion {
    /// The version: number, set id, or `expected`.
    pub version: String,
    /// The first day in force, or the day from which it is expected.
    pub from: Option<Date>,
    /// Whether it is expected and not yet granted.
    pub expected: bool,
    /// The text of the indication.
    pub indication: String,
    /// The patients whom it serves.
    pub population: Population,
    /// The identifier of the label document.
    pub set_id: String,
    /// Endpoints and results that the label describes.
    pub claims: Vec<Measured>,
}

impl Market {
    /// The label that counts on a day: the last version in force by then, else the first expected one.
    pub fn label_on(&self, day: Date) -> Option<&LabelVersion> {
        let granted = self.labels.iter().filter(|l| !l.expected && l.from.is_none_or(|from| from <= day)).max_by_key(|l| l.from);
        granted.or_else(|| self.labels.iter().min_by_key(|l| (l.from.is_none(), l.from)))
    }
}
