//! A million random questions and a million random facts, to the gate and to the plain loops of its tests.

use std::{path::Path, process::Command};

use anyhow::{Context, ensure};
use serde_json::{Value, json};

/// Runs the two nightly tests of the gate in release, which fail on any difference.
pub(super) fn figure(root: &Path) -> anyhow::Result<Value> {
    let output = Command::new("cargo")
        .args(["test", "--quiet", "--release", "--package", "guardrails", "--test", "gate", "--", "--ignored", "--nocapture", "a_million"])
        .current_dir(root)
        .output()
        .context("cargo did not start")?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(said.contains("2 passed") || !output.status.success(), "the two nightly tests are gone:\n{said}");
    let line = said.lines().find(|line| line.contains("random questions")).unwrap_or_default();
    Ok(json!({
        "met": output.status.success(),
        "questions": 1_000_000,
        "facts": 1_000_000,
        "differences": if output.status.success() { json!(0) } else { json!("see the test") },
        "said": line,
    }))
}
