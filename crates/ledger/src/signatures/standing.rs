//! What a signature is worth now: nothing is believed that can be worked out again.

use serde::Serialize;

use crate::audit::{self, EVENT, sealed_event};
use crate::hash::seal;
use crate::log::{REVISION, sealed};
use crate::signatures::{Signature, of_event};
use crate::store::{Connection, Param};
use crate::{Error, Hash, Ledger, Which, read};

/// What a signature is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The signed revision is the record as it is.
    Valid,
    /// The signed revision is as it was, and the record has moved on to this number since.
    MovedOn(u32),
    /// It does not belong to what it is shown beside: the signature, the revision or the link between them was altered.
    Detached,
}

impl Ledger {
    /// The signatures of a record, newest first, each with its standing.
    pub fn signatures<'a>(&self, which: impl Into<Which<'a>>) -> Result<Vec<(Signature, Standing)>, Error> {
        let which = which.into();
        self.read_one_state(|connection| {
            let Some(head) = read::head(connection, which)? else { return Ok(Vec::new()) };
            let record = head.record.to_string();
            let sql = "SELECT event FROM signature WHERE record = $1 ORDER BY event DESC";
            let events = connection.all(sql, &[Param::Text(&record)], |row| row.natural::<u64>())?;
            let mut found = Vec::with_capacity(events.len());
            for seq in events {
                let event = audit::at(connection, seq)?.ok_or(Error::Unreadable { what: "signature" })?;
                let signature = of_event(&event)?;
                let own = signature.record == head.record;
                let standing = if own { standing(connection, &signature)? } else { Standing::Detached };
                found.push((signature, standing));
            }
            Ok(found)
        })
    }

    /// What a signature that somebody brings is worth: one that says anything else than the audit does is detached.
    pub fn standing(&self, signature: &Signature) -> Result<Standing, Error> {
        self.read_one_state(|connection| standing(connection, signature))
    }
}

fn standing(connection: &Connection, signature: &Signature) -> Result<Standing, Error> {
    let kept = match audit::at(connection, signature.event)? {
        Some(event) => of_event(&event).ok(),
        None => None,
    };
    if kept.as_ref() != Some(signature) || !event_is_sound(connection, signature.event)? {
        return Ok(Standing::Detached);
    }
    if content_hash(connection, signature)? != Some(signature.revision) {
        return Ok(Standing::Detached);
    }
    let head = read::head(connection, Which::Id(signature.record))?;
    Ok(match head {
        Some(head) if head.number > signature.number => Standing::MovedOn(head.number),
        Some(head) if head.number == signature.number => Standing::Valid,
        _ => Standing::Detached,
    })
}

/// Whether the event's hash is the hash of its columns.
fn event_is_sound(connection: &Connection, seq: u64) -> Result<bool, Error> {
    let sql = concat!("SELECT e.hash, ", sealed_event!(), " FROM event AS e WHERE e.seq = $1");
    let fits = connection.one(sql, &[Param::from(seq)], |row| {
        let hash = row.hash()?;
        let cells = row.cells();
        Ok(hash == seal(EVENT, &cells.iter().map(Param::from).collect::<Vec<_>>()))
    })?;
    Ok(fits.unwrap_or(false))
}

/// The hash of the signed revision's columns as they are now.
fn content_hash(connection: &Connection, signature: &Signature) -> Result<Option<Hash>, Error> {
    let sql =
        concat!("SELECT ", sealed!(), " FROM revision AS r JOIN batch AS b ON b.first_seq = r.batch WHERE r.record = $1 AND r.number = $2");
    connection.one(sql, &[Param::Text(&signature.record.to_string()), Param::from(u64::from(signature.number))], |row| {
        let cells = row.cells();
        Ok(seal(REVISION, &cells.iter().map(Param::from).collect::<Vec<_>>()))
    })
}
