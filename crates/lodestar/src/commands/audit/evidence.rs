//! `audit evidence`, and its verification: one entry of a log that proves itself to anybody who has the public key.

use std::path::Path;

use anyhow::Context;
use ledger::{
    Evidence, Log, Pack,
    witness::{PublicKey, Witnessed},
};

use super::to_read;
use crate::{
    args::Common,
    exit::{Exit, Usage},
    render,
};

/// Writes the evidence for one entry to the standard output.
pub(super) fn write(common: &Common, log: &str, seq: u64, witness: &Path, key: &PublicKey) -> anyhow::Result<Exit> {
    let log = Log::ALL.into_iter().find(|one| one.as_str() == log);
    let log = log.ok_or_else(|| Usage("the log is `revisions` or `events`".into()))?;
    let evidence = to_read(common)?.evidence(log, seq, &Witnessed::read(witness, key)?)?;
    render::line(&serde_json::to_string_pretty(&evidence)?);
    Ok(Exit::Ok)
}

/// Verifies evidence with nothing but the public key.
pub(super) fn verify(common: &Common, file: &Path, key: &PublicKey) -> anyhow::Result<Exit> {
    let text = std::fs::read_to_string(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    if let Ok(pack) = serde_json::from_str::<Pack>(&text) {
        return verify_pack(common, &pack, key);
    }
    let read: Result<Evidence, _> = serde_json::from_str(&text);
    let evidence = read.map_err(|error| Usage(format!("`{}` is no evidence: {error}", file.display())))?;
    let verified = evidence.verify(key);
    let says = match &verified {
        Ok(()) => format!("proved: {} {} is as it was when the witness signed", evidence.log, evidence.seq),
        Err(refusal) => format!("not proved: {refusal}"),
    };
    match common.json {
        true => render::line(&serde_json::json!({ "proved": verified.is_ok(), "says": says }).to_string()),
        false => render::line(&says),
    }
    Ok(if verified.is_ok() { Exit::Ok } else { Exit::Unverified })
}

/// Verifies a pack, as the Audit page gives it.
fn verify_pack(common: &Common, pack: &Pack, key: &PublicKey) -> anyhow::Result<Exit> {
    let checked = pack.verify(key);
    let exit = if checked.is_whole() { Exit::Ok } else { Exit::Unverified };
    if common.json {
        render::line(&serde_json::to_string(&checked)?);
        return Ok(exit);
    }
    render::line(&format!("evidence of {}, taken by {} at {}", pack.of, pack.made_by, pack.made_at));
    render::line(&format!("proved: {}, as they were when the witness signed", entries(checked.proved)));
    if checked.unproved > 0 {
        render::line(&format!("not proved: {}, which no witness had seen when the pack was made", entries(checked.unproved)));
    }
    checked.wrong.iter().for_each(|wrong| render::line(&format!("wrong: {wrong}")));
    checked.signatures.iter().for_each(|signature| render::line(&format!("signature: {signature}")));
    Ok(exit)
}

fn entries(number: usize) -> String {
    if number == 1 { "1 entry".into() } else { format!("{number} entries") }
}
