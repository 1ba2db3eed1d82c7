//! Checkpoints as signed notes: written, and read back from a file that holds many.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::verify::Log;
use crate::witness::{PublicKey, SigningKey};
use crate::{Checkpoint, Hash};

/// How the names of our logs begin.
const ORIGIN: &str = "lodestar.ledger/";

/// A checkpoint that a witness holds and whose signature has been verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// The ledger's name.
    pub ledger: Uuid,
    /// Which of its logs.
    pub log: Log,
    /// How many entries the log had.
    pub size: u64,
    /// The Merkle root over them.
    pub root: Hash,
    /// The signed note itself.
    pub note: String,
}

/// One log's checkpoint, signed.
pub(super) fn written(key: &SigningKey, ledger: Uuid, log: Log, end: &Checkpoint, root: &Hash) -> String {
    let body = format!("{ORIGIN}{ledger}/{log}\n{}\n{}\n", end.seq, STANDARD.encode(root.0));
    let signature = key.sign(&body);
    format!("{body}\n{signature}")
}

/// Reads every checkpoint in a text. A note without its whole signature attests nothing and is passed over, as a power
/// failure may have left it; one with a signature that is not of this key is refused.
pub(crate) fn read(text: &str, key: &PublicKey) -> Result<Vec<Witnessed>, Refusal> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut found = Vec::new();
    for (place, origin) in lines.iter().enumerate().filter(|(_, line)| line.starts_with(ORIGIN)) {
        let [_, size, root, "", signatures @ ..] = &lines[place..] else { continue };
        let signed: Vec<&&str> = signatures.iter().take_while(|line| PublicKey::is_signature(line)).collect();
        if signed.is_empty() {
            continue;
        }
        let body = format!("{origin}\n{size}\n{root}\n");
        let line = place + 1;
        if !signed.iter().any(|line| key.signed(&body, line)) {
            return Err(Refusal::BadWitness { line, wrong: "this checkpoint is not signed by the key; is it the right key?" });
        }
        let wrong = "this is no checkpoint of a ledger of ours, although it is signed";
        let (ledger, log) = names(origin).ok_or(Refusal::BadWitness { line, wrong })?;
        let root = STANDARD.decode(root).ok().and_then(|root| Hash::from_slice(&root));
        let (size, root) = size.parse().ok().zip(root).ok_or(Refusal::BadWitness { line, wrong })?;
        let signatures: String = signed.iter().map(|line| format!("{line}\n")).collect();
        found.push(Witnessed { ledger, log, size, root, note: format!("{body}\n{signatures}") });
    }
    Ok(found)
}

fn names(origin: &str) -> Option<(Uuid, Log)> {
    let (ledger, log) = origin.strip_prefix(ORIGIN)?.split_once('/')?;
    Some((ledger.parse().ok()?, Log::ALL.into_iter().find(|one| one.as_str() == log)?))
}
