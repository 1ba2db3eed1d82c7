//! `audit`: whether the ledger is as it was written, and the checkpoint that a witness outside can hold.

use std::path::Path;

use anyhow::Context;
use ledger::{Checkpoint, Ledger};

use crate::{
    args::{Audit, Common},
    exit::{Exit, NotFound, Usage},
    render, workspace,
};

pub(super) fn run(common: &Common, step: &Audit) -> anyhow::Result<Exit> {
    let file = workspace::ledger_file(&common.data);
    if !file.exists() {
        return Err(NotFound(format!("there is no workspace in `{}`", common.data.display())).into());
    }
    let ledger = Ledger::open_read_only(&file).with_context(|| format!("`{}` cannot be verified", file.display()))?;
    match step {
        Audit::Verify { witness } => verify(common, &ledger, &file, witness.as_deref()),
        Audit::Checkpoint => {
            let checkpoint = ledger.checkpoint()?;
            match common.json {
                true => render::line(&serde_json::to_string(&checkpoint)?),
                false => render::line(&format!("{}:{}", checkpoint.seq, checkpoint.hash)),
            }
            Ok(Exit::Ok)
        }
    }
}

fn verify(common: &Common, ledger: &Ledger, file: &Path, witness: Option<&str>) -> anyhow::Result<Exit> {
    let witness = witness.map(read_checkpoint).transpose()?;
    let found = ledger.verify(witness.as_ref())?;
    if common.json {
        render::line(&serde_json::to_string(&found)?);
    }
    match &found.fault {
        None => {
            if !common.json {
                render::line(&format!("intact: {}, the last with hash {}", counted(found.sound.seq), found.sound.hash));
                if witness.is_none() {
                    render::say(
                        common,
                        "a log that was cut short shows only against a witness: keep `lodestar audit checkpoint` somewhere else",
                    );
                }
            }
            Ok(Exit::Ok)
        }
        Some(fault) => {
            if !common.json {
                render::line(&format!("`{}` is not intact: {fault}", file.display()));
                render::line(&format!("sound up to revision {}", found.sound.seq));
                render::line("help: stop writing, keep a copy of the file, and restore the last good backup");
            }
            Ok(Exit::Unverified)
        }
    }
}

fn counted(revisions: u64) -> String {
    if revisions == 1 { "1 revision".into() } else { format!("{revisions} revisions") }
}

fn read_checkpoint(text: &str) -> anyhow::Result<Checkpoint> {
    let read = text.trim().split_once(':').and_then(|(seq, hash)| Some(Checkpoint { seq: seq.parse().ok()?, hash: hash.parse().ok()? }));
    read.ok_or_else(|| Usage(format!("`{text}` is not a checkpoint; write `seq:hash` as `lodestar audit checkpoint` prints it")).into())
}
