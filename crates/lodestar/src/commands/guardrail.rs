//! `guardrail`: asks what may be said, seen and done, and takes the steps of the policy's life.
//! Asking needs no workspace and no server; where there is a workspace, its policy in force answers.

mod asking;
mod life;
mod words;

use std::sync::Arc;

use guardrails::{Gate, Gates, Policy, Refusal};
use server::app::Workspace;

use crate::{
    args::{Common, Guardrail},
    exit::{Exit, Unread},
    render, workspace,
};

pub(super) fn run(common: &Common, step: &Guardrail) -> anyhow::Result<Exit> {
    match step {
        Guardrail::Test(test) => asking::test(common, test),
        Guardrail::Rules { id } => asking::rules(common, id.as_deref()),
        Guardrail::Table { region } => asking::table(common, region),
        Guardrail::Lint { file, strict } => asking::lint(common, file.as_deref(), *strict),
        Guardrail::Policy { draft, version } => life::policy(common, *draft, *version),
        Guardrail::Draft { file, reason, .. } => life::draft(common, file.as_deref(), reason),
        Guardrail::Diff { file, to } => life::diff(common, file.as_deref(), *to),
        Guardrail::Sign { pack, digest, meaning } => life::sign(common, pack.as_deref(), digest.as_deref(), meaning),
        Guardrail::Activate { digest, reason } => life::activate(common, digest.as_deref(), reason),
        Guardrail::Rollback { to, reason } => life::rollback(common, *to, reason),
    }
}

/// The gates with the policy in force; those of the shipped policy where there is no workspace.
fn gates(common: &Common) -> anyhow::Result<Gates> {
    match found(common)? {
        Some(whole) => start(common, &whole),
        None => Gates::new(Policy::shipped()).map_err(|refused| refused_all(&refused)),
    }
}

/// The gate of the policy as shipped, for folders that have no policy of their own.
pub(super) fn shipped() -> anyhow::Result<Arc<Gate>> {
    Ok(Gates::new(Policy::shipped()).map_err(|refused| refused_all(&refused))?.current())
}

/// The workspace, if there is one.
fn found(common: &Common) -> anyhow::Result<Option<Workspace>> {
    if workspace::ledger_file(&common.data).exists() { workspace::open(common).map(Some) } else { Ok(None) }
}

/// The gates with which a workspace starts, saying what was passed over.
pub(super) fn start(common: &Common, whole: &Workspace) -> anyhow::Result<Gates> {
    let started = whole.start_gates()?.map_err(|refused| refused_all(&refused))?;
    started.passed_over.iter().for_each(|says| render::say(common, &format!("warning: {says}")));
    Ok(started.gates)
}

/// A policy that is not taken, with every fault.
fn refused_all(refused: &[Refusal]) -> anyhow::Error {
    Unread(refused.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")).into()
}
