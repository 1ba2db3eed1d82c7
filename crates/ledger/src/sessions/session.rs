//! What a session is, and how a request presents one.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::audit::By;
use crate::people::Person;
use crate::sessions::SessionId;

/// A session as it stands at an instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// What stands for it in the audit and in lists.
    pub mark: String,
    /// Whose it is, as they are now.
    pub person: Person,
    /// The one function acted as, as it is granted now; none if it was revoked or never chosen.
    pub acting: Option<Acting>,
    /// The compliance cases open in it that are not over.
    pub cases: Vec<Case>,
    /// What the person will recognise the device by.
    pub device: String,
    /// The sign-in.
    pub started: Timestamp,
    /// The last request, to the minute.
    pub seen: Timestamp,
    /// The last time the person authenticated; none if they never did, as in the demo.
    pub stepped_up: Option<Timestamp>,
}

/// The function acted as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// The function's word.
    pub function: String,
    /// Where it holds.
    pub markets: Vec<String>,
}

/// A compliance case opened in a session: what it lets see, why, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The class of information.
    pub class: String,
    /// Why.
    pub reason: String,
    /// Its end.
    pub until: Timestamp,
}

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without a request.
    pub idle: SignedDuration,
    /// In all, from the sign-in.
    pub absolute: SignedDuration,
    /// How long an authentication counts as fresh, for signatures and for changes of people and policy.
    pub fresh: SignedDuration,
    /// How old the stored last request may get before it is written again. An idle session may end so much early.
    pub note_every: SignedDuration,
}

impl Limits {
    /// 30 minutes idle, 12 hours in all, 5 minutes fresh.
    pub const USUAL: Limits = Limits {
        idle: SignedDuration::from_mins(30),
        absolute: SignedDuration::from_hours(12),
        fresh: SignedDuration::from_mins(5),
        note_every: SignedDuration::from_mins(1),
    };
}

/// A request that presents a session.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The id from the cookie.
    pub id: &'a SessionId,
    /// Now, by the caller's clock.
    pub at: Timestamp,
    /// How long sessions last.
    pub limits: Limits,
    /// The request's id.
    pub request: &'a str,
}

impl Session {
    /// The author of an event in this session.
    pub fn by(&self, request: &str, at: Timestamp) -> By {
        By {
            person: self.person.id.to_string(),
            acting_as: self.acting.as_ref().map_or_else(String::new, |acting| acting.function.clone()),
            session: self.mark.clone(),
            request: request.into(),
            at,
        }
    }

    /// Whether the person has authenticated lately. A clock that went back makes nothing fresh.
    pub fn is_fresh(&self, at: Timestamp, limits: &Limits) -> bool {
        self.stepped_up.is_some_and(|then| then <= at && at.duration_since(then) <= limits.fresh)
    }
}
