//! The wording of claims for one audience by one function.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::Ref,
    population::Population,
    record::{Audience, Channel, Claim, Direction, EvidenceNeed, Measured, Need},
};

/// The wording of claims for one audience by one function.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Message {
    /// The wording.
    pub text: String,
    /// Whom it addresses.
    pub audience: Option<Audience>,
    /// Which function says it.
    pub function: Option<Function>,
    /// Whether it names the product.
    pub branded: bool,
    /// The claims that it words.
    pub claims: Vec<Ref<Claim>>,
    /// The needs it serves, where it words no claim.
    pub serves: Vec<Ref<Need>>,
    /// The patients it speaks of; none means those of its claims.
    pub population: Population,
    /// The endpoint it speaks of.
    pub endpoint: String,
    /// The numbers it states.
    pub values: Vec<Measured>,
    /// Which way it says the endpoint moves.
    pub direction: Option<Direction>,
    /// The payer or clinician evidence needs that it answers.
    pub answers: Vec<Ref<EvidenceNeed>>,
    /// The channels it is meant for.
    pub channels: Vec<Channel>,
    /// When it was last written.
    pub written_on: Option<Date>,
    /// The first day it is used.
    pub starts: Option<Date>,
    /// Whether it belongs to the approved message map.
    pub approved: bool,
}
