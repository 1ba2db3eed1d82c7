//! `audit`: whether the ledger is as it was written, and the checkpoint that a witness outside can hold.

use anyhow::{Context, bail};
use ledger::{Checkpoint, Ledger};

use crate::{
    args::{Audit, Common},
    exit::{Exit, NotFound},
    render, workspace,
};

pub(super) fn run(common: &Common, step: &Audit) -> anyhow::Result<Exit> {
    let file = workspace::ledger_file(&common.data);
    if !file.exists() {
        return Err(NotFound(format!("there is no workspace in `{}`", common.data.display())).into());
    }
    let ledger = Ledger::open_read_only(&file)?;
    match step {
        Audit::Verify { witness } => verify(common, &ledger, witness.as_deref()),
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

fn verify(common: &Common, ledger: &Ledger, witness: Option<&str>) -> anyhow::Result<Exit> {
    let witness = witness.map(read_checkpoint).transpose()?;
    let found = ledger.verify(witness.as_ref())?;
    if common.json {
        render::line(&serde_json::to_string(&found)?);
    }
    match &found.fault {
        None => {
            if !common.json {
                render::line(&format!("intact: {} revisions, the last with hash {}", found.sound.seq, found.sound.hash));
                if witness.is_none() {
                    render::say(common, "a log that was cut short shows only against a witness: keep `lodestar audit checkpoint` somewhere else");
                }
            }
            Ok(Exit::Ok)
        }
        Some(fault) => {
            if !common.json {
                render::line(&format!("not intact: {fault}"));
                render::line(&format!("sound up to revision {}", found.sound.seq));
                render::line("help: stop writing, keep a copy of the file, and restore the last good backup");
            }
            Ok(Exit::Unverified)
        }
    }
}

fn read_checkpoint(text: &str) -> anyhow::Result<Checkpoint> {
    let Some((seq, hash)) = text.split_once(':') else { bail!("`{text}` is not a checkpoint; write `seq:hash` as `lodestar audit checkpoint` prints it") };
    let seq = seq.parse().with_context(|| format!("`{seq}` is not a number"))?;
    let hash = hash.parse().map_err(|says| anyhow::anyhow!("`{hash}` is not a hash: {says}"))?;
    Ok(Checkpoint { seq, hash })
}
