//! A piece that carries messages: a file with its approval and validity.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    key::Ref,
    record::{Audience, Claim, Message, Need},
};

/// A piece that carries messages: a file with its approval and validity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Content {
    /// The title.
    pub title: String,
    /// The format: leaflet, slide deck, e-mail, video.
    pub format: String,
    /// The file's name.
    pub file: String,
    /// Title, subject and keywords inside the file.
    pub metadata: String,
    /// The text of the piece.
    pub text: String,
    /// The language.
    pub language: String,
    /// The version.
    pub version: String,
    /// The messages it carries.
    pub messages: Vec<Ref<Message>>,
    /// The claims it carries, beside those of its messages.
    pub claims: Vec<Ref<Claim>>,
    /// The needs it serves, where it carries no message.
    pub serves: Vec<Ref<Need>>,
    /// Whether it names the product.
    pub branded: bool,
    /// Whom it addresses.
    pub audience: Option<Audience>,
    /// The approval.
    pub approval: Approval,
    /// The first day of use.
    pub valid_from: Option<Date>,
    /// The last day of use.
    pub valid_until: Option<Date>,
    /// The day it was withdrawn.
    pub withdrawn_on: Option<Date>,
    /// When it was last written.
    pub written_on: Option<Date>,
}

/// How a piece was approved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Approval {
    /// The certificate or job number.
    pub certificate: String,
    /// Who signed.
    pub signer: String,
    /// When.
    pub on: Option<Date>,
}
