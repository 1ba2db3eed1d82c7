//! Looking back, as a seat may: one record's revisions, the strategy as it stood at the end of a day.
//! The past is shown by the rules of today: what a seat may not see now, it may not see as it was.

use std::sync::Arc;

use guardrails::{Gate, Purpose, Sight, Visible, Watcher, check};
use jiff::{Timestamp, civil::Date};
use ledger::Revision;
use strategy::{Finding, Graph, Key, Kind, Record, compare::FieldChange};
use uuid::Uuid;

use super::{
    App, Error, NotRun, Seat, blind,
    keys::PARTLY_SEEN,
    through::{around, through},
    views::Sees,
    workspace::{Live, end_of, graph_of, record_of},
};

/// The strategy as it stood, as a seat may see it.
#[derive(Debug)]
pub struct Past {
    sight: Visible<Sight>,
    not_run: Vec<NotRun>,
    gate: Arc<Gate>,
    day: Date,
}

impl Past {
    /// The records as they stood.
    pub fn graph(&self) -> &Graph {
        &self.sight.graph
    }

    /// The findings of that day, by today's rules.
    pub fn findings(&self) -> Vec<Finding> {
        blind::of_those_run(&self.not_run, self.graph(), check::check(&self.gate, self.graph(), self.day))
    }
}

/// One revision of a record, with what it changed for the seat that looks.
#[derive(Debug)]
pub struct RevisionOf {
    /// Its number, as the seat counts.
    pub number: u32,
    /// Who wrote it, when and why.
    pub written: Signed,
    /// What it changed against the one before.
    pub changes: Vec<FieldChange>,
    key: Key,
    // The record among what decides of it; `None` where the revision removes it.
    sight: Option<Visible<Sight>>,
}

/// Who wrote a revision, when and why. Told as written to everybody who may see the revision.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The change that it was part of.
    pub batch: Uuid,
    /// What the change was: `edit`.
    pub label: String,
    /// The person.
    pub author: String,
    /// The function acted as.
    pub acting_as: String,
    /// When.
    pub at: Timestamp,
    /// Why; may be empty.
    pub reason: String,
}

impl RevisionOf {
    /// The record as it was; `None` where the revision removes it.
    pub fn record(&self) -> Option<&Record> {
        self.sight.as_ref()?.graph.record(&self.key)
    }

    /// Whether nothing of it is withheld.
    pub(super) fn is_whole(&self) -> bool {
        self.sight.as_ref().is_none_or(|sight| sight.withheld_of(&self.key).is_empty())
    }
}

impl App {
    /// The strategy as it stood at the end of a day.
    pub fn as_of(&self, seat: &Seat, day: Date) -> Result<Past, Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        let mut stood = graph_of(&self.inner.whole.ledger().bare_as_of(end_of(day))?);
        let of_kinds = |graph: &Graph, kinds: &[Kind]| {
            let nodes = kinds.iter().flat_map(|kind| graph.nodes(*kind).collect::<Vec<_>>());
            nodes.filter_map(|node| graph.at(node)).cloned().collect::<Vec<Record>>()
        };
        let then = Graph::of(of_kinds(&stood, DECIDING));
        // The stage of today decides, not the stage of then; and what is hidden today was never there.
        of_kinds(live.graph(), DECIDING).into_iter().for_each(|record| stood.put(record));
        let partly = of_kinds(live.graph(), &PARTLY_SEEN).into_iter().filter(|record| is_hidden(&live, &sees, &record.key));
        partly.for_each(|record| stood.put(record));
        let look = |world: Graph| through(&sees.gate, seat, Purpose::Work, live.day(), &sees.numbers.show_in(world));
        let sight = look(stood).and(look(then)).map(as_it_was);
        Ok(Past { sight, not_run: sees.view.not_run().to_vec(), gate: sees.gate.clone(), day })
    }

    /// What each function sees of a record, by what the asking seat sees of it; none where it sees no such record.
    pub fn who_can_see(&self, seat: &Seat, key: &Key) -> Result<Option<Visible<Vec<Watcher>>>, Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        let Some(record) = live.graph().record(key).filter(|_| !is_hidden(&live, &sees, key)) else { return Ok(None) };
        let world = sees.numbers.show_in(around(live.graph(), record.clone()));
        let sight = through(&sees.gate, seat, Purpose::Work, live.day(), &world);
        Ok(sees.gate.who_can_see(&sight, key, live.day()))
    }

    /// A record's revisions as the seat counts them, newest first, each with what it changed.
    pub fn history(&self, seat: &Seat, key: &Key) -> Result<Vec<RevisionOf>, Error> {
        let live = self.inner.whole.live();
        let sees = self.sees(&live, seat, Purpose::Work)?;
        let mut told = self.told(seat, &live, &sees, key)?;
        told.reverse();
        if told.is_empty() { Err(Error::NoRecord(key.to_string())) } else { Ok(told) }
    }

    /// The revisions, the first one first; none where the seat may not know of the record.
    pub(super) fn told(&self, seat: &Seat, live: &Live, sees: &Sees, key: &Key) -> Result<Vec<RevisionOf>, Error> {
        if is_hidden(live, sees, key) {
            return Ok(vec![]);
        }
        let mut revisions = self.inner.whole.ledger().history(key.as_str())?;
        revisions.reverse();
        let look = |revision: &Revision| {
            let (record, _) = record_of(revision)?;
            let world = sees.numbers.show_in(around(live.graph(), record));
            Some(through(&sees.gate, seat, Purpose::Work, live.day(), &world))
        };
        let shows = |sight: &Visible<Sight>| sight.graph.record(key).is_some();
        // Of a record that is gone, its last state decides whether it was ever known.
        let is_gone = live.graph().record(key).is_none();
        if is_gone && !revisions.iter().rev().find_map(&look).is_some_and(|last| shows(&last)) {
            return Ok(vec![]);
        }
        let mut told: Vec<RevisionOf> = vec![];
        for revision in revisions.into_iter().filter(|revision| sees.numbers.counts(key, revision.number)) {
            let sight = look(&revision);
            if sight.as_ref().is_some_and(|sight| !shows(sight)) {
                continue;
            }
            let number = u32::try_from(told.len() + 1).unwrap_or(u32::MAX);
            let mut one = RevisionOf { number, written: signed(revision), changes: vec![], key: key.clone(), sight };
            let fields = |one: Option<&RevisionOf>| one.and_then(RevisionOf::record).map(Record::fields).unwrap_or_default();
            one.changes = strategy::compare::values_changed(&fields(told.last()), &fields(Some(&one)));
            told.push(one);
        }
        Ok(told)
    }
}

/// The kinds whose stage and place decide what is seen of all others.
const DECIDING: &[Kind] = &[Kind::Asset, Kind::Indication, Kind::Market];

/// Whether a record stands that the seat does not see.
pub(in crate::app) fn is_hidden(live: &Live, sees: &Sees, key: &Key) -> bool {
    live.graph().record(key).is_some() && sees.view.graph().record(key).is_none()
}

/// The past with its own assets and markets again; those of today were only asked to decide what is seen.
fn as_it_was((mut sight, then): (Sight, Sight)) -> Sight {
    let today: Vec<Key> = DECIDING.iter().flat_map(|kind| sight.graph.nodes(*kind)).map(|node| sight.graph.key(node).clone()).collect();
    today.iter().for_each(|key| sight.graph.remove(key));
    then.graph.records().for_each(|record| sight.graph.put(record.clone()));
    sight
}

fn signed(revision: Revision) -> Signed {
    let Revision { batch, label, author, acting_as, at, reason, .. } = revision;
    Signed { batch, label, author, acting_as, at, reason }
}
