//! What verification can find, in words.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The two logs of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Log {
    /// What records became.
    Revisions,
    /// The audit.
    Events,
}

impl Log {
    /// Both.
    pub const ALL: [Log; 2] = [Log::Revisions, Log::Events];

    /// The log's name in a checkpoint.
    pub const fn as_str(self) -> &'static str {
        match self {
            Log::Revisions => "revisions",
            Log::Events => "events",
        }
    }
}

impl fmt::Display for Log {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The first bad entry and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// In which log.
    pub log: Log,
    /// Its place in the log; 0 if the fault lies outside the log.
    pub seq: u64,
    /// The end of the stretch in which it lies, where the witness can say no more than that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<u64>,
    /// The record's id as found, if the revision is there; of an event, the person.
    pub record: Option<String>,
    /// The record's key as found, if the revision is there; of an event, what it says happened.
    pub key: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// Its content does not match its hash.
    Altered,
    /// It does not follow on the revision before it.
    OutOfOrder,
    /// It is not there, but later ones are.
    Missing,
    /// It and all later ones are not there, although the head row or the witness knows of them.
    MissingTail,
    /// The end of the log is not what the head row says.
    HeadRowDisagrees,
    /// Its number is not one more than that of the record's revision before it.
    WrongNumber,
    /// It does not fit into the batch it says it belongs to.
    WrongBatch,
    /// Its effective instant is not the latest instant so far.
    WrongInstant,
    /// The witness holds another hash for it: the log was rewritten here or before.
    WitnessDisagrees,
    /// The table of current revisions disagrees with the log.
    HeadsDisagree,
    /// The index of signatures says something else than the audit, or what was signed is no longer there.
    SignaturesDisagree,
    /// Whoever is said to have signed had not just proved who they are, or was called otherwise.
    SignerDisagrees,
    /// An account is not what the audit says it became.
    PeopleDisagree,
    /// A session began without a sign-in in the audit.
    SessionsDisagree,
    /// The witness holds checkpoints of other ledgers, and none of this one.
    OtherLedger,
    /// The file's pages or indexes are damaged.
    Damaged,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, log) = match self.log {
            Log::Revisions => ("revision", "log"),
            Log::Events => ("event", "audit"),
        };
        let what = match self.problem {
            Problem::Altered => "was altered: its content does not match its hash",
            Problem::OutOfOrder => "does not follow on the one before it",
            Problem::Missing => "is missing, although later ones are there",
            Problem::MissingTail => "and everything after it is missing",
            Problem::HeadRowDisagrees => "is the end, but the head row says otherwise",
            Problem::WrongNumber => "has the wrong number within its record",
            Problem::WrongBatch => "does not fit into its change",
            Problem::WrongInstant => "has an instant that does not follow on the ones before",
            Problem::WitnessDisagrees => "is not the one the witness saw: the log was rewritten here or before",
            Problem::HeadsDisagree => "is not what the table of current revisions says",
            Problem::SignaturesDisagree => "is a signature that does not fit what was signed",
            Problem::SignerDisagrees => "is a signature that its signer had not proved to give",
            Problem::PeopleDisagree => return write!(out, "the account {} is not what the audit says it became", self.named()),
            Problem::SessionsDisagree => return write!(out, "the session {} began without a sign-in", self.named()),
            Problem::OtherLedger => return write!(out, "the witness knows other ledgers and not this one"),
            Problem::Damaged if self.seq == 0 => return write!(out, "the file's pages or indexes are damaged"),
            Problem::Damaged => "lies on a damaged page of the file",
        };
        match (&self.key, self.until) {
            (_, Some(until)) => write!(out, "{one} {} of the {log}, or one up to {until}, was rewritten: the witness saw others", self.seq),
            (Some(key), _) => write!(out, "{one} {} of the {log}, `{key}`, {what}", self.seq),
            (None, _) => write!(out, "{one} {} of the {log} {what}", self.seq),
        }
    }
}

impl Fault {
    /// What to call it where no place in a log does.
    fn named(&self) -> String {
        format!("`{}`", self.key.as_deref().or(self.record.as_deref()).unwrap_or("?"))
    }
}
