//! `audit evidence`, and its verification: one entry of a log that proves itself to anybody who has the public key.

use std::path::Path;

use anyhow::Context;
use ledger::{
    Evidence, Log,
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
