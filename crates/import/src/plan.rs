//! What a file would do, before it does it: create, update, leave unchanged, conflict or reject, record by record.
//! A field that the file does not mention stays as it is; one that it leaves empty is emptied.
//! The same file a second time changes nothing.

mod merge;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use strategy::{
    Draft, Finding, Graph, Key, Kind, Place, Record,
    compare::{FieldChange, values_changed},
    input, links, schema,
};

use crate::Batch;

/// What a file would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The file's name.
    pub file: String,
    /// What was read, in one line.
    pub about: String,
    /// One item per record of the file, in the file's order.
    pub items: Vec<Item>,
    /// What is wrong with the file as a whole; an item's own findings are with the item.
    pub findings: Vec<Finding>,
}

/// What would become of one record.
#[derive(Clone, Debug)]
pub struct Item {
    /// The kind.
    pub kind: Kind,
    /// The key.
    pub key: Key,
    /// The title.
    pub title: String,
    /// Where it stands in the file.
    pub place: Option<Place>,
    /// What would become of it.
    pub action: Action,
}

/// What would become of a record.
#[derive(Clone, Debug)]
pub enum Action {
    /// It is new.
    Create {
        /// All its fields.
        fields: Map<String, Value>,
    },
    /// It changes.
    Update {
        /// All its fields afterwards.
        fields: Map<String, Value>,
        /// The revision that it changes.
        base: u32,
        /// What changes.
        changes: Vec<FieldChange>,
    },
    /// It is already as the file says.
    Unchanged,
    /// The file and the strategy both changed it, or the key belongs to another kind; it is left alone.
    Conflict {
        /// Why, in one line.
        because: String,
        /// The fields on which both disagree: what the strategy says and what the file says.
        fields: Vec<FieldChange>,
    },
    /// It cannot be read; it is left alone.
    Rejected {
        /// Why, and where in the file.
        findings: Vec<Finding>,
    },
}

impl Action {
    /// The action as a word: `create`, `update`, `unchanged`, `conflict`, `rejected`.
    pub fn word(&self) -> &'static str {
        match self {
            Action::Create { .. } => "create",
            Action::Update { .. } => "update",
            Action::Unchanged => "unchanged",
            Action::Conflict { .. } => "conflict",
            Action::Rejected { .. } => "rejected",
        }
    }
}

impl Plan {
    /// How many items have an action, by its word.
    pub fn count(&self, word: &str) -> usize {
        self.items.iter().filter(|item| item.action.word() == word).count()
    }

    /// Whether applying it would write anything.
    pub fn writes(&self) -> bool {
        self.count("create") + self.count("update") > 0
    }
}

/// Plans an import into a graph. `past` gives an earlier revision of a record, where the file was made from one.
pub fn plan(file: &str, graph: &Graph, batch: Batch, past: impl Fn(&Key, u32) -> Option<Record>) -> Plan {
    let keys: HashSet<&Key> = batch.drafts.iter().map(|draft| &draft.key).collect();
    let mut of_records: HashMap<Key, Vec<Finding>> = HashMap::new();
    let mut findings = vec![];
    for finding in batch.findings {
        match finding.record.clone().filter(|key| keys.contains(key)) {
            Some(key) => of_records.entry(key).or_default().push(finding),
            None => findings.push(finding),
        }
    }
    let mut seen: HashSet<Key> = HashSet::new();
    let items = batch.drafts.into_iter().map(|draft| {
        let mut own = of_records.remove(&draft.key).unwrap_or_default();
        if !seen.insert(draft.key.clone()) {
            let site = input::Site { kind: draft.kind, key: &draft.key, origin: draft.origin.as_deref() };
            own.push(input::duplicate_key(&site, "an earlier record of this file"));
        }
        item(graph, draft, own, &past)
    });
    let items = items.collect();
    Plan { file: file.to_owned(), about: batch.about, items, findings }
}

fn item(graph: &Graph, draft: Draft, mut findings: Vec<Finding>, past: &impl Fn(&Key, u32) -> Option<Record>) -> Item {
    let (kind, key, place) = (draft.kind, draft.key.clone(), draft.origin.as_ref().and_then(|origin| origin.place.clone()));
    let existing = graph.record(&key);
    let stated = draft.revision;
    let (read, wrong) = overlaid(existing, draft).into_record();
    findings.extend(wrong);
    let title = read.title().to_owned();
    let action = if findings.is_empty() { action(graph, existing, &read, stated, past) } else { Action::Rejected { findings } };
    Item { kind, key, title, place, action }
}

/// The draft over the fields that the record has already.
fn overlaid(existing: Option<&Record>, mut draft: Draft) -> Draft {
    if let Some(record) = existing.filter(|record| record.kind() == draft.kind) {
        let mut fields = record.fields();
        overlay(&mut fields, std::mem::take(&mut draft.fields));
        draft.fields = fields;
        draft.id = Some(record.id);
    }
    draft
}

/// Lays the file's fields over the present ones; an empty one empties, a group is laid over field by field.
fn overlay(fields: &mut Map<String, Value>, file: Map<String, Value>) {
    for (name, value) in file {
        match (fields.get_mut(&name), value) {
            (Some(Value::Object(present)), Value::Object(inner)) => overlay(present, inner),
            (_, value) => {
                fields.insert(name, value);
            }
        }
    }
}

fn action(
    graph: &Graph,
    existing: Option<&Record>,
    read: &Record,
    stated: Option<u32>,
    past: &impl Fn(&Key, u32) -> Option<Record>,
) -> Action {
    let mut file = read.fields();
    let Some(existing) = existing else { return Action::Create { fields: file } };
    if existing.kind() != read.kind() {
        let because = format!("key `{}` belongs to {} already", read.key, schema::with_article(&existing.kind().label()));
        return Action::Conflict { because, fields: vec![] };
    }
    let present = existing.fields();
    links::confirm(read.kind(), &mut file, |target| linked_at(graph, existing, target));
    // The file was made from an older revision: what changed since must not be lost.
    let base = stated.filter(|revision| *revision < existing.revision).and_then(|revision| past(&read.key, revision));
    let fields = match base {
        None => file,
        Some(base) => {
            let (merged, disagree) = merge::merge(&base.fields(), &present, &file);
            if !disagree.is_empty() {
                let (from, now) = (base.revision, existing.revision);
                let because = format!("the file was made from revision {from}, and by revision {now} the same fields had changed");
                return Action::Conflict { because, fields: disagree };
            }
            merged
        }
    };
    let changes = values_changed(&present, &fields);
    if changes.is_empty() { Action::Unchanged } else { Action::Update { fields, base: existing.revision, changes } }
}

/// The revision at which the existing record links to a target already, else the target's own.
fn linked_at(graph: &Graph, existing: &Record, target: &Key) -> Option<u32> {
    let node = graph.node(target)?;
    let links = graph.node(&existing.key).map(|own| graph.links(own)).unwrap_or_default();
    match links.iter().find(|link| link.other == node) {
        Some(link) => link.revision,
        None => graph.at(node).map(|record| record.revision),
    }
}
