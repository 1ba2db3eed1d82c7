//! `audit verify`: both logs against their hashes, and against what a witness saw.

use std::path::Path;

use ledger::{Checkpoint, Verification, witness::Witnessed};

use super::{public_key, to_read};
use crate::{
    args::Common,
    exit::{Exit, Usage},
    render, workspace,
};

pub(super) fn run(common: &Common, witness: Option<&str>, key: Option<&str>) -> anyhow::Result<Exit> {
    let ledger = to_read(common)?;
    let found = match witness {
        Some(path) if Path::new(path).exists() => {
            let key = key.ok_or_else(|| Usage("name the key that verifies the witness: `--key public.txt`".into()))?;
            ledger.verify_witnessed(&Witnessed::read(Path::new(path), &public_key(key)?)?)?
        }
        Some(text) => ledger.verify(Some(&read_checkpoint(text)?))?,
        None => ledger.verify(None)?,
    };
    if common.json {
        render::line(&serde_json::to_string(&found)?);
    }
    if found.fault.is_none() {
        if !common.json {
            intact(common, &found, witness.is_some());
        }
        return Ok(Exit::Ok);
    }
    if !common.json {
        broken(common, &found);
    }
    Ok(Exit::Unverified)
}

fn intact(common: &Common, found: &Verification, is_witnessed: bool) {
    render::line(&format!("intact: {}, the last with hash {}", counted(found.sound.seq, "revision"), found.sound.hash));
    if found.events.seq > 0 {
        render::line(&format!("intact: {}, the last with hash {}", counted(found.events.seq, "event"), found.events.hash));
    }
    if !is_witnessed {
        render::say(common, "a log that was cut short shows only against a witness: see `lodestar audit witness --help`");
    }
}

fn broken(common: &Common, found: &Verification) {
    let file = workspace::ledger_file(&common.data);
    if let Some(fault) = &found.fault {
        render::line(&format!("`{}` is not intact: {fault}", file.display()));
    }
    render::line(&format!("sound up to revision {}", found.sound.seq));
    render::line("help: stop writing, keep a copy of the file, and restore the last good backup");
}

fn counted(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn read_checkpoint(text: &str) -> anyhow::Result<Checkpoint> {
    let read = text.trim().split_once(':').and_then(|(seq, hash)| Some(Checkpoint { seq: seq.parse().ok()?, hash: hash.parse().ok()? }));
    let says = || {
        format!(
            "`{text}` is neither a file or folder of `lodestar audit witness` nor a checkpoint as `lodestar audit checkpoint` prints it: `seq:hash`"
        )
    };
    read.ok_or_else(|| Usage(says()).into())
}
