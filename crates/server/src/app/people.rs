//! People as use cases: sign in and out, confirm who one is, act as another function, look after accounts.
//! The rules themselves are the ledger's, which checks and acts in one transaction; here is the order of effects, what
//! costs time is done off the request threads, and what a session becomes for the gate.

mod account;
mod accounts;
mod chance;
mod entry;
mod passkeys;
mod personas;
mod session;
mod throttle;

use std::sync::{Mutex, MutexGuard, PoisonError};

use ledger::Refusal;
use tokio::sync::Semaphore;

use super::Error;

pub use accounts::{Account, NewAccount};
pub use chance::random_id;
pub use entry::{Arrival, Attempt, FirstOwner};
pub use passkeys::{Answer, Question};
pub use personas::{Persona, make_personas};
pub use session::{ALL_MARKETS, Session, grant};

/// Passwords that are checked at once. Each costs 19 MiB and some tens of milliseconds of a core.
const HASHED_AT_ONCE: usize = 4;
/// Answers that may wait at once because of earlier failures; more are turned away.
const WAITING_MOST: usize = 64;

/// What somebody asked for and did not get: worded for them, nothing was written.
pub type Asked<T> = Result<Result<T, Refusal>, Error>;

/// What signing in shares between requests.
pub(super) struct Door {
    throttle: Mutex<throttle::Throttle>,
    hashing: Semaphore,
    waiting: Semaphore,
    questions: passkeys::Questions,
}

impl Default for Door {
    fn default() -> Door {
        Door {
            throttle: Mutex::default(),
            hashing: Semaphore::new(HASHED_AT_ONCE),
            waiting: Semaphore::new(WAITING_MOST),
            questions: passkeys::Questions::default(),
        }
    }
}

impl Door {
    fn throttle(&self) -> MutexGuard<'_, throttle::Throttle> {
        // Counts are whole between any two statements, so a panic elsewhere does not spoil them.
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells a refusal, which is for the person, from a failure, which is ours.
pub(super) fn asked<T>(answer: Result<T, ledger::Error>) -> Asked<T> {
    match answer {
        Ok(done) => Ok(Ok(done)),
        Err(ledger::Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(failure) => Err(failure.into()),
    }
}

/// Runs what may take a while off the request threads.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
    }
}
