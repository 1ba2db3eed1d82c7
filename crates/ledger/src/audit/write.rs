//! Adding events to the end of the audit, in the caller's transaction, so that an act and its event happen together.

use crate::audit::{EVENT, Entry, What};
use crate::hash::{Checkpoint, seal};
use crate::store::{Connection, Param};
use crate::{Error, Ledger, canonical};

impl Ledger {
    /// Writes events, durably and as a whole, with one wait for the disk however many they are. Returns the audit's end.
    pub fn audit(&self, entries: &[Entry]) -> Result<Checkpoint, Error> {
        // INVARIANT: these come from signing and from changes of people alone; verification holds them against their tables.
        debug_assert!(!entries.iter().any(|entry| matches!(entry.what, What::Signed | What::ChangedPeople)));
        if entries.is_empty() {
            return self.audit_end();
        }
        self.write(|connection| Ok((add(connection, entries)?, entries.len())))
    }

    /// The end of the audit: number and hash of its last event.
    pub fn audit_end(&self) -> Result<Checkpoint, Error> {
        self.read(tail)
    }
}

/// The end of the audit as its head row has it.
pub(crate) fn tail(connection: &Connection) -> Result<Checkpoint, Error> {
    let sql = "SELECT seq, hash FROM event_head WHERE id = 1";
    let tail = connection.one(sql, &[], |row| Ok(Checkpoint { seq: row.natural()?, hash: row.hash()? }))?;
    tail.ok_or(Error::Unreadable { what: "head row" })
}

/// Adds events behind the end and returns the new end.
pub(crate) fn add(connection: &Connection, entries: &[Entry]) -> Result<Checkpoint, Error> {
    let mut end = tail(connection)?;
    for entry in entries {
        end = insert(connection, entry, end)?;
    }
    let head = [Param::from(end.seq), Param::Bytes(&end.hash.0)];
    connection.execute("UPDATE event_head SET seq = $1, hash = $2 WHERE id = 1", &head)?;
    Ok(end)
}

fn insert(connection: &Connection, entry: &Entry, end: Checkpoint) -> Result<Checkpoint, Error> {
    let rules = serde_json::Value::from(entry.rules.clone()).to_string();
    let was = entry.before.as_ref().map(canonical::text);
    let became = entry.after.as_ref().map(canonical::text);
    let columns = [
        Param::from(end.seq + 1),
        Param::Integer(entry.by.at.as_microsecond()),
        Param::Text(&entry.by.person),
        Param::Text(&entry.by.acting_as),
        Param::Text(&entry.by.session),
        Param::Text(entry.what.as_str()),
        Param::Text(&entry.about),
        Param::Text(&rules),
        entry.epoch.map_or(Param::Null, Param::from),
        Param::Text(&entry.by.request),
        Param::Text(&entry.reason),
        Param::from(was.as_deref()),
        Param::from(became.as_deref()),
        Param::Bytes(&end.hash.0),
    ];
    let hash = seal(EVENT, &columns);
    let mut row = columns.to_vec();
    row.push(Param::Bytes(&hash.0));
    connection.execute(
        "INSERT INTO event (seq, at_us, person, acting_as, session, what, about, rules, epoch, request, reason, was, became, \
         previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        &row,
    )?;
    Ok(Checkpoint { seq: end.seq + 1, hash })
}
