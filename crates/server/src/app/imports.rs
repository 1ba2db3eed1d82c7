//! Bringing in what teams have: plan first, apply as a whole, undo if wanted. A plan compares with what the seat sees:
//! what is hidden from it does not show as present, and what it may not write is left alone with a reason.

use std::collections::HashSet;

use guardrails::Purpose;
use import::{Action, Batch, Item, Plan};
use serde_json::{Map, Value};
use strategy::{Draft, Key, Record};

use super::{App, Error, Saved, Seat, View, changes::Want, keys, numbers::linked, rights::may_change};

impl App {
    /// What a file would do to the strategy as the seat sees it.
    pub fn plan(&self, seat: &Seat, file: &str, batch: Batch) -> Result<Plan, Error> {
        let view = self.view(seat, Purpose::Work)?;
        let past = |key: &Key, revision: u32| -> Option<Record> {
            self.history(seat, key).ok()?.into_iter().find(|one| one.number == revision)?.record().cloned()
        };
        let mut plan = import::plan(file, view.graph(), batch, past);
        let refused: Vec<Option<String>> = {
            let comes = |item: &&Item| writes(&item.action).is_some() && unfit_key(&view, item).is_none();
            let coming: HashSet<&Key> = plan.items.iter().filter(comes).map(|item| &item.key).collect();
            plan.items.iter().map(|item| refusal(seat, &view, item, &coming)).collect()
        };
        for (item, because) in plan.items.iter_mut().zip(refused) {
            if let Some(because) = because {
                item.action = Action::Conflict { because, fields: vec![] };
            }
        }
        Ok(plan)
    }

    /// Carries out the parts of a plan that create or update, all of them or none.
    pub fn apply_plan(&self, seat: &Seat, plan: &Plan, reason: &str) -> Result<Saved, Error> {
        let want = |item: &Item| {
            let (fields, base) = writes(&item.action)?;
            Some(Want {
                kind: item.kind,
                key: item.key.clone(),
                base,
                fields: Some(fields.clone()),
                key_is_given: false,
                takes_back: false,
            })
        };
        let wants = plan.items.iter().filter_map(want).collect();
        self.write(seat, &format!("import {}", plan.file), reason, wants)
    }
}

/// What an action writes, and the revision on which.
fn writes(action: &Action) -> Option<(&Map<String, Value>, Option<u32>)> {
    match action {
        Action::Create { fields } => Some((fields, None)),
        Action::Update { fields, base, .. } => Some((fields, Some(*base))),
        Action::Unchanged | Action::Conflict { .. } | Action::Rejected { .. } => None,
    }
}

/// Why a new record may not have its key.
fn unfit_key(view: &View, item: &Item) -> Option<String> {
    if view.graph().record(&item.key).is_some() {
        return None;
    }
    let may_choose = !keys::is_partly_seen(item.kind) || view.sees_all_of(item.kind);
    keys::misfit(item.kind, &item.key).or_else(|| (!may_choose).then(|| keys::not_to_choose(item.kind)))
}

/// Why a seat may not write an item, in one line.
fn refusal(seat: &Seat, view: &View, item: &Item, coming: &HashSet<&Key>) -> Option<String> {
    let (fields, _) = writes(&item.action)?;
    if let Some(unfit) = unfit_key(view, item) {
        return Some(one_line(&unfit));
    }
    let before = view.graph().record(&item.key);
    let known = before.map(|record| linked(item.kind, &record.fields())).unwrap_or_default();
    let is_unseen = |key: &Key| keys::kept_for(key).is_some() && view.graph().record(key).is_none() && !coming.contains(key);
    if let Some(key) = linked(item.kind, fields).into_iter().find(|key| is_unseen(key) && !known.contains(key)) {
        return Some(format!("it links to `{key}`, and there is no such record"));
    }
    let after = Draft::new(item.kind, item.key.clone(), fields.clone()).into_record().0;
    let denial = may_change(seat, view, before, Some(&after)).err()?;
    Some(one_line(&format!("{}: {} {}", denial.what, denial.why, denial.way)))
}

/// A sentence as a reason that stands before a full stop.
fn one_line(says: &str) -> String {
    let mut letters = says.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
