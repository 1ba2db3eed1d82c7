//! Signing, in one transaction with what it rests on: the session, its fresh authentication, and the revision.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audit::{self, By, Entry, Event, What};
use crate::refusal::Refusal;
use crate::sessions::{Call, live};
use crate::store::{Connection, Param};
use crate::{Body, Conflict, Error, Hash, Ledger, Revision, Which, read};

/// What somebody is about to sign: the revision they have seen.
#[derive(Debug, Clone, Copy)]
pub struct Sign<'a> {
    /// The record.
    pub record: Which<'a>,
    /// The number of the revision that was shown.
    pub number: u32,
    /// The hash of the revision that was shown.
    pub revision: Hash,
    /// What the signature means, such as `approval` or `review`.
    pub meaning: &'a str,
    /// Why, in the signer's words; may be empty.
    pub reason: &'a str,
}

/// What is signed together with a change.
#[derive(Debug, Clone, Copy)]
pub enum Signs<'a> {
    /// A revision that was shown, and on which the change rests.
    Shown(Sign<'a>),
    /// The revision of this record that the change itself writes.
    Written {
        /// The record's id.
        record: Uuid,
        /// What the signature means.
        meaning: &'a str,
        /// Why, in the signer's words; may be empty.
        reason: &'a str,
    },
}

/// A signature of one revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The place in the audit that seals it.
    pub event: u64,
    /// The record.
    pub record: Uuid,
    /// The record's key when it was signed.
    pub key: String,
    /// The record's kind.
    pub kind: String,
    /// The number of the signed revision.
    pub number: u32,
    /// The hash of the signed revision.
    pub revision: Hash,
    /// The signer's id.
    pub signer: String,
    /// The signer's name as it was then, to be printed.
    pub name: String,
    /// The function the signer acted as.
    pub acting_as: String,
    /// What the signature means.
    pub meaning: String,
    /// Why; may be empty.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// When the signer had last authenticated.
    pub stepped_up: Timestamp,
    /// The session's mark.
    pub session: String,
}

/// What the event of a signature keeps beside its own columns.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    record: Uuid,
    key: String,
    kind: String,
    number: u32,
    revision: Hash,
    name: String,
    meaning: String,
    stepped_up: Timestamp,
}

impl Ledger {
    /// Signs a revision. Refused unless the session is live, acts as a function and has a fresh authentication;
    /// [`Error::Stale`] if the record has moved on from the revision that was shown.
    pub fn sign(&self, call: &Call<'_>, sign: &Sign<'_>) -> Result<Signature, Error> {
        self.write(|connection| Ok((put(connection, call, sign)?, 1)))
    }
}

/// Signs, within a transaction.
pub(crate) fn put(connection: &Connection, call: &Call<'_>, sign: &Sign<'_>) -> Result<Signature, Error> {
    let session = live(connection, call)?;
    let stepped_up = session.stepped_up.filter(|_| session.is_fresh(call.at, &call.limits)).ok_or(Refusal::StepUpNeeded)?;
    if session.acting.is_none() {
        return Err(Refusal::NoFunction.into());
    }
    if sign.meaning.trim().is_empty() {
        return Err(Refusal::NoMeaning.into());
    }
    let revision = current(connection, sign)?;
    let kept = Kept {
        record: revision.record,
        key: revision.key.clone(),
        kind: revision.kind,
        number: revision.number,
        revision: revision.hash,
        name: session.person.name.clone(),
        meaning: sign.meaning.into(),
        stepped_up,
    };
    let by = session.by(call.request, call.at);
    if signed_before(connection, &kept, &by)? {
        return Err(Refusal::SignedAlready.into());
    }
    let after: Body = serde_json::to_value(&kept).ok().and_then(|kept| kept.as_object().cloned()).ok_or(UNREADABLE)?;
    let entry = Entry { reason: sign.reason.into(), after: Some(after), ..Entry::new(by, What::Signed, revision.key) };
    let end = audit::add(connection, &[entry])?;
    let row = [Param::from(end.seq), Param::Text(&kept.record.to_string()), Param::from(u64::from(kept.number))];
    connection.execute("INSERT INTO signature (event, record, number) VALUES ($1, $2, $3)", &row)?;
    of_event(&audit::at(connection, end.seq)?.ok_or(UNREADABLE)?)
}

const UNREADABLE: Error = Error::Unreadable { what: "signature" };

/// The revision to be signed, if it still is the record's current one.
fn current(connection: &Connection, sign: &Sign<'_>) -> Result<Revision, Error> {
    let named = || match sign.record {
        Which::Key(key) => key.to_owned(),
        Which::Id(id) => id.to_string(),
    };
    let head = read::head(connection, sign.record)?.ok_or_else(|| Error::UnknownRecord { key: named() })?;
    if head.number == sign.number && head.hash == sign.revision && head.body.is_some() {
        return Ok(head);
    }
    let base = read::numbered(connection, sign.record, sign.number)?;
    let yours = base.as_ref().and_then(|base| base.body.clone());
    Err(Error::Stale { conflicts: vec![Conflict { key: head.key.clone(), base, theirs: head, yours }] })
}

/// Whether the same person, as the same function, has given this revision this meaning before.
fn signed_before(connection: &Connection, kept: &Kept, by: &By) -> Result<bool, Error> {
    let sql = "SELECT event FROM signature WHERE record = $1 AND number = $2";
    let events =
        connection.all(sql, &[Param::Text(&kept.record.to_string()), Param::from(u64::from(kept.number))], |row| row.natural::<u64>())?;
    for seq in events {
        let signature = audit::at(connection, seq)?.as_ref().map(of_event).transpose()?;
        let is_same = |before: Signature| {
            let hand = (before.signer == by.person) && (before.acting_as == by.acting_as);
            hand && before.meaning == kept.meaning && before.revision == kept.revision
        };
        if signature.is_some_and(is_same) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The signature that an event keeps.
pub(crate) fn of_event(event: &Event) -> Result<Signature, Error> {
    let kept = event.after.clone().filter(|_| event.what == What::Signed).ok_or(UNREADABLE)?;
    let kept: Kept = serde_json::from_value(kept.into()).map_err(|_| UNREADABLE)?;
    Ok(Signature {
        event: event.seq,
        record: kept.record,
        key: kept.key,
        kind: kept.kind,
        number: kept.number,
        revision: kept.revision,
        signer: event.person.clone(),
        name: kept.name,
        acting_as: event.acting_as.clone(),
        meaning: kept.meaning,
        reason: event.reason.clone(),
        at: event.at,
        stepped_up: kept.stepped_up,
        session: event.session.clone(),
    })
}

/// The signature in the columns of an event as evidence has them; none where the event is of something else.
pub(crate) fn of_columns(entry: &Body) -> Option<Signature> {
    let text = |name: &str| Some(entry.get(name)?.as_str()?.to_owned());
    if text("what")? != What::Signed.as_str() {
        return None;
    }
    let kept: Kept = serde_json::from_str(&text("became")?).ok()?;
    Some(Signature {
        event: entry.get("seq")?.as_u64()?,
        record: kept.record,
        key: kept.key,
        kind: kept.kind,
        number: kept.number,
        revision: kept.revision,
        signer: text("person")?,
        name: kept.name,
        acting_as: text("acting_as")?,
        meaning: kept.meaning,
        reason: text("reason")?,
        at: Timestamp::from_microsecond(entry.get("at_us")?.as_i64()?).ok()?,
        stepped_up: kept.stepped_up,
        session: text("session")?,
    })
}
