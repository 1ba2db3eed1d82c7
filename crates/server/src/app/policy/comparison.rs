//! What one policy changes against another: what is written differently, what each function gains and loses of the records,
//! and which questions are answered differently.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};

use guardrails::{
    CellChange, Difference, GainLoss, Gate, Holding, LintFinding, LintLevel, Policy, Refusal, diff, difference, lint_gate, simulate,
};
use jiff::civil::Date;
use serde::Serialize;

use crate::app::App;

/// What one policy changes against another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The digest of the policy after.
    pub digest: String,
    /// The cells that differ.
    pub cells: Vec<CellChange>,
    /// What is switched, relaxed or worded differently, in words.
    pub switches: Vec<String>,
    /// What each function gains and loses of the records that were counted.
    pub functions: Vec<GainLoss>,
    /// The questions that are answered differently.
    pub questions: Difference,
    /// What is worth a look in the policy after and was not in the one before.
    pub lint: Vec<LintFinding>,
}

impl Comparison {
    /// Compares two policies on a day, over what some records hold.
    ///
    /// # Errors
    /// As [`Gate::new`], for either.
    pub fn of(before: &Policy, after: &Policy, day: Date, held: &[Holding]) -> Result<Comparison, Vec<Refusal>> {
        Ok(Pair::of(before, after, day)?.over(held))
    }

    /// Whether the two say the same.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.switches.is_empty() && self.questions.changed == 0
    }

    /// What differs, one line each, in words.
    pub fn lines(&self) -> Vec<String> {
        let cells = self.cells.iter().map(|change| format!("cell {}: {} → {}", change.place, change.before, change.after));
        self.switches.iter().cloned().chain(cells).collect()
    }
}

/// Two policies compared on a day, but for the records: what it takes to count those is loaded.
pub(super) struct Pair {
    before: Gate,
    after: Gate,
    day: Date,
    without_records: Comparison,
}

impl Pair {
    fn of(before: &Policy, after: &Policy, day: Date) -> Result<Pair, Vec<Refusal>> {
        let (old, new) = (Gate::new(before.clone())?, Gate::new(after.clone())?);
        let known: BTreeSet<(&str, String)> = lint_gate(&old, day).into_iter().map(|finding| (finding.kind, finding.subject)).collect();
        let worth = |finding: &LintFinding| finding.level != LintLevel::Note && !known.contains(&(finding.kind, finding.subject.clone()));
        let without_records = Comparison {
            digest: after.digest(),
            cells: diff(&before.matrix, &after.matrix),
            switches: switches(before, after),
            functions: vec![],
            questions: difference(&old, &new, day),
            lint: lint_gate(&new, day).into_iter().filter(worth).collect(),
        };
        Ok(Pair { before: old, after: new, day, without_records })
    }

    fn over(&self, held: &[Holding]) -> Comparison {
        Comparison { functions: simulate(&self.before, &self.after, self.day, held), ..self.without_records.clone() }
    }
}

/// The last pairs that were compared: whoever drafts, signs and activates looks at the same two again and again.
#[derive(Default)]
pub(in crate::app) struct Pairs(Mutex<Vec<Arc<Pair>>>);

impl Pairs {
    const MOST: usize = 4;

    fn get(&self, before: &Policy, after: &Policy, day: Date) -> Result<Arc<Pair>, Vec<Refusal>> {
        let is_it = |pair: &Arc<Pair>| pair.day == day && pair.before.policy() == before && pair.after.policy() == after;
        if let Some(known) = self.lock().iter().find(|pair| is_it(pair)) {
            return Ok(known.clone());
        }
        let fresh = Arc::new(Pair::of(before, after, day)?);
        let mut pairs = self.lock();
        if pairs.len() == Self::MOST {
            pairs.remove(0);
        }
        pairs.push(fresh.clone());
        Ok(fresh)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Pair>>> {
        // A list of finished pairs is whole between any two statements.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Compares two policies on a day, over what some records hold.
    ///
    /// # Errors
    /// As [`Gate::new`], for either.
    pub fn compare(&self, before: &Policy, after: &Policy, day: Date, held: &[Holding]) -> Result<Comparison, Vec<Refusal>> {
        Ok(self.inner.pairs.get(before, after, day)?.over(held))
    }
}

fn switches(before: &Policy, after: &Policy) -> Vec<String> {
    let mut words = vec![];
    let mut of = |before: &BTreeSet<String>, after: &BTreeSet<String>, on: &str, off: &str| {
        words.extend(after.difference(before).map(|id| format!("{on} {id}")));
        words.extend(before.difference(after).map(|id| format!("{off} {id}")));
    };
    of(&before.packs, &after.packs, "switches on pack", "switches off pack");
    of(&before.overlays, &after.overlays, "switches on overlay", "switches off overlay");
    of(&before.relaxed, &after.relaxed, "relaxes", "no longer relaxes");
    if before.house != after.house {
        words.push("rewrites the rules of the house".into());
    }
    words
}
