//! Passkeys: kept as the web authentication library wrote them, with the counter that betrays a copy.

use uuid::Uuid;

use crate::refusal::Refusal;
use crate::store::{Connection, Param, Row};
use crate::{Body, Error, Ledger, canonical};

/// A registered passkey.
#[derive(Debug, Clone, PartialEq)]
pub struct Passkey {
    /// The credential's id, as the browser names it.
    pub id: String,
    /// What the person calls it, such as "work laptop".
    pub label: String,
    /// The credential as its library wrote it; public, but of no use to others. Never changed.
    pub credential: Body,
    /// The signature counter at its last use; stays 0 for passkeys that do not count.
    pub counter: u32,
}

impl Ledger {
    /// A person's passkeys, by label.
    pub fn passkeys(&self, person: Uuid) -> Result<Vec<Passkey>, Error> {
        let sql = "SELECT id, label, credential, counter FROM passkey WHERE person = $1 ORDER BY label, id";
        self.read(|connection| connection.all(sql, &[Param::Text(&person.to_string())], passkey))
    }

    /// Remembers that a passkey was used with this counter. A counter that did not grow means that somebody has a copy:
    /// the sign-in must then fail, and so does this. Returns whose passkey it is.
    pub fn use_passkey(&self, id: &str, counter: u32) -> Result<Uuid, Error> {
        self.write(|connection| {
            let sql = "SELECT person, counter FROM passkey WHERE id = $1";
            let found = connection.one(sql, &[Param::Text(id)], |row| Ok((row.uuid()?, row.natural::<u32>()?)))?;
            let (person, before) = found.ok_or(Refusal::NoPasskey)?;
            let counts = counter > 0 || before > 0;
            if counts && counter <= before {
                return Err(Refusal::CopiedPasskey.into());
            }
            let sql = "UPDATE passkey SET counter = $1 WHERE id = $2";
            connection.execute(sql, &[Param::from(u64::from(counter)), Param::Text(id)])?;
            Ok((person, 1))
        })
    }
}

fn passkey(row: &mut Row) -> Result<Passkey, Error> {
    Ok(Passkey { id: row.text()?, label: row.text()?, credential: row.json("passkey")?, counter: row.natural()? })
}

/// Adds a passkey that nobody has yet.
pub(super) fn add(connection: &Connection, person: Uuid, passkey: &Passkey) -> Result<(), Error> {
    let id = Param::Text(&passkey.id);
    if connection.one("SELECT id FROM passkey WHERE id = $1", &[id], |row| row.text())?.is_some() {
        return Err(Refusal::PasskeyTaken.into());
    }
    connection.execute(
        "INSERT INTO passkey (id, person, label, credential, counter) VALUES ($1, $2, $3, $4, $5)",
        &[
            id,
            Param::Text(&person.to_string()),
            Param::Text(&passkey.label),
            Param::Text(&canonical::text(&passkey.credential)),
            Param::from(u64::from(passkey.counter)),
        ],
    )?;
    Ok(())
}

/// Takes a passkey away from its person.
pub(super) fn remove(connection: &Connection, person: Uuid, id: &str) -> Result<(), Error> {
    let sql = "DELETE FROM passkey WHERE id = $1 AND person = $2";
    match connection.execute(sql, &[Param::Text(id), Param::Text(&person.to_string())])? {
        0 => Err(Refusal::NoPasskey.into()),
        _ => Ok(()),
    }
}
