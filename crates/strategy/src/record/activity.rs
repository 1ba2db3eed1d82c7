//! Something a function does, with an audience, a region and dates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::{Any, Key, Ref},
    population::Population,
    record::{Audience, Channel, Content, Evidence, Level, Message, Need, Number, Region, Stakeholder, StakeholderKind},
    words::words_enum,
};

/// Something a function does, with an audience, a region and dates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Activity {
    /// What is done.
    pub title: String,
    /// What sort of activity.
    pub kind: Option<ActivityKind>,
    /// The function that does it.
    pub function: Option<Function>,
    /// The needs it serves.
    pub serves: Vec<Ref<Need>>,
    /// Whom it addresses.
    pub audience: Option<Audience>,
    /// The topic, for coordination between functions.
    pub topic: String,
    /// Where.
    pub region: Region,
    /// The patients it speaks of; none means those of its messages.
    pub population: Population,
    /// The first day.
    pub starts: Option<Date>,
    /// The last day.
    pub ends: Option<Date>,
    /// The content it uses.
    pub uses: Vec<Ref<Content>>,
    /// The messages it carries.
    pub messages: Vec<Ref<Message>>,
    /// The evidence it presents or produces.
    pub evidence: Vec<Ref<Evidence>>,
    /// What must be finished or reached first: activities, milestones, evidence.
    pub depends_on: Vec<Ref<Any>>,
    /// Activities of other functions that it is planned together with.
    pub coordinated_with: Vec<Ref<Activity>>,
    /// The stakeholders it engages.
    pub stakeholders: Vec<Ref<Stakeholder>>,
    /// The kinds of stakeholder it engages, where none is named.
    pub stakeholder_kinds: Vec<StakeholderKind>,
    /// The levels it engages.
    pub levels: Vec<Level>,
    /// The channels.
    pub channels: Vec<Channel>,
    /// Hours a week that it asks of each role, by role key.
    pub effort: BTreeMap<Key, Number>,
    /// Why promotion may start before coverage, if it does.
    pub before_access_because: String,
    /// Whether it names the product.
    pub branded: bool,
}

words_enum! {
    /// What sort of activity it is.
    pub enum ActivityKind {
        /// Scientific exchange between peers.
        ScientificExchange = "scientific exchange",
        /// A publication.
        Publication = "publication",
        /// A congress.
        Congress = "congress",
        /// An advisory board.
        AdvisoryBoard = "advisory board",
        /// Education on the disease, without the product.
        UnbrandedEducation = "unbranded education",
        /// Why the need matters now, before the product is named.
        MarketShaping = "market shaping",
        /// Promotion.
        Promotion = "promotion",
        /// Work with payers and HTA bodies.
        PayerEngagement = "payer engagement",
        /// Support of patients.
        PatientSupport = "patient support",
        /// Generating evidence.
        EvidenceGeneration = "evidence generation",
        /// Submission to a regulator or HTA body.
        Submission = "submission",
        /// Training inside the company.
        Training = "training",
    }
}

impl ActivityKind {
    /// Whether the activity shapes how science sees the need.
    pub fn is_scientific_shaping(self) -> bool {
        use ActivityKind::*;
        matches!(self, ScientificExchange | Publication | Congress | AdvisoryBoard | UnbrandedEducation)
    }
}
