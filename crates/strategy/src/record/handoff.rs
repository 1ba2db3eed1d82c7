//! A conversation passed from one function to another.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Function,
    key::Ref,
    record::{Request, Stakeholder},
};

/// A conversation passed from one function to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Handoff {
    /// Why it is handed over.
    pub reason: String,
    /// The function that hands over.
    pub from: Option<Function>,
    /// The function that takes over.
    pub to: Option<Function>,
    /// The request that is handed over.
    pub request: Option<Ref<Request>>,
    /// The stakeholder concerned.
    pub stakeholder: Option<Ref<Stakeholder>>,
    /// When it was raised.
    pub raised_on: Option<Date>,
    /// By when it must be answered.
    pub due: Option<Date>,
    /// When it was accepted.
    pub accepted_on: Option<Date>,
    /// When it was closed.
    pub closed_on: Option<Date>,
}
