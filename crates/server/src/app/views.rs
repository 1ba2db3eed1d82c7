//! The views that were made, by what seats have in common: seats that see alike share one. A view is made when it is
//! first asked for, and again when the strategy, the day or the policy has moved on; the least used is dropped.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use guardrails::{Class, Gate, Purpose, Seat, Visible};
use jiff::civil::Date;
use strategy::{Function, Graph, Key, Kind, Record};

use super::{
    App, Error, View,
    keys::is_partly_seen,
    numbers::{Looked, Looks, Numbers},
    through::{around, through},
    trails::{State, Trail, Trails},
    view,
    workspace::Live,
};

/// How many views are kept: one for each function, and as many again for markets and cases.
const VIEWS_MAX: usize = 24;

/// What seats that see alike have in common. Who the person is does not count: what is a seat's own is its function's.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Alike {
    function: Function,
    markets: Vec<Key>,
    cases: Vec<Class>,
    purpose: Purpose,
}

type Slot = Arc<Mutex<Option<Seen>>>;

/// The views, and the trails from which all of them are counted.
#[derive(Default)]
pub(super) struct Views {
    kept: Mutex<VecDeque<(Alike, Slot)>>,
    trails: Mutex<Trails>,
}

/// A view, and what it stands for.
struct Seen {
    seq: u64,
    epoch: u64,
    day: Date,
    view: Arc<Visible<View>>,
    numbers: Arc<Numbers>,
    looks: BTreeMap<Key, Looked>,
}

/// What a use case needs to know of a seat: what it sees, how it counts, and through which gate.
pub(super) struct Sees {
    pub(super) view: Arc<Visible<View>>,
    pub(super) numbers: Arc<Numbers>,
    pub(super) gate: Arc<Gate>,
}

impl App {
    /// The strategy as a seat sees it. Cheap where seats that see alike have looked since the last change; hold on to it
    /// for one request.
    pub fn view(&self, seat: &Seat, purpose: Purpose) -> Result<Arc<Visible<View>>, Error> {
        Ok(self.sees(&self.inner.whole.live(), seat, purpose)?.view)
    }

    /// The same where nothing has to be made for it; otherwise somebody is making it, or has yet to.
    pub fn view_at_hand(&self, seat: &Seat, purpose: Purpose) -> Option<Arc<Visible<View>>> {
        let gate = self.inner.gates.current();
        let live = self.inner.whole.live_at_hand()?;
        let slot = self.inner.views.slot(Alike::of(seat, purpose));
        let slot = slot.try_lock().ok()?;
        slot.as_ref().filter(|seen| seen.is_fresh(&live, &gate)).map(|seen| seen.view.clone())
    }

    /// What a seat sees of the strategy as it stands.
    pub(super) fn sees(&self, live: &Live, seat: &Seat, purpose: Purpose) -> Result<Sees, Error> {
        // INVARIANT: the gate is asked for after the request has begun, so that no answer is older than the policy.
        let gate = self.inner.gates.current();
        let slot = self.inner.views.slot(Alike::of(seat, purpose));
        let mut slot = lock(&slot);
        let seen = match slot.take() {
            Some(seen) if seen.is_fresh(live, &gate) => seen,
            before => self.look(live, &gate, seat, purpose, before)?,
        };
        let sees = Sees { view: seen.view.clone(), numbers: seen.numbers.clone(), gate };
        *slot = Some(seen);
        Ok(sees)
    }

    /// Looks anew through the gate.
    fn look(&self, live: &Live, gate: &Arc<Gate>, seat: &Seat, purpose: Purpose, before: Option<Seen>) -> Result<Seen, Error> {
        let trails = {
            let mut trails = lock(&self.inner.views.trails);
            trails.catch_up(self.inner.whole.ledger(), live.graph(), live.seq())?;
            trails.by_key().clone()
        };
        let known = before.as_ref().filter(|seen| seen.epoch == gate.epoch() && seen.day == live.day());
        let look = |record: &Record| {
            let sight = through(gate, seat, purpose, live.day(), &around(live.graph(), record.clone()));
            sight.graph.record(&record.key).map_or(Looks::Hidden, |seen| Looks::Like(seen.fields()))
        };
        let looks = match known {
            Some(seen) if !self.moved_others(seen.seq)? => looks_of(live.graph(), &trails, &seen.looks, look),
            _ => looks_of(live.graph(), &trails, &BTreeMap::new(), look),
        };
        let numbers = Numbers::of(&looks);
        let world = numbers.show_all(live.graph(), &trails);
        let sight = through(gate, seat, purpose, live.day(), &world);
        let view = view::seen(sight, gate, known.map(|seen| &*seen.view));
        Ok(Seen { seq: live.seq(), epoch: gate.epoch(), day: live.day(), view: Arc::new(view), numbers: Arc::new(numbers), looks })
    }

    /// Whether something was written since a place in the log on which it depends what is seen of other records.
    fn moved_others(&self, seq: u64) -> Result<bool, Error> {
        let decides = |kind: Kind| matches!(kind, Kind::Asset | Kind::Indication | Kind::Market) || is_partly_seen(kind);
        Ok(self.inner.whole.ledger().since(seq)?.iter().any(|revision| Kind::parse(&revision.kind).is_some_and(decides)))
    }
}

impl Seen {
    fn is_fresh(&self, live: &Live, gate: &Gate) -> bool {
        self.seq == live.seq() && self.epoch == gate.epoch() && self.day == live.day()
    }
}

impl Views {
    /// The place of a view, made where there is none; the one asked for least recently goes.
    fn slot(&self, alike: Alike) -> Slot {
        let mut kept = lock(&self.kept);
        let slot = match kept.iter().position(|(known, _)| *known == alike).and_then(|at| kept.remove(at)) {
            Some((_, slot)) => slot,
            None => Slot::default(),
        };
        kept.push_back((alike, slot.clone()));
        if kept.len() > VIEWS_MAX {
            kept.pop_front();
        }
        slot
    }
}

impl Alike {
    fn of(seat: &Seat, purpose: Purpose) -> Alike {
        let mut markets = seat.markets.clone();
        markets.sort_unstable();
        markets.dedup();
        let open = |class: &&Class| seat.case_for(**class, purpose).is_some();
        Alike { function: seat.function, markets, cases: Class::ALL.iter().filter(open).copied().collect(), purpose }
    }
}

/// What a seat sees of every state of the records whose trails are kept; what was looked at before is not looked at again.
fn looks_of(
    graph: &Graph,
    trails: &BTreeMap<Key, Trail>,
    known: &BTreeMap<Key, Looked>,
    look: impl Fn(&Record) -> Looks,
) -> BTreeMap<Key, Looked> {
    let of = |(key, trail): (&Key, &Trail)| {
        let kind = trail.iter().find_map(|state| state.record.as_ref()).map(Record::kind)?;
        let until = graph.record(key).map_or(u32::MAX, |record| record.revision);
        let known = known.get(key).filter(|(of, _)| *of == kind).map(|(_, looks)| looks.as_slice()).unwrap_or_default();
        let looked = |state: &State| match known.iter().find(|(number, _)| *number == state.number) {
            Some((_, looks)) => (state.number, looks.clone()),
            None => (state.number, state.record.as_ref().map_or(Looks::Gone, &look)),
        };
        Some((key.clone(), (kind, trail.iter().filter(|state| state.number <= until).map(looked).collect())))
    };
    trails.iter().filter_map(of).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is kept is whole between any two statements, so a panic elsewhere does not spoil it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
