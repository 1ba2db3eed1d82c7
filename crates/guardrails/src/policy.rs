//! Everything that decides, as one value: what is switched on, what is relaxed, the matrix, the customer's own rules, and
//! who signed. It is stored like any record; the gate is made from it and from the packs that are shipped.

use std::collections::BTreeSet;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use strategy::{Function, Lane};

use crate::Matrix;

/// Everything that decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The packs switched on. A jurisdiction whose pack is off has no pack: nothing is permitted there.
    pub packs: BTreeSet<String>,
    /// The overlay rules switched on, by id.
    pub overlays: BTreeSet<String>,
    /// The rules relaxed, by id: only settlement practice and company policy may be.
    pub relaxed: BTreeSet<String>,
    /// Who sees which kind of data at which stage.
    pub matrix: Matrix,
    /// The customer's own rules, as Cedar text with the same annotations as the packs.
    pub house: String,
    /// Who signed this policy, and which packs.
    pub signatures: Vec<Signature>,
}

/// One signature, bound to the text that was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The function that signs.
    pub function: Function,
    /// The person.
    pub person: String,
    /// When.
    pub at: Timestamp,
    /// What the signature means: `reviewed`, `approved for use`.
    pub meaning: String,
    /// What was signed: `policy`, or the name of a pack.
    pub of: String,
    /// The version of the pack; empty for the policy.
    #[serde(default)]
    pub version: String,
    /// The digest of what was signed: [`Policy::digest`], or the digest of the pack.
    pub digest: String,
}

impl Policy {
    /// As shipped: all packs, no overlay, nothing relaxed, the shipped matrix, no rules of the customer's, nothing signed.
    pub fn shipped() -> Policy {
        Policy {
            packs: ["global", "us", "eu", "uk", "jp"].map(String::from).into(),
            overlays: BTreeSet::new(),
            relaxed: BTreeSet::new(),
            matrix: Matrix::shipped(),
            house: String::new(),
            signatures: Vec::new(),
        }
    }

    /// The digest that a signature on the policy binds: of everything that decides, without the signatures.
    pub fn digest(&self) -> String {
        let decides = (&self.packs, &self.overlays, &self.relaxed, &self.matrix, &self.house);
        // A value of sets, maps and text always has a JSON form; an empty one would match no signature.
        digest(serde_json::to_string(&decides).unwrap_or_default().as_bytes())
    }

    /// The signatures that stand on packs, and not on the policy.
    pub fn pack_signatures(&self) -> impl Iterator<Item = &Signature> {
        self.signatures.iter().filter(|signature| signature.of != POLICY)
    }

    /// Which of the three that must sign a policy have not: Medical, Commercial, Compliance.
    pub fn unsigned_by(&self) -> Vec<&'static str> {
        let digest = self.digest();
        let signed: Vec<Function> = self.signatures.iter().filter(|s| s.of == POLICY && s.digest == digest).map(|s| s.function).collect();
        let parties = [
            ("Medical", signed.iter().any(|f| f.lane() == Lane::Medical)),
            ("Commercial", signed.iter().any(|f| f.lane() == Lane::Commercial)),
            ("Compliance", signed.contains(&Function::Compliance)),
        ];
        parties.into_iter().filter(|(_, has_signed)| !has_signed).map(|(name, _)| name).collect()
    }
}

impl Default for Policy {
    fn default() -> Self {
        Policy::shipped()
    }
}

/// What [`Signature::of`] says for the policy itself.
pub const POLICY: &str = "policy";

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
