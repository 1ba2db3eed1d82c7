//! Generated people of four sources, linked by us and by Splink on DuckDB: the same file, the same machine, one run.
//! Splink gets its own comparisons and recommended training, and its best threshold, which only the truth knows; Lodestar
//! gets no choice. Both begin at the CSV file and end at clusters.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::venv::quietly;

/// The peer, at the version that was tried: the newest in November 2026.
const PEERS: [&str; 2] = ["splink==5.0.0", "duckdb==2.0.1"];
const SEED: &str = "20261128";

/// Links so many records, and ten times as many by us alone.
pub(crate) fn figure(root: &Path, folder: &Path, records: usize) -> anyhow::Result<Value> {
    let file = folder.join("people.csv");
    made(root, records, &file)?;
    let ours = generated(root, &["link", &file.to_string_lossy()])?;
    let peer = splink(root, &file)?;
    made(root, records * 10, &file)?;
    let tenfold = generated(root, &["link", &file.to_string_lossy()])?;
    std::fs::remove_file(&file).context("cannot remove the generated people")?;
    let number = |value: &Value, name: &str| value[name].as_f64().unwrap_or_default();
    let times = number(&peer, "seconds") / number(&ours, "seconds").max(1e-9);
    let better = number(&ours, "f1") - number(&peer, "f1");
    let growth = number(&tenfold, "seconds") / number(&ours, "seconds").max(1e-9);
    let met =
        times >= 5.0 && better >= 0.08 && number(&ours, "peak_mib") <= 2048.0 && growth <= 12.0 && number(&tenfold, "peak_mib") <= 12_288.0;
    Ok(json!({
        "what": "people of four sources linked end to end: reading, training, scoring, clustering",
        "seed": SEED, "lodestar": ours, "splink": peer, "lodestar_tenfold": tenfold,
        "times_faster": times, "f1_better_by": better, "tenfold_takes_times": growth,
        "target": "5 times faster, F1 0.08 better, 2 GiB; tenfold in 12 times the time and 12 GiB",
        "met": met,
    }))
}

fn made(root: &Path, records: usize, file: &Path) -> anyhow::Result<()> {
    run(root, &["make", &records.to_string(), SEED, &file.to_string_lossy()]).map(drop)
}

fn generated(root: &Path, arguments: &[&str]) -> anyhow::Result<Value> {
    serde_json::from_slice(&run(root, arguments)?).context("the linker printed no figure")
}

fn run(root: &Path, arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "stakeholders", "--example", "generated", "--"])
        .args(arguments)
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .context("cargo did not start")?;
    ensure!(output.status.success(), "`generated {}` failed", arguments.join(" "));
    Ok(output.stdout)
}

fn splink(root: &Path, file: &Path) -> anyhow::Result<Value> {
    let venv = root.join("target/bench-venv-identity");
    let stamp = venv.join("peers");
    if !std::fs::read_to_string(&stamp).is_ok_and(|text| text == PEERS.join("\n")) {
        eprintln!("bench: installing {} into target/bench-venv-identity", PEERS.join(" and "));
        quietly(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        quietly(Command::new(venv.join("bin/pip")).args(["install", "--quiet", "--disable-pip-version-check"]).args(PEERS))?;
        std::fs::write(&stamp, PEERS.join("\n")).context("cannot note the installed peers")?;
    }
    let script = venv.join("splink_peer.py");
    std::fs::write(&script, include_str!("identity/splink_peer.py")).context("cannot write the peer's script")?;
    let output =
        Command::new(venv.join("bin/python")).arg(&script).arg(file).stdin(Stdio::null()).output().context("python did not start")?;
    ensure!(output.status.success(), "Splink failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    let text = String::from_utf8(output.stdout)?;
    serde_json::from_str(text.lines().last().unwrap_or_default()).context("Splink printed no figure")
}
