//! Whether the record is intact: the last verification of both logs, and what a witness outside says to it.

use std::{
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use ledger::{
    audit::{Filter, What},
    witness::{PublicKey, Witnessed},
};

use crate::app::{App, Error};

/// How long a page waits for a verification.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How old a verification may be before it is made again for somebody who looks.
const FRESH: SignedDuration = SignedDuration::from_secs(30);

/// Where the witness keeps its checkpoints, and the key that verifies them.
#[derive(Clone, Debug)]
pub struct WitnessFile {
    /// The file, or a folder with `witness.txt` in it.
    pub path: PathBuf,
    /// The public key.
    pub key: PublicKey,
}

/// What was found when both logs were verified last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integrity {
    /// When.
    pub at: Timestamp,
    /// Up to which revision of records the log is sound.
    pub revisions: u64,
    /// Up to which event the audit is sound.
    pub events: u64,
    /// What is wrong first, in words; may name a record.
    pub fault: Option<String>,
    /// What the witness says.
    pub outside: Outside,
    /// The last checkpoint that was handed to a witness, as the audit has it.
    pub last: Option<LastCheckpoint>,
}

/// What the witness says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// This server was told of no witness.
    NotSet,
    /// The witness could not be read; why.
    Unreadable(String),
    /// Both logs still are what the witness saw, up to this event.
    Agrees {
        /// The last event that it has seen.
        events: u64,
    },
    /// They are not.
    Disagrees,
}

/// A checkpoint that was handed to a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCheckpoint {
    /// When.
    pub at: Timestamp,
    /// The event that tells of it; everything before it was seen.
    pub event: u64,
}

/// The last verification, and whether one is under way.
#[derive(Default)]
pub(in crate::app) struct Verified {
    state: Mutex<State>,
    done: Condvar,
}

#[derive(Default)]
struct State {
    known: Option<Found>,
    running: bool,
}

/// What was found; in words, why nothing could be.
pub type Found = Result<Arc<Integrity>, String>;

impl Verified {
    fn lock(&self) -> MutexGuard<'_, State> {
        // What is known is whole between any two statements, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Tells the app where its witness is; the first to tell decides.
    pub fn watched_by(self, witness: WitnessFile) -> App {
        let _known = self.inner.witness.set(witness);
        self
    }

    /// The last verification; made anew where it is old or something was written since. A long log is verified behind the
    /// page: then this gives what was found before, or nothing yet. Blocks for at most [`PATIENCE`].
    pub fn integrity(&self) -> Result<Option<Found>, Error> {
        let (now, end) = (self.now(), self.inner.whole.ledger().audit_end()?.seq);
        let is_fresh = |known: &Found| {
            known.as_ref().is_ok_and(|known| known.events == end && known.at <= now && now.duration_since(known.at) < FRESH)
        };
        let verified = &self.inner.verified;
        let mut state = verified.lock();
        if state.known.as_ref().is_some_and(is_fresh) {
            return Ok(state.known.clone());
        }
        if !std::mem::replace(&mut state.running, true) {
            let app = self.clone();
            std::thread::spawn(move || {
                let found = app.verify_now(now).map(Arc::new).map_err(|failure| failure.to_string());
                let mut state = app.inner.verified.lock();
                (state.known, state.running) = (Some(found), false);
                app.inner.verified.done.notify_all();
            });
        }
        let waited = verified.done.wait_timeout_while(state, PATIENCE, |state| state.running);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        Ok(state.known.clone())
    }

    fn verify_now(&self, at: Timestamp) -> Result<Integrity, Error> {
        let ledger = self.inner.whole.ledger();
        let read = self.inner.witness.get().map(|witness| Witnessed::read(&witness.path, &witness.key));
        let (witnessed, unreadable) = match read {
            None => (None, None),
            Some(Ok(witnessed)) => (Some(witnessed), None),
            Some(Err(failure)) => (None, Some(failure.to_string())),
        };
        let found = ledger.verify_witnessed(witnessed.as_deref().unwrap_or_default())?;
        let seen = witnessed.iter().flatten().filter(|one| one.log == ledger::Log::Events).map(|one| one.size).max().unwrap_or(0);
        let outside = match (unreadable, &witnessed, &found.fault) {
            (Some(why), ..) => Outside::Unreadable(why),
            (None, None, _) => Outside::NotSet,
            (None, Some(_), None) => Outside::Agrees { events: seen },
            (None, Some(_), Some(_)) => Outside::Disagrees,
        };
        let checkpoints = Filter { what: vec![What::Checkpoint], ..Filter::default() };
        let last = ledger.events(&checkpoints, 1)?.pop().map(|event| LastCheckpoint { at: event.at, event: event.seq });
        let fault = found.fault.map(|fault| fault.to_string());
        Ok(Integrity { at, revisions: found.sound.seq, events: found.events.seq, fault, outside, last })
    }
}
