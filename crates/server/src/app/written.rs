//! The list of changes as a seat may see it: those that changed something for it, and of each only what did.

use guardrails::Purpose;
use jiff::Timestamp;
use ledger::Batch;
use strategy::{Key, Kind};
use uuid::Uuid;

use super::{App, Error, Seat, history::is_hidden, keys::is_partly_seen, views::Sees, workspace::Live};

/// How many changes are read from the ledger at a time.
const AT_ONCE: u32 = 50;

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Its id: random, safe to show in an address.
    pub id: Uuid,
    /// What it was: `edit`, `import demo.xlsx`.
    pub label: String,
    /// The person.
    pub author: String,
    /// The function acted as.
    pub acting_as: String,
    /// When.
    pub at: Timestamp,
    /// Why; may be empty.
    pub reason: String,
    /// Whether it was taken back.
    pub is_undone: bool,
    /// The records that it changed for the seat, in the order in which they were written.
    pub records: Vec<Key>,
}

impl Written {
    /// Whether the seat's function made it, and so may take it back.
    pub fn is_own(&self, seat: &Seat) -> bool {
        self.acting_as == seat.function.as_str()
    }
}

impl App {
    /// The latest changes before another one, newest first, and whether there are more.
    pub fn written(&self, seat: &Seat, before: Option<Uuid>, limit: usize) -> Result<(Vec<Written>, bool), Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        let ledger = self.inner.whole.ledger();
        // A change that the seat does not see is no place in its list: it is as unknown as one that never was.
        let mut place = match before.map(|id| ledger.batch(id)).transpose()?.flatten() {
            Some(batch) => self.seen_part(seat, &live, &sees, batch.clone())?.map(|_| batch.first_seq),
            None => None,
        };
        let mut found = vec![];
        loop {
            let batches = ledger.batches(place, AT_ONCE)?;
            let Some(last) = batches.last().map(|batch| batch.first_seq) else { return Ok((found, false)) };
            for batch in batches {
                found.extend(self.seen_part(seat, &live, &sees, batch)?);
                if found.len() > limit {
                    found.truncate(limit);
                    return Ok((found, true));
                }
            }
            place = Some(last);
        }
    }

    /// One change, if it changed something for the seat.
    pub fn written_in(&self, seat: &Seat, batch: Uuid) -> Result<Option<Written>, Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        self.seen_of(seat, &live, &sees, batch)
    }

    pub(super) fn seen_of(&self, seat: &Seat, live: &Live, sees: &Sees, batch: Uuid) -> Result<Option<Written>, Error> {
        match self.inner.whole.ledger().batch(batch)? {
            Some(batch) => self.seen_part(seat, live, sees, batch),
            None => Ok(None),
        }
    }

    fn seen_part(&self, seat: &Seat, live: &Live, sees: &Sees, batch: Batch) -> Result<Option<Written>, Error> {
        let mut records = vec![];
        for change in self.inner.whole.ledger().changes(batch.id)? {
            let (Some(key), Some(kind)) = (Key::new(&change.after.key), Kind::parse(&change.after.kind)) else { continue };
            let is_gone = live.graph().record(&key).is_none();
            let counts = match is_gone && is_partly_seen(kind) {
                true => self.told(seat, live, sees, &key)?.iter().any(|one| one.written.batch == batch.id),
                false => !is_hidden(live, sees, &key) && sees.numbers.counts(&key, change.after.number),
            };
            records.extend(counts.then_some(key));
        }
        let Batch { id, label, author, acting_as, at, reason, undone_by, .. } = batch;
        let written = Written { id, label, author, acting_as, at, reason, is_undone: undone_by.is_some(), records };
        Ok((!written.records.is_empty()).then_some(written))
    }
}
