//! Lodestar itself as a process: building it in release, and `lodestar check FOLDER --json` on the traceability items.
//! The folder holds the same items, texts and links as the peers get. It is checked with the rules on links alone, which is
//! what the peers do, and with every rule.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, ensure};

use super::{
    items::{Item, LAYERS},
    measure,
};

/// The rules of traceability, as the peers have them: what reaches no root, what nothing serves, cycles, links to what has
/// changed since. Links to what does not exist and keys that two items have are found in any case, as input.
pub(crate) const TRACEABILITY: [&str; 2] = ["--only", "orphan,need-unserved,cycle,suspect"];

/// Builds the program in release and says where it is.
pub(crate) fn program(root: &Path) -> anyhow::Result<PathBuf> {
    let build = ["build", "--quiet", "--release", "--package", "lodestar"];
    let status = Command::new("cargo").args(build).current_dir(root).status().context("cargo did not start")?;
    ensure!(status.success(), "lodestar does not build");
    Ok(root.join("target/release/lodestar"))
}

/// Writes the items as a strategy folder: one TOML file a kind, as the peers have one document a layer.
pub(crate) fn write(folder: &Path, items: &[Item]) -> anyhow::Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).context("cannot make the folder")?;
    fs::write(folder.join("asset.toml"), "[asset.A-1]\nname = \"examplinib\"\nfictional = true\nsponsor = \"leadership\"\n")?;
    for (number, layer) in LAYERS.iter().enumerate() {
        let mut text = String::new();
        for item in items.iter().filter(|item| item.layer == number) {
            text += &format!("[{}.{}]\n{} = \"{}\"\n", layer.kind, item.uid(), layer.text_field, item.text);
            if !item.links.is_empty() {
                let parents: Vec<String> = item.parents().map(|parent| format!("\"{parent}\"")).collect();
                text += &format!("{} = [{}]\n", layer.link_field, parents.join(", "));
            }
            text += "\n";
        }
        fs::write(folder.join(format!("{}.toml", layer.kind)), text)?;
    }
    Ok(())
}

/// The JSON lines of one check. Findings (exit code 5) are an answer; any other failure is not.
pub(crate) fn findings(program: &Path, folder: &Path, rules: &[&str]) -> anyhow::Result<String> {
    let output = command(program, folder, rules).output().context("lodestar did not start")?;
    ensure!(matches!(output.status.code(), Some(0 | 5)), "lodestar check failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    String::from_utf8(output.stdout).context("the findings are not text")
}

/// How long `runs` checks take, as whole processes whose findings are read to the end.
pub(crate) fn times(program: &Path, folder: &Path, rules: &[&str], runs: usize) -> anyhow::Result<Vec<Duration>> {
    findings(program, folder, rules)?;
    Ok(measure::times(runs, || findings(program, folder, rules)))
}

fn command(program: &Path, folder: &Path, rules: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.arg("check").arg(folder).arg("--json").args(rules).stdin(Stdio::null());
    command
}
