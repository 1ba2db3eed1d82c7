//! `guardrail`: asks the gate, reads its rules, and compares policies. Works without server and workspace.

mod asked;
mod policy;
mod rules;
mod test;

use std::path::PathBuf;

use clap::Subcommand;

use crate::{args::Common, exit::Exit};

/// What to do with the guardrails.
#[derive(Debug, Subcommand)]
pub(crate) enum Guardrail {
    /// May it be done? Exits with 0 if it may, also with obligations, and with 3 if it may not
    Test(Box<asked::Asked>),
    /// List the rules, or show some of them whole: statement, reason, source, mark
    Rules {
        /// Rules by id: `US-15`; all of them, one a line, if none is named
        ids: Vec<String>,
        /// A policy's file instead of the shipped one
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
    /// What is worth a look: unsigned packs, unchecked sources, rules that are past their review or match nothing
    Lint {
        /// A policy's file instead of the shipped one
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
    /// Every decision in one place as a table to read and to keep
    Table {
        /// Where: a country's code, or `US`, `EU`, `UK`, `JP`
        #[arg(long, value_name = "CC")]
        region: String,
        /// A policy's file instead of the shipped one
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
    },
    /// Write the policy, with the sharing matrix, as JSON
    Policy,
    /// What a policy would change against the shipped one, or against another
    Diff {
        /// The new policy's file
        after: PathBuf,
        /// The policy's file to compare with; the shipped policy if left out
        #[arg(long, value_name = "FILE")]
        before: Option<PathBuf>,
    },
}

pub(super) fn run(common: &Common, step: &Guardrail) -> anyhow::Result<Exit> {
    match step {
        Guardrail::Test(asked) => test::run(common, asked),
        Guardrail::Rules { ids, policy } => rules::run(common, ids, policy.as_deref()),
        Guardrail::Lint { policy } => policy::lint(common, policy.as_deref()),
        Guardrail::Table { region, policy } => policy::table(common, region, policy.as_deref()),
        Guardrail::Policy => policy::write(),
        Guardrail::Diff { after, before } => policy::diff(common, after, before.as_deref()),
    }
}
