//! The peers' own Python environment under `target/bench-venv`, with the versions that the figures are about.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, ensure};

/// The peers, at the versions that were tried: the newest of both in November 2026.
pub(crate) const PEERS: [&str; 2] = ["doorstop==3.2", "strictdoc==0.30.4"];

/// The environment's folder of programs; makes the environment and installs the peers where they are missing.
pub(crate) fn programs(root: &Path) -> anyhow::Result<PathBuf> {
    let venv = root.join("target/bench-venv");
    let programs = venv.join("bin");
    let stamp = venv.join("peers");
    if std::fs::read_to_string(&stamp).is_ok_and(|text| text == PEERS.join("\n")) {
        return Ok(programs);
    }
    eprintln!("bench: installing {} into target/bench-venv", PEERS.join(" and "));
    quietly(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    quietly(Command::new(programs.join("pip")).args(["install", "--quiet", "--disable-pip-version-check"]).args(PEERS))?;
    std::fs::write(&stamp, PEERS.join("\n")).context("cannot note the installed peers")?;
    Ok(programs)
}

/// Runs a command that must succeed, without its output unless it fails.
pub(crate) fn quietly(command: &mut Command) -> anyhow::Result<()> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{command:?} did not start"))?;
    ensure!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}
