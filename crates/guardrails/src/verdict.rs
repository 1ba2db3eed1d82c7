//! The gate's answer: what it is, which rules decided, what must be done with it, and the way forward where it is no.

use std::{fmt, sync::Arc};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strategy::{Function, record::Stage, words_enum};

use crate::{Act, Audience, Class};

words_enum! {
    /// The three answers, the strictest first.
    pub enum Outcome {
        /// Not allowed.
        Forbid = "forbid",
        /// Allowed, if the obligations are met.
        PermitWithObligations = "permit-with-obligations",
        /// Allowed.
        Permit = "permit",
    }
}

impl Outcome {
    /// Whether it may be done, with or without obligations.
    pub fn allows(self) -> bool {
        self != Outcome::Forbid
    }
}

words_enum! {
    /// A verdict as people read it in a cell, from open to shut.
    pub enum Grade {
        /// It may be done.
        Allowed = "allowed",
        /// It may be done, if the conditions are met.
        WithConditions = "with conditions",
        /// It may be done once somebody has approved it.
        NeedsApproval = "needs approval",
        /// It may not be done.
        NotAllowed = "not allowed",
        /// It may not be done yet: the rule that permits it comes into force on a day that is known.
        NotInForceYet = "not in force yet",
    }
}

/// The words of obligations by which somebody must approve what is to be done; that an item has been approved is a condition.
const APPROVALS: [&str; 4] = ["regulatory approval", "sign-off by compliance", "approved by compliance", "certified by"];

impl Verdict {
    /// The verdict as a cell shows it.
    pub fn grade(&self) -> Grade {
        let approval = |obligation: &String| APPROVALS.iter().any(|words| obligation.to_lowercase().contains(words));
        match self.outcome {
            Outcome::Permit => Grade::Allowed,
            Outcome::PermitWithObligations if self.obligations.iter().any(approval) => Grade::NeedsApproval,
            Outcome::PermitWithObligations => Grade::WithConditions,
            Outcome::Forbid if self.becomes.iter().any(|then| then.on.is_some() && then.outcome.allows()) => Grade::NotInForceYet,
            Outcome::Forbid => Grade::NotAllowed,
        }
    }
}

/// The id under which people know a rule: `US-15`, `matrix:approved/belief-note/sales`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub Arc<str>);

impl RuleId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RuleId {
    fn from(id: &str) -> Self {
        RuleId(id.into())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The gate's answer to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether it may be done.
    #[serde(rename = "verdict")]
    pub outcome: Outcome,
    /// The rules that decided, those of the strictest jurisdiction first; empty where a default decided.
    pub rules: Vec<RuleId>,
    /// What must be done with it, each once.
    pub obligations: Vec<String>,
    /// The nearest way that is itself allowed, where the answer is no.
    pub route: Option<Route>,
    /// When the answer changes: the next such date and the next such stage.
    pub becomes: Vec<Becomes>,
    /// Why, where no rule matched.
    pub default: Option<String>,
    /// The packs consulted that Compliance has not signed.
    pub unreviewed: Vec<String>,
    /// The epoch of the policy that answered.
    pub epoch: u64,
}

/// A way forward, checked to be allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Route {
    /// The way in words: `medical information may answer the question: say medical-response`.
    pub words: String,
    /// Who may do it, if somebody may.
    pub function: Option<Function>,
    /// What they may do.
    pub act: Option<Act>,
    /// With what.
    pub class: Option<Class>,
    /// To whom.
    pub audience: Option<Audience>,
    /// From which stage, if the way is to wait.
    pub stage: Option<Stage>,
}

/// A change of the answer that can be foreseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Becomes {
    /// On which day, if a rule starts or ends.
    pub on: Option<Date>,
    /// At which stage, if the asset moves on.
    pub stage: Option<Stage>,
    /// The answer then.
    pub outcome: Outcome,
    /// The rules that decide then.
    pub rules: Vec<RuleId>,
}
