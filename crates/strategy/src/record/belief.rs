//! A statement whose acceptance is followed over time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    record::{Audience, Evidence, Need},
    words::words_enum,
};

/// A statement whose acceptance is followed over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Belief {
    /// The statement that people agree or disagree with.
    pub statement: String,
    /// Whose belief it is.
    pub holder: Option<Audience>,
    /// The need that the belief concerns.
    pub serves: Vec<Ref<Need>>,
    /// Which way the evidence points: agree or disagree.
    pub wanted: Option<Wanted>,
    /// The evidence behind that direction.
    pub evidence: Vec<Ref<Evidence>>,
}

words_enum! {
    /// Which answer to a belief statement the evidence supports.
    pub enum Wanted {
        /// Agreement.
        Agree = "agree",
        /// Disagreement.
        Disagree = "disagree",
    }
}
