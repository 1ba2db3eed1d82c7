//! The closed list of what an event can be. A new word needs a schema step, so that an older program never meets it.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! words {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum What { $($(#[$doc])* $variant,)+ }

        impl What {
            /// Every word, in its order.
            pub const ALL: &'static [What] = &[$(What::$variant,)+];

            /// The word as stored and shown.
            pub const fn as_str(self) -> &'static str {
                match self { $(What::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// A person signed in; `about` says how.
    SignedIn = "signed-in",
    /// Somebody could not sign in.
    SignInFailed = "sign-in-failed",
    /// A person signed out.
    SignedOut = "signed-out",
    /// Sessions were ended from elsewhere: another device, an owner, a new password, a deactivation.
    EndedSessions = "ended-sessions",
    /// A session began to act as another function.
    SwitchedFunction = "switched-function",
    /// A person authenticated again within a session.
    SteppedUp = "stepped-up",
    /// Authenticating again failed.
    StepUpFailed = "step-up-failed",
    /// A request was refused by a rule.
    Refused = "refused",
    /// A page or answer was given with something withheld.
    Withheld = "withheld",
    /// Data left as a file.
    Exported = "exported",
    /// A compliance case was opened in a session.
    OpenedCase = "opened-case",
    /// A compliance case was closed before its time.
    ClosedCase = "closed-case",
    /// Somebody asked why something is withheld.
    AskedWhy = "asked-why",
    /// A policy owner looked at the system as another function would see it.
    SawAs = "saw-as",
    /// A person signed one revision of a record.
    Signed = "signed",
    /// A step of the policy's life that puts nothing in force: drafted, given up, signed or reviewed; `after` says which.
    PolicyStep = "policy-step",
    /// A policy came into force.
    ActivatedPolicy = "activated-policy",
    /// An earlier policy came into force again.
    RolledBackPolicy = "rolled-back-policy",
    /// An account, a grant or a role was made or changed.
    ChangedPeople = "changed-people",
    /// A file was imported.
    Imported = "imported",
    /// A checkpoint was handed to a witness.
    Checkpoint = "checkpoint",
}

impl What {
    /// Reads a word, forgiving case, `_` and blanks.
    pub fn parse(text: &str) -> Option<What> {
        let text = text.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        What::ALL.iter().copied().find(|what| what.as_str() == text)
    }
}

impl fmt::Display for What {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Serialize for What {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.as_str())
    }
}
