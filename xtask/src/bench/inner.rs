//! The measures that run in a process of their own, in release: `bench` starts them, each prints one figure.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::Value;

use super::{by_rule, fact_fields, full_check, one_edit, projection, row_security, time_travel};

/// Which measure, on how much.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    measure: Inner,
}

#[derive(Subcommand)]
enum Inner {
    /// Full checks of a generated plan.
    FullCheck {
        /// How many records.
        #[arg(long)]
        records: usize,
        /// How many checks.
        #[arg(long)]
        runs: usize,
    },
    /// What each rule costs.
    ByRule {
        /// How many records.
        #[arg(long)]
        records: usize,
    },
    /// Single edits of a generated plan.
    OneEdit {
        /// How many records.
        #[arg(long)]
        records: usize,
    },
    /// Facts through the gate and through Cedar.
    FactFields {
        /// How many facts.
        #[arg(long)]
        rows: usize,
        /// How many of them Cedar is asked about.
        #[arg(long)]
        asked: usize,
    },
    /// Facts through the gate and through PostgreSQL.
    RowSecurity {
        /// How many facts.
        #[arg(long)]
        rows: usize,
    },
    /// A generated plan through the gate.
    Projection {
        /// How many records.
        #[arg(long)]
        records: usize,
    },
    /// Any day of a ledger.
    TimeTravel {
        /// How many records.
        #[arg(long)]
        records: usize,
        /// Where the ledger's file goes.
        #[arg(long)]
        folder: PathBuf,
    },
}

/// Runs a measure and prints its figure.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let figure: Value = match &options.measure {
        Inner::FullCheck { records, runs } => full_check::measure(*records, *runs)?,
        Inner::ByRule { records } => by_rule::measure(*records)?,
        Inner::OneEdit { records } => one_edit::measure(*records)?,
        Inner::FactFields { rows, asked } => fact_fields::measure(*rows, *asked)?,
        Inner::RowSecurity { rows } => row_security::measure(*rows)?,
        Inner::Projection { records } => projection::measure(*records)?,
        Inner::TimeTravel { records, folder } => time_travel::measure(folder, *records)?,
    };
    println!("{figure}");
    Ok(())
}
