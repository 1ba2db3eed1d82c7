//! The functions of a company that plan together, and who owns a record.
//! The three that sign the strategy are Medical, Commercial (sales and marketing) and Market Access.
//! What a function may see or say is not decided here; that is the gate's work.

use std::{borrow::Cow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::words::words_enum;

words_enum! {
    /// A function of the company. A person may hold several; a session acts as exactly one.
    pub enum Function {
        /// Medical affairs: the science, the need, the claims that can be defended.
        Medical = "medical",
        /// Medical information: answers to unsolicited questions.
        MedicalInformation = "medical information",
        /// Sales representatives and key account managers.
        Sales = "sales",
        /// Brand and medical marketing.
        Marketing = "marketing",
        /// Market access: payers, coverage, price, barriers.
        MarketAccess = "market access",
        /// Health economics and outcomes research.
        Heor = "heor",
        /// Research, development and clinical operations.
        Clinical = "clinical",
        /// Regulatory affairs.
        Regulatory = "regulatory",
        /// Drug safety (pharmacovigilance).
        Safety = "safety",
        /// Compliance and legal.
        Compliance = "compliance",
        /// Leadership: the launch lead and the executive sponsor.
        Leadership = "leadership",
    }
}

words_enum! {
    /// The three lanes in which plans are drawn and which must all sign.
    pub enum Lane {
        /// Medical affairs, medical information, clinical and safety.
        Medical = "medical",
        /// Sales and marketing.
        Commercial = "commercial",
        /// Market access and health economics.
        Access = "access",
        /// Functions that serve all three: regulatory, compliance, leadership.
        Joint = "joint",
    }
}

impl Function {
    /// The lane in which this function's plans are drawn.
    pub fn lane(self) -> Lane {
        use Function::*;
        match self {
            Medical | MedicalInformation | Clinical | Safety => Lane::Medical,
            Sales | Marketing => Lane::Commercial,
            MarketAccess | Heor => Lane::Access,
            Regulatory | Compliance | Leadership => Lane::Joint,
        }
    }

    /// The function's name as a heading: `Market access`, `HEOR`.
    pub fn title(self) -> String {
        match self {
            Function::Heor => "HEOR".into(),
            other => {
                let mut letters = other.as_str().chars();
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
            }
        }
    }
}

/// Who answers for a record: a function and, where known, a person. Written `medical` or `medical / Jana Kim`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// The function that owns the record.
    pub function: Function,
    /// The person in that function, if one is named.
    pub person: Option<String>,
}

impl From<Function> for Owner {
    fn from(function: Function) -> Self {
        Owner { function, person: None }
    }
}

impl Owner {
    /// Reads `medical` or `medical / Jana Kim`.
    pub fn parse(text: &str) -> Option<Self> {
        let (function, person) = match text.split_once('/') {
            Some((function, person)) => (function, Some(person.trim().to_owned()).filter(|p| !p.is_empty())),
            None => (text, None),
        };
        Some(Owner { function: Function::parse(function)?, person })
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.person {
            Some(person) => write!(f, "{} / {person}", self.function.as_str()),
            None => f.write_str(self.function.as_str()),
        }
    }
}

impl Serialize for Owner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Owner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Owner::parse(&text).ok_or_else(|| {
            de::Error::custom(format!(
                "`{text}` is not an owner; write a function, or `function / person`; functions are {}",
                Function::list()
            ))
        })
    }
}

impl JsonSchema for Owner {
    fn schema_name() -> Cow<'static, str> {
        "Owner".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "x-form": "owner" })
    }
}
