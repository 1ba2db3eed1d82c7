//! Handing checkpoints to a witness file, and asking it. The file only ever grows.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audit::{By, Entry, What};
use crate::refusal::Refusal;
use crate::verify::{Log, Verification, Walked};
use crate::witness::{PublicKey, SigningKey, Witnessed, note};
use crate::{Checkpoint, Error, Ledger};

/// A pair of checkpoints, one for each log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attested {
    /// Both signed notes, with a blank line after each.
    pub notes: String,
    /// The end of the revisions.
    pub revisions: Checkpoint,
    /// The end of the audit.
    pub events: Checkpoint,
}

impl Witnessed {
    /// Reads a witness file, or `witness.txt` in a folder, and verifies every signature.
    pub fn read(path: &Path, key: &PublicKey) -> Result<Vec<Witnessed>, Error> {
        let file = file_in(path);
        let text = std::fs::read_to_string(&file).map_err(|error| failure(&file, error))?;
        let found = note::read(&text, key)?;
        if found.is_empty() { Err(Refusal::EmptyWitness.into()) } else { Ok(found) }
    }
}

impl Ledger {
    /// Signs checkpoints of both logs as they are now. Nothing unsound is signed: the whole ledger is verified first.
    pub fn attest(&self, key: &SigningKey) -> Result<Attested, Error> {
        self.attest_after(key, &[])
    }

    /// Verifies the ledger against the witness, signs checkpoints of both logs, writes them behind what the witness holds
    /// and notes it in the audit. The path is a file, or a folder for `witness.txt`; a file that is not there is made.
    pub fn witness(&self, path: &Path, key: &SigningKey, by: By) -> Result<Attested, Error> {
        let file = file_in(path);
        let known = match Witnessed::read(&file, &key.public()) {
            Ok(known) => known,
            Err(Error::Refused(Refusal::EmptyWitness)) => Vec::new(),
            Err(_) if !file.exists() => Vec::new(),
            Err(error) => return Err(error),
        };
        let attested = self.attest_after(key, &known)?;
        append(&file, &attested.notes).map_err(|error| failure(&file, error))?;
        let about = format!("revisions {}, events {}", attested.revisions.seq, attested.events.seq);
        self.audit(&[Entry::new(by, What::Checkpoint, about)])?;
        Ok(attested)
    }

    /// Verifies the ledger as [`Ledger::verify`] does, and that both logs still are what the witness saw.
    pub fn verify_witnessed(&self, witnessed: &[Witnessed]) -> Result<Verification, Error> {
        Ok(self.walk(None, witnessed)?.verification)
    }

    fn attest_after(&self, key: &SigningKey, known: &[Witnessed]) -> Result<Attested, Error> {
        let Walked { verification, roots, ledger } = self.walk(None, known)?;
        if let Some(fault) = verification.fault {
            return Err(Refusal::NotIntact(Box::new(fault)).into());
        }
        let (revisions, events) = (verification.sound, verification.events);
        let notes = [(Log::Revisions, &revisions), (Log::Events, &events)]
            .map(|(log, end)| note::written(key, ledger, log, end, &roots[log as usize]));
        Ok(Attested { notes: format!("{}\n{}\n", notes[0], notes[1]), revisions, events })
    }
}

fn file_in(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("witness.txt") } else { path.to_owned() }
}

/// Writes behind what is there. If the last write was torn, a blank line keeps the new notes apart from what it left.
fn append(file: &Path, notes: &str) -> std::io::Result<()> {
    let mut open = OpenOptions::new().append(true).create(true).open(file)?;
    let torn = open.metadata()?.len() > 0 && !std::fs::read(file)?.ends_with(b"\n\n");
    let text = if torn { format!("\n\n{notes}") } else { notes.to_owned() };
    open.write_all(text.as_bytes())?;
    open.sync_all()
}

fn failure(file: &Path, error: std::io::Error) -> Error {
    Error::Witness { path: file.to_owned(), source: Arc::new(error) }
}
