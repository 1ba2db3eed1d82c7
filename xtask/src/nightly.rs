//! A night's work, in release: the harness over 10,000 pairs of workspaces, and the tests that are ignored by day.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, bail};
use clap::Args;

/// How much.
#[derive(Args)]
pub(crate) struct Options {
    /// How many pairs of workspaces are compared.
    #[arg(long, default_value_t = 10_000)]
    pairs: u64,
    /// The number of the first pair: another number, other pairs.
    #[arg(long, default_value_t = 0)]
    first: u64,
}

/// Runs everything, and fails at the end if anything did.
pub(crate) fn run(root: &Path, options: &Options) -> anyhow::Result<()> {
    let steps: [(&str, &[&str]); 2] = [
        ("pairs", &["--package", "server", "--test", "pages", "--", "--nocapture", "unseen::what_a_seat_does_not_see_changes_no_answer"]),
        ("ignored tests of the gate", &["--package", "guardrails", "--test", "gate", "--", "--ignored", "--nocapture"]),
    ];
    let mut failed = vec![];
    for (name, arguments) in steps {
        eprintln!("nightly: {name}");
        let status = Command::new("cargo")
            .args(["test", "--quiet", "--release"])
            .args(arguments)
            .env("LODESTAR_PAIRS", options.pairs.to_string())
            .env("LODESTAR_FIRST_PAIR", options.first.to_string())
            .current_dir(root)
            .stdin(Stdio::null())
            .status()
            .context("cargo did not start")?;
        if !status.success() {
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("nightly failed: {}", failed.join(", "));
    }
    Ok(())
}
