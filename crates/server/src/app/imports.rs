//! Bringing in what teams have: plan first, apply as a whole, undo if wanted.

use import::{Action, Batch, Plan};
use strategy::{Key, Record};

use super::{App, Error, Saved, Seat, stored};

impl App {
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
        let writes = plan.items.iter().filter_map(|item| match &item.action {
            Action::Create { fields } => Some(self.write(&live, item.kind, &item.key, None, Some(fields.clone()))),
            Action::Update { fields, base, .. } => Some(self.write(&live, item.kind, &item.key, Some(*base), Some(fields.clone()))),
            Action::Unchanged | Action::Conflict { .. } | Action::Rejected { .. } => None,
        });
        self.append(seat, format!("import {}", plan.file), reason, writes.collect())
    }
}
