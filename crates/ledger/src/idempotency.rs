//! The same request sent twice happens once: its key, a hash of its content and its receipt are stored with the effect.
//! Keys belong to their author, so that nobody meets another person's receipt.

use jiff::Timestamp;

use crate::append::Receipt;
use crate::hash::Hash;
use crate::store::{Connection, Param};
use crate::{Error, Ledger};

/// What identifies a request.
pub(crate) struct Request<'a> {
    pub(crate) author: &'a str,
    /// `None` if the author's client chose no key: the request then always happens.
    pub(crate) key: Option<&'a str>,
    pub(crate) content: Hash,
    pub(crate) at: Timestamp,
}

/// Runs `effect` unless this request has happened before. Returns the receipt and the number of revisions written now.
pub(crate) fn once(
    connection: &Connection,
    request: &Request<'_>,
    effect: impl FnOnce() -> Result<Receipt, Error>,
) -> Result<(Receipt, usize), Error> {
    if let Some(key) = request.key
        && let Some((content, receipt)) = stored(connection, request.author, key)?
    {
        let same_request = content == request.content;
        return if same_request { Ok((receipt, 0)) } else { Err(Error::KeyReused { key: key.to_owned() }) };
    }
    let receipt = effect()?;
    if let Some(key) = request.key {
        store(connection, request, key, &receipt)?;
    }
    let written = receipt.written.len();
    Ok((receipt, written))
}

fn stored(connection: &Connection, author: &str, key: &str) -> Result<Option<(Hash, Receipt)>, Error> {
    connection.one(
        "SELECT request, receipt FROM idempotency WHERE author = $1 AND key = $2",
        &[Param::Text(author), Param::Text(key)],
        |row| {
            let content = row.hash()?;
            let receipt = serde_json::from_str(&row.text()?).map_err(|_| Error::Unreadable { what: "receipt" })?;
            Ok((content, receipt))
        },
    )
}

fn store(connection: &Connection, request: &Request<'_>, key: &str, receipt: &Receipt) -> Result<(), Error> {
    let receipt = serde_json::to_string(receipt).map_err(|_| Error::Unreadable { what: "receipt" })?;
    connection.execute(
        "INSERT INTO idempotency (author, key, request, receipt, at_us) VALUES ($1, $2, $3, $4, $5)",
        &[
            Param::Text(request.author),
            Param::Text(key),
            Param::Bytes(&request.content.0),
            Param::Text(&receipt),
            Param::Integer(request.at.as_microsecond()),
        ],
    )?;
    Ok(())
}

impl Ledger {
    /// Forgets idempotency keys used before `instant` and returns how many; keys should be kept for at least 72 hours.
    pub fn forget_idempotency_keys(&self, instant: Timestamp) -> Result<usize, Error> {
        self.write(|connection| {
            let at_us = Param::Integer(instant.as_microsecond());
            let forgotten = connection.execute("DELETE FROM idempotency WHERE at_us < $1", &[at_us])?;
            Ok((forgotten, 0))
        })
    }
}
