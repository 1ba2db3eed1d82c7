//! The witness: signed checkpoints kept where the ledger's keepers cannot write. A log alone cannot show that it was cut
//! short or written anew from some place on; a witness that holds an earlier checkpoint can.
//! Each of the two logs has a checkpoint in the form of C2SP `tlog-checkpoint`: a signed note with the log's name, its
//! size and its Merkle root, which other programs can read too.

mod file;
mod key;
mod note;

pub use file::Attested;
pub use key::{PublicKey, SigningKey};
pub use note::Witnessed;

pub(crate) use note::read;
