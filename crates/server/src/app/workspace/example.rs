//! The worked example, carried inside the binary: one fictional medicine, planned with the flaws that such plans have.

use std::collections::BTreeSet;

use import::Batch;
use jiff::civil::{Date, date};
use strategy::{Key, toml_form};

use super::{Error, Saved, Workspace};
use crate::app::Seat;

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../../../../../examples/heart-failure/", $name)))),*] };
}

/// The files of the example as planned; its mended twin lies beside it.
pub const FILES: &[(&str, &str)] = files! {
    "access.toml"
    "activities.toml"
    "asset.toml"
    "claims.toml"
    "content.toml"
    "evidence.toml"
    "goals.toml"
    "governance.toml"
    "learning.toml"
    "messages.toml"
    "milestones.toml"
    "need.toml"
    "stakeholders.toml"
};

/// The day on which the example is checked where no file states one.
const DAY: Date = date(2026, 6, 1);

/// The example's own day, and its records as drafts; those that have moved on since they were signed or cited come twice,
/// the earlier revision first.
pub fn example() -> (Date, Batch) {
    let mut reading = toml_form::Reading::default();
    for (name, text) in FILES {
        reading.extend(toml_form::read(name, text));
    }
    let batch = Batch {
        drafts: reading.past.into_iter().chain(reading.drafts).collect(),
        findings: reading.findings,
        source: "worked example",
        about: "the worked example: disease evidence is real, everything about the medicine is invented".into(),
        ..Batch::default()
    };
    (reading.day.unwrap_or(DAY), batch)
}

impl Workspace {
    /// Writes the worked example into this workspace, where its keys are free. Records that have moved on since they were
    /// signed or cited come first, revision by revision; so everything else is confirmed against what they are now.
    pub fn load_example(&self, seat: &Seat, mut batch: Batch) -> Result<Saved, Error> {
        let keys: Vec<Key> = batch.drafts.iter().map(|draft| draft.key.clone()).collect();
        let is_twice = |key: &Key| keys.iter().filter(|other| *other == key).count() > 1;
        let (moved, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut batch.drafts).into_iter().partition(|draft| is_twice(&draft.key));
        let mut seen = BTreeSet::new();
        let (before, now): (Vec<_>, Vec<_>) = moved.into_iter().partition(|draft| seen.insert(draft.key.clone()));
        for (drafts, reason) in [(before, "as it was first signed and cited"), (now, "what has changed since")] {
            if !drafts.is_empty() {
                let saved = self.load(seat, Batch { drafts, ..Batch::default() }, reason)?;
                if !matches!(saved, Saved::Done { .. }) {
                    return Ok(saved);
                }
            }
        }
        self.load(seat, Batch { drafts: rest, ..batch }, "the worked example")
    }

    fn load(&self, seat: &Seat, batch: Batch, reason: &str) -> Result<Saved, Error> {
        let plan = self.plan("the worked example", batch);
        self.apply_plan(seat, &plan, reason)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_files_are_those_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/heart-failure");
        let entries = std::fs::read_dir(folder).expect("the example is part of the project");
        let mut names: Vec<String> = entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    }

    /// A workspace must not know less of the example than its files say.
    #[test]
    fn loaded_it_gives_the_findings_of_its_files() {
        let mut reading = toml_form::Reading::default();
        FILES.iter().for_each(|(name, text)| reading.extend(toml_form::read(name, text)));
        let (graph, wrong) = reading.into_graph();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let (day, batch) = example();
        let clock = || jiff::Timestamp::UNIX_EPOCH;
        let workspace =
            Workspace::open(ledger::Ledger::in_memory().expect("a ledger in memory"), clock, Some(day)).expect("an empty workspace");
        let seat = Seat::new("Kim", strategy::Function::Leadership, clock());
        let saved = workspace.load_example(&seat, batch).expect("the ledger takes it");
        assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
        let said = |findings: &[strategy::Finding]| findings.iter().map(|f| (f.id.clone(), f.message.clone())).collect::<Vec<_>>();
        assert_eq!(said(workspace.live().findings()), said(&strategy::check(&graph, day)));
    }
}
