//! What a rule says about itself: its annotations, read once, and whether it is in use.

use jiff::civil::Date;
use serde::Serialize;
use strategy::{Function, record::SourceMark, words_enum};

use crate::{Act, Class, RuleId};

words_enum! {
    /// How binding the norm behind a rule is.
    pub enum Norm {
        /// Statute or regulation.
        Law = "law",
        /// Final guidance of an authority.
        Guidance = "guidance",
        /// Draft or withdrawn guidance that is still applied.
        DraftGuidance = "draft guidance",
        /// A code of the industry.
        Code = "code",
        /// Practice that settlements and integrity agreements ask for.
        Settlement = "settlement",
        /// A norm of the company's own.
        Policy = "policy",
    }
}

words_enum! {
    /// What a rule does where it matches.
    pub enum RuleEffect {
        /// Permits.
        Permit = "permit",
        /// Permits, and asks for its obligations.
        PermitWithObligations = "permit-with-obligations",
        /// Forbids, whatever else permits.
        Forbid = "forbid",
        /// Adds its obligations where another rule permits; permits nothing by itself.
        Oblige = "oblige",
    }
}

words_enum! {
    /// Whether a rule is in use under a policy.
    pub enum Standing {
        /// In use.
        On = "on",
        /// An overlay that nobody has switched on.
        Off = "off",
        /// Relaxed by the customer.
        Relaxed = "relaxed",
    }
}

/// A rule as its pack words it. Several may share an id: one rule of the table, written as several policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleInfo {
    /// The id: `US-15`.
    pub id: RuleId,
    /// The pack: `us`, `global`, `matrix`, `house`.
    pub pack: String,
    /// What the rule says, in a plain sentence.
    pub statement: String,
    /// What the user is told.
    pub reason: String,
    /// The law, code or policy it comes from.
    pub source: String,
    /// How binding that is.
    pub norms: Vec<Norm>,
    /// How the source was checked.
    pub marks: Vec<SourceMark>,
    /// What the mark holds for, where it differs within the rule.
    pub mark_note: String,
    /// The first day in force; always, where none is named.
    pub from: Option<Date>,
    /// The last day in force.
    pub until: Option<Date>,
    /// By when it must be reviewed.
    pub review: Date,
    /// Whether it is an overlay, shipped switched off.
    pub overlay: bool,
    /// What it does where it matches.
    pub effect: RuleEffect,
    /// What it asks for.
    pub obligations: Vec<String>,
    /// The way forward that it names: who may do what instead.
    pub route: Option<(Function, Act, Class)>,
    /// Whether it is in use.
    pub standing: Standing,
    /// Where it stands.
    pub file: String,
    /// The line of its first annotation, from 1.
    pub line: usize,
    /// The policy as written.
    pub text: String,
}

impl RuleInfo {
    /// Whether a customer may relax it: only what is settlement practice or the company's own policy throughout.
    pub fn may_be_relaxed(&self) -> bool {
        self.norms.iter().all(|norm| matches!(norm, Norm::Settlement | Norm::Policy))
    }

    /// Whether some of its source was not checked against the primary text: marked K or S.
    pub fn is_unchecked(&self) -> bool {
        self.marks.iter().any(|mark| matches!(mark, SourceMark::Known | SourceMark::Secondary))
    }

    /// The marks as written on screen: `P/S`.
    pub fn mark(&self) -> String {
        self.marks.iter().map(|mark| mark.as_str()).collect::<Vec<_>>().join("/")
    }

    /// Whether it is in force on a day.
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// What must agree between the policies that share an id.
    pub(crate) fn norm_text(&self) -> (&str, &str, &[Norm], &[SourceMark], bool) {
        (&self.statement, &self.source, &self.norms, &self.marks, self.overlay)
    }
}
