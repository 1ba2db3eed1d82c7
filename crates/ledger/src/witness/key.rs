//! Keys of checkpoints: Ed25519, written as signed notes write them (C2SP `signed-note`).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer, Verifier};
use sha2::{Digest, Sha256};

use crate::refusal::Refusal;

/// The mark of Ed25519 in signed notes.
const ED25519: u8 = 1;

/// Signs checkpoints. Kept in a file of its own, outside the ledger.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

/// Verifies checkpoints; may be given to anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: ed25519_dalek::VerifyingKey,
}

impl SigningKey {
    /// A key of 32 bytes from the system's source of randomness. The name must have neither blanks nor `+`.
    pub fn from_random(name: &str, bytes: [u8; 32]) -> Result<SigningKey, Refusal> {
        let fits = !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '+');
        if !fits {
            return Err(Refusal::NotAKey { what: "signing" });
        }
        Ok(SigningKey { name: name.into(), key: ed25519_dalek::SigningKey::from_bytes(&bytes) })
    }

    /// Reads what [`SigningKey::secret_text`] wrote: `PRIVATE+KEY+name+id+key`.
    pub fn parse(text: &str) -> Result<SigningKey, Refusal> {
        let refused = Refusal::NotAKey { what: "signing" };
        let rest = text.trim().strip_prefix("PRIVATE+KEY+").ok_or(refused.clone())?;
        let (name, id, bytes) = parts(rest).ok_or(refused.clone())?;
        let key = SigningKey::from_random(name, bytes)?;
        if key.public().id() == id { Ok(key) } else { Err(refused) }
    }

    /// The key as text, for a file that only its owner can read.
    pub fn secret_text(&self) -> String {
        let bytes = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        format!("PRIVATE+KEY+{}+{}+{}", self.name, hex(self.public().id()), STANDARD.encode(bytes))
    }

    /// The key that verifies what this one signs.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The signature line of a note.
    pub(super) fn sign(&self, body: &str) -> String {
        let signature = self.key.sign(body.as_bytes());
        let bytes = [self.public().id().as_slice(), &signature.to_bytes()].concat();
        format!("\u{2014} {} {}\n", self.name, STANDARD.encode(bytes))
    }
}

impl PublicKey {
    /// Reads what `Display` wrote: `name+id+key`.
    pub fn parse(text: &str) -> Result<PublicKey, Refusal> {
        let refused = Refusal::NotAKey { what: "public" };
        let (name, id, bytes) = parts(text.trim()).ok_or(refused.clone())?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| refused.clone())?;
        let key = PublicKey { name: name.into(), key };
        if key.id() == id { Ok(key) } else { Err(refused) }
    }

    /// What tells keys of one name apart.
    fn id(&self) -> [u8; 4] {
        let digest = Sha256::new().chain_update(&self.name).chain_update([b'\n', ED25519]).chain_update(self.key.as_bytes()).finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Whether a line carries a signature, by whatever key.
    pub(super) fn is_signature(line: &str) -> bool {
        signature(line).is_some()
    }

    /// Whether a signature line is by this key and fits the note.
    pub(super) fn signed(&self, body: &str, line: &str) -> bool {
        let Some((name, id, bytes)) = signature(line) else { return false };
        name == self.name && id == self.id() && self.key.verify(body.as_bytes(), &ed25519_dalek::Signature::from_bytes(&bytes)).is_ok()
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(out, "{}+{}+{}", self.name, hex(self.id()), STANDARD.encode(bytes))
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SigningKey({})", self.public())
    }
}

/// `name+id+key`.
fn parts(text: &str) -> Option<(&str, [u8; 4], [u8; 32])> {
    let (name, rest) = text.split_once('+')?;
    let (id, key) = rest.split_once('+')?;
    let id = u32::from_str_radix(id, 16).ok().filter(|_| id.len() == 8)?.to_be_bytes();
    let bytes = STANDARD.decode(key).ok()?;
    let [ED25519, key @ ..] = bytes.as_slice() else { return None };
    (!name.is_empty()).then_some((name, id, key.try_into().ok()?))
}

/// Name, key id and signature of a signature line.
fn signature(line: &str) -> Option<(&str, [u8; 4], [u8; 64])> {
    let (name, encoded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (id, signature) = bytes.split_at_checked(4)?;
    Some((name, id.try_into().ok()?, signature.try_into().ok()?))
}

fn hex(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}
