//! The beginning of a session.

use jiff::Timestamp;
use uuid::Uuid;

use crate::audit::{self, Entry, What};
use crate::people;
use crate::refusal::Refusal;
use crate::sessions::{Call, Limits, Session, SessionId, lookup};
use crate::store::{Connection, Param};
use crate::{Error, Ledger};

/// A person whose password or passkey has been checked, about to get a session.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// The person.
    pub person: Uuid,
    /// The new session's id: fresh random bytes, never something that the browser sent.
    pub id: &'a SessionId,
    /// The id that the browser presented, if any: that session ends.
    pub replaces: Option<&'a SessionId>,
    /// The function to act as first; the first one granted if left out.
    pub function: Option<&'a str>,
    /// What the person will recognise the device by.
    pub device: &'a str,
    /// How they signed in: `password`, `passkey`, `demo`.
    pub how: &'a str,
    /// Whether they authenticated just now, so that it counts as fresh.
    pub authenticated: bool,
    /// Now, by the caller's clock.
    pub at: Timestamp,
    /// The request's id.
    pub request: &'a str,
}

impl Ledger {
    /// Begins a session with a new id and ends the one that the browser presented.
    pub fn sign_in(&self, sign_in: &SignIn<'_>) -> Result<Session, Error> {
        self.write(|connection| Ok((begin(connection, sign_in)?, 1)))
    }
}

fn begin(connection: &Connection, sign_in: &SignIn<'_>) -> Result<Session, Error> {
    let person = people::find(connection, sign_in.person)?.ok_or(Refusal::NoPerson)?;
    if !person.active {
        return Err(Refusal::NotActive.into());
    }
    must_be_new(connection, sign_in.id)?;
    if let Some(before) = sign_in.replaces {
        connection.execute("DELETE FROM session WHERE token = $1", &[Param::Bytes(&before.token().0)])?;
    }
    let function = match sign_in.function {
        Some(function) if person.grant(function).is_none() => return Err(Refusal::NotGranted { function: function.into() }.into()),
        Some(function) => Some(function),
        None => person.grants.first().map(|grant| grant.function.as_str()),
    };
    let at = Param::Integer(sign_in.at.as_microsecond());
    connection.execute(
        "INSERT INTO session (token, person, acting_as, cases, device, started_us, seen_us, stepped_up_us) \
         VALUES ($1, $2, $3, '[]', $4, $5, $6, $7)",
        &[
            Param::Bytes(&sign_in.id.token().0),
            Param::Text(&sign_in.person.to_string()),
            Param::from(function),
            Param::Text(sign_in.device),
            at,
            at,
            if sign_in.authenticated { at } else { Param::Null },
        ],
    )?;
    let call = Call { id: sign_in.id, at: sign_in.at, limits: Limits::USUAL, request: sign_in.request };
    let session = lookup::live(connection, &call)?;
    audit::add(connection, &[Entry::new(session.by(call.request, call.at), What::SignedIn, sign_in.how)])?;
    Ok(session)
}

/// An id that is in use was not drawn for this session.
pub(super) fn must_be_new(connection: &Connection, id: &SessionId) -> Result<(), Error> {
    let sql = "SELECT person FROM session WHERE token = $1";
    let used = connection.one(sql, &[Param::Bytes(&id.token().0)], |row| row.text())?;
    if used.is_some() { Err(Refusal::SessionIdUsed.into()) } else { Ok(()) }
}
