//! What people can do, one function each, in the order in which effects happen. Every one of them takes a [`Seat`].
//! Pages call these and nothing else; no rule about the strategy is decided here.
//!
//! **The seam.** [`App`] has the whole [`Workspace`] and keeps it to itself. Whatever a page reads was let through by
//! the gate for the seat that asks: [`App::view`] gives a `Visible<View>`, and history, past days, the list of changes
//! and import plans are made of `Visible` values or checked against the view. Whatever a page writes goes through
//! [`App::save`], [`App::apply`], [`App::undo`] and [`App::apply_plan`], which look first whether the seat sees the
//! target and may change it, and carry over what was withheld from it.
//!
//! What the types prove: no handler can name a value of the whole strategy, since only this room can make a `Workspace`
//! from what a handler holds. What they do not prove: that *this* room asks for the right seat, counts nothing before
//! the gate, or words its refusals without a hint. A `Visible` value can be taken apart by whoever holds it, and what is
//! made of the pieces is as safe as the pieces, but no longer says so. Who wrote a revision, when and why are told
//! as written once the revision itself may be seen: a reason that speaks of hidden things is not caught. Time is not
//! covered either. `tests/pages/gate.rs` looks at bytes for what the types cannot say, and `cargo xtask tidy` at names.

pub mod audit;
mod blind;
mod changes;
pub mod customers;
mod history;
mod imports;
mod kept;
pub mod keys;
mod numbers;
pub mod people;
pub mod policy;
mod rights;
mod signing;
mod through;
mod trails;
mod view;
mod views;
pub mod workspace;
mod written;

use std::sync::Arc;

use guardrails::{Gate, Gates};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

pub use blind::NotRun;
pub use guardrails::Seat;
pub use history::{Past, RevisionOf, Signed};
pub use people::Session;
pub use rights::Denial;
pub use signing::{Manifest, Signing};
pub use view::View;
pub use workspace::{EXAMPLE_FILES, Saved, StaleEdit, Workspace, example};
pub use written::Written;

/// What a use case could not do although nobody asked for anything wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger could not do what was asked.
    #[error("{0}")]
    Ledger(#[from] ledger::Error),
    /// There is no such record, or none that the seat may know of: both in the same words.
    #[error("there is no record `{0}`; it may have been removed or renamed")]
    NoRecord(String),
    /// There is no such change, or none that the seat may know of.
    #[error("there is no change `{0}` to undo")]
    NoBatch(String),
    /// The system gave no random bytes, so no session can begin.
    #[error("the system gives no random bytes, so nobody can be let in: {0}")]
    NoChance(String),
    /// What is kept of customers could not be read.
    #[error("{0}")]
    Customers(#[from] ::customers::Error),
    /// The library for passkeys could not do what was asked.
    #[error("passkeys could not be asked for: {0}")]
    Passkey(String),
}

/// The time source: only the outermost edge reads a clock.
pub type Clock = fn() -> Timestamp;

/// A workspace that is being served, behind the gate. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    whole: Workspace,
    gates: Arc<Gates>,
    views: views::Views,
    door: people::Door,
    pairs: policy::Pairs,
    recorder: audit::Recorder,
    verified: audit::Verified,
    witness: std::sync::OnceLock<audit::WitnessFile>,
    customers: customers::Known,
    /// Whether anybody may be anybody, among invented people.
    is_demo: bool,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // What was noted and not written yet is written now, as far as it still can be.
        let left = self.recorder.left();
        if let Err(failure) = self.whole.ledger().audit(&left) {
            tracing::error!(error = &failure as &dyn std::error::Error, entries = left.len(), "the end of the audit is lost");
        }
    }
}

impl App {
    /// Serves a workspace behind these gates.
    pub fn new(whole: Workspace, gates: Arc<Gates>) -> App {
        App::with(whole, gates, false)
    }

    /// Serves a workspace of invented people, as whom anybody may sign in.
    pub fn demo(whole: Workspace, gates: Arc<Gates>) -> App {
        App::with(whole, gates, true)
    }

    fn with(whole: Workspace, gates: Arc<Gates>, is_demo: bool) -> App {
        let inner = Inner {
            whole,
            gates,
            views: views::Views::default(),
            door: people::Door::default(),
            pairs: policy::Pairs::default(),
            recorder: audit::Recorder::default(),
            verified: audit::Verified::default(),
            witness: std::sync::OnceLock::new(),
            customers: customers::Known::new(),
            is_demo,
        };
        App { inner: Arc::new(inner) }
    }

    /// Whether this is the demo.
    pub fn is_demo(&self) -> bool {
        self.inner.is_demo
    }

    /// The instant, by the edge's clock.
    pub fn now(&self) -> Timestamp {
        self.inner.whole.now()
    }

    /// The day on which the strategy is checked.
    pub fn day(&self) -> Date {
        self.inner.whole.day()
    }

    /// Whether the day is fixed and does not follow the clock.
    pub fn has_fixed_day(&self) -> bool {
        self.inner.whole.has_fixed_day()
    }

    /// Whether changes are taken; not after a write whose outcome is in doubt.
    pub fn takes_changes(&self) -> bool {
        self.inner.whole.ledger().halted().is_none()
    }

    /// The gate as it stands: what decides now.
    pub fn gate(&self) -> Arc<Gate> {
        self.inner.gates.current()
    }

    /// Writes the worked example, if nothing stands here yet: then there is nothing to hide. `None` when something does.
    pub fn load_example(&self, seat: &Seat, batch: import::Batch) -> Result<Option<Saved>, Error> {
        if !self.inner.whole.live().graph().is_empty() {
            return Ok(None);
        }
        self.inner.whole.load_example(seat, batch).map(Some)
    }
}

/// The id of a change as it stands in an address.
pub fn batch_id(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text).ok()
}

/// The day of an instant, in UTC.
pub fn day_of(instant: Timestamp) -> Date {
    instant.to_zoned(jiff::tz::TimeZone::UTC).date()
}
