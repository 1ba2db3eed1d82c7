//! The check before handing over: format, lints, all tests, tidy. It goes on after a failure, so that one run
//! shows everything, and ends with the list of what failed.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, bail};

/// The steps that cargo does, in the order from fast to slow.
const STEPS: [(&str, &[&str]); 3] = [
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    ("tests", &["test", "--workspace", "--quiet"]),
];

/// Runs every step in the workspace at `root`; fails when one of them did.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let mut failed: Vec<&str> = vec![];
    eprintln!("check: tidy");
    if let Err(error) = crate::tidy::run(root) {
        eprintln!("{error}");
        failed.push("tidy");
    }
    for (name, arguments) in STEPS {
        eprintln!("check: {name} (cargo {})", arguments.join(" "));
        let status =
            Command::new("cargo").args(arguments).current_dir(root).stdin(Stdio::null()).status().context("cargo did not start")?;
        if !status.success() {
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("check failed: {}", failed.join(", "));
    }
    eprintln!("check: all well");
    Ok(())
}
