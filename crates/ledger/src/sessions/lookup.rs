//! Finding the session of a request: one row by its key, joined with its person.

use jiff::Timestamp;

use crate::people;
use crate::refusal::Refusal;
use crate::sessions::{Acting, Call, Case, Session, id};
use crate::store::{Connection, Param, Row};
use crate::{Error, Ledger};

impl Ledger {
    /// The session of a request, if it is live and its person active. Reads one row, writes nothing and waits for no writer.
    pub fn look_up(&self, call: &Call<'_>) -> Result<Option<Session>, Error> {
        self.read(|connection| found(connection, call))
    }

    /// The session of a request, if it is live and its person active. Notes the request at most once a minute.
    pub fn session(&self, call: &Call<'_>) -> Result<Option<Session>, Error> {
        let Some(session) = self.look_up(call)? else { return Ok(None) };
        if session.is_to_be_noted(call) {
            // If this cannot be written now, the session may end a little earlier; nobody waits for it.
            let _ = self.write_if_idle(|connection| Ok((note(connection, call)?, 1)));
        }
        Ok(Some(session))
    }
}

impl Session {
    /// Whether its last request was noted so long ago that this one is to be.
    pub fn is_to_be_noted(&self, call: &Call<'_>) -> bool {
        call.at.duration_since(self.seen) >= call.limits.note_every
    }
}

/// The live session of a request, within a transaction.
pub(crate) fn live(connection: &Connection, call: &Call<'_>) -> Result<Session, Error> {
    found(connection, call)?.ok_or_else(|| Refusal::NoSession.into())
}

fn found(connection: &Connection, call: &Call<'_>) -> Result<Option<Session>, Error> {
    let sql = format!("SELECT {COLUMNS}, {} FROM session AS s JOIN person AS p ON p.id = s.person WHERE s.token = $1", people::COLUMNS);
    let session = connection.one(&sql, &[Param::Bytes(&call.id.token().0)], |row| session(row, call.at))?;
    Ok(session.filter(|session| session.person.active && !is_over(session, call)))
}

/// The columns [`session`] reads before those of the person, from `session AS s`.
pub(super) const COLUMNS: &str = "s.token, s.acting_as, s.cases, s.device, s.started_us, s.seen_us, s.stepped_up_us";

/// Reads a session as it is at an instant.
pub(super) fn session(row: &mut Row, at: Timestamp) -> Result<Session, Error> {
    let mark = id::mark(&row.hash()?);
    let acting_as = row.optional_text()?;
    let mut cases: Vec<Case> = row.json("case")?;
    cases.retain(|case| case.until > at);
    let (device, started, seen, stepped_up) = (row.text()?, row.instant()?, row.instant()?, row.optional_instant()?);
    let person = people::read(row)?;
    let granted = acting_as.and_then(|function| person.grant(&function).cloned());
    let acting = granted.map(|grant| Acting { function: grant.function, markets: grant.markets });
    Ok(Session { mark, person, acting, cases, device, started, seen, stepped_up })
}

pub(super) fn is_over(session: &Session, call: &Call<'_>) -> bool {
    call.at.duration_since(session.seen) >= call.limits.idle || call.at.duration_since(session.started) >= call.limits.absolute
}

/// Writes down the last request; never an earlier one than stored.
fn note(connection: &Connection, call: &Call<'_>) -> Result<(), Error> {
    let seen = Param::Integer(call.at.as_microsecond());
    let sql = "UPDATE session SET seen_us = $1 WHERE token = $2 AND seen_us < $1";
    connection.execute(sql, &[seen, Param::Bytes(&call.id.token().0)])?;
    Ok(())
}
