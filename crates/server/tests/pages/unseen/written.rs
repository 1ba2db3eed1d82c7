//! A random strategy written into a ledger, batch by batch, with links confirmed as the server confirms them and ids that
//! come from the keys, so that two strategies give the same ids to the records that they share.

use std::collections::BTreeMap;

use ledger::{Append, Ledger, Undo, Write};
use serde_json::{Map, Value};
use strategy::{Draft, Key, Kind, links};
use uuid::Uuid;

use super::world::{Patch, Step, World, apply};

/// A record while the batches are written.
#[derive(Clone)]
struct Now {
    id: Uuid,
    number: u32,
    /// `None` once it is removed.
    fields: Option<Map<String, Value>>,
}

/// A ledger that holds a strategy as it came about; and the ids of the batches, step by step.
pub(crate) fn ledger_of(world: &World) -> (Ledger, Vec<Option<Uuid>>) {
    let ledger = Ledger::in_memory().expect("a ledger in memory");
    let batches = ledger_in(&ledger, world);
    (ledger, batches)
}

/// Writes a strategy into an empty ledger.
pub(crate) fn ledger_in(ledger: &Ledger, world: &World) -> Vec<Option<Uuid>> {
    let mut now = BTreeMap::new();
    world.steps.iter().map(|step| write(ledger, &mut now, step)).collect()
}

fn write(ledger: &Ledger, now: &mut BTreeMap<String, Now>, step: &Step) -> Option<Uuid> {
    let before = now.clone();
    let writes = writes_of(now, step);
    if writes.is_empty() {
        return None;
    }
    let receipt = ledger
        .append(Append {
            author: step.author.clone(),
            acting_as: step.function.into(),
            at: step.at,
            label: step.label.clone(),
            reason: step.reason.clone(),
            writes: writes.clone(),
            idempotency_key: None,
        })
        .expect("the batch is written");
    for write in writes {
        let written = receipt.written.iter().find(|written| written.key == write.key);
        let known = number(now, &write.key);
        let number = written.map_or(known, |written| written.number);
        now.insert(write.key, Now { id: write.record_id, number, fields: write.body });
    }
    let batch = receipt.batch?;
    if step.is_undone {
        let (author, acting_as) = (step.author.clone(), step.function.into());
        let undo = Undo { batch, author, acting_as, at: step.at, reason: step.reason.clone(), idempotency_key: None };
        for written in ledger.undo(undo).expect("nothing came after it").written {
            let id = written.record;
            let fields = before.get(&written.key).and_then(|before| before.fields.clone());
            now.insert(written.key, Now { id, number: written.number, fields });
        }
    }
    Some(batch)
}

/// The writes of a batch; a link to a record of the same batch is confirmed at what it becomes, if it becomes anything else.
fn writes_of(now: &BTreeMap<String, Now>, step: &Step) -> Vec<Write> {
    let can = |patch: &&Patch| patch.fields.is_some() || live(now, &patch.key).is_some();
    let mut patches: Vec<&Patch> = step.patches.iter().filter(can).collect();
    loop {
        let next: BTreeMap<&str, u32> = patches.iter().map(|patch| (patch.key.as_str(), number(now, &patch.key) + 1)).collect();
        let revision = |key: &Key| next.get(key.as_str()).copied().or_else(|| live(now, key.as_str()).map(|now| now.number));
        let writes: Vec<Write> = patches.iter().map(|patch| write_of(now, patch, &revision)).collect();
        let changes = |write: &Write| live(now, &write.key).is_none_or(|now| now.fields != write.body);
        if writes.iter().all(changes) {
            return writes;
        }
        let same: Vec<String> = writes.into_iter().filter(|write| !changes(write)).map(|write| write.key).collect();
        patches.retain(|patch| !same.contains(&patch.key));
    }
}

fn live<'n>(now: &'n BTreeMap<String, Now>, key: &str) -> Option<&'n Now> {
    now.get(key).filter(|now| now.fields.is_some())
}

fn number(now: &BTreeMap<String, Now>, key: &str) -> u32 {
    live(now, key).map_or(0, |now| now.number)
}

fn write_of(now: &BTreeMap<String, Now>, patch: &Patch, revision: &dyn Fn(&Key) -> Option<u32>) -> Write {
    let standing = live(now, &patch.key);
    let body = patch.fields.as_ref().map(|changes| {
        let before = standing.and_then(|now| now.fields.clone()).unwrap_or_default();
        let mut fields = before.clone();
        apply(&mut fields, changes);
        let mut fields = normal(patch.kind, &patch.key, fields);
        links::confirm(patch.kind, &mut fields, |target| confirmed(&before, target).or_else(|| revision(target)));
        fields
    });
    // A key that is free again is another record's.
    let earlier = now.get(&patch.key).map_or(Uuid::NAMESPACE_OID, |gone| gone.id);
    let record_id = standing.map_or_else(|| Uuid::new_v5(&earlier, patch.key.as_bytes()), |now| now.id);
    Write { record_id, kind: patch.kind.name().into(), key: patch.key.clone(), base: standing.map(|now| now.number), body }
}

/// The fields as the product writes them.
fn normal(kind: Kind, key: &str, fields: Map<String, Value>) -> Map<String, Value> {
    Draft::new(kind, Key::new(key).expect("a key"), fields).into_record().0.fields()
}

/// The revision at which a link to a record stands in some fields.
fn confirmed(fields: &Map<String, Value>, target: &Key) -> Option<u32> {
    fn find(value: &Value, start: &str) -> Option<u32> {
        match value {
            Value::String(text) => text.strip_prefix(start)?.parse().ok(),
            Value::Array(list) => list.iter().find_map(|item| find(item, start)),
            Value::Object(map) => map.values().find_map(|item| find(item, start)),
            _ => None,
        }
    }
    let start = format!("{target}@");
    fields.values().find_map(|value| find(value, &start))
}
