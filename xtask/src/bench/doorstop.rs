//! Doorstop (one YAML file an item) on the traceability items.
//!
//! The command that is timed is `doorstop -F -L -R`: its integrity check over a tree in its steady state, every item
//! reviewed and every link stamped, so that nothing is written. `-F` (no reformatting), `-L` (no level check) and `-R` (no
//! search for external references) take away work that is not about links; what remains are the links of both
//! directions and their stamps. That is the fair figure: plain `doorstop` over items that were never reviewed also
//! rewrites every file, and took 223 s where the steady check took 65 s. `-C` drops the children's direction; it is
//! reported beside the other, as the fastest that Doorstop has, though a tree with a childless parent passes it.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, ensure};

use super::{
    items::{Item, LAYERS},
    measure,
    venv::quietly,
};

/// The integrity check of links in both directions.
pub(crate) const CHECK: [&str; 3] = ["-F", "-L", "-R"];
/// The same without the children's direction.
pub(crate) const PARENTS_ONLY: [&str; 4] = ["-F", "-L", "-R", "-C"];

/// Stamps the links and marks the items reviewed with Doorstop's own digest, without its minutes of rewriting.
const STAMP: &str = r#"
import pathlib, re, sys
from doorstop.core.types import Stamp
texts = {}
files = sorted(pathlib.Path(sys.argv[1]).glob("*/*[0-9].yml"))
for file in files:
    texts[file.stem] = re.search(r"^text: \|\n  (.*)\n", file.read_text(), re.M).group(1)
for file in files:
    links = []
    def stamped(found):
        links.append(found.group(1))
        return f"- {found.group(1)}: {Stamp.digest(found.group(1), texts.get(found.group(1), ''), '')}"
    text = re.sub(r"^- (\w+): null$", stamped, file.read_text(), flags=re.M)
    reviewed = Stamp.digest(file.stem, texts[file.stem], "", *sorted(links))
    file.write_text(text.replace("reviewed: null", f"reviewed: {reviewed}"))
"#;

/// Writes the items as a Doorstop tree in a git repository; `stamped` leaves it in its steady state.
pub(crate) fn write(programs: &Path, folder: &Path, items: &[Item], stamped: bool) -> anyhow::Result<()> {
    let _ = fs::remove_dir_all(folder);
    for (number, layer) in LAYERS.iter().enumerate() {
        let document = folder.join(layer.kind);
        fs::create_dir_all(&document).context("cannot make a document")?;
        let parent = number.checked_sub(1).map(|above| format!("  parent: {}\n", LAYERS[above].document)).unwrap_or_default();
        fs::write(document.join(".doorstop.yml"), format!("settings:\n  digits: 5\n{parent}  prefix: {}\n  sep: ''\n", layer.document))?;
    }
    for item in items {
        fs::write(folder.join(LAYERS[item.layer].kind).join(format!("{}.yml", item.uid())), text(item))?;
    }
    if stamped {
        quietly(Command::new(programs.join("python")).args(["-c", STAMP]).arg(folder))?;
    }
    // Doorstop refuses to work outside version control.
    quietly(Command::new("git").args(["init", "--quiet"]).current_dir(folder))?;
    quietly(Command::new("git").args(["add", "."]).current_dir(folder))?;
    let author = ["-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false"];
    quietly(Command::new("git").args(author).args(["commit", "--quiet", "-m", "items"]).current_dir(folder))
}

fn text(item: &Item) -> String {
    let links = item.parents().fold(String::new(), |mut text, parent| {
        let _ = write!(text, "\n- {parent}: null");
        text
    });
    let links = if links.is_empty() { " []".to_owned() } else { links };
    format!(
        "active: true\nderived: false\nheader: ''\nlevel: 1.{}\nlinks:{links}\nnormative: true\nref: ''\nreviewed: null\ntext: |\n  {}\n",
        item.number, item.text
    )
}

/// Whether Doorstop accepts the tree.
pub(crate) fn accepts(programs: &Path, folder: &Path) -> anyhow::Result<bool> {
    Ok(command(programs, folder, &CHECK).status().context("doorstop did not start")?.success())
}

/// How long `runs` checks take; fails when one of them does not accept the tree or changes it.
pub(crate) fn times(programs: &Path, folder: &Path, flags: &[&str], runs: usize) -> anyhow::Result<Vec<Duration>> {
    let mut accepted = true;
    let times = measure::times(runs, || accepted &= command(programs, folder, flags).status().is_ok_and(|status| status.success()));
    ensure!(accepted, "doorstop {} did not accept the items", flags.join(" "));
    Ok(times)
}

/// Whether the last check left every file as it was, so that only checking was timed.
pub(crate) fn is_unchanged(folder: &Path) -> anyhow::Result<bool> {
    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(folder).output().context("git did not start")?;
    Ok(status.stdout.is_empty())
}

fn command(programs: &Path, folder: &Path, flags: &[&str]) -> Command {
    let program: PathBuf = programs.join("doorstop");
    let mut command = Command::new(program);
    command.args(flags).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
