//! An evidence pack: many entries of both logs, and the signatures among them, in one file that is verified offline with the
//! public key alone. What no witness has seen yet is in it too, and is told apart as not proved.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Evidence, entry, hash_of, paths};
use crate::signatures::{Signature, of_columns};
use crate::verify::Log;
use crate::witness::{PublicKey, Witnessed};
use crate::{Body, Error, Ledger};

/// Entries of one ledger, with what proves them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The ledger's own name.
    pub ledger: Uuid,
    /// When the pack was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// What it is of, in words.
    pub of: String,
    /// The entries that a witness covers.
    pub evidence: Vec<Evidence>,
    /// The entries that no witness has seen yet.
    pub unproved: Vec<Unproved>,
    /// The signatures among the entries, worded.
    pub signatures: Vec<Signature>,
}

/// An entry without a proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unproved {
    /// The log.
    pub log: Log,
    /// The entry's place in it, from 1.
    pub seq: u64,
    /// The entry's columns as they were hashed.
    pub entry: Body,
}

/// What verifying a pack found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// How many entries are proved.
    pub proved: usize,
    /// How many carry no proof.
    pub unproved: usize,
    /// What is wrong, each in words; then nothing in the pack is to be trusted.
    pub wrong: Vec<String>,
    /// What each signature is worth, in words.
    pub signatures: Vec<String>,
}

impl Checked {
    /// Whether every entry is proved and nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.wrong.is_empty() && self.unproved == 0
    }
}

impl Ledger {
    /// A pack of the entries at some places, each under the latest witnessed checkpoint. Walks each log once.
    pub fn pack(&self, places: &BTreeSet<(Log, u64)>, witnessed: &[Witnessed], made: (&str, Timestamp), of: &str) -> Result<Pack, Error> {
        let ledger = self.identity()?;
        let latest = |log: Log| witnessed.iter().filter(|one| one.ledger == ledger && one.log == log).max_by_key(|one| one.size);
        self.read_one_state(|connection| {
            let (mut evidence, mut unproved, mut signatures) = (vec![], vec![], vec![]);
            for log in Log::ALL {
                let seqs: Vec<u64> = places.iter().filter(|(of, _)| *of == log).map(|(_, seq)| *seq).collect();
                let checkpoint = latest(log);
                let size = checkpoint.map_or(0, |checkpoint| checkpoint.size);
                let mut found = paths(connection, log, &seqs.iter().copied().filter(|seq| *seq <= size).collect::<Vec<_>>(), size)?;
                for seq in seqs {
                    let Some(entry) = entry(connection, log, seq)? else { continue };
                    signatures.extend(if log == Log::Events { of_columns(&entry) } else { None });
                    match (found.remove(&seq), checkpoint) {
                        (Some(path), Some(checkpoint)) => {
                            evidence.push(Evidence { log, seq, entry, path, checkpoint: checkpoint.note.clone() });
                        }
                        _ => unproved.push(Unproved { log, seq, entry }),
                    }
                }
            }
            let (made_by, made_at) = (made.0.to_owned(), made.1);
            Ok(Pack { ledger, made_at, made_by, of: of.to_owned(), evidence, unproved, signatures })
        })
    }
}

impl Pack {
    /// Verifies every entry, and every signature against the entries.
    pub fn verify(&self, key: &PublicKey) -> Checked {
        let mut checked = Checked { unproved: self.unproved.len(), ..Checked::default() };
        let own = format!("/{}/", self.ledger);
        for one in &self.evidence {
            let verified = one.verify(key).map_err(|refusal| refusal.to_string());
            let of_own = one.checkpoint.lines().next().is_some_and(|line| line.contains(own.as_str()));
            match verified {
                Ok(()) if of_own => checked.proved += 1,
                Ok(()) => checked.wrong.push(format!("{} {} is of another ledger", one.log, one.seq)),
                Err(wrong) => checked.wrong.push(format!("{} {}: {wrong}", one.log, one.seq)),
            }
        }
        for signature in &self.signatures {
            match self.worth(signature) {
                Ok(words) => checked.signatures.push(words),
                Err(wrong) => checked.wrong.push(wrong),
            }
        }
        checked
    }

    /// What a signature is worth by the entries of the pack.
    fn worth(&self, signature: &Signature) -> Result<String, String> {
        let called = format!(
            "{}, acting as {}, {}, {}: {} revision {}",
            signature.name, signature.acting_as, signature.meaning, signature.at, signature.key, signature.number
        );
        let proved = self.evidence.iter().filter(|one| one.log == Log::Events).map(|one| (one.seq, &one.entry));
        let entries = proved.chain(self.unproved.iter().filter(|one| one.log == Log::Events).map(|one| (one.seq, &one.entry)));
        let kept = entries.filter(|(seq, _)| *seq == signature.event).find_map(|(_, entry)| of_columns(entry));
        if kept.as_ref() != Some(signature) {
            return Err(format!("the signature `{called}` is not what the audit keeps"));
        }
        let is_signed = |entry: &&Body| {
            let text = |name: &str| entry.get(name).and_then(serde_json::Value::as_str);
            text("record") == Some(signature.record.to_string().as_str())
                && entry.get("number").and_then(serde_json::Value::as_u64) == Some(u64::from(signature.number))
        };
        let of_revisions = self.evidence.iter().filter(|one| one.log == Log::Revisions).map(|one| &one.entry);
        let mut revisions = of_revisions.chain(self.unproved.iter().filter(|one| one.log == Log::Revisions).map(|one| &one.entry));
        match revisions.find(is_signed) {
            None => Ok(format!("{called}; the revision is not in this pack")),
            Some(entry) if hash_of(Log::Revisions, entry) == Some(signature.revision) => {
                Ok(format!("{called}; it is the revision in this pack"))
            }
            Some(_) => Err(format!("the signature `{called}` was given to other words than these")),
        }
    }
}
