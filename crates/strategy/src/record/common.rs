//! Words and groups of fields that several kinds share.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::words::words_enum;

words_enum! {
    /// The lifecycle stage of a market, in its order.
    pub enum Stage {
        /// Before first use in people.
        Preclinical = "preclinical",
        /// Phase I.
        Phase1 = "phase 1",
        /// Phase II.
        Phase2 = "phase 2",
        /// Phase III, the pivotal studies.
        Phase3 = "phase 3",
        /// Submitted to the regulator.
        Filed = "filed",
        /// Approved, not yet launched.
        Approved = "approved",
        /// Launched.
        Launched = "launched",
        /// Established in the market.
        Mature = "mature",
        /// Exclusivity has ended.
        LossOfExclusivity = "loss of exclusivity",
    }
}

words_enum! {
    /// Whom a message, content item or activity addresses.
    pub enum Audience {
        /// Health-care professionals.
        Hcp = "hcp",
        /// Payers, formulary committees and HTA bodies.
        Payer = "payer",
        /// Patients and the public.
        Patient = "patient",
        /// Patient advocates and their organisations.
        Advocate = "advocate",
        /// Regulators.
        Regulator = "regulator",
    }
}

words_enum! {
    /// By which road something reaches an audience.
    pub enum Channel {
        /// A meeting in person.
        InPerson = "in person",
        /// A telephone call.
        Phone = "phone",
        /// A video call.
        Video = "video",
        /// E-mail.
        Email = "e-mail",
        /// A web site.
        Web = "web",
        /// A webinar.
        Webinar = "webinar",
        /// Social media.
        Social = "social",
        /// A telehealth service.
        Telehealth = "telehealth",
        /// A congress.
        Congress = "congress",
        /// A journal or other print.
        Print = "print",
    }
}

words_enum! {
    /// Whom the result of an endpoint serves.
    pub enum Serves {
        /// Health-care professionals.
        Hcp = "hcp",
        /// Payers and HTA bodies.
        Payer = "payer",
        /// Both health-care professionals and payers.
        Both = "both",
        /// Patients.
        Patient = "patient",
    }
}

words_enum! {
    /// At which level a stakeholder shapes decisions.
    pub enum Level {
        /// Guideline chairs, pivotal-trial steering, international faculty.
        Global = "global",
        /// Society boards, national guidelines, HTA advisers.
        National = "national",
        /// Hubs of several institutions, regional formularies.
        Regional = "regional",
        /// One institution or community.
        Local = "local",
    }
}

words_enum! {
    /// Which way a quantity moves, or is wanted to move.
    pub enum Direction {
        /// Upwards.
        Up = "up",
        /// Downwards.
        Down = "down",
    }
}

/// A place, from large to small, parts separated by `/`: `US`, `US/Northeast/MA`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Region(pub String);

impl Region {
    /// Whether `other` lies in this region, or is it.
    pub fn contains(&self, other: &Region) -> bool {
        crate::population::path_contains(&self.0, &other.0)
    }

    /// Whether the two regions share ground.
    pub fn overlaps(&self, other: &Region) -> bool {
        self.contains(other) || other.contains(self)
    }
}

/// An exact decimal number with its written form kept: `0.80` stays `0.80`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    text: String,
}

impl Number {
    /// Reads a number; thousands may be separated by blanks or commas.
    pub fn parse(text: &str) -> Option<Number> {
        let plain: String = text.trim().chars().filter(|c| !matches!(c, ' ' | ',' | '\u{a0}' | '\u{202f}')).collect();
        let numeric = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
        (numeric && plain.parse::<f64>().is_ok_and(f64::is_finite)).then_some(Number { text: plain })
    }

    /// The value.
    pub fn value(&self) -> f64 {
        self.text.parse().unwrap_or_default()
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Number { text: format!("{value}") }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written<'a> {
            Integer(i64),
            Float(f64),
            Text(Cow<'a, str>),
        }
        let text = match Written::deserialize(deserializer).map_err(|_| de::Error::custom("not a number"))? {
            Written::Integer(n) => n.to_string(),
            Written::Float(n) => n.to_string(),
            Written::Text(text) => text.into_owned(),
        };
        Number::parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a number")))
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number"], "x-form": "number" })
    }
}

/// A measured value with its uncertainty and its unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Measured {
    /// What was measured: `hazard ratio`, `admissions per 100 patient-years`.
    pub measure: String,
    /// The value.
    pub value: Option<Number>,
    /// The lower end of the interval.
    pub low: Option<Number>,
    /// The upper end of the interval.
    pub high: Option<Number>,
    /// The unit, where the measure does not say it.
    pub unit: String,
    /// The endpoint or outcome that the value belongs to.
    pub endpoint: String,
    /// Which way is better for patients.
    pub better: Option<Direction>,
}

/// A planned day, the actual day once it has come, and how sure the plan is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Expected {
    /// The planned day.
    pub planned: Option<Date>,
    /// The day on which it happened.
    pub actual: Option<Date>,
    /// How many weeks earlier or later than planned it may be.
    pub uncertainty_weeks: Option<u16>,
}

impl Expected {
    /// The actual day if there is one, else the planned day.
    pub fn day(&self) -> Option<Date> {
        self.actual.or(self.planned)
    }
}

/// Hours a week by role key.
pub type HoursByRole = BTreeMap<String, Number>;

/// One signature under an agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The function in whose name it was signed.
    pub function: crate::function::Function,
    /// Who signed.
    #[serde(default)]
    pub person: String,
    /// What the signature means: `agreed`, `reviewed`, `approved`.
    #[serde(default = "agreed")]
    pub meaning: String,
    /// The day of signing.
    #[serde(default)]
    pub on: Option<Date>,
}

fn agreed() -> String {
    "agreed".into()
}
