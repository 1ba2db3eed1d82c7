//! Batches as texts that a person can read and compare.

use std::{fmt::Write, path::PathBuf};

use import::Batch;
use strategy::{Finding, Place};

/// The bytes of a fixture.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads a fixture with whichever source recognises it.
pub(crate) fn read(name: &str) -> Batch {
    import::read(name, &fixture(name))
}

/// A whole batch: what was read, each draft with its place and fields, each label, each finding.
pub(crate) fn batch(batch: &Batch) -> String {
    let mut shown = format!("{}: {}\n", batch.source, batch.about);
    for draft in &batch.drafts {
        let origin = draft.origin.as_deref().expect("every imported draft knows its origin");
        let _ = write!(shown, "\n[{}.{}] at {}\n", draft.kind.name(), draft.key, at(origin.place.as_ref()));
        for (field, value) in &draft.fields {
            let place = origin.fields.get(field).map(|place| format!("  # {}", at(Some(place)))).unwrap_or_default();
            let _ = writeln!(shown, "{field} = {}{place}", pretty(value));
        }
    }
    for label in &batch.labels {
        let _ = write!(shown, "\nlabel of {}: {}\n", label.product, label.label_version());
    }
    if !batch.findings.is_empty() {
        let _ = write!(shown, "\n{}", findings(&batch.findings));
    }
    shown
}

/// Findings, one a line, with their help below.
pub(crate) fn findings(findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let (file, place) = finding.source.clone().unwrap_or_default();
        format!("{} {} {file} {}: {}\n    help: {}\n", finding.code, finding.severity, at(place.as_ref()), finding.message, finding.help)
    };
    findings.iter().map(line).collect()
}

fn at(place: Option<&Place>) -> String {
    match place {
        Some(Place::Text { line, column, .. }) => format!("{line}:{column}"),
        Some(other) => other.words(),
        None => "-".into(),
    }
}

fn pretty(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(list) if list.iter().any(serde_json::Value::is_object) => {
            let items: String = list.iter().map(|item| format!("    {item}\n")).collect();
            format!("[\n{items}]")
        }
        other => other.to_string(),
    }
}
