//! What people decide about pairs of records. Every decision is a row that stays; taking it back is a row's second half.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use stakeholders::identity::Verdict;

use crate::{Customers, Error, RecordName, imports::instant};

/// Who decided, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The function the person acted as.
    pub acting_as: String,
    /// The person.
    pub person: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// A decision about two records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its number.
    pub number: i64,
    /// What was decided.
    pub verdict: Verdict,
    /// One record.
    pub one: RecordName,
    /// The other.
    pub other: RecordName,
    /// Who decided, and why.
    pub by: Decided,
    /// Who took it back, and why.
    pub taken_back: Option<Decided>,
}

impl Customers {
    /// Decides that two records are one stakeholder. It holds from the next [`Customers::link`] on. Returns the decision's
    /// number.
    ///
    /// # Errors
    /// If a record is not known, both are one record, one is a person and one an organisation, or the file cannot be written.
    pub fn merge(&self, one: &RecordName, other: &RecordName, by: &Decided) -> Result<i64, Error> {
        self.decide("one", one, other, by)
    }

    /// Decides that two records are two stakeholders. It holds from the next [`Customers::link`] on. Returns the decision's
    /// number.
    ///
    /// # Errors
    /// As [`Customers::merge`].
    pub fn separate(&self, one: &RecordName, other: &RecordName, by: &Decided) -> Result<i64, Error> {
        self.decide("two", one, other, by)
    }

    fn decide(&self, verdict: &str, one: &RecordName, other: &RecordName, by: &Decided) -> Result<i64, Error> {
        if one == other {
            return Err(Error::SameRecord { record: one.to_string() });
        }
        self.write(|connection| {
            if is_person(connection, one)? != is_person(connection, other)? {
                return Err(Error::KindsDiffer { one: one.to_string(), other: other.to_string() });
            }
            let sql = "INSERT INTO decision (verdict, one_system, one_code, other_system, other_code, acting_as, person, reason, at_us)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
            let Decided { acting_as, person, reason, at } = by;
            let at = at.as_microsecond();
            connection.execute(sql, params![verdict, one.system, one.id, other.system, other.id, acting_as, person, reason, at])?;
            let number = connection.last_insert_rowid();
            changed(connection)?;
            Ok(number)
        })
    }

    /// Takes a decision back; the next [`Customers::link`] gives what it would have given without it.
    ///
    /// # Errors
    /// If no such decision stands, or the file cannot be written.
    pub fn take_back(&self, number: i64, by: &Decided) -> Result<(), Error> {
        self.write(|connection| {
            let sql = "UPDATE decision SET back_acting_as = ?2, back_person = ?3, back_reason = ?4, back_at_us = ?5
                WHERE number = ?1 AND back_at_us IS NULL";
            let Decided { acting_as, person, reason, at } = by;
            match connection.execute(sql, params![number, acting_as, person, reason, at.as_microsecond()])? {
                0 => Err(Error::NoDecision { number }),
                _ => changed(connection),
            }
        })
    }

    /// Every decision, also those taken back, the first in front.
    ///
    /// INVARIANT: nothing is withheld here. Reasons name people; whoever shows one puts it through the gate first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        self.read(all)
    }
}

/// Whether a record is a person's.
fn is_person(connection: &Connection, record: &RecordName) -> Result<bool, Error> {
    let sql = "SELECT record.is_person FROM subject JOIN record ON record.subject = subject.id WHERE system = ?1 AND code = ?2";
    let found = connection.prepare_cached(sql)?.query_row([&record.system, &record.id], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Error::NoRecord { record: record.to_string() })
}

fn changed(connection: &Connection) -> Result<(), Error> {
    connection.execute("UPDATE standing SET needs_link = 1 WHERE id = 1", [])?;
    Ok(())
}

fn all(connection: &Connection) -> Result<Vec<Decision>, Error> {
    let sql = "SELECT number, verdict, one_system, one_code, other_system, other_code, acting_as, person, reason, at_us,
            back_acting_as, back_person, back_reason, back_at_us FROM decision ORDER BY number";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok(decision(row)))?;
    rows.map(|row| row?).collect()
}

fn decision(row: &Row<'_>) -> Result<Decision, Error> {
    let verdict: String = row.get(1)?;
    let taken_back = match row.get::<_, Option<i64>>(13)? {
        Some(at) => Some(Decided { acting_as: row.get(10)?, person: row.get(11)?, reason: row.get(12)?, at: instant(at)? }),
        None => None,
    };
    Ok(Decision {
        number: row.get(0)?,
        verdict: if verdict == "one" { Verdict::One } else { Verdict::Two },
        one: RecordName { system: row.get(2)?, id: row.get(3)? },
        other: RecordName { system: row.get(4)?, id: row.get(5)? },
        by: Decided { acting_as: row.get(6)?, person: row.get(7)?, reason: row.get(8)?, at: instant(row.get(9)?)? },
        taken_back,
    })
}

/// The decisions that stand: of two about one pair the later one does.
pub(crate) fn standing(connection: &Connection) -> Result<Vec<Decision>, Error> {
    let pair = |decision: &Decision| {
        let (one, other) = (decision.one.clone(), decision.other.clone());
        if one < other { (one, other) } else { (other, one) }
    };
    let mut standing: Vec<Decision> = vec![];
    for decision in all(connection)?.into_iter().filter(|decision| decision.taken_back.is_none()) {
        standing.retain(|earlier| pair(earlier) != pair(&decision));
        standing.push(decision);
    }
    Ok(standing)
}
