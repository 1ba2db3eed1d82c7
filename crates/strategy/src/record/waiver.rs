//! A finding that was accepted or disputed, with a reason.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    function::Owner,
    key::{Any, Ref},
    words::words_enum,
};

/// A finding that was accepted or disputed, with a reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Waiver {
    /// Why.
    pub reason: String,
    /// The code of the finding: `F201`.
    pub code: String,
    /// The record that the finding points at; none waives the code for every record.
    pub on: Option<Ref<Any>>,
    /// The field that the finding points at; none means any.
    pub field: String,
    /// Accepted (known, for a while) or disputed (not a problem).
    pub kind: Option<WaiverKind>,
    /// Who signed.
    pub signed_by: Option<Owner>,
    /// When it was signed.
    pub signed_on: Option<Date>,
    /// The last day of an accepted finding's waiver.
    pub expires: Option<Date>,
    /// The fingerprint of the facts when it was signed; the waiver stops when the facts change.
    pub facts: String,
}

words_enum! {
    /// What a waiver says about a finding.
    pub enum WaiverKind {
        /// Known and borne until it expires.
        Accepted = "accepted",
        /// Not a problem, as long as the facts stay the same.
        Disputed = "disputed",
    }
}
