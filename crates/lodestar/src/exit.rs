//! Exit codes, the same for every command.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It did what was asked.
    Ok = 0,
    /// It failed.
    Failed = 1,
    /// There is no such thing, or it is not permitted.
    NotFound = 3,
    /// Somebody else changed it in the meantime.
    Conflict = 4,
    /// It found findings at or above the threshold.
    Findings = 5,
    /// The ledger is not intact.
    Unverified = 6,
    /// It may work later.
    Unavailable = 7,
}

impl Exit {
    /// The code for an error.
    pub(crate) fn of(error: &anyhow::Error) -> Exit {
        match error.downcast_ref::<server::app::Error>() {
            Some(server::app::Error::NoRecord(_) | server::app::Error::NoBatch(_)) => Exit::NotFound,
            Some(server::app::Error::Ledger(ledger::Error::Stale { .. })) => Exit::Conflict,
            Some(server::app::Error::Ledger(ledger::Error::Busy)) => Exit::Unavailable,
            _ if error.downcast_ref::<NotFound>().is_some() => Exit::NotFound,
            _ => Exit::Failed,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        std::process::ExitCode::from(exit as u8)
    }
}

/// Something that was named does not exist.
#[derive(Debug)]
pub(crate) struct NotFound(pub(crate) String);

impl std::fmt::Display for NotFound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotFound {}
