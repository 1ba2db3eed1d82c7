//! Bringing in what teams have: plan first, apply as a whole, undo if wanted.

use import::{Action, Batch, Item, Plan};
use serde_json::{Map, Value};
use strategy::{Change, Key, Record};

use super::{Error, Saved, Workspace, stored};
use crate::app::Seat;

impl Workspace {
    /// What a file would do to the strategy as it stands.
    pub fn plan(&self, file: &str, batch: Batch) -> Plan {
        let past = |key: &Key, revision: u32| -> Option<Record> {
            let found = self.ledger().revision(key.as_str(), revision).ok()??;
            stored::record_of(&found).map(|(record, _)| record)
        };
        import::plan(file, self.live().graph(), batch, past)
    }

    /// Carries out the parts of a plan that create or update, all of them or none.
    pub fn apply_plan(&self, seat: &Seat, plan: &Plan, reason: &str) -> Result<Saved, Error> {
        let live = self.live();
        let writing = plan.items.iter().filter_map(|item| match &item.action {
            Action::Create { fields } => Some((item, None, fields)),
            Action::Update { fields, base, .. } => Some((item, Some(*base), fields)),
            Action::Unchanged | Action::Conflict { .. } | Action::Rejected { .. } => None,
        });
        let writing: Vec<_> = writing.collect();
        let put = |(item, _, fields): &(&Item, _, &Map<String, Value>)| Change::Put {
            kind: item.kind.name().into(),
            key: item.key.clone(),
            fields: (*fields).clone(),
        };
        let (after, _) = live.graph().with(&writing.iter().map(put).collect::<Vec<_>>());
        let write = |(item, base, fields): (&Item, Option<u32>, &Map<String, Value>)| {
            self.write(live.graph(), &after, item.kind, &item.key, base, Some(fields.clone()))
        };
        let writes = writing.into_iter().map(write);
        self.append(seat, format!("import {}", plan.file), reason, writes.collect())
    }
}
