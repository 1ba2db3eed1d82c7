//! StrictDoc (one text file a document) on the traceability items.
//!
//! StrictDoc has no command that only validates. `strictdoc export --formats json` is the cheapest that does: it reads
//! the documents, builds the traceability graph (unknown parents and cycles are errors there) and writes JSON, which
//! took 0.3 s of 16 s; HTML, its default, takes many times longer. Parsed documents are cached beneath the output
//! folder and in the temporary folder, so each run gets a new, empty one of both and really reads.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, ensure};

use super::{
    items::{Item, LAYERS},
    measure,
};

/// Writes the items as a StrictDoc project: one document a layer.
pub(crate) fn write(folder: &Path, items: &[Item]) -> anyhow::Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).context("cannot make the project")?;
    for (number, layer) in LAYERS.iter().enumerate() {
        let mut text = format!("[DOCUMENT]\nTITLE: {}\n", layer.document);
        for item in items.iter().filter(|item| item.layer == number) {
            text += &format!("\n[REQUIREMENT]\nUID: {}\nSTATEMENT: >>>\n{}\n<<<\n", item.uid(), item.text);
            if !item.links.is_empty() {
                text += "RELATIONS:\n";
            }
            for parent in item.parents() {
                text += &format!("- TYPE: Parent\n  VALUE: {parent}\n");
            }
        }
        fs::write(folder.join(format!("{}.sdoc", layer.kind)), text)?;
    }
    Ok(())
}

/// Whether StrictDoc accepts the project.
pub(crate) fn accepts(programs: &Path, folder: &Path) -> anyhow::Result<bool> {
    let (output, cache) = fresh(folder)?;
    Ok(command(programs, folder, &output, &cache).status().context("strictdoc did not start")?.success())
}

/// How long `runs` validations take; fails when one of them does not accept the project.
pub(crate) fn times(programs: &Path, folder: &Path, runs: usize) -> anyhow::Result<Vec<Duration>> {
    let mut taken = vec![];
    for _ in 0..runs.max(1) {
        let (output, cache) = fresh(folder)?;
        let mut accepted = false;
        taken.extend(measure::times(1, || {
            accepted = command(programs, folder, &output, &cache).status().is_ok_and(|status| status.success())
        }));
        ensure!(accepted, "strictdoc did not accept the items");
    }
    Ok(taken)
}

/// An empty output folder and an empty temporary folder beside the project.
fn fresh(folder: &Path) -> anyhow::Result<(std::path::PathBuf, std::path::PathBuf)> {
    let (output, cache) = (folder.with_extension("output"), folder.with_extension("cache"));
    let _ = fs::remove_dir_all(&output);
    let _ = fs::remove_dir_all(&cache);
    fs::create_dir_all(&cache).context("cannot make the temporary folder")?;
    Ok((output, cache))
}

fn command(programs: &Path, folder: &Path, output: &Path, cache: &Path) -> Command {
    let mut command = Command::new(programs.join("strictdoc"));
    command.arg("export").arg(folder).args(["--formats", "json", "--output-dir"]).arg(output).env("TMPDIR", cache);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
