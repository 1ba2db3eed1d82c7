//! Verifying the audit: hashes, order and head row, then that signatures, people and sessions are what it says.

use std::ops::ControlFlow;

use crate::audit::{self, EVENT, What, sealed_event};
use crate::hash::{Hash, seal};
use crate::signatures::Signature;
use crate::store::{Cell, Connection, Param};
use crate::verify::trail::Trail;
use crate::verify::{Fault, Log, Problem, text};
use crate::{Body, Error, canonical, people, signatures};

/// Looks at the audit and at what must agree with it.
pub(super) fn faults(connection: &Connection, trail: &mut Trail) -> Result<Option<Fault>, Error> {
    let checks: [Check; 5] = [walk, end, signed, accounts, sessions];
    for check in checks {
        if let Some(fault) = check(connection, trail)? {
            return Ok(Some(fault));
        }
    }
    Ok(None)
}

type Check = fn(&Connection, &mut Trail) -> Result<Option<Fault>, Error>;

fn walk(connection: &Connection, trail: &mut Trail) -> Result<Option<Fault>, Error> {
    let mut fault = None;
    let sql = concat!("SELECT e.hash, ", sealed_event!(), " FROM event AS e ORDER BY e.seq");
    connection.each(sql, &[], |row| {
        fault = step(trail, &row.cells());
        Ok(if fault.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(fault)
}

/// Takes one row: its hash, then the sealed columns.
fn step(trail: &mut Trail, cells: &[Cell]) -> Option<Fault> {
    let [hash, columns @ ..] = cells else { return Some(trail.nameless(Problem::Altered)) };
    let expected = i64::try_from(trail.end.seq + 1).unwrap_or(i64::MAX);
    match columns.first() {
        Some(Cell::Integer(seq)) if *seq == expected => {}
        Some(Cell::Integer(seq)) if *seq > 0 => return Some(trail.nameless(Problem::Missing)),
        _ => return Some(trail.nameless(Problem::OutOfOrder)),
    }
    let params: Vec<Param<'_>> = columns.iter().map(Param::from).collect();
    let sealed = seal(EVENT, &params);
    let follows = matches!(columns.last(), Some(Cell::Bytes(previous)) if Hash::from_slice(previous) == Some(trail.end.hash));
    let problem = match hash {
        Cell::Bytes(hash) if *hash == sealed.0 && follows => return trail.advance(sealed),
        Cell::Bytes(hash) if *hash == sealed.0 => Problem::OutOfOrder,
        _ => Problem::Altered,
    };
    Some(Fault { record: text(columns.get(2)), key: text(columns.get(5)), ..trail.nameless(problem) })
}

/// The head row and the witness know how long the audit was.
fn end(connection: &Connection, trail: &mut Trail) -> Result<Option<Fault>, Error> {
    let tail = match audit::tail(connection) {
        Err(Error::Unreadable { .. }) => None,
        found => Some(found?),
    };
    let known = trail.known().max(tail.map_or(0, |tail| tail.seq));
    if known > trail.end.seq {
        return Ok(Some(trail.nameless(Problem::MissingTail)));
    }
    if tail == Some(trail.end) {
        return Ok(None);
    }
    // Events behind the head row were not written by the ledger; the first of them is the bad one.
    let seq = tail.map_or(trail.end.seq, |tail| trail.end.seq.min(tail.seq + 1));
    // If it cannot even be read, it has no name.
    let event = audit::at(connection, seq).unwrap_or_default();
    let key = event.map(|event| event.what.to_string());
    Ok(Some(Fault { seq, key, ..trail.nameless(Problem::HeadRowDisagrees) }))
}

/// Each event of a signature stands in the index of signatures and nothing else does; what it signed is there.
fn signed(connection: &Connection, trail: &mut Trail) -> Result<Option<Fault>, Error> {
    let bad = |seq: u64, key: Option<String>| Some(Fault { seq, key, ..trail.nameless(Problem::SignaturesDisagree) });
    let lost = connection.one(
        "SELECT e.seq FROM event AS e LEFT JOIN signature AS s ON s.event = e.seq WHERE e.what = $1 AND s.event IS NULL ORDER BY e.seq LIMIT 1",
        &[Param::Text(What::Signed.as_str())],
        |row| row.natural(),
    )?;
    if let Some(seq) = lost {
        return Ok(bad(seq, None));
    }
    let sql = "SELECT s.event, s.record, s.number, r.hash FROM signature AS s \
               LEFT JOIN revision AS r ON r.record = s.record AND r.number = s.number ORDER BY s.event";
    let rows = connection.all(sql, &[], |row| <[Cell; 4]>::try_from(row.cells()).map_err(|_| UNREADABLE))?;
    for [seq, record, number, hash] in rows {
        let Cell::Integer(seq) = seq else { return Ok(bad(0, None)) };
        let seq = u64::try_from(seq).unwrap_or_default();
        let event = audit::at(connection, seq)?;
        let Some(Ok(signature)) = event.as_ref().map(signatures::of_event) else { return Ok(bad(seq, None)) };
        let fits = matches!(&record, Cell::Text(record) if *record == signature.record.to_string())
            && matches!(number, Cell::Integer(number) if number == i64::from(signature.number))
            && matches!(&hash, Cell::Bytes(hash) if *hash == signature.revision.0);
        if !fits {
            return Ok(bad(seq, Some(signature.key)));
        }
        if !signer_had_proved(connection, &signature)? {
            return Ok(Some(Fault { seq, key: Some(signature.key), ..trail.nameless(Problem::SignerDisagrees) }));
        }
    }
    Ok(None)
}

const UNREADABLE: Error = Error::Unreadable { what: "signature" };

/// Whether the signer authenticated, at the instant that the signature names, in the session in which they signed; and was
/// then called what the signature says. Whoever adds a signature to the end of the audit has to invent all of this.
fn signer_had_proved(connection: &Connection, signature: &Signature) -> Result<bool, Error> {
    let proved = connection.one(
        "SELECT seq FROM event WHERE person = $1 AND session = $2 AND seq < $3 AND at_us = $4 AND what IN ($5, $6) LIMIT 1",
        &[
            Param::Text(&signature.signer),
            Param::Text(&signature.session),
            Param::from(signature.event),
            Param::Integer(signature.stepped_up.as_microsecond()),
            Param::Text(What::SignedIn.as_str()),
            Param::Text(What::SteppedUp.as_str()),
        ],
        |row| row.natural::<u64>(),
    )?;
    let account = connection.one(
        "SELECT became FROM event WHERE what = $1 AND about = $2 AND seq < $3 ORDER BY seq DESC LIMIT 1",
        &[Param::Text(What::ChangedPeople.as_str()), Param::Text(&format!("person/{}", signature.signer)), Param::from(signature.event)],
        |row| row.text(),
    )?;
    let called = account.and_then(|became| serde_json::from_str::<Body>(&became).ok()).and_then(|mut became| became.remove("name"));
    Ok(proved.is_some() && called.as_ref().and_then(|name| name.as_str()) == Some(signature.name.as_str()))
}

/// Each account is what its last event says it became, and none is missing.
fn accounts(connection: &Connection, trail: &mut Trail) -> Result<Option<Fault>, Error> {
    let bad = |seq: u64, key: Option<String>| Some(Fault { seq, key, ..trail.nameless(Problem::PeopleDisagree) });
    let sql = "SELECT e.seq, e.about, e.became FROM event AS e \
               JOIN (SELECT max(seq) AS seq FROM event WHERE what = $1 GROUP BY about) AS last ON last.seq = e.seq ORDER BY e.seq";
    let said = connection.all(sql, &[Param::Text(What::ChangedPeople.as_str())], |row| Ok((row.natural()?, row.text()?, row.text()?)))?;
    let everybody = people::everybody(connection)?;
    for (seq, about, became) in &said {
        let person = everybody.iter().find(|person| people::about(person.id) == *about);
        let now = person.map(|person| people::summary(connection, person)).transpose()?;
        let became: Option<Body> = serde_json::from_str(became).ok();
        if now.as_ref().map(canonical::text) != became.as_ref().map(canonical::text) {
            return Ok(bad(*seq, person.map_or_else(|| Some(about.clone()), |person| Some(person.login.clone()))));
        }
    }
    let invented = everybody.iter().find(|person| !said.iter().any(|(_, about, _)| *about == people::about(person.id)));
    Ok(invented.and_then(|person| bad(0, Some(person.login.clone()))))
}

/// Each session began with a sign-in of its person, or went on from one with a new id.
fn sessions(connection: &Connection, trail: &mut Trail) -> Result<Option<Fault>, Error> {
    let sql = "SELECT person, token FROM session ORDER BY started_us";
    for (person, token) in connection.all(sql, &[], |row| Ok((row.text()?, row.hash()?)))? {
        let mark = crate::sessions::mark(&token);
        let began = connection.one(
            "SELECT seq FROM event WHERE person = $1 AND session = $2 AND what IN ($3, $4) LIMIT 1",
            &[Param::Text(&person), Param::Text(&mark), Param::Text(What::SignedIn.as_str()), Param::Text(What::SteppedUp.as_str())],
            |row| row.natural::<u64>(),
        )?;
        if began.is_none() {
            let fault =
                Fault { log: Log::Events, seq: 0, record: Some(person), key: Some(mark), ..trail.nameless(Problem::SessionsDisagree) };
            return Ok(Some(fault));
        }
    }
    Ok(None)
}
