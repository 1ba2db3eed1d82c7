//! A guardrail rule.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{key::Ref, record::Pack, words::words_enum};

/// A guardrail rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// What the rule says.
    pub statement: String,
    /// The rule's id in its pack: `US-12`.
    pub code: String,
    /// The pack it belongs to.
    pub pack: Option<Ref<Pack>>,
    /// The law, code or policy it comes from.
    pub source: String,
    /// How the source was checked: P, S, K or D.
    pub mark: Option<SourceMark>,
    /// The norm level: law, code, guidance, policy.
    pub norm: String,
    /// The first day.
    pub effective_from: Option<Date>,
    /// The last day.
    pub effective_until: Option<Date>,
    /// By when it must be reviewed.
    pub review_by: Option<Date>,
}

words_enum! {
    /// How the source of a rule was checked.
    pub enum SourceMark {
        /// Primary source read.
        Primary = "P",
        /// Secondary source read.
        Secondary = "S",
        /// Known from general knowledge, not checked.
        Known = "K",
        /// A default of ours.
        Default = "D",
    }
}
