//! Signing a record: the ledger's signature of exactly the revision that was shown, and the change that rests on it, written
//! in one piece. What a signature is worth later is worked out anew each time, as the seat counts revisions.

use guardrails::Purpose;
use jiff::Timestamp;
use ledger::{
    Refusal, Which,
    signatures::{Sign, Signs, Standing},
};
use strategy::{Change, Key};

use super::{App, Error, Saved, Seat, Session, changes::wants, people::Asked, people::asked};

/// What somebody is about to sign, and what follows from it.
#[derive(Clone, Debug)]
pub struct Signing {
    /// The record.
    pub key: Key,
    /// The revision that was shown, as the seat counts.
    pub shown: u32,
    /// What the signature means.
    pub meaning: String,
    /// Why; may be empty.
    pub reason: String,
    /// What is written with it.
    pub change: Change,
    /// What the change is called.
    pub label: String,
}

/// A signature as it is shown beside its record (21 CFR 11.50): name, meaning and instant, and what it is worth now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The signer's name as it was then.
    pub name: String,
    /// The function the signer acted as.
    pub acting_as: String,
    /// What the signature means.
    pub meaning: String,
    /// When.
    pub at: Timestamp,
    /// When the signer had last proved who they are.
    pub proved: Timestamp,
    /// The signed revision, as the seat counts.
    pub revision: u32,
    /// What it is worth; a later revision is told as the seat counts.
    pub standing: Standing,
}

impl App {
    /// Signs a record and writes what follows. `None` where the record has moved on from what was shown: nothing is signed.
    /// Whether the session is live and the person has just proved who they are, is checked by the ledger as it writes.
    pub fn sign(&self, session: &Session, seat: &Seat, signing: &Signing) -> Asked<Option<Saved>> {
        // INVARIANT: what is looked at is what is signed and written upon: nobody writes in between.
        let writing = self.inner.whole.lock();
        let live = self.inner.whole.of_today(&writing);
        let sees = self.sees(&live, seat, Purpose::Work)?;
        if sees.view.graph().record(&signing.key).is_none_or(|record| record.revision != signing.shown) {
            return Ok(Ok(None));
        }
        let wants = match wants(&sees.view, std::slice::from_ref(&signing.change)) {
            Ok(wants) => wants,
            Err(wrong) => return Ok(Ok(Some(Saved::Rejected(wrong)))),
        };
        let head = self.inner.whole.ledger().head(signing.key.as_str())?.ok_or_else(|| Error::NoRecord(signing.key.to_string()))?;
        let sign = Sign {
            record: Which::Id(head.record),
            number: head.number,
            revision: head.hash,
            meaning: &signing.meaning,
            reason: &signing.reason,
        };
        let said = (seat, signing.label.as_str(), signing.reason.as_str());
        let write = |signs| self.write_holding(&writing, &live, &sees, said, &wants, signs);
        let written = match write(Some((session.call(), Signs::Shown(sign)))) {
            // They signed exactly this before, and took back what followed: the signature stands, so only that is written.
            Err(Error::Ledger(ledger::Error::Refused(Refusal::SignedAlready))) => write(None),
            other => other,
        };
        match written {
            Err(Error::Ledger(failure)) => asked(Err(failure)),
            other => other.map(|saved| Ok(Some(saved))),
        }
    }

    /// The signatures of a record, newest first; none where the seat sees no such record.
    pub fn signatures(&self, seat: &Seat, key: &Key) -> Result<Vec<Manifest>, Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        if sees.view.graph().record(key).is_none() {
            return Ok(vec![]);
        }
        let shown = |number: u32| sees.numbers.shown(key, number);
        let manifest = |(signature, standing): (ledger::signatures::Signature, Standing)| {
            let revision = shown(signature.number);
            let standing = match standing {
                // What changed since is hidden from the seat: as far as it sees, nothing did.
                Standing::MovedOn(later) if shown(later) == revision => Standing::Valid,
                Standing::MovedOn(later) => Standing::MovedOn(shown(later)),
                other => other,
            };
            let ledger::signatures::Signature { name, acting_as, meaning, at, stepped_up, .. } = signature;
            Manifest { name, acting_as, meaning, at, proved: stepped_up, revision, standing }
        };
        Ok(self.inner.whole.ledger().signatures(key.as_str())?.into_iter().map(manifest).collect())
    }
}
