//! A question from outside, in the words in which it was asked.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    record::{Asker, Need, Stakeholder},
    words::words_enum,
};

/// A question from outside, in the words in which it was asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// The question, verbatim.
    pub question: String,
    /// Who asked.
    pub asked_by: Option<Asker>,
    /// The stakeholder who asked.
    pub stakeholder: Option<Ref<Stakeholder>>,
    /// Whether somebody of the company prompted it.
    pub solicited: bool,
    /// When it came.
    pub received_on: Option<Date>,
    /// How far it has come.
    pub status: Option<RequestStatus>,
    /// The need it concerns.
    pub serves: Vec<Ref<Need>>,
}

words_enum! {
    /// How far a request has come.
    pub enum RequestStatus {
        /// Received.
        Open = "open",
        /// Handed to the function that may answer.
        HandedOver = "handed over",
        /// Answered.
        Answered = "answered",
        /// Declined with a reason.
        Declined = "declined",
    }
}
