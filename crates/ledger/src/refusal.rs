//! What people, sessions and signatures refuse, worded for the person who asked, with what to do instead.

use crate::verify::Fault;

/// Why something was refused. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The first account was made before.
    #[error("this workspace has an owner already; ask them for an account")]
    OwnerExists,
    /// Another account has this login.
    #[error("the login `{login}` is taken; choose another")]
    LoginTaken {
        /// The login as it would be stored.
        login: String,
    },
    /// Not a login.
    #[error("`{login}` cannot be a login; write an e-mail address or a short name without blanks")]
    LoginUnfit {
        /// The login as it would be stored.
        login: String,
    },
    /// Not a name.
    #[error("a name has between 1 and 200 letters; write it as it should stand beside a signature")]
    NameUnfit,
    /// Somebody else has this name, and names stand beside signatures.
    #[error("somebody is called `{name}` already; add what tells the two apart, such as an initial")]
    NameTaken {
        /// The name asked for.
        name: String,
    },
    /// Too short, too long, or the login.
    #[error("a password has at least 12 characters and is not the login; a sentence is easy to remember")]
    WeakPassword,
    /// A grant without function or market.
    #[error("a grant names a function and at least one market; write both")]
    GrantUnfit,
    /// Not a role.
    #[error("there is no such role; roles are `owner`, and `policy-owner/` with the party that signs, such as `policy-owner/medical`")]
    NoRole,
    /// There is no such person.
    #[error("there is no such person; look at the list of people")]
    NoPerson,
    /// The person is deactivated.
    #[error("this account is not active; ask an owner of this workspace")]
    NotActive,
    /// There would be nobody left who administers people.
    #[error("this is the last owner; make somebody else an owner first")]
    LastOwner,
    /// Only owners may.
    #[error("only an owner of this workspace may do this; ask one")]
    NotOwner,
    /// There is no such passkey.
    #[error("there is no such passkey; sign in another way and register it")]
    NoPasskey,
    /// Another account, or this one, has the passkey already.
    #[error("this passkey is registered already; use another")]
    PasskeyTaken,
    /// The passkey's counter did not grow.
    #[error("this passkey seems to have been copied; sign in another way and remove it")]
    CopiedPasskey,
    /// The session has ended, expired, or never was.
    #[error("you are no longer signed in; sign in again")]
    NoSession,
    /// The new session's id is in use: it must be fresh random bytes.
    #[error("the sign-in did not get a session of its own; try again")]
    SessionIdUsed,
    /// The person may not act as this function.
    #[error("you may not act as `{function}`; ask an owner of this workspace")]
    NotGranted {
        /// The function asked for.
        function: String,
    },
    /// Something that must be explained was not.
    #[error("say why; the reason is kept in the audit")]
    NoReason,
    /// The session acts as no function.
    #[error("choose the function you act as first")]
    NoFunction,
    /// The last authentication is too long ago.
    #[error("confirm that it is you; this needs a fresh sign-in")]
    StepUpNeeded,
    /// A signature that means nothing.
    #[error("a signature says what it means: approval, review, authorship")]
    NoMeaning,
    /// The same person signed this revision with this meaning before, as the same function.
    #[error("you have signed this already")]
    SignedAlready,
    /// A case that is over before it begins.
    #[error("a case needs a class, a reason and an end in the future")]
    CaseUnfit,
    /// The ledger does not verify, so nothing about it is attested.
    #[error("the ledger is not intact and gets no checkpoint: {0}")]
    NotIntact(Box<Fault>),
    /// Not a key in the form of signed notes.
    #[error("this is not a {what} key; make one with `lodestar audit key`")]
    NotAKey {
        /// Signing or public.
        what: &'static str,
    },
    /// A witness that holds a checkpoint which this key did not sign.
    #[error("line {line} of the witness: {wrong}")]
    BadWitness {
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        wrong: &'static str,
    },
    /// The witness holds no checkpoint at all.
    #[error("the witness holds no checkpoint of any ledger; is it the right file?")]
    EmptyWitness,
    /// Evidence that does not hold.
    #[error("this evidence does not hold: {wrong}")]
    BadEvidence {
        /// What is wrong.
        wrong: &'static str,
    },
}
