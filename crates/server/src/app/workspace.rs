//! The workspace whole: the ledger and the strategy as it stands, without a gate. Only the room [`app`](super) and the
//! commands of the binary, which run for whoever holds the folder, may have one; a page cannot make one, because it has
//! no ledger, and cannot get one, because [`App`](super::App) keeps its own to itself.

mod example;
mod imports;
mod live;
mod past;
mod stored;
mod writing;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::{Timestamp, civil::Date};
use ledger::Ledger;
use uuid::Uuid;

pub use example::{FILES as EXAMPLE_FILES, example};
pub(super) use live::FEW;
pub use live::Live;
pub(super) use past::end_of;
pub use past::{Past, RevisionOf};
pub(super) use stored::{graph_of, record_of, record_of_bare};
pub use writing::{Saved, StaleEdit};

use super::{Clock, Error, day_of};

/// A workspace: the ledger, and the strategy as it stands. Cheap to clone; all clones share both.
#[derive(Clone)]
pub struct Workspace {
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

/// Held by whoever is writing; nobody else writes meanwhile.
pub(super) struct Writing<'w>(#[expect(dead_code, reason = "held, never read")] MutexGuard<'w, ()>);

impl Workspace {
    /// Opens a workspace over a ledger. `fixed_day` shows the strategy as on one day, as the worked example needs.
    pub fn open(ledger: Ledger, clock: Clock, fixed_day: Option<Date>) -> Result<Workspace, Error> {
        let day = fixed_day.unwrap_or_else(|| day_of(clock()));
        let live = Live::load(&ledger, day)?;
        let inner = Inner { ledger, clock, fixed_day, new_id: Uuid::new_v4, live: RwLock::new(Arc::new(live)), writing: Mutex::new(()) };
        Ok(Workspace { inner: Arc::new(inner) })
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
        let live = self.current();
        if live.day() == self.day() {
            return live;
        }
        self.of_today(&self.lock())
    }

    /// The same where it need not be checked anew first, as it must be once a day.
    pub(super) fn live_at_hand(&self) -> Option<Arc<Live>> {
        Some(self.current()).filter(|live| live.day() == self.day())
    }

    /// The strategy as it stands, while nobody else writes.
    pub(super) fn of_today(&self, _writing: &Writing<'_>) -> Arc<Live> {
        let (current, day) = (self.current(), self.day());
        // The day may have changed since the last request: the same records, checked for today.
        if current.day() == day { current } else { self.swap(current.on(day)) }
    }

    /// The ledger.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.inner.ledger
    }

    /// A new random id.
    pub(super) fn new_id(&self) -> Uuid {
        (self.inner.new_id)()
    }

    /// Waits until nobody writes, and keeps it so.
    pub(super) fn lock(&self) -> Writing<'_> {
        Writing(self.inner.writing.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn current(&self) -> Arc<Live> {
        self.inner.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn swap(&self, live: Live) -> Arc<Live> {
        let live = Arc::new(live);
        *self.inner.live.write().unwrap_or_else(PoisonError::into_inner) = live.clone();
        live
    }
}
