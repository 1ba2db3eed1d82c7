//! What can go wrong, worded for the person who has to act on it. The driver's errors are carried as the source and never
//! printed in the message.

use std::{path::PathBuf, sync::Arc};

use rusqlite::ErrorCode;

/// The driver's own error.
type Source = Arc<dyn std::error::Error + Send + Sync>;

/// Why something was not done. Unless a variant says otherwise, nothing was changed.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be opened or made.
    #[error("the file of customers `{path}` cannot be opened")]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the driver says.
        source: Source,
    },
    /// The file belongs to something else; it was left alone.
    #[error("`{path}` is not a file of customers; it was left as it is")]
    NotCustomers {
        /// The file.
        path: PathBuf,
    },
    /// A newer program has written the file.
    #[error(
        "the file of customers has schema {found} and this program knows up to {known}; install the newer program, or keep the files anew in another folder"
    )]
    NewerSchema {
        /// The file's schema.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// A setting that keeps commits safe does not hold.
    #[error("the setting `{name}` is `{found}` and has to be `{wanted}`")]
    Setting {
        /// The setting.
        name: &'static str,
        /// What it is.
        found: String,
        /// What it has to be.
        wanted: &'static str,
    },
    /// Another process is writing.
    #[error("somebody else is writing to the file of customers; try again")]
    Busy,
    /// The disk is full.
    #[error("the disk is full; nothing was kept")]
    Full,
    /// The file is damaged.
    #[error("the file of customers is damaged; take it from a backup, or delete it and keep the files anew")]
    Damaged {
        /// What the driver says.
        source: Source,
    },
    /// A value in the file cannot be read.
    #[error("a {what} in the file of customers cannot be read")]
    Unreadable {
        /// What it should be.
        what: &'static str,
    },
    /// No import has this id.
    #[error("there is no import `{id}`; list them to find it")]
    NoImport {
        /// The id that was asked for.
        id: String,
    },
    /// No record has this name.
    #[error("there is no record `{record}`")]
    NoRecord {
        /// The record that was asked for.
        record: String,
    },
    /// No decision has this number, or it was taken back already.
    #[error("there is no decision {number} that stands")]
    NoDecision {
        /// The number that was asked for.
        number: i64,
    },
    /// A record cannot be merged with or separated from itself.
    #[error("`{record}` was named twice; name two records")]
    SameRecord {
        /// The record.
        record: String,
    },
    /// A person and an organisation are never one stakeholder.
    #[error("`{one}` and `{other}` are a person and an organisation, which are never one stakeholder")]
    KindsDiffer {
        /// One record.
        one: String,
        /// The other.
        other: String,
    },
    /// What was read does not fit what was taken.
    #[error("the file `{file}` was not read to its end; only whole files are kept")]
    NotWhole {
        /// The file.
        file: String,
    },
    /// Any other failure of the store.
    #[error("the file of customers cannot be read or written")]
    Storage {
        /// What the driver says.
        source: Source,
    },
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use ErrorCode::*;
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Error::Busy,
            Some(DiskFull) => Error::Full,
            Some(DatabaseCorrupt | NotADatabase) => Error::Damaged { source: Arc::new(error) },
            _ => Error::Storage { source: Arc::new(error) },
        }
    }
}
