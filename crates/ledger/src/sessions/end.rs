//! The end of sessions, and the list in which a person sees them.

use jiff::Timestamp;
use uuid::Uuid;

use crate::audit::{self, Entry, What};
use crate::people;
use crate::sessions::{Authority, Call, Limits, Session, live, lookup};
use crate::store::{Connection, Param};
use crate::{Error, Ledger};

impl Ledger {
    /// Ends the session of a request. Fails with a refusal if it has ended already.
    pub fn sign_out(&self, call: &Call<'_>) -> Result<(), Error> {
        self.write(|connection| {
            let session = live(connection, call)?;
            connection.execute("DELETE FROM session WHERE token = $1", &[Param::Bytes(&call.id.token().0)])?;
            audit::add(connection, &[Entry::new(session.by(call.request, call.at), What::SignedOut, "")])?;
            Ok(((), 1))
        })
    }

    /// The sessions of a person that are live at an instant, the latest first.
    pub fn sessions_of(&self, person: Uuid, at: Timestamp, limits: &Limits) -> Result<Vec<Session>, Error> {
        let sql = format!(
            "SELECT {}, {} FROM session AS s JOIN person AS p ON p.id = s.person \
             WHERE s.person = $1 AND p.active = 1 AND s.seen_us > $2 AND s.started_us > $3 ORDER BY s.seen_us DESC",
            lookup::COLUMNS,
            people::COLUMNS
        );
        let [seen, started] = oldest(at, limits).map(Param::Integer);
        let person = person.to_string();
        self.read(|connection| connection.all(&sql, &[Param::Text(&person), seen, started], |row| lookup::session(row, at)))
    }

    /// Ends the session with a mark, or all sessions of a person, and returns how many. People may end their own, owners
    /// everybody's.
    pub fn end_sessions(&self, authority: &Authority<'_>, person: Uuid, mark: Option<&str>, reason: &str) -> Result<usize, Error> {
        self.write(|connection| {
            let by = authority.as_owner_or_self(connection, person)?;
            let ended = match mark {
                None => end_all(connection, person, None)?,
                Some(mark) => end_marked(connection, person, mark)?,
            };
            if ended > 0 {
                let about = format!("person/{person}");
                audit::add(connection, &[Entry { reason: reason.into(), ..Entry::new(by, What::EndedSessions, about) }])?;
            }
            Ok((ended, ended))
        })
    }

    /// Forgets sessions that are over and returns how many. Nothing rests on it but the size of the table.
    pub fn forget_sessions(&self, at: Timestamp, limits: &Limits) -> Result<usize, Error> {
        let oldest = oldest(at, limits).map(Param::Integer);
        self.write(|connection| {
            let forgotten = connection.execute("DELETE FROM session WHERE seen_us <= $1 OR started_us <= $2", &oldest)?;
            Ok((forgotten, forgotten))
        })
    }
}

/// Sessions seen or started at these instants or before are over.
fn oldest(at: Timestamp, limits: &Limits) -> [i64; 2] {
    let micros = |long: jiff::SignedDuration| i64::try_from(long.as_micros()).unwrap_or(i64::MAX);
    [limits.idle, limits.absolute].map(|long| at.as_microsecond().saturating_sub(micros(long)))
}

/// Ends all sessions of a person but the one with the mark `except`.
pub(crate) fn end_all(connection: &Connection, person: Uuid, except: Option<&str>) -> Result<usize, Error> {
    let mut ended = 0;
    for (token, mark) in tokens(connection, person)? {
        if except != Some(mark.as_str()) {
            ended += connection.execute("DELETE FROM session WHERE token = $1", &[Param::Bytes(&token.0)])?;
        }
    }
    Ok(ended)
}

fn end_marked(connection: &Connection, person: Uuid, mark: &str) -> Result<usize, Error> {
    let marked = tokens(connection, person)?.into_iter().find(|(_, one)| one == mark);
    marked.map_or(Ok(0), |(token, _)| connection.execute("DELETE FROM session WHERE token = $1", &[Param::Bytes(&token.0)]))
}

fn tokens(connection: &Connection, person: Uuid) -> Result<Vec<(crate::Hash, String)>, Error> {
    let sql = "SELECT token FROM session WHERE person = $1";
    connection.all(sql, &[Param::Text(&person.to_string())], |row| {
        let token = row.hash()?;
        Ok((token, super::id::mark(&token)))
    })
}
