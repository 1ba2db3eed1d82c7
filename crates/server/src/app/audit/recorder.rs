//! The one writer of what requests did. Requests only leave their notes, which are written together a moment later. So a
//! page never waits for the disk, a thousand pages share one wait, and no clock can tell which of them left the note that
//! took longer to make: what hides a record is found out long after the answer that does not name it.
//!
//! Nothing is lost on a clean end: [`App::settle`] writes what waits, the server calls it last, and dropping the app does it
//! once more. Where the ledger takes nothing, notes are kept, up to [`MOST`]; beyond that no request is answered any more,
//! because what is withheld or refused would leave no trace.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use guardrails::{Class, DataKind, Jurisdiction, Purpose};
use ledger::audit::Entry;
use strategy::{Key, Kind, Record, record::Market, record::Stage};

use crate::app::{App, Error, Seat, history::is_hidden};

/// How many notes may wait where the ledger takes none.
const MOST: usize = 50_000;

/// How long notes wait for others before they are written. A killed server loses no more than these.
const TOGETHER: Duration = Duration::from_millis(100);

/// An entry about to be written.
pub(in crate::app) struct Note {
    pub(super) entry: Entry,
    /// Whose rules are still to be found: what hides the record from the seat, if it is hidden.
    pub(super) hidden_from: Option<(Seat, Key)>,
}

impl Note {
    pub(super) fn of(entry: Entry) -> Note {
        Note { entry, hidden_from: None }
    }
}

/// What waits to be written.
#[derive(Default)]
pub(in crate::app) struct Recorder {
    state: Mutex<State>,
    written: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Note>,
    /// Whether somebody will write what waits.
    promised: bool,
    /// Whether somebody is writing.
    writing: bool,
}

/// The turn of whoever writes. However it ends, also where it never begins, somebody else can write after it.
struct Turn {
    app: App,
    held: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.held {
            self.app.inner.recorder.lock().writing = false;
            self.app.inner.recorder.written.notify_all();
        }
    }
}

impl Turn {
    /// Ends it, for somebody who holds the state.
    fn end(&mut self, state: &mut State) {
        state.writing = false;
        self.held = false;
        self.app.inner.recorder.written.notify_all();
    }
}

impl Recorder {
    fn lock(&self) -> MutexGuard<'_, State> {
        // The list is whole between any two statements, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is left when everything ends.
    pub(in crate::app) fn left(&self) -> Vec<Entry> {
        std::mem::take(&mut self.lock().waiting).into_iter().map(|note| note.entry).collect()
    }
}

impl App {
    /// Leaves notes for the writer, and sees to it that they will be written.
    pub(super) fn record(&self, notes: Vec<Note>) {
        let promises = {
            let mut state = self.inner.recorder.lock();
            state.waiting.extend(notes);
            !std::mem::replace(&mut state.promised, true)
        };
        if promises {
            let app = self.clone();
            tokio::spawn(async move {
                tokio::time::sleep(TOGETHER).await;
                app.inner.recorder.lock().promised = false;
                // Whether it could be written is said in the log; the notes wait for the next try.
                tokio::task::spawn_blocking(move || drop(app.settle()));
            });
        }
    }

    /// Whether so much waits that nothing may be answered that would have to be noted.
    pub fn audit_is_full(&self) -> bool {
        self.inner.recorder.lock().waiting.len() >= MOST
    }

    /// Writes everything that was noted before this call, and returns when it is durable. Blocks: not for a request thread.
    pub fn settle(&self) -> Result<(), Error> {
        let recorder = &self.inner.recorder;
        loop {
            let mut state = recorder.lock();
            while state.writing {
                state = recorder.written.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.waiting.is_empty() {
                return Ok(());
            }
            state.writing = true;
            drop(state);
            write_waiting(Turn { app: self.clone(), held: true })?;
        }
    }

    /// The entry with the rules that hide its record, where it is hidden.
    fn resolved(&self, note: Note) -> Entry {
        let Note { mut entry, hidden_from } = note;
        if let Some((seat, key)) = hidden_from {
            entry.rules = self.rules_that_hide(&seat, &key).unwrap_or_default();
        }
        entry
    }

    /// The rules that hide a record from a seat, as the strategy stands; none where it is not there or not hidden.
    fn rules_that_hide(&self, seat: &Seat, key: &Key) -> Result<Vec<String>, Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        let Some(class) = live.graph().record(key).filter(|_| is_hidden(&live, &sees, key)).and_then(class_of) else {
            return Ok(vec![]);
        };
        let places = live.graph().all::<Market>().map(|market| (market.stage.unwrap_or(Stage::Preclinical), market.jurisdiction.clone()));
        let why = |(stage, place): (Stage, String)| sees.gate.why_not(seat, live.day(), class, stage, &Jurisdiction::parse(&place));
        let mut rules: Vec<String> = places.filter_map(why).map(|why| why.rule.to_string()).collect();
        rules.sort();
        rules.dedup();
        Ok(rules)
    }
}

/// Writes batch after batch until nothing waits.
fn write_waiting(mut turn: Turn) -> Result<(), Error> {
    let app = turn.app.clone();
    let recorder = &app.inner.recorder;
    loop {
        let batch = {
            let mut state = recorder.lock();
            if state.waiting.is_empty() {
                turn.end(&mut state);
                return Ok(());
            }
            std::mem::take(&mut state.waiting)
        };
        let entries: Vec<Entry> = batch.into_iter().map(|note| app.resolved(note)).collect();
        if let Err(failure) = app.inner.whole.ledger().audit(&entries) {
            let mut state = recorder.lock();
            let later = std::mem::replace(&mut state.waiting, entries.into_iter().map(Note::of).collect());
            state.waiting.extend(later);
            turn.end(&mut state);
            tracing::error!(error = &failure as &dyn std::error::Error, "the audit cannot be written; its entries wait");
            return Err(failure.into());
        }
    }
}

/// The class under which a whole record is hidden.
fn class_of(record: &Record) -> Option<Class> {
    let data = match record.kind() {
        Kind::Insight => DataKind::Insight,
        Kind::Request | Kind::Handoff => DataKind::Request,
        Kind::Incentive => DataKind::SalesGoal,
        _ => return None,
    };
    Some(data.class())
}
