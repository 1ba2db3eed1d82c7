//! The figures that the project promises, measured and printed as one JSON object on stdout; progress on stderr.
//! One measure, one file; each returns a JSON value that says what was done, how often, and whether the target is met.
//! A measure that cannot run says why under `skipped`; nothing is guessed.

pub(crate) mod inner;
mod items;
mod measure;

mod by_rule;
mod cold_start;
mod doorstop;
mod fact_fields;
mod facts;
mod full_check;
mod http;
mod identity;
mod lodestar;
mod one_edit;
mod postgres;
mod projection;
mod questions;
mod readers;
mod revocation;
mod row_security;
mod server;
mod strictdoc;
mod time_travel;
mod timing;
mod traceability;
mod venv;

use std::{path::Path, process::Command};

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// Which figures.
    what: What,
    /// A tenth of the records and items, to try it out; targets are not judged.
    #[arg(long)]
    quick: bool,
    /// Only these measures; all when left out.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Measure>,
    /// Also times Doorstop's first run over new items, in which it writes stamps into every file (minutes).
    #[arg(long)]
    first_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The strategy: check, edit, time travel, pages, and the peers on the same items.
    Strategy,
    /// The gate: facts and strategies let through, against Cedar, PostgreSQL and plain loops.
    Guardrails,
    /// The facts: linking the records of stakeholders.
    Facts,
}

/// One measure.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// Full check in the process, at 10,000 and 100,000 records.
    FullCheck,
    /// One edit to fresh findings.
    OneEdit,
    /// Any day of a ledger with 10,000 records.
    TimeTravel,
    /// From start to the first answer.
    ColdStart,
    /// Pages under 50 readers at once.
    Readers,
    /// The same items through Doorstop, StrictDoc and Lodestar.
    Traceability,
    /// Facts through the gate, and the same ones asked of Cedar one by one.
    FactFields,
    /// The same filter on the same rows by PostgreSQL's row-level security.
    RowSecurity,
    /// A whole strategy through the gate.
    Projection,
    /// A million random questions and facts against the plain loops of the tests.
    Questions,
    /// From taking away a function, a session, an account, a policy to the first page that holds to it.
    Revocation,
    /// Whether the clock tells what is hidden from what never was.
    Timing,
    /// People of four sources linked, against Splink on DuckDB.
    Identity,
}

impl Measure {
    /// Of which figures it is one.
    fn what(self) -> What {
        match self {
            Measure::FactFields
            | Measure::RowSecurity
            | Measure::Projection
            | Measure::Questions
            | Measure::Revocation
            | Measure::Timing => What::Guardrails,
            Measure::Identity => What::Facts,
            _ => What::Strategy,
        }
    }
}

/// Runs the measures and prints the figures.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let root = crate::root::workspace();
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder).context("cannot make target/bench")?;
    let scale = if options.quick { 10 } else { 1 };
    let chosen = |measure: &Measure| measure.what() == options.what && (options.only.is_empty() || options.only.contains(measure));
    let mut figures = Map::new();
    for measure in Measure::value_variants().iter().copied().filter(chosen) {
        let name = measure.to_possible_value().map(|value| value.get_name().replace('-', "_")).unwrap_or_default();
        eprintln!("bench: {name}");
        let mut figure = take(measure, &root, &folder, scale, options).unwrap_or_else(|error| json!({ "skipped": format!("{error:#}") }));
        if options.quick && figure.get("met").is_some() {
            figure["met"] = Value::Null;
        }
        figures.insert(name, figure);
    }
    let figures = json!({
        "bench": options.what.to_possible_value().map(|value| value.get_name().to_owned()),
        "quick": options.quick,
        "machine": { "cores": std::thread::available_parallelism().map_or(0, usize::from), "system": std::env::consts::OS, "architecture": std::env::consts::ARCH },
        "profile": "release",
        "figures": figures,
    });
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}

fn take(measure: Measure, root: &Path, folder: &Path, scale: usize, options: &Options) -> anyhow::Result<Value> {
    match measure {
        Measure::FullCheck => full_check::figure(root, 10_000 / scale),
        Measure::OneEdit => in_release(root, &["one-edit", "--records", &(10_000 / scale).to_string()]),
        Measure::TimeTravel => {
            let folder = folder.to_string_lossy();
            in_release(root, &["time-travel", "--records", &(10_000 / scale).to_string(), "--folder", &folder])
        }
        Measure::ColdStart => cold_start::figure(root, folder, 10_000 / scale),
        Measure::Readers => readers::figure(root, folder, 10_000 / scale),
        Measure::FactFields => {
            in_release(root, &["fact-fields", "--rows", &(1_000_000 / scale).to_string(), "--asked", &(4_000 / scale).to_string()])
        }
        Measure::RowSecurity => in_release(root, &["row-security", "--rows", &(1_000_000 / scale).to_string()]),
        Measure::Projection => in_release(root, &["projection", "--records", &(10_000 / scale).to_string()]),
        Measure::Questions => questions::figure(root),
        Measure::Revocation => revocation::figure(root, folder, 1_000),
        Measure::Timing => timing::figure(root, folder, 1_000, 50_000 / scale),
        Measure::Identity => identity::figure(root, folder, 1_000_000 / scale),
        Measure::Traceability => traceability::figure(root, folder, 10_000 / scale, options.first_run),
    }
}

/// Runs one inner measure in release, in a process of its own, and reads its figure.
fn in_release(root: &Path, arguments: &[&str]) -> anyhow::Result<Value> {
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "xtask", "--", "bench-inner"])
        .args(arguments)
        .current_dir(root)
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo did not start")?;
    anyhow::ensure!(output.status.success(), "the measure `{}` failed", arguments.join(" "));
    serde_json::from_slice(&output.stdout).context("the measure printed no figure")
}
