//! The life of the policy: drafted by any function, signed by Medical, Commercial and Compliance, put in force, taken back.
//! Every step is a revision of one record beside the strategy, written before it takes effect; activation and rollback are
//! events of the audit, written with it. What the gate decides stands in the crate `guardrails`.

mod comparison;
mod hand;
mod life;
mod preview;
mod start;
mod steps;
mod stored;

use guardrails::{Gate, Gates, POLICY, Policy, Proposal, Refusal, Signature};
use jiff::Timestamp;
use ledger::{
    Append, Write,
    audit::{Entry, What},
    signatures::{Signs, Standing},
};
use serde_json::{Map, Value, json};
use strategy::{Function, Lane};

use super::{App, Denial, Error, Seat, Workspace};
pub use comparison::Comparison;
pub(super) use comparison::Pairs;
pub use hand::Hand;
pub use life::{NotBelieved, Policies, Taken, Version};
pub use preview::{may_see_as, not_an_owner, only_looking};
pub use start::Started;
pub(super) use stored::KIND;
pub use stored::{Draft, Step};
use stored::{ID, KEY, Stored};

/// What became of a step.
#[derive(Debug)]
pub enum Stepped {
    /// It is written, and holds for whoever asks from now on.
    Done,
    /// The seat may not take it.
    Denied(Denial),
    /// The policy cannot stand as it is; the one in force stays. Every fault with its place.
    Refused(Vec<Refusal>),
    /// Somebody else was faster: what was read is no longer what stands.
    Moved,
}

/// The party for which a function signs policies; none for those that do not.
pub fn party(function: Function) -> Option<&'static str> {
    steps::party(function)
}

/// What a step changes, before it is written.
struct Change {
    step: Step,
    label: String,
    reason: String,
    stored: Stored,
    events: Vec<Entry>,
    /// What the signature means that is given with it; none for a step that signs nothing.
    signs: Option<String>,
}

impl Workspace {
    /// The policy's life, as far as it is believed.
    pub fn policies(&self) -> Result<Policies, Error> {
        let mut revisions = self.ledger().history(ID)?;
        revisions.reverse();
        let mut policies = Policies::of(&revisions);
        policies.confirmed = self.confirmed(&policies)?;
        Ok(policies)
    }

    /// Of the signatures under policies and packs, those that the ledger keeps as signatures of whoever gave them.
    fn confirmed(&self, policies: &Policies) -> Result<Vec<Signature>, Error> {
        let kept = self.ledger().signatures(ID)?;
        let is_kept = |given: &&Signature| {
            kept.iter().any(|(one, standing)| {
                let by = (one.name.as_str(), one.acting_as.as_str(), one.at) == (given.person.as_str(), given.function.as_str(), given.at);
                by && *standing != Standing::Detached
            })
        };
        let drafted = policies.draft.iter().flat_map(|draft| &draft.policy.signatures);
        let were_in_force = policies.versions.iter().flat_map(|version| &version.policy.signatures);
        Ok(drafted.chain(were_in_force).chain(&policies.in_force.signatures).filter(is_kept).cloned().collect())
    }

    /// Drafts the next policy, or changes its draft. Whoever had signed the draft must sign it again if it says something
    /// else now. `read` is the digest of the draft that was read; none where there was none.
    pub fn propose<'h>(&self, hand: impl Into<Hand<'h>>, read: Option<&str>, proposal: &Proposal, reason: &str) -> Result<Stepped, Error> {
        let hand = hand.into();
        let _writing = self.lock();
        let now = self.policies()?;
        let stands = now.draft.as_ref().map(|draft| draft.policy.digest());
        if stands.as_deref() != read {
            return Ok(Stepped::Moved);
        }
        let base = now.draft.as_ref().map_or(&now.in_force, |draft| &draft.policy);
        let policy = Policy { signatures: vec![], ..proposal.on(base) };
        if stands.as_deref() == Some(policy.digest().as_str()) {
            return Ok(Stepped::Done);
        }
        if let Err(refused) = Gate::new(policy.clone()) {
            return Ok(Stepped::Refused(refused));
        }
        let draft = match &now.draft {
            Some(draft) => Draft { policy, ..draft.clone() },
            None => Draft { version: now.next(), from: now.version, policy },
        };
        let label = format!("guardrails: version {} drafted", draft.version);
        let stored = Stored { draft: Some(draft), ..now.sound.clone() };
        self.take(&now, &hand, Change { step: Step::Drafted, label, reason: reason.into(), stored, events: vec![], signs: None })
    }

    /// Gives the draft up.
    pub fn discard_draft<'h>(&self, hand: impl Into<Hand<'h>>, read: &str) -> Result<Stepped, Error> {
        let hand = hand.into();
        let _writing = self.lock();
        let now = self.policies()?;
        let Some(draft) = now.draft.as_ref().filter(|draft| draft.policy.digest() == read) else { return Ok(Stepped::Moved) };
        let label = format!("guardrails: draft of version {} given up", draft.version);
        let stored = Stored { draft: None, ..now.sound.clone() };
        self.take(&now, &hand, Change { step: Step::Discarded, label, reason: String::new(), stored, events: vec![], signs: None })
    }

    /// Signs the draft whose digest was read, for the party of the seat's function. `fresh` says that the person has just
    /// proved who they are.
    pub fn sign_draft<'h>(&self, hand: impl Into<Hand<'h>>, fresh: bool, read: &str, meaning: &str) -> Result<Stepped, Error> {
        let hand = hand.into();
        let seat = hand.seat;
        let Some(party) = party(seat.function) else { return Ok(Stepped::Denied(no_party(seat.function))) };
        if !fresh {
            return Ok(Stepped::Denied(stale()));
        }
        let _writing = self.lock();
        let now = self.policies()?;
        let Some(draft) = now.draft.as_ref().filter(|draft| draft.policy.digest() == read) else { return Ok(Stepped::Moved) };
        let signed = |signature: &Signature| steps::party(signature.function) == Some(party);
        if draft.policy.signatures.iter().any(signed) {
            return Ok(Stepped::Denied(signed_already(party, draft.version)));
        }
        // Three sides agree only where three people do: a person with two hats signs once.
        if draft.policy.signatures.iter().any(|signature| signature.person == seat.person) {
            return Ok(Stepped::Denied(signed_by_you(draft.version)));
        }
        let mut draft = draft.clone();
        draft.policy.signatures.push(signature(seat, meaning, POLICY, "", read));
        let label = format!("guardrails: version {} signed for {party}", draft.version);
        let stored = Stored { draft: Some(draft), ..now.sound.clone() };
        let signs = Some(meaning.to_owned());
        self.take(&now, &hand, Change { step: Step::Signed, label, reason: meaning.into(), stored, events: vec![], signs })
    }

    /// Signs a pack as it stands: Compliance alone. It holds at once, whichever version is in force.
    pub fn review_pack<'h>(
        &self,
        gates: &Gates,
        hand: impl Into<Hand<'h>>,
        fresh: bool,
        pack: &str,
        digest: &str,
    ) -> Result<Stepped, Error> {
        let hand = hand.into();
        let seat = hand.seat;
        if seat.function != Function::Compliance {
            return Ok(Stepped::Denied(not_compliance(seat.function)));
        }
        if !fresh {
            return Ok(Stepped::Denied(stale()));
        }
        let _writing = self.lock();
        let now = self.policies()?;
        let gate = gates.current();
        let Some(info) = gate.packs().iter().find(|info| info.name == pack && info.digest == digest) else { return Ok(Stepped::Moved) };
        if info.reviewed.is_some() {
            return Ok(Stepped::Denied(reviewed_already(&info.title)));
        }
        let mut stored = now.sound.clone();
        stored.reviews.push(signature(seat, "reviewed", pack, &info.version, digest));
        let label = format!("guardrails: pack {pack} {} reviewed", info.version);
        let signs = Some(format!("reviewed pack {pack} {}", info.version));
        self.come_into_force(
            gates,
            &now,
            &hand,
            Change { step: Step::Reviewed, label, reason: String::new(), stored, events: vec![], signs },
        )
    }

    /// Puts the draft whose digest was read in force, once Medical, Commercial and Compliance have signed it.
    pub fn activate_draft<'h>(
        &self,
        gates: &Gates,
        hand: impl Into<Hand<'h>>,
        fresh: bool,
        read: &str,
        reason: &str,
    ) -> Result<Stepped, Error> {
        let hand = hand.into();
        let seat = hand.seat;
        if let Some(denial) = may_put_in_force(seat, fresh) {
            return Ok(Stepped::Denied(denial));
        }
        let _writing = self.lock();
        let now = self.policies()?;
        let Some(draft) = now.draft.clone().filter(|draft| draft.policy.digest() == read) else { return Ok(Stepped::Moved) };
        let missing = draft.policy.unsigned_by();
        if !missing.is_empty() {
            return Ok(Stepped::Denied(unsigned(draft.version, &missing)));
        }
        let label = format!("guardrails: version {} activated", draft.version);
        let stored = Stored { version: draft.version, in_force: Some(draft.policy), draft: None, ..now.sound.clone() };
        self.come_into_force(
            gates,
            &now,
            &hand,
            Change { step: Step::Activated, label, reason: reason.into(), stored, events: vec![], signs: None },
        )
    }

    /// Puts a version in force again that was in force before. Nobody signs it anew; the audit says who did it.
    pub fn roll_back<'h>(
        &self,
        gates: &Gates,
        hand: impl Into<Hand<'h>>,
        fresh: bool,
        version: u32,
        reason: &str,
    ) -> Result<Stepped, Error> {
        let hand = hand.into();
        let seat = hand.seat;
        if let Some(denial) = may_put_in_force(seat, fresh) {
            return Ok(Stepped::Denied(denial));
        }
        let _writing = self.lock();
        let now = self.policies()?;
        let Some(then) = now.numbered(version).filter(|then| then.number != now.version) else { return Ok(Stepped::Moved) };
        let in_force = then.activated.is_some().then(|| then.policy.clone());
        let label = format!("guardrails: rolled back to version {version}");
        let stored = Stored { version, in_force, ..now.sound.clone() };
        self.come_into_force(
            gates,
            &now,
            &hand,
            Change { step: Step::RolledBack, label, reason: reason.into(), stored, events: vec![], signs: None },
        )
    }

    /// Writes a step after which something else decides, with its event, and then lets it decide.
    fn come_into_force(&self, gates: &Gates, now: &Policies, hand: &Hand<'_>, mut change: Change) -> Result<Stepped, Error> {
        let policy = change.stored.effective();
        let written = gates.written(policy, now.epoch, |epoch| {
            change.stored.epoch = epoch;
            change.events = event(hand, now, &change).into_iter().collect();
            match self.take(now, hand, change) {
                Ok(Stepped::Done) => Ok(()),
                other => Err(other),
            }
        });
        match written {
            Ok(Ok(_)) => Ok(Stepped::Done),
            Ok(Err(refused)) => Ok(Stepped::Refused(refused)),
            Err(unwritten) => unwritten,
        }
    }

    /// Writes a step.
    fn take(&self, now: &Policies, hand: &Hand<'_>, mut change: Change) -> Result<Stepped, Error> {
        let (seat, signs) = (hand.seat, change.signs.take());
        change.events.extend(hand.step(&change));
        let stored = Stored { step: change.step, ..change.stored };
        let write = Write { record_id: ID, kind: KIND.into(), key: KEY.into(), base: now.head, body: stored.body() };
        let append = Append {
            author: seat.person.clone(),
            acting_as: seat.function.as_str().into(),
            at: instant(seat),
            label: change.label,
            reason: change.reason,
            writes: vec![write],
            idempotency_key: None,
        };
        let written = match (hand.session, &signs) {
            // A signature at the command line is a step like any other: nobody has proved there who they are.
            (Some(session), Some(meaning)) => {
                let signs = Signs::Written { record: ID, meaning, reason: "" };
                self.ledger().append_signed(&session.call(), &signs, append, &change.events).map(drop)
            }
            _ => self.ledger().append_audited(append, &change.events).map(drop),
        };
        match written {
            Ok(()) => Ok(Stepped::Done),
            Err(ledger::Error::Refused(ledger::Refusal::StepUpNeeded)) => Ok(Stepped::Denied(stale())),
            Err(ledger::Error::Stale { .. }) => Ok(Stepped::Moved),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// The same for whoever asks a served workspace: the gates in force are the server's.
impl App {
    /// The policy's life, as far as it is believed.
    pub fn policies(&self) -> Result<Policies, Error> {
        self.inner.whole.policies()
    }

    /// See [`Workspace::propose`].
    pub fn propose<'h>(&self, hand: impl Into<Hand<'h>>, read: Option<&str>, proposal: &Proposal, reason: &str) -> Result<Stepped, Error> {
        self.inner.whole.propose(hand, read, proposal, reason)
    }

    /// See [`Workspace::discard_draft`].
    pub fn discard_draft<'h>(&self, hand: impl Into<Hand<'h>>, read: &str) -> Result<Stepped, Error> {
        self.inner.whole.discard_draft(hand, read)
    }

    /// See [`Workspace::sign_draft`].
    pub fn sign_draft<'h>(&self, hand: impl Into<Hand<'h>>, fresh: bool, read: &str, meaning: &str) -> Result<Stepped, Error> {
        self.inner.whole.sign_draft(hand, fresh, read, meaning)
    }

    /// See [`Workspace::review_pack`].
    pub fn review_pack<'h>(&self, hand: impl Into<Hand<'h>>, fresh: bool, pack: &str, digest: &str) -> Result<Stepped, Error> {
        self.inner.whole.review_pack(&self.inner.gates, hand, fresh, pack, digest)
    }

    /// See [`Workspace::activate_draft`].
    pub fn activate_draft<'h>(&self, hand: impl Into<Hand<'h>>, fresh: bool, read: &str, reason: &str) -> Result<Stepped, Error> {
        self.inner.whole.activate_draft(&self.inner.gates, hand, fresh, read, reason)
    }

    /// See [`Workspace::roll_back`].
    pub fn roll_back<'h>(&self, hand: impl Into<Hand<'h>>, fresh: bool, version: u32, reason: &str) -> Result<Stepped, Error> {
        self.inner.whole.roll_back(&self.inner.gates, hand, fresh, version, reason)
    }
}

/// The instant as the ledger keeps it, so that a signature and its revision say the same.
fn instant(seat: &Seat) -> Timestamp {
    Timestamp::from_microsecond(seat.at.as_microsecond()).unwrap_or(seat.at)
}

fn signature(seat: &Seat, meaning: &str, of: &str, version: &str, digest: &str) -> Signature {
    Signature {
        function: seat.function,
        person: seat.person.clone(),
        at: instant(seat),
        meaning: meaning.into(),
        of: of.into(),
        version: version.into(),
        digest: digest.into(),
    }
}

/// The event that tells of a policy coming into force; a review tells of itself in its revision.
fn event(hand: &Hand<'_>, now: &Policies, change: &Change) -> Option<Entry> {
    let what = match change.step {
        Step::Activated => What::ActivatedPolicy,
        Step::RolledBack => What::RolledBackPolicy,
        _ => return None,
    };
    let told = |version: u32, policy: &Policy| -> Map<String, Value> {
        let signers = policy.signatures.iter().filter(|signature| signature.of == POLICY);
        let signers: Vec<Value> = signers.map(|s| json!({ "person": s.person, "function": s.function, "at": s.at })).collect();
        [("version", version.into()), ("digest", policy.digest().into()), ("signed", signers.into())]
            .into_iter()
            .map(|(name, value): (&str, Value)| (name.to_owned(), value))
            .collect()
    };
    Some(Entry {
        epoch: Some(change.stored.epoch),
        reason: change.reason.clone(),
        before: Some(told(now.version, &now.in_force)),
        after: Some(told(change.stored.version, &change.stored.effective())),
        ..Entry::new(hand.by(), what, KEY)
    })
}

fn may_put_in_force(seat: &Seat, fresh: bool) -> Option<Denial> {
    if party(seat.function).is_none() && seat.function != Function::Leadership {
        return Some(Denial {
            what: format!("{} does not put policies in force", seat.function.title()),
            why: "Medical, Commercial, Compliance and Leadership do, once all three parties have signed.".into(),
            way: "Ask one of them; or act as one of them, if you hold the function.".into(),
        });
    }
    (!fresh).then(stale)
}

fn no_party(function: Function) -> Denial {
    let access = if function.lane() == Lane::Access { " Market Access reads and drafts it like everybody." } else { "" };
    Denial {
        what: format!("{} does not sign policies", function.title()),
        why: format!("What crosses the wall is agreed by its three sides: Medical, Commercial and Compliance.{access}"),
        way: "Ask them to sign; you may draft and compare.".into(),
    }
}

fn not_compliance(function: Function) -> Denial {
    Denial {
        what: format!("{} does not review packs", function.title()),
        why: "Whether a pack says what the law says is for Compliance to answer for.".into(),
        way: "Ask Compliance to read and sign it.".into(),
    }
}

fn stale() -> Denial {
    Denial {
        what: "your signature needs you to prove who you are again".into(),
        why: "A signature stands for the person who gives it, at that moment.".into(),
        way: "Prove it, then sign.".into(),
    }
}

fn signed_already(party: &str, version: u32) -> Denial {
    Denial {
        what: format!("{party} has signed version {version} already"),
        why: "One signature of each party is enough.".into(),
        way: "Once all three have signed, it can be put in force; a change of the draft asks for all of them again.".into(),
    }
}

fn signed_by_you(version: u32) -> Denial {
    Denial {
        what: format!("you have signed version {version} already, for another party"),
        why: "The three signatures are of three people, whatever functions one of them holds.".into(),
        way: "Ask a colleague of this party to read and sign it.".into(),
    }
}

fn reviewed_already(title: &str) -> Denial {
    Denial {
        what: format!("the pack {title} is signed already"),
        why: "Compliance has signed exactly this text.".into(),
        way: "A new text of the pack asks for a new signature.".into(),
    }
}

fn unsigned(version: u32, missing: &[&str]) -> Denial {
    Denial {
        what: format!("version {version} is not signed by {}", missing.join(", ")),
        why: "What crosses the wall is agreed by all three sides.".into(),
        way: "Have it signed as it stands, then put it in force.".into(),
    }
}
