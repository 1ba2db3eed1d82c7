//! Whose law applies. A place for which no reviewed pack exists keeps its name and is never served by another's pack.

use std::{borrow::Cow, fmt, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A jurisdiction for which a pack is shipped, or a place for which none is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Jurisdiction {
    /// The United States.
    Us,
    /// The European Union and each of its member states.
    Eu,
    /// The United Kingdom.
    Uk,
    /// Japan.
    Jp,
    /// Anywhere else, in the words in which it was asked: nothing is permitted there.
    Unknown(Arc<str>),
}

const MEMBERS: [&str; 27] = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT",
    "RO", "SK", "SI", "ES", "SE",
];

impl Jurisdiction {
    /// The four that have a pack.
    pub const KNOWN: [Jurisdiction; 4] = [Jurisdiction::Us, Jurisdiction::Eu, Jurisdiction::Uk, Jurisdiction::Jp];

    /// Reads a country code, a member state's code or one of our four words. Never fails: what is not known is `Unknown`.
    pub fn parse(text: &str) -> Jurisdiction {
        match text.trim().to_ascii_uppercase().as_str() {
            "US" | "USA" => Jurisdiction::Us,
            "EU" => Jurisdiction::Eu,
            "UK" | "GB" => Jurisdiction::Uk,
            "JP" => Jurisdiction::Jp,
            // Greece writes itself EL in the Union's own documents.
            code if MEMBERS.contains(&code) || code == "EL" => Jurisdiction::Eu,
            _ => Jurisdiction::Unknown(text.trim().into()),
        }
    }

    /// The word that packs and tables use: `US`, `EU`, `UK`, `JP`, `unknown`.
    pub fn word(&self) -> &'static str {
        match self {
            Jurisdiction::Us => "US",
            Jurisdiction::Eu => "EU",
            Jurisdiction::Uk => "UK",
            Jurisdiction::Jp => "JP",
            Jurisdiction::Unknown(_) => "unknown",
        }
    }

    /// Whether a pack is shipped for it.
    pub fn is_known(&self) -> bool {
        !matches!(self, Jurisdiction::Unknown(_))
    }

    /// Why nothing is permitted, where no pack exists.
    pub fn refusal(&self) -> Option<String> {
        match self {
            Jurisdiction::Unknown(text) => Some(format!("no reviewed pack for `{text}`: not allowed")),
            _ => None,
        }
    }
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Jurisdiction::Unknown(text) => f.write_str(text),
            known => f.write_str(known.word()),
        }
    }
}

impl Serialize for Jurisdiction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Jurisdiction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Jurisdiction::parse(&Cow::<str>::deserialize(deserializer)?))
    }
}

impl JsonSchema for Jurisdiction {
    fn schema_name() -> Cow<'static, str> {
        "Jurisdiction".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}
