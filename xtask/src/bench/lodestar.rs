//! Lodestar itself as a process: building it in release, and `lodestar check FOLDER --json` on the traceability items.
//! The folder holds the same items, texts and links as the peers get; the check runs every rule, not only those on links.

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
pub(crate) fn findings(program: &Path, folder: &Path) -> anyhow::Result<String> {
    let output = command(program, folder).output().context("lodestar did not start")?;
    ensure!(matches!(output.status.code(), Some(0 | 5)), "lodestar check failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    String::from_utf8(output.stdout).context("the findings are not text")
}

/// How long `runs` checks take, as whole processes whose findings are read to the end.
pub(crate) fn times(program: &Path, folder: &Path, runs: usize) -> anyhow::Result<Vec<Duration>> {
    findings(program, folder)?;
    Ok(measure::times(runs, || findings(program, folder)))
}

fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("check").arg(folder).arg("--json").stdin(Stdio::null());
    command
}
