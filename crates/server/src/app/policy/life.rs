//! The policy's life as it was read from the ledger: what is in force, what is drafted, what was, and what is not believed.

use guardrails::{Policy, Signature};
use jiff::Timestamp;
use ledger::Revision;

use super::{
    steps::follows,
    stored::{Draft, Step, Stored, with_reviews},
};

/// The policy's life. It is the same for everybody: what decides is no secret.
#[derive(Clone, Debug)]
pub struct Policies {
    /// The number of the version in force; 0 is the policy as shipped.
    pub version: u32,
    /// The epoch in which it is in force.
    pub epoch: u64,
    /// The policy in force, with Compliance's signatures on its packs.
    pub in_force: Policy,
    /// The next policy, if somebody has drafted one.
    pub draft: Option<Draft>,
    /// Every version that was in force, the latest first; the policy as shipped is the last.
    pub versions: Vec<Version>,
    /// The signatures that whoever gave them proved to give: those that the ledger keeps as such.
    pub confirmed: Vec<Signature>,
    /// Every step that is believed, the latest first.
    pub steps: Vec<Taken>,
    /// The stored revisions that are not believed, the latest first.
    pub refused: Vec<NotBelieved>,
    pub(super) sound: Stored,
    /// The number of the record's latest revision, believed or not.
    pub(super) head: Option<u32>,
}

/// A version that is or was in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number.
    pub number: u32,
    /// What it says, with who signed it.
    pub policy: Policy,
    /// Who put it in force first; `None` for the policy as shipped.
    pub activated: Option<Taken>,
}

/// A step, with who took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The step.
    pub step: Step,
    /// In words: `version 2 activated`.
    pub label: String,
    /// Who.
    pub person: String,
    /// As which function.
    pub function: String,
    /// When.
    pub at: Timestamp,
    /// Why; may be empty.
    pub reason: String,
    /// The version in force afterwards.
    pub version: u32,
}

/// A stored revision that is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotBelieved {
    /// The number of the revision.
    pub revision: u32,
    /// Why not.
    pub why: String,
}

impl Policies {
    /// The life that some revisions tell, given oldest first.
    pub(super) fn of(revisions: &[Revision]) -> Policies {
        let mut sound = Stored::shipped();
        let (mut steps, mut refused) = (vec![], vec![]);
        let mut versions = vec![Version { number: 0, policy: Policy::shipped(), activated: None }];
        for revision in revisions {
            let refuse = |why: String| NotBelieved { revision: revision.number, why };
            let Some(next) = Stored::of(revision) else {
                refused.push(refuse("it cannot be read as a policy".into()));
                continue;
            };
            let earlier = |number: u32| {
                let found = versions.iter().find(|version: &&Version| version.number == number)?;
                Some(found.activated.as_ref().map(|_| &found.policy))
            };
            if let Err(why) = follows(&sound, revision, &next, earlier) {
                refused.push(refuse(why));
                continue;
            }
            let taken = taken(revision, &next);
            if let (Step::Activated, Some(policy)) = (next.step, &next.in_force) {
                versions.push(Version { number: next.version, policy: policy.clone(), activated: Some(taken.clone()) });
            }
            steps.push(taken);
            sound = next;
        }
        steps.reverse();
        refused.reverse();
        versions.reverse();
        Policies {
            version: sound.version,
            epoch: sound.epoch,
            in_force: sound.effective(),
            draft: sound.draft.clone(),
            versions,
            confirmed: vec![],
            steps,
            refused,
            head: revisions.last().map(|revision| revision.number),
            sound,
        }
    }

    /// Whether whoever gave a signature had just proved who they are.
    pub fn is_confirmed(&self, signature: &Signature) -> bool {
        self.confirmed.contains(signature)
    }

    /// The version with a number.
    pub fn numbered(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The version that a rollback in one step leads to: the one in force before this one came.
    pub fn before(&self) -> Option<&Version> {
        // Each step tells what was in force after it, so the first that tells of another is what was in force before.
        let earlier = self.steps.iter().map(|step| step.version).find(|version| *version != self.version);
        self.numbered(earlier.unwrap_or(0)).filter(|version| version.number != self.version)
    }

    /// A version as it would be in force now: with the reviews of today.
    pub fn as_now(&self, version: &Version) -> Policy {
        with_reviews(version.policy.clone(), &self.sound.reviews)
    }

    /// The signatures on the draft.
    pub fn signatures(&self) -> &[Signature] {
        self.draft.as_ref().map_or(&[], |draft| &draft.policy.signatures)
    }

    /// The number of the next version.
    pub(super) fn next(&self) -> u32 {
        self.versions.iter().map(|version| version.number).max().unwrap_or(0) + 1
    }
}

fn taken(revision: &Revision, stored: &Stored) -> Taken {
    Taken {
        step: stored.step,
        label: revision.label.clone(),
        person: revision.author.clone(),
        function: revision.acting_as.clone(),
        at: revision.at,
        reason: revision.reason.clone(),
        version: stored.version,
    }
}
