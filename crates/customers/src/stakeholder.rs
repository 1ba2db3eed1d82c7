//! One stakeholder: what is shown of it, and the records that it is.

use std::fmt;

use rusqlite::{Connection, OptionalExtension};

use crate::{
    Customers, Error, Golden, Kind, Provenance,
    details::Details,
    golden::{self, Member},
};

/// The number of a stakeholder: that of its record which was heard of first. It stays while that record stays, whatever else
/// joins or leaves. The number of a record that has joined another leads to that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StakeholderId(pub i64);

impl fmt::Display for StakeholderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A record as its system names it; written `system:id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordName {
    /// The system that gave out the id: `nppes`, `veeva`.
    pub system: String,
    /// The id.
    pub id: String,
}

impl RecordName {
    /// Reads `system:id`.
    pub fn parse(text: &str) -> Option<RecordName> {
        let (system, id) = text.split_once(':')?;
        (!system.is_empty() && !id.is_empty()).then(|| RecordName { system: system.to_owned(), id: id.to_owned() })
    }
}

impl fmt::Display for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.system, self.id)
    }
}

/// Everything that says who one stakeholder is.
#[derive(Clone, Debug, PartialEq)]
pub struct Stakeholder {
    /// Its number.
    pub id: StakeholderId,
    /// What it is.
    pub kind: Kind,
    /// Its name, from the golden fields.
    pub name: String,
    /// For each field the value of the best source, and whose it is.
    pub golden: Vec<Golden>,
    /// Its records, the one heard of first in front.
    pub records: Vec<Record>,
}

/// One record of a stakeholder.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// As its system names it.
    pub name: RecordName,
    /// What the source says it is.
    pub kind: Kind,
    /// How it came to this stakeholder.
    pub joined: Joined,
    /// The probability of the surest link that holds it there, where scores do.
    pub score: Option<f64>,
    /// The record at the other end of that link.
    pub linked_to: Option<RecordName>,
    /// Where its newest version comes from.
    pub provenance: Provenance,
}

/// How a record came to its stakeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// It is the only one.
    Alone,
    /// By what it has in common with another.
    Score,
    /// By an identifier that it shares with another.
    Identifier,
    /// A person has said so.
    Person,
}

impl Joined {
    pub(crate) fn number(self) -> i64 {
        match self {
            Joined::Alone => 0,
            Joined::Score => 1,
            Joined::Identifier => 2,
            Joined::Person => 3,
        }
    }

    pub(crate) fn of_number(number: i64) -> Joined {
        match number {
            1 => Joined::Score,
            2 => Joined::Identifier,
            3 => Joined::Person,
            _ => Joined::Alone,
        }
    }
}

impl Customers {
    /// Who a stakeholder is. `None` where there is none of this number.
    ///
    /// INVARIANT: nothing is withheld here. Whoever shows golden fields or records puts each through the gate first, with its
    /// provenance: the server relies on every one of them having it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn stakeholder(&self, id: StakeholderId) -> Result<Option<Stakeholder>, Error> {
        self.read(|connection| match resolve(connection, id)? {
            Some(id) => of(connection, id),
            None => Ok(None),
        })
    }

    /// The stakeholder that a record is now. `None` where the record is not known.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn stakeholder_of(&self, record: &RecordName) -> Result<Option<StakeholderId>, Error> {
        self.read(|connection| {
            let sql = "SELECT record.stakeholder FROM subject JOIN record ON record.subject = subject.id WHERE system = ?1 AND code = ?2";
            let found = connection.prepare_cached(sql)?.query_row([&record.system, &record.id], |row| row.get(0).map(StakeholderId));
            Ok(found.optional()?)
        })
    }
}

/// The stakeholder that a number leads to.
pub(crate) fn resolve(connection: &Connection, id: StakeholderId) -> Result<Option<StakeholderId>, Error> {
    let sql = "SELECT stakeholder FROM record WHERE subject = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([id.0], |row| row.get(0).map(StakeholderId)).optional()?)
}

/// A stakeholder with its records.
pub(crate) fn of(connection: &Connection, id: StakeholderId) -> Result<Option<Stakeholder>, Error> {
    let sql = "SELECT subject.system, subject.code, record.kind, record.joined, record.score, other.system, other.code, record.day,
            record.details, import.id, import.acting_as, import.system, import.source, import.file, import.release, import.licence, fact.line
        FROM record JOIN subject ON subject.id = record.subject JOIN fact ON fact.id = record.version
        JOIN import ON import.number = fact.import LEFT JOIN subject AS other ON other.id = record.linked_to
        WHERE record.stakeholder = ?1 ORDER BY record.subject";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([id.0])?;
    let (mut records, mut members) = (vec![], vec![]);
    while let Some(row) = rows.next()? {
        let name = RecordName { system: row.get(0)?, id: row.get(1)? };
        let kind = Kind::of_number(row.get(2)?).ok_or(Error::Unreadable { what: "kind" })?;
        let linked_to = match (row.get(5)?, row.get(6)?) {
            (Some(system), Some(id)) => Some(RecordName { system, id }),
            _ => None,
        };
        let provenance = Provenance {
            import: row.get(9)?,
            acting_as: row.get(10)?,
            system: row.get(11)?,
            source: row.get(12)?,
            file: row.get(13)?,
            release: row.get(14)?,
            licence: row.get(15)?,
            line: u64::try_from(row.get::<_, i64>(16)?).unwrap_or_default(),
        };
        let details = Details::read(&row.get::<_, String>(8)?)?;
        members.push(Member { name: name.clone(), kind, day: row.get(7)?, details, provenance: provenance.clone() });
        let joined = Joined::of_number(row.get(3)?);
        records.push(Record { name, kind, joined, score: row.get(4)?, linked_to, provenance });
    }
    if records.is_empty() {
        return Ok(None);
    }
    let kind = golden::kind(&members);
    let golden = golden::of(&members);
    Ok(Some(Stakeholder { id, kind, name: golden::name(&golden), golden, records }))
}
