//! The kinds of record that people write and sign. One file and one line here per kind.
//! From each struct come the text form, the form, the table, the workbook sheet, the schema and the help.
//! Nothing here checks whether a record makes sense; that is `check`.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Owner,
    key::{Any, Key, RecordId, Ref, Target},
    words::words_enum,
};

mod common;
mod one_field;
pub use common::*;
use one_field::OneField;

/// Declares the kinds: module, struct, key prefix, the field that names a record, the word for many, one line of help.
macro_rules! kinds {
    ($($module:ident $kind:ident $prefix:literal $title:ident $plural:literal $about:literal)+) => {
        $(mod $module; pub use $module::*;)+

        /// A kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $(#[doc = $about] $kind,)+ }

        /// What a record holds beyond its header: one struct per kind. Cheap to clone: the content is shared.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Body { $(#[doc = $about] $kind(Arc<$kind>),)+ }

        impl Kind {
            /// Every kind, in the order in which files, workbooks and menus list them.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)+];

            /// The kind's name in files and addresses: `evidence_need`.
            pub const fn name(self) -> &'static str {
                match self { $(Kind::$kind => stringify!($module),)+ }
            }

            /// The word for several: `evidence needs`.
            pub const fn plural(self) -> &'static str {
                match self { $(Kind::$kind => $plural,)+ }
            }

            /// The letters that a key of this kind usually starts with.
            pub const fn prefix(self) -> &'static str {
                match self { $(Kind::$kind => $prefix,)+ }
            }

            /// The field whose text names a record of this kind.
            pub const fn title_field(self) -> &'static str {
                match self { $(Kind::$kind => stringify!($title),)+ }
            }

            /// What the kind is for, in one line.
            pub const fn about(self) -> &'static str {
                match self { $(Kind::$kind => $about,)+ }
            }

            pub(crate) fn body_schema(self) -> schemars::Schema {
                match self { $(Kind::$kind => schemars::schema_for!($kind),)+ }
            }
        }

        impl Body {
            /// The kind of this body.
            pub const fn kind(&self) -> Kind {
                match self { $(Body::$kind(_) => Kind::$kind,)+ }
            }

            /// Whether two bodies share their content, which is quicker to see than that they say the same.
            pub fn is_shared_with(&self, other: &Body) -> bool {
                match (self, other) {
                    $((Body::$kind(one), Body::$kind(other)) => Arc::ptr_eq(one, other),)+
                    _ => false,
                }
            }

            /// An empty body of a kind.
            pub fn empty(kind: Kind) -> Body {
                match kind { $(Kind::$kind => Body::$kind(Arc::default()),)+ }
            }

            /// The text that names the record; empty when nobody has written it yet.
            pub fn title(&self) -> &str {
                match self { $(Body::$kind(body) => &body.$title,)+ }
            }

            pub(crate) fn read<'de, D: serde::Deserializer<'de>>(kind: Kind, from: D) -> Result<Body, D::Error> {
                Ok(match kind { $(Kind::$kind => Body::$kind(Arc::new($kind::deserialize(from)?)),)+ })
            }

            pub(crate) fn write<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                match self { $(Body::$kind(body) => body.serialize(to),)+ }
            }
        }

        $(
            impl Target for $kind {
                const NAME: Option<&'static str> = Some(stringify!($module));
                const REF: &'static str = concat!("ref:", stringify!($module));
            }

            impl Typed for $kind {
                const KIND: Kind = Kind::$kind;
                fn of(body: &Body) -> Option<&Self> {
                    match body { Body::$kind(body) => Some(body), _ => None }
                }
            }

            impl From<$kind> for Body {
                fn from(body: $kind) -> Body { Body::$kind(Arc::new(body)) }
            }
        )+
    };
}

kinds! {
    // The spine.
    asset            Asset           "A"    name      "assets"             "a medicine or device: one asset has one go-to-market strategy"
    indication       Indication      "I"    name      "indications"        "a disease and the patients in it for whom the asset is developed"
    market           Market          "MK"   name      "markets"            "an indication in one jurisdiction; the lifecycle stage belongs to it"
    need             Need            "N"    statement "needs"              "a patient unmet need: the root that everything else serves"
    // What is known.
    evidence         Evidence        "E"    title     "evidence"           "a trial, study, publication, guideline, label or HTA report, planned or available"
    evidence_need    EvidenceNeed    "EN"   question  "evidence needs"     "a question that a payer, HTA body, clinician, regulator or patient needs answered"
    belief           Belief          "B"    statement "beliefs"            "a statement whose acceptance is followed over time"
    insight          Insight         "IN"   summary   "insights"           "something heard in the field or from a payer, until it changes the plan or is answered"
    // What is said.
    claim            Claim           "C"    text      "claims"             "a statement about the disease, the science, the product or its economics"
    message          Message         "M"    text      "messages"           "the wording of claims for one audience by one function"
    content          Content         "CT"   title     "content"            "a piece that carries messages: a file with its approval and validity"
    // What is done.
    activity         Activity        "T"    title     "activities"         "something a function does, with an audience, a region and dates"
    milestone        Milestone       "MS"   title     "milestones"         "a dated event that lets the next function start"
    initiative       Initiative      "P"    title     "initiatives"        "a project, pilot or tool, and what it asks of each role"
    role             Role            "RO"   title     "roles"              "a field or office role and the hours a week that it has"
    // Patients and access.
    journey          Journey         "J"    title     "journeys"           "the one patient journey, step by step"
    barrier          Barrier         "BR"   title     "barriers"           "an access or administrative hurdle between a patient and the medicine"
    value_agreement  ValueAgreement  "VA"   title     "value agreements"   "an outcome-based contract with a payer"
    stakeholder      Stakeholder     "S"    name      "stakeholders"       "a person or organisation that shapes decisions, with level and evidence for it"
    // Goals.
    goal             Goal            "G"    outcome   "goals"              "an outcome that functions own together, measured by one KPI"
    kpi              Kpi             "K"    name      "KPIs"               "one definition of one measure"
    incentive        Incentive       "IC"   title     "incentives"         "whom a scheme pays, and on which KPI"
    // Working together.
    request          Request         "RQ"   question  "requests"           "a question from outside, in the words in which it was asked"
    handoff          Handoff         "H"    reason    "handoffs"           "a conversation passed from one function to another"
    forum            Forum           "FO"   name      "forums"             "the recurring meeting in which functions plan together"
    session          Session         "SE"   title     "sessions"           "one meeting of a forum"
    decision         Decision        "D"    question  "decisions"          "a question, the options, what was decided and why"
    agreement        Agreement       "AG"   title     "agreements"         "what was signed, at which revisions, by which functions"
    deferred_problem DeferredProblem "DP"   problem   "deferred problems"  "a problem that was put off, until when and by whom"
    lesson           Lesson          "L"    lesson    "lessons"            "what was learned, without blame"
    // Language and learning.
    term             Term            "TE"   term      "terms"              "a word of the glossary with each function's meaning"
    training         Training        "TR"   title     "trainings"          "a shared-fluency module and who completed it"
    assessment       Assessment      "AS"   title     "assessments"        "the self-assessment asked of each function separately"
    // Rules.
    rule             Rule            "RU"   statement "rules"              "a guardrail rule"
    pack             Pack            "PK"   name      "rule packs"         "the guardrail rules of one jurisdiction"
    sharing_matrix   SharingMatrix   "SM"   name      "sharing matrices"   "which function sees which kind of data at which stage"
    waiver           Waiver          "W"    reason    "waivers"            "a finding that was accepted or disputed, with a reason"
}

impl Kind {
    /// Reads a kind's name, forgiving case, `_` and `-`, and plurals.
    pub fn parse(text: &str) -> Option<Kind> {
        let by_name = crate::words::find(text, Kind::ALL.iter().map(|k| k.name()));
        by_name.or_else(|| crate::words::find(text, Kind::ALL.iter().map(|k| k.plural()))).map(|i| Kind::ALL[i])
    }

    /// The kind of a struct.
    pub const fn of<T: Typed>() -> Kind {
        T::KIND
    }

    /// The kind's name as people say it: `evidence need`.
    pub fn label(self) -> String {
        match self {
            Kind::Kpi => "KPI".into(),
            other => other.name().replace('_', " "),
        }
    }
}

/// A struct that is the body of one kind.
pub trait Typed: Target {
    /// The kind.
    const KIND: Kind;
    /// The body as this struct, if it is of this kind.
    fn of(body: &Body) -> Option<&Self>;
}

words_enum! {
    /// Whether a record counts. Everything else about its status is derived.
    pub enum State {
        /// Being written; checked like an active record.
        Draft = "draft",
        /// In force.
        Active = "active",
        /// No longer meant; kept for history, ignored by checks.
        Withdrawn = "withdrawn",
    }
}

/// The fields that every record has beside those of its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Header {
    /// The asset that the record belongs to; may be left out where there is only one.
    pub asset: Option<Ref<Asset>>,
    /// Who answers for the record: a function, or `function / person`.
    pub owner: Option<Owner>,
    /// The markets that the record holds in; none means all markets of the asset.
    pub markets: Vec<Ref<Market>>,
    /// Whether the record counts: draft, active or withdrawn.
    pub state: State,
    /// Free remarks.
    pub note: String,
    /// Other records worth reading beside this one; no rule depends on them.
    pub see_also: Vec<Ref<Any>>,
}

impl Default for Header {
    fn default() -> Self {
        Header { asset: None, owner: None, markets: vec![], state: State::Active, note: String::new(), see_also: vec![] }
    }
}

/// One revision of one record. Cheap to clone: the content is shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The permanent identity.
    pub id: RecordId,
    /// The short readable name.
    pub key: Key,
    /// Which revision of the record this is, counted from 1.
    pub revision: u32,
    /// The fields common to all kinds.
    pub header: Arc<Header>,
    /// The fields of its kind.
    pub body: Body,
    /// Where it was read from, for findings that point at a line or cell.
    pub origin: Option<Arc<crate::draft::Origin>>,
}

impl Record {
    /// The record's kind.
    pub fn kind(&self) -> Kind {
        self.body.kind()
    }

    /// The text that names the record, or its key when nobody has written it yet.
    pub fn title(&self) -> &str {
        match self.body.title().trim() {
            "" => self.key.as_str(),
            title => title,
        }
    }

    /// The record's fields, header first, as one JSON object in the order of the struct. Empty fields are left out.
    pub fn fields(&self) -> serde_json::Map<String, serde_json::Value> {
        let object = |value: Result<serde_json::Value, serde_json::Error>| match value {
            Ok(serde_json::Value::Object(map)) => map,
            _ => unreachable!("headers and bodies are structs with text keys"),
        };
        let mut fields = object(serde_json::to_value(&*self.header));
        fields.extend(object(self.body.write(serde_json::value::Serializer)));
        if self.header.state == State::Active {
            fields.shift_remove("state");
        }
        crate::draft::prune(&mut fields);
        fields
    }

    /// The value of a field as [`Record::fields`] has it, without writing out all the others.
    fn whole_field(&self, name: &str) -> Option<serde_json::Value> {
        let in_header = crate::schema::is_header(name);
        if in_header && name == "state" && self.header.state == State::Active {
            return None;
        }
        let written = match in_header {
            true => self.header.serialize(OneField(name)),
            false => self.body.write(OneField(name)),
        };
        let mut value = written.expect("headers and bodies are structs with text keys")?;
        crate::draft::prune_value(&mut value);
        Some(value).filter(|value| !crate::draft::is_empty(value))
    }

    /// The value of a field; `success.patients` reaches into a group of fields.
    pub fn field(&self, path: &str) -> Option<serde_json::Value> {
        let mut parts = path.split('.');
        let first = self.whole_field(parts.next()?)?;
        parts.try_fold(first, |value, part| match value {
            serde_json::Value::Object(mut map) => map.remove(part),
            serde_json::Value::Array(mut list) => part.parse().ok().filter(|i| *i < list.len()).map(|i: usize| list.swap_remove(i)),
            _ => None,
        })
    }
}
