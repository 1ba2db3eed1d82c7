//! A person, as far as the ledger knows one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::Body;

/// Somebody with an account. Holds no secret, so it may be shown to those who administer people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    /// The person's id, the same for life.
    pub id: Uuid,
    /// What the person types to sign in, such as an e-mail address; in small letters, unique.
    pub login: String,
    /// The name as printed beside signatures.
    pub name: String,
    /// Whether the person may sign in.
    pub active: bool,
    /// As which functions the person may act, and where.
    pub grants: Vec<Grant>,
    /// What the person administers.
    pub roles: Vec<Role>,
    /// The person's own settings, such as theme and asset. Not in the audit.
    pub preferences: Body,
}

/// A function the person may act as, in some markets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The function's word.
    pub function: String,
    /// Codes of the markets in which it holds; in no other.
    pub markets: Vec<String>,
}

/// What somebody administers, whatever function they act as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Accounts, grants and roles.
    Owner,
    /// The policy, for one of the parties that sign it.
    PolicyOwner(String),
}

impl Role {
    /// Reads `owner` or `policy-owner/medical`.
    pub fn parse(text: &str) -> Option<Role> {
        let text = text.trim().to_lowercase();
        match text.split_once('/') {
            None if text == "owner" => Some(Role::Owner),
            Some(("policy-owner", party)) if !party.trim().is_empty() => Some(Role::PolicyOwner(party.trim().to_owned())),
            _ => None,
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Role::Owner => out.write_str("owner"),
            Role::PolicyOwner(party) => write!(out, "policy-owner/{party}"),
        }
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Role, D::Error> {
        let text = String::deserialize(input)?;
        Role::parse(&text).ok_or_else(|| serde::de::Error::custom("no such role"))
    }
}

impl Person {
    /// The grant for a function.
    pub fn grant(&self, function: &str) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.function == function)
    }

    /// Whether the person is active and administers people.
    pub fn is_owner(&self) -> bool {
        self.active && self.roles.contains(&Role::Owner)
    }
}

/// A login as it is stored: without outer blanks, in one spelling and in small letters.
pub(crate) fn login(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.trim().nfkc().collect::<String>().to_lowercase()
}
