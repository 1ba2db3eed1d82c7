//! Revisions as a seat counts them. A revision that changed nothing a seat may see does not exist for it: it is not
//! listed, and the numbers go on without a gap, in records and in the links that were confirmed at them.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};
use strategy::{
    Any, Draft, Graph, Key, Kind, Record, Ref,
    schema::{self, Shape},
};

use super::trails::Trail;

/// What a seat sees of one state of a record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Looks {
    /// Nothing at all; whatever happens meanwhile is no revision.
    Hidden,
    /// These fields.
    Like(Map<String, Value>),
    /// That it was removed.
    Gone,
}

/// A record's kind, and what is seen of each of its states, by number.
pub(super) type Looked = (Kind, Vec<(u32, Looks)>);

/// The counts of a seat, for those records that it counts otherwise than the ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers {
    /// The stored number at which each of the seat's revisions starts, and the last stored one.
    of: HashMap<Key, (Vec<u32>, u32)>,
}

impl Numbers {
    /// Counts what can be told apart. Confirming a link at a revision that the seat cannot tell from the one before is
    /// itself no revision, so it is counted until nothing changes any more.
    pub(super) fn of(looks: &BTreeMap<Key, Looked>) -> Numbers {
        let mut numbers = Numbers::default();
        loop {
            let mut next = Numbers::default();
            for (key, (kind, states)) in looks {
                let starts = numbers.starts(*kind, states);
                let last = states.last().map_or(1, |(number, _)| *number);
                let as_stored = starts.len() == last as usize;
                if !as_stored && !starts.is_empty() {
                    next.of.insert(key.clone(), (starts, last));
                }
            }
            if next == numbers {
                return numbers;
            }
            numbers = next;
        }
    }

    /// Whether this seat counts as the ledger does.
    pub(super) fn are_as_stored(&self) -> bool {
        self.of.is_empty()
    }

    /// The number that a stored revision has for the seat.
    pub(super) fn shown(&self, key: &Key, stored: u32) -> u32 {
        let Some((starts, _)) = self.of.get(key) else { return stored };
        u32::try_from(starts.partition_point(|start| *start <= stored)).unwrap_or(stored).max(1)
    }

    /// The last stored revision that looks to the seat like one of its own.
    pub(super) fn stored(&self, key: &Key, shown: u32) -> u32 {
        let Some((starts, last)) = self.of.get(key) else { return shown };
        starts.get(shown as usize).map_or(*last, |next| next - 1)
    }

    /// Whether a stored revision is one for the seat.
    pub(super) fn counts(&self, key: &Key, stored: u32) -> bool {
        self.of.get(key).is_none_or(|(starts, _)| starts.contains(&stored))
    }

    fn starts(&self, kind: Kind, states: &[(u32, Looks)]) -> Vec<u32> {
        let mut starts = vec![];
        let mut last: Option<Looks> = None;
        for (number, looks) in states {
            let looks = match looks {
                Looks::Hidden => continue,
                Looks::Gone if last.is_none() => continue,
                Looks::Gone => Looks::Gone,
                Looks::Like(fields) => {
                    let mut fields = fields.clone();
                    self.show_links(kind, &mut fields);
                    Looks::Like(fields)
                }
            };
            if last.as_ref() != Some(&looks) {
                starts.push(*number);
                last = Some(looks);
            }
        }
        starts
    }

    /// Numbers the links of a record as the seat counts.
    pub(super) fn show_links(&self, kind: Kind, fields: &mut Map<String, Value>) {
        each_link(kind, fields, &mut |link| {
            let revision = link.revision.filter(|_| self.of.contains_key(&link.key))?;
            Some(Ref::<Any>::at(link.key.clone(), self.shown(&link.key, revision)).to_string().into())
        });
    }

    /// Numbers the links as the ledger does; a link that stands already keeps the exact revision that it has there.
    pub(super) fn store_links(&self, kind: Kind, fields: &mut Map<String, Value>, standing: &Map<String, Value>) {
        if self.are_as_stored() {
            return;
        }
        let mut known: Vec<(Key, u32)> = vec![];
        each_link(kind, &mut standing.clone(), &mut |link| {
            known.push((link.key.clone(), link.revision?));
            None
        });
        each_link(kind, fields, &mut |link| {
            let revision = link.revision.filter(|_| self.of.contains_key(&link.key))?;
            let exact = known.iter().find(|(key, stored)| *key == link.key && self.shown(key, *stored) == revision);
            let stored = exact.map_or_else(|| self.stored(&link.key, revision), |(_, stored)| *stored);
            Some(Ref::<Any>::at(link.key.clone(), stored).to_string().into())
        });
    }

    /// A record with its own number and those of its links as the seat counts.
    pub(super) fn show(&self, record: &Record) -> Record {
        let mut fields = record.fields();
        self.show_links(record.kind(), &mut fields);
        let revision = self.shown(&record.key, record.revision);
        let draft = Draft {
            kind: record.kind(),
            key: record.key.clone(),
            id: Some(record.id),
            revision: Some(revision),
            fields,
            origin: record.origin.clone(),
        };
        draft.into_record().0
    }

    /// Records as the seat counts: those that have numbers of their own, and those that link to them.
    pub(super) fn show_in(&self, mut graph: Graph) -> Graph {
        let mut touched: Vec<Record> = vec![];
        for node in self.of.keys().filter_map(|key| graph.node(key)) {
            let linking = graph.backlinks(node).iter().filter_map(|link| graph.at(link.other));
            touched.extend(graph.at(node).into_iter().chain(linking).cloned());
        }
        touched.sort_by(|a, b| a.key.cmp(&b.key));
        touched.dedup_by(|a, b| a.key == b.key);
        touched.iter().for_each(|record| graph.put(self.show(record)));
        graph
    }

    /// The strategy as the seat counts; what is past comes along where a link was confirmed at it.
    pub(super) fn show_all(&self, graph: &Graph, trails: &BTreeMap<Key, Trail>) -> Graph {
        let mut shown = self.show_in(graph.clone());
        for (key, (starts, _)) in &self.of {
            let states = trails.get(key).into_iter().flat_map(|trail| trail.iter());
            let started = states.filter(|state| starts.contains(&state.number)).filter_map(|state| state.record.as_ref());
            started.for_each(|record| shown.remember(self.show(record)));
        }
        shown
    }
}

/// Visits every link of a record, by the shapes of its fields, and puts what is given in its place.
fn each_link(kind: Kind, fields: &mut Map<String, Value>, visit: &mut impl FnMut(&Ref<Any>) -> Option<Value>) {
    for field in schema::fields(kind).iter().chain(schema::HEADER.iter()) {
        if let Some(value) = fields.get_mut(&field.name) {
            each_link_in(&field.shape, value, visit);
        }
    }
}

fn each_link_in(shape: &Shape, value: &mut Value, visit: &mut impl FnMut(&Ref<Any>) -> Option<Value>) {
    match (shape, value) {
        (Shape::Link(_), value) => {
            let link = value.as_str().and_then(Ref::<Any>::parse);
            if let Some(instead) = link.and_then(|link| visit(&link)) {
                *value = instead;
            }
        }
        (Shape::List(inner), Value::Array(list)) => list.iter_mut().for_each(|item| each_link_in(inner, item, visit)),
        (Shape::Map(inner), Value::Object(map)) => map.values_mut().for_each(|item| each_link_in(inner, item, visit)),
        (Shape::Group(fields), Value::Object(map)) => {
            for field in fields {
                if let Some(value) = map.get_mut(&field.name) {
                    each_link_in(&field.shape, value, visit);
                }
            }
        }
        _ => {}
    }
}

/// The keys that a record of a kind links to, with these fields.
pub(super) fn linked(kind: Kind, fields: &Map<String, Value>) -> Vec<Key> {
    let mut keys = vec![];
    each_link(kind, &mut fields.clone(), &mut |link| {
        keys.push(link.key.clone());
        None
    });
    keys
}
