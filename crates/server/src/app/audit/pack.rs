//! Evidence to take away: what the audit says of a record or of a time, with what proves it, verified offline.

use std::collections::BTreeSet;

use guardrails::Purpose;
use jiff::civil::Date;
use ledger::{Log, Pack, audit::Filter, witness::Witnessed};
use strategy::Key;

use super::reading::{moment, start_of};
use crate::app::{App, Error, RevisionOf, Seat, Session};

/// How many entries one pack holds at most.
pub const MOST: usize = 1_000;

/// A pack, and how much of it.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The pack.
    pub pack: Pack,
    /// Whether there was more than fits.
    pub cut: bool,
    /// How many of its entries are proved by the witness.
    pub proved: usize,
}

impl App {
    /// A pack of everything about a record, or of all events between two days. Of a record its revisions are in it only where
    /// the seat sees every one of them in full, and may take it away. Whether somebody may have it is asked before. Blocks.
    pub fn evidence_pack(
        &self,
        session: &Session,
        seat: &Seat,
        record: Option<&Key>,
        (from, until): (Option<Date>, Option<Date>),
    ) -> Result<Packed, Error> {
        self.settle()?;
        let ledger = self.inner.whole.ledger();
        let mut places: BTreeSet<(Log, u64)> = BTreeSet::new();
        let view = self.view(seat, Purpose::Export)?;
        let about = record.filter(|key| view.graph().record(key).is_some());
        if let Some(key) = about {
            places.extend(self.revisions_to_take(seat, key)?.into_iter().map(|seq| (Log::Revisions, seq)));
        }
        let filter = Filter {
            about: record.map(|key| about.map_or_else(|| " ".to_owned(), |_| key.to_string())),
            from: from.and_then(start_of),
            until: until.and_then(|day| start_of(day.tomorrow().ok()?)),
            ..Filter::default()
        };
        let events = ledger.events(&filter, u32::try_from(MOST + 1).unwrap_or(u32::MAX))?;
        let cut = events.len() + places.len() > MOST;
        places.extend(events.iter().take(MOST.saturating_sub(places.len())).map(|event| (Log::Events, event.seq)));
        let witnessed =
            self.inner.witness.get().map(|witness| Witnessed::read(&witness.path, &witness.key)).transpose()?.unwrap_or_default();
        let of = match record {
            Some(key) => format!("record {key}"),
            None => format!("the audit {}", moment(from, until)),
        };
        let pack = ledger.pack(&places, &witnessed, (&session.person().name, session.at()), &of)?;
        Ok(Packed { proved: pack.evidence.len(), cut, pack })
    }

    /// The places of a record's revisions, where nothing of any of them is withheld from the seat; else none.
    fn revisions_to_take(&self, seat: &Seat, key: &Key) -> Result<Vec<u64>, Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Export)?;
        let told = self.told(seat, &live, &sees, key)?;
        let stored = self.inner.whole.ledger().history(key.as_str())?;
        let is_whole = sees.view.withheld_of(key).is_empty() && told.len() == stored.len();
        let as_written = is_whole && told.iter().all(RevisionOf::is_whole);
        Ok(if as_written { stored.into_iter().map(|revision| revision.seq).collect() } else { vec![] })
    }
}
