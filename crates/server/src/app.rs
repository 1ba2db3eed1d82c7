//! What people can do, one function each, in the order in which effects happen. Every one of them takes a [`Seat`].
//! Pages and commands call these and nothing else; no rule about the strategy is decided here.

mod changes;
mod example;
mod history;
mod imports;
mod live;
mod seat;
mod stored;

use std::sync::{Arc, Mutex, RwLock};

use jiff::{Timestamp, civil::Date};
use ledger::Ledger;
use uuid::Uuid;

pub use changes::{Saved, StaleEdit};
pub use example::{FILES as EXAMPLE_FILES, example};
pub use history::{Past, RevisionOf};
pub use live::Live;
pub use seat::Seat;

/// What a use case could not do although nobody asked for anything wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger could not do what was asked.
    #[error("{0}")]
    Ledger(#[from] ledger::Error),
    /// There is no such record.
    #[error("there is no record `{0}`; it may have been removed or renamed")]
    NoRecord(String),
    /// There is no such change.
    #[error("there is no change `{0}` to undo")]
    NoBatch(String),
}

/// The time source: only the outermost edge reads a clock.
pub type Clock = fn() -> Timestamp;

/// A workspace that is being served: the ledger, and the strategy as it stands.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    ledger: Ledger,
    clock: Clock,
    fixed_day: Option<Date>,
    new_id: fn() -> Uuid,
    live: RwLock<Arc<Live>>,
    // INVARIANT: held while the ledger is written and `live` swapped, so that `live` never runs ahead or backwards.
    writing: Mutex<()>,
}

impl App {
    /// Opens a workspace over a ledger. `fixed_day` shows the strategy as on one day, as the worked example needs.
    pub fn open(ledger: Ledger, clock: Clock, fixed_day: Option<Date>) -> Result<App, Error> {
        let day = fixed_day.unwrap_or_else(|| day_of(clock()));
        let live = Live::load(&ledger, day)?;
        let inner = Inner { ledger, clock, fixed_day, new_id: Uuid::new_v4, live: RwLock::new(Arc::new(live)), writing: Mutex::new(()) };
        Ok(App { inner: Arc::new(inner) })
    }

    /// The ledger, for reading its history.
    pub fn ledger(&self) -> &Ledger {
        &self.inner.ledger
    }

    /// The instant, by the edge's clock.
    pub fn now(&self) -> Timestamp {
        (self.inner.clock)()
    }

    /// The day on which the strategy is checked.
    pub fn day(&self) -> Date {
        self.inner.fixed_day.unwrap_or_else(|| day_of(self.now()))
    }

    /// Whether the day is fixed and does not follow the clock.
    pub fn has_fixed_day(&self) -> bool {
        self.inner.fixed_day.is_some()
    }

    /// The strategy as it stands, with its findings. Cheap; hold on to it for one request.
    pub fn live(&self) -> Arc<Live> {
        let live = self.inner.live.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let day = self.day();
        if live.day() == day {
            return live;
        }
        // The day has changed since the last request: the same records, checked for today.
        let _writing = self.lock();
        self.swap(self.current().on(day))
    }

    fn current(&self) -> Arc<Live> {
        self.inner.live.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, ()> {
        self.inner.writing.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn swap(&self, live: Live) -> Arc<Live> {
        let live = Arc::new(live);
        *self.inner.live.write().unwrap_or_else(std::sync::PoisonError::into_inner) = live.clone();
        live
    }
}

/// The day of an instant, in UTC.
pub fn day_of(instant: Timestamp) -> Date {
    instant.to_zoned(jiff::tz::TimeZone::UTC).date()
}
