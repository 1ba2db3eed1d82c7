//! What one event says, before and after it has its place in the audit.

use jiff::Timestamp;
use serde::Serialize;

use crate::{Body, Hash, audit::What};

/// What an event's hash is for; the number changes when the sealed columns do.
pub(crate) const EVENT: &str = "ledger event 1";

/// The columns under an event's hash, in order, from `event AS e`. The insertion in `write.rs` lists the same ones.
macro_rules! sealed_event {
    () => {
        "e.seq, e.at_us, e.person, e.acting_as, e.session, e.what, e.about, e.rules, e.epoch, e.request, e.reason, \
         e.was, e.became, e.previous"
    };
}
pub(crate) use sealed_event;

/// Who does something, in which session and request, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// The person's id; on the command line a name; empty where nobody is signed in.
    pub person: String,
    /// The function acted as; empty where there is none.
    pub acting_as: String,
    /// The session's mark, see [`crate::sessions::SessionId::mark`]; empty outside sessions.
    pub session: String,
    /// The request's id, to be found again in the server's log; empty outside requests.
    pub request: String,
    /// When, by the caller's clock; kept to the microsecond.
    pub at: Timestamp,
}

impl By {
    /// Somebody at the machine's own command line.
    pub fn console(name: &str, at: Timestamp) -> By {
        By { person: name.into(), acting_as: String::new(), session: String::new(), request: String::new(), at }
    }

    /// Somebody who is not signed in.
    pub fn nobody(request: &str, at: Timestamp) -> By {
        By { person: String::new(), acting_as: String::new(), session: String::new(), request: request.into(), at }
    }
}

/// An event about to be added.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Who.
    pub by: By,
    /// What.
    pub what: What,
    /// The class, record key, person or route pattern it is about. Never content of a record.
    pub about: String,
    /// Ids of the rules that decided, in their order.
    pub rules: Vec<String>,
    /// The policy's epoch at the decision.
    pub epoch: Option<u64>,
    /// Why, in the person's words; may be empty.
    pub reason: String,
    /// What was before, for changes of people and policy.
    pub before: Option<Body>,
    /// What is now.
    pub after: Option<Body>,
}

impl Entry {
    /// An event without rules, reason, before and after; fill in the rest with `..Entry::new(…)`.
    pub fn new(by: By, what: What, about: impl Into<String>) -> Entry {
        Entry { by, what, about: about.into(), rules: Vec::new(), epoch: None, reason: String::new(), before: None, after: None }
    }
}

/// One event of the audit, never changed once written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Place in the audit, from 1 without gaps. The order of events is this, whatever the clock said.
    pub seq: u64,
    /// When, by the clock of the time.
    pub at: Timestamp,
    /// The person's id; on the command line a name; empty where nobody was signed in.
    pub person: String,
    /// The function acted as.
    pub acting_as: String,
    /// The session's mark.
    pub session: String,
    /// What happened.
    pub what: What,
    /// What it was about.
    pub about: String,
    /// Ids of the rules that decided.
    pub rules: Vec<String>,
    /// The policy's epoch at the decision.
    pub epoch: Option<u64>,
    /// The request's id.
    pub request: String,
    /// Why.
    pub reason: String,
    /// What was before.
    pub before: Option<Body>,
    /// What was afterwards.
    pub after: Option<Body>,
    /// Hash of the event before it.
    pub previous: Hash,
    /// Hash over all of the above.
    pub hash: Hash,
}
