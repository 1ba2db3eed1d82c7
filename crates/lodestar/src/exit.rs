//! Exit codes, the same for every command.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It did what was asked.
    Ok = 0,
    /// It failed.
    Failed = 1,
    /// It was asked for in a way that makes no sense.
    Usage = 2,
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
        let app = error.downcast_ref::<server::app::Error>();
        let ledger = match app {
            Some(server::app::Error::Ledger(ledger)) => Some(ledger),
            _ => error.downcast_ref::<ledger::Error>(),
        };
        match (app, ledger) {
            (Some(server::app::Error::NoRecord(_) | server::app::Error::NoBatch(_)), _) => Exit::NotFound,
            (_, Some(ledger::Error::Stale { .. } | ledger::Error::KeyTaken { .. })) => Exit::Conflict,
            (_, Some(ledger::Error::Busy)) => Exit::Unavailable,
            (_, Some(ledger::Error::Damaged { .. } | ledger::Error::Unreadable { .. })) => Exit::Unverified,
            _ if matches!(error.downcast_ref(), Some(customers::Error::Busy)) => Exit::Unavailable,
            _ if matches!(error.downcast_ref(), Some(customers::Error::Damaged { .. })) => Exit::Unverified,
            _ if names_nothing(error) => Exit::NotFound,
            _ if matches!(error.downcast_ref(), Some(customers::Error::SameRecord { .. } | customers::Error::KindsDiffer { .. })) => {
                Exit::Usage
            }
            _ if error.is::<NotFound>() => Exit::NotFound,
            _ if error.is::<Usage>() => Exit::Usage,
            _ if error.is::<Unread>() => Exit::Findings,
            _ => Exit::Failed,
        }
    }
}

/// Whether somebody named an import, a record or a decision that the file of customers does not have.
fn names_nothing(error: &anyhow::Error) -> bool {
    use customers::Error::{NoDecision, NoImport, NoRecord};
    matches!(error.downcast_ref(), Some(NoImport { .. } | NoRecord { .. } | NoDecision { .. }))
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        std::process::ExitCode::from(exit as u8)
    }
}

/// Something that was named does not exist.
#[derive(Debug)]
pub(crate) struct NotFound(pub(crate) String);

/// What was typed makes no sense.
#[derive(Debug)]
pub(crate) struct Usage(pub(crate) String);

/// Files could not be read; their findings have been shown.
#[derive(Debug)]
pub(crate) struct Unread(pub(crate) String);

macro_rules! says_what_it_holds {
    ($($error:ident)+) => {$(
        impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::error::Error for $error {}
    )+};
}

says_what_it_holds! { NotFound Usage Unread }
