//! The revisions of those records of which a change may be invisible to somebody: the trail of each, whole, read once
//! and kept up. Which of them a seat can tell apart is counted in [`numbers`](super::numbers).

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use ledger::{Bare, Body, Ledger, Revision};
use serde_json::Value;
use strategy::{Any, Graph, Key, Kind, Record, Ref};

use super::{
    Error,
    keys::{is_partly_seen, kept_for},
    workspace::{record_of, record_of_bare},
};

/// The fields that some seat may not see, by kind. A test holds this against what the gate says it withholds.
pub(super) const SOMETIMES_WITHHELD: &[(Kind, &[&str])] = &[
    (Kind::Stakeholder, &["preferred_channels", "consent", "contracts", "trial_role", "organisation", "level_because", "note"]),
    (Kind::Activity, &["stakeholders"]),
    (Kind::ValueAgreement, &["threshold", "payment_rule"]),
    (Kind::Evidence, &["endpoints", "abstract_text"]),
];

/// One state of a record.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The revision's number as stored.
    pub(super) number: u32,
    /// The record; `None` where the revision removes it.
    pub(super) record: Option<Record>,
}

/// All states of one record, the first one first.
pub(super) type Trail = Arc<Vec<State>>;

/// Every trail that matters, up to a place in the log.
#[derive(Clone, Debug, Default)]
pub(super) struct Trails {
    seq: u64,
    of: BTreeMap<Key, Trail>,
}

impl Trails {
    /// The trails, by key.
    pub(super) fn by_key(&self) -> &BTreeMap<Key, Trail> {
        &self.of
    }

    /// Reads what the ledger holds beyond what is known already, up to a place in its log. `graph` is the strategy there.
    pub(super) fn catch_up(&mut self, ledger: &Ledger, graph: &Graph, seq: u64) -> Result<(), Error> {
        if self.seq >= seq {
            return Ok(());
        }
        let newer: Vec<Bare> = ledger.bare_changes(self.seq)?.into_iter().take_while(|revision| revision.seq <= seq).collect();
        let mut last: HashMap<uuid::Uuid, &str> = HashMap::new();
        for revision in &newer {
            let Some(key) = Key::new(&revision.key).filter(|_| Kind::parse(&revision.kind).is_some()) else { continue };
            if revision.number == 1 {
                // The key may have been another record's before.
                self.of.remove(&key);
            }
            if let Some(trail) = self.of.get_mut(&key).filter(|trail| trail.last().is_some_and(|state| state.number + 1 == revision.number))
            {
                Arc::make_mut(trail).push(State { number: revision.number, record: record_of_bare(revision) });
            } else if self.may_be_invisible(ledger, graph, revision, last.get(&revision.record).copied())? {
                self.of.insert(key, Arc::new(until(ledger, graph, revision)?));
            }
            match &revision.body {
                Some(body) => last.insert(revision.record, body),
                None => last.remove(&revision.record),
            };
        }
        self.seq = seq;
        Ok(())
    }

    /// Whether some seat may not be able to tell a revision from the one before it.
    fn may_be_invisible(&self, ledger: &Ledger, graph: &Graph, revision: &Bare, before: Option<&str>) -> Result<bool, Error> {
        let Some(kind) = Kind::parse(&revision.kind) else { return Ok(false) };
        if is_partly_seen(kind) {
            return Ok(true);
        }
        if revision.number == 1 {
            return Ok(false);
        }
        let read = |text: &str| serde_json::from_str::<Body>(text).ok();
        let before = match before {
            Some(before) => read(before),
            None => ledger.revision(revision.record, revision.number - 1)?.and_then(|earlier| earlier.body),
        };
        let (Some(before), Some(after)) = (before, revision.body.as_deref().and_then(read)) else { return Ok(false) };
        let differs = |name: &&String| before.get(*name) != after.get(*name);
        let mut names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))).filter(differs);
        let withheld = SOMETIMES_WITHHELD.iter().filter(|(of, _)| *of == kind).flat_map(|(_, fields)| *fields).collect::<Vec<_>>();
        let doubtful = |name: &String| {
            let links = [before.get(name), after.get(name)].into_iter().flatten().any(|value| links_doubtfully(graph, value));
            links || withheld.iter().any(|field| **field == name.as_str())
        };
        Ok(names.all(doubtful))
    }
}

/// The states of a record up to a revision.
fn until(ledger: &Ledger, graph: &Graph, revision: &Bare) -> Result<Vec<State>, Error> {
    let stands = |record: &&Record| record.revision == 1 && record.id.0 == revision.record;
    let first = Key::new(&revision.key).and_then(|key| graph.record(&key).filter(stands).cloned());
    if let Some(record) = first.filter(|_| revision.number == 1) {
        return Ok(vec![State { number: 1, record: Some(record) }]);
    }
    // INVARIANT: a trail never runs ahead of the strategy that it belongs to; later revisions are added in their turn.
    let until_now = |earlier: &&Revision| earlier.number <= revision.number;
    let of = |revision: &Revision| State { number: revision.number, record: record_of(revision).map(|(record, _)| record) };
    let mut whole: Vec<State> = ledger.history(revision.record)?.iter().filter(until_now).map(of).collect();
    whole.reverse();
    Ok(whole)
}

/// Whether a value holds a link that some seat may not see, or that says at which revision it was confirmed.
fn links_doubtfully(graph: &Graph, value: &Value) -> bool {
    match value {
        Value::String(text) => Ref::<Any>::parse(text).is_some_and(|link| {
            let to = graph.record(&link.key).map(Record::kind);
            link.revision.is_some() || kept_for(&link.key).is_some() || to.is_some_and(is_partly_seen)
        }),
        Value::Array(list) => list.iter().any(|item| links_doubtfully(graph, item)),
        Value::Object(map) => map.values().any(|inner| links_doubtfully(graph, inner)),
        _ => false,
    }
}
