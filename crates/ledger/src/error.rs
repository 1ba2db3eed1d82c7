//! What can go wrong in the ledger, worded for the person who has to act on it.
//! Driver errors are carried as the source and never printed in the message.

use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

use crate::{Body, Revision};

/// The driver's own error, shared because a halted ledger repeats it.
pub(crate) type Source = Arc<dyn std::error::Error + Send + Sync>;

/// Why the ledger did not do what was asked. Unless a variant says otherwise, nothing was written.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Somebody else changed a record after the author read it; show both and [`crate::merge`].
    #[error("{} changed since you read {}; compare both versions and save the merged one", named(.conflicts), if .conflicts.len() == 1 { "it" } else { "them" })]
    Stale {
        /// One entry per record that moved on, in the order of the writes.
        conflicts: Vec<Conflict>,
    },
    /// Another live record already has this key.
    #[error("the key `{key}` is already used by another record; choose another key")]
    KeyTaken {
        /// The key asked for.
        key: String,
        /// The record that holds it.
        holder: Uuid,
    },
    /// One append names the same record twice.
    #[error("the record `{key}` is written twice in one change; combine both into one")]
    WrittenTwice {
        /// The record's key.
        key: String,
    },
    /// A change or removal of a record that the ledger has never seen.
    #[error("there is no record `{key}` to change; create it first")]
    UnknownRecord {
        /// The key in the write.
        key: String,
    },
    /// A record keeps its kind for life.
    #[error("the record `{key}` is a `{was}` and cannot become a `{asked}`; create a new record instead")]
    KindDiffers {
        /// The record's key.
        key: String,
        /// The kind it has.
        was: String,
        /// The kind in the write.
        asked: String,
    },
    /// No batch has this id.
    #[error("there is no change with the id `{batch}`; list the changes to find it")]
    UnknownBatch {
        /// The id asked for.
        batch: Uuid,
    },
    /// The idempotency key was used before for other content.
    #[error("the idempotency key `{key}` was already used for another request; send a new key")]
    KeyReused {
        /// The idempotency key.
        key: String,
    },
    /// People, sessions or signatures do not allow it.
    #[error(transparent)]
    Refused(#[from] crate::Refusal),
    /// The ledger was opened for reading only.
    #[error("this ledger was opened for reading; open it for writing to change it")]
    ReadOnly,
    /// An earlier write failed in a way that leaves its outcome unknown; reading still works.
    #[error("the ledger takes no more changes after a failed write; check the disk and restart, acknowledged changes are safe")]
    Halted {
        /// The failure that stopped the ledger.
        #[source]
        source: Source,
    },
    /// Another process held the write lock for longer than the busy timeout.
    #[error("the ledger is busy with another change; try again")]
    Busy,
    /// The disk is full. The change was rolled back and the ledger keeps working once there is space.
    #[error("the disk is full and nothing was saved; free some space and try again")]
    Full,
    /// The file was written by a newer version of the program.
    #[error(
        "this ledger has schema {found} and this program knows up to {known}; install the newer program or restore a backup made before the upgrade"
    )]
    NewerSchema {
        /// Schema version in the file.
        found: u32,
        /// Newest schema version this program knows.
        known: u32,
    },
    /// The file is older than this program and was opened for reading only, so it cannot be brought up to date.
    #[error("this ledger has schema {found} and this program needs {known}; open it once for writing to upgrade it")]
    OlderSchema {
        /// Schema version in the file.
        found: u32,
        /// Schema version this program needs.
        known: u32,
    },
    /// The file exists but is no ledger of ours.
    #[error("`{}` is not a ledger; name another file", .path.display())]
    NotALedger {
        /// The file asked for.
        path: PathBuf,
    },
    /// The file could not be opened or created.
    #[error("`{}` cannot be opened; check that the folder exists and may be written", .path.display())]
    CannotOpen {
        /// The file asked for.
        path: PathBuf,
        /// The driver's reason.
        #[source]
        source: Source,
    },
    /// The linked SQLite can lose data and is refused.
    #[error("SQLite {version} can lose committed data; build with 3.51.3 or later, but not 3.52.0")]
    UnsafeSqlite {
        /// The version linked in.
        version: &'static str,
    },
    /// A durability setting did not take effect.
    #[error("the database setting `{name}` is `{found}` instead of `{wanted}`; the ledger does not start without it")]
    Setting {
        /// The setting's name.
        name: &'static str,
        /// What the database reports.
        found: String,
        /// What the ledger needs.
        wanted: &'static str,
    },
    /// A witness file cannot be read or written. If it was being written, it holds no part of the new checkpoint that counts.
    #[error("the witness `{}` cannot be read or written; check that its folder is there and may be written", .path.display())]
    Witness {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: Source,
    },
    /// The file is damaged; verification says where.
    #[error("the ledger file is damaged; verify it and restore the last good backup")]
    Damaged {
        /// The driver's reason.
        #[source]
        source: Source,
    },
    /// A stored value cannot be read as what it should be.
    #[error("the ledger holds an unreadable {what}; verify it to find the first bad revision")]
    Unreadable {
        /// The column or value.
        what: &'static str,
    },
    /// Any other failure of the database.
    #[error("the database failed; the log has the reason")]
    Storage {
        /// True if the outcome of a write is in doubt, so that the ledger must stop writing.
        halts: bool,
        /// The driver's reason.
        #[source]
        source: Source,
    },
}

/// One record on which an author and the ledger disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The record's readable key.
    pub key: String,
    /// The revision the author started from, if there was one.
    pub base: Option<Revision>,
    /// The record's current revision.
    pub theirs: Revision,
    /// What the author wanted to write; `None` for a removal.
    pub yours: Option<Body>,
}

impl Error {
    /// True if the outcome of a write is in doubt after this error, so that no further write may be tried.
    pub(crate) fn halts(&self) -> bool {
        matches!(self, Error::Storage { halts: true, .. } | Error::Damaged { .. })
    }

    /// The error as a source for [`Error::Halted`]: the driver's reason where there is one.
    pub(crate) fn into_source(self) -> Source {
        match self {
            Error::Storage { source, .. } | Error::Damaged { source } | Error::Halted { source } => source,
            other => Arc::new(other),
        }
    }
}

/// Up to three keys in the user's marks, and how many more.
fn named(conflicts: &[Conflict]) -> String {
    let shown: Vec<String> = conflicts.iter().take(3).map(|conflict| format!("`{}`", conflict.key)).collect();
    match conflicts.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
