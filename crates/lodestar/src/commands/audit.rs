//! `audit`: whether the ledger is as it was written, what happened in it, and the checkpoints that a witness holds.

mod evidence;
mod trail;
mod verify;
mod witness;

use std::path::Path;

use anyhow::Context;
use ledger::{Ledger, witness::PublicKey};

use crate::{
    args::{Audit, Common},
    exit::{Exit, NotFound, Usage},
    render, workspace,
};

pub(super) fn run(common: &Common, step: &Audit) -> anyhow::Result<Exit> {
    match step {
        Audit::Verify { evidence: Some(file), key: Some(key), .. } => evidence::verify(common, file, &public_key(key)?),
        Audit::Verify { witness, key, .. } => verify::run(common, witness.as_deref(), key.as_deref()),
        Audit::Checkpoint => checkpoint(common),
        Audit::Key { output, name } => witness::key(output, name),
        Audit::Witness { path, key } => witness::run(common, path, key),
        Audit::List { what, person, about, from, until, limit } => {
            let filter = trail::filter(what, person.clone(), about.clone(), *from, *until)?;
            trail::list(common, &filter, *limit)
        }
        Audit::Export => trail::export(common),
        Audit::Evidence { log, seq, witness, key } => evidence::write(common, log, *seq, witness, &public_key(key)?),
    }
}

fn checkpoint(common: &Common) -> anyhow::Result<Exit> {
    let checkpoint = to_read(common)?.checkpoint()?;
    match common.json {
        true => render::line(&serde_json::to_string(&checkpoint)?),
        false => render::line(&format!("{}:{}", checkpoint.seq, checkpoint.hash)),
    }
    Ok(Exit::Ok)
}

/// The workspace's ledger, which is not written.
fn to_read(common: &Common) -> anyhow::Result<Ledger> {
    let file = workspace::ledger_file(&common.data);
    if !file.exists() {
        return Err(NotFound(format!("there is no workspace in `{}`", common.data.display())).into());
    }
    Ledger::open_read_only(&file).with_context(|| format!("`{}` cannot be verified", file.display()))
}

/// A public key as it was given: its text, or a file that holds it.
pub(super) fn public_key(given: &str) -> anyhow::Result<PublicKey> {
    let text = match Path::new(given).is_file() {
        true => std::fs::read_to_string(given).with_context(|| format!("the key in `{given}` cannot be read"))?,
        false => given.to_owned(),
    };
    PublicKey::parse(&text)
        .map_err(|_| Usage(format!("`{given}` is no public key; `lodestar audit key` prints one when it makes a key")).into())
}
