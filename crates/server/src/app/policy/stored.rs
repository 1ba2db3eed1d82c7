//! What the ledger keeps of the policy: one record beside the strategy, whose revisions are the steps of the policy's life.
//! Each revision holds the policy in force, the draft, and which step led here; whether the step may be believed is
//! [`steps`](super::steps)'s to say.

use guardrails::{Policy, Signature};
use ledger::{Body, Revision};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kind of the record. No kind of the strategy has this name, so the strategy passes over it.
pub(in crate::app) const KIND: &str = "guardrail policy";
/// The key of the record. It holds a blank, which no key of the strategy may, so it can meet none.
pub(super) const KEY: &str = "guardrail policy";
/// The record's id, the same in every workspace.
pub(super) const ID: Uuid = Uuid::from_u128(0x6c6f_6465_7374_4172_8e70_6f6c_6963_7921);

/// A step in the life of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// A draft was written or changed; whoever had signed it must sign again.
    Drafted,
    /// The draft was given up.
    Discarded,
    /// Somebody signed the draft as it stands.
    Signed,
    /// Compliance signed a pack as it stands.
    Reviewed,
    /// The draft came into force.
    Activated,
    /// An earlier version came into force again.
    RolledBack,
}

/// A policy that is not yet in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The number that it has when it comes into force.
    pub version: u32,
    /// The version that it was made from.
    pub from: u32,
    /// What it says, with the signatures on it so far.
    pub policy: Policy,
}

/// One revision of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stored {
    pub(super) step: Step,
    /// The version in force; 0 is the policy as shipped.
    pub(super) version: u32,
    pub(super) epoch: u64,
    /// The policy in force; `None` is the policy as shipped, whatever this program ships.
    pub(super) in_force: Option<Policy>,
    /// The packs that Compliance has signed. They hold whichever version is in force.
    pub(super) reviews: Vec<Signature>,
    pub(super) draft: Option<Draft>,
}

impl Stored {
    /// Before the first step.
    pub(super) fn shipped() -> Stored {
        Stored { step: Step::Discarded, version: 0, epoch: 1, in_force: None, reviews: vec![], draft: None }
    }

    /// The stored form of a revision, if it can be read.
    pub(super) fn of(revision: &Revision) -> Option<Stored> {
        serde_json::from_value(revision.body.clone()?.into()).ok()
    }

    /// The form in which the ledger keeps it.
    pub(super) fn body(&self) -> Option<Body> {
        serde_json::to_value(self).ok()?.as_object().cloned()
    }

    /// The policy in force with the reviews of its packs.
    pub(super) fn effective(&self) -> Policy {
        with_reviews(self.in_force.clone().unwrap_or_else(Policy::shipped), &self.reviews)
    }
}

/// A policy with Compliance's signatures on packs.
pub(super) fn with_reviews(policy: Policy, reviews: &[Signature]) -> Policy {
    let on_policy = policy.signatures.iter().filter(|signature| signature.of == guardrails::POLICY).cloned();
    Policy { signatures: on_policy.chain(reviews.iter().cloned()).collect(), ..policy }
}
