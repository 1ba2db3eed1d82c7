//! The worked example, carried inside the binary: one fictional medicine, planned with the flaws that such plans have.

use import::Batch;
use jiff::civil::{Date, date};
use strategy::toml_form;

use super::{App, Error, Saved, Seat};

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("../../../../examples/heart-failure/", $name)))),*] };
}

/// The files of the example as planned; its mended twin lies beside it.
pub const FILES: &[(&str, &str)] = files! {
    "asset.toml"
};

/// The day on which the example is checked where no file states one.
const DAY: Date = date(2026, 6, 1);

/// The example's own day, and its records as drafts.
pub fn example() -> (Date, Batch) {
    let mut reading = toml_form::Reading::default();
    for (name, text) in FILES {
        reading.extend(toml_form::read(name, text));
    }
    let batch = Batch {
        drafts: reading.drafts,
        findings: reading.findings,
        source: "worked example",
        about: "the worked example: disease evidence is real, everything about the medicine is invented".into(),
        ..Batch::default()
    };
    (reading.day.unwrap_or(DAY), batch)
}

impl App {
    /// Writes the worked example into this workspace, where its keys are free.
    pub fn load_example(&self, seat: &Seat, batch: Batch) -> Result<Saved, Error> {
        let plan = self.plan("the worked example", batch);
        self.apply_plan(seat, &plan, "the worked example")
    }
}
