//! What is known of a stakeholder beyond who it is: its timeline, facts of one table, where it belongs, and what the six
//! coordination facts are made of.

use std::{cmp::Reverse, collections::HashSet};

use jiff::civil::Date;
use rusqlite::{Connection, params};

use crate::{
    Customers, Error, Fact, StakeholderId, fact, stakeholder, system,
    taken::{self, TAKEN, Taken},
};

/// Parts without a day of their own that are looked at for a timeline.
const UNDATED: usize = 10_000;

/// Where a stakeholder belongs, or who belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Affiliation {
    /// The person or lower organisation.
    pub member: Option<StakeholderId>,
    /// The organisation, where a record of it is kept.
    pub organisation: Option<StakeholderId>,
    /// What the source says: role, place, days.
    pub fact: Fact,
}

/// What the six coordination facts are made of, as rows: engagement status, channel preference, organisational status,
/// communication activities, requests, community insights. Nothing is counted or judged here, because that is only right over
/// the rows that a seat may see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Highlights {
    /// Engagement status, channel preference and communication activities: interactions with function and channel, digital
    /// traces; within the days that were asked for.
    pub contacts: Vec<Fact>,
    /// Channel preference: interests that were stated, with the last day on which they may be used.
    pub interests: Vec<Fact>,
    /// Organisational status: where the stakeholder belongs.
    pub affiliations: Vec<Fact>,
    /// Organisational status: set aside by a register, excluded by a programme.
    pub standing: Vec<Fact>,
    /// Requests or questions, whatever their status and day.
    pub requests: Vec<Fact>,
    /// Community insights: what was heard, whatever the day.
    pub insights: Vec<Fact>,
}

impl Customers {
    /// What happened from one day to another, both included: the latest first, at most `limit`.
    ///
    /// INVARIANT: nothing is withheld here. Whoever shows a fact puts it through the gate first, with its provenance.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn timeline(&self, id: StakeholderId, from: Date, until: Date, limit: usize) -> Result<Vec<Fact>, Error> {
        self.of(id, |view| view.events(|taken| taken.is_event(), from, until, limit))
    }

    /// The facts of one table, the latest first, at most `limit`. None for a table that is not kept.
    ///
    /// INVARIANT: nothing is withheld here. Whoever shows a fact puts it through the gate first, with its provenance.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn facts(&self, id: StakeholderId, table: &str, limit: usize) -> Result<Vec<Fact>, Error> {
        self.of(id, |view| view.rows(table, limit))
    }

    /// Where a stakeholder belongs and who belongs to it, at most `limit`.
    ///
    /// INVARIANT: nothing is withheld here. Whoever shows an affiliation puts its fact and both stakeholders through the gate
    /// first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn affiliations(&self, id: StakeholderId, limit: usize) -> Result<Vec<Affiliation>, Error> {
        self.of(id, |view| {
            let facts = view.rows("affiliation", limit)?;
            let whose = |fact: &Fact, code: &str| {
                let sql =
                    "SELECT record.stakeholder FROM subject JOIN record ON record.subject = subject.id WHERE system = ?1 AND code = ?2";
                let mut statement = view.connection.prepare_cached(sql)?;
                let mut rows = statement.query(params![fact.provenance.system, code])?;
                Ok::<_, Error>(rows.next()?.map(|row| row.get(0).map(StakeholderId)).transpose()?)
            };
            let one = |fact: Fact| {
                let organisation = fact.fields.get("organisation_id").and_then(|id| id.as_str()).unwrap_or_default();
                let (member, organisation) = (whose(&fact, &fact.about.id)?, whose(&fact, organisation)?);
                Ok::<_, Error>(Affiliation { member, organisation, fact })
            };
            facts.into_iter().map(one).collect()
        })
    }

    /// What the six coordination facts are made of. Contacts are those from one day to another, both included; of every list
    /// there are at most `limit`.
    ///
    /// INVARIANT: nothing is withheld here. Whoever shows or counts a fact puts it through the gate first, with its
    /// provenance.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn highlights(&self, id: StakeholderId, from: Date, until: Date, limit: usize) -> Result<Highlights, Error> {
        self.of(id, |view| {
            let contacts = |taken: &Taken| matches!(taken.table, "interaction_attendee" | "digital_event");
            let mut standing = view.rows("exclusion", limit)?;
            standing.extend(view.rows("deactivation", limit)?);
            Ok(Highlights {
                contacts: view.events(contacts, from, until, limit)?,
                interests: view.rows("interest", limit)?,
                affiliations: view.rows("affiliation", limit)?,
                standing: ordered(standing, limit),
                requests: view.rows("medical_inquiry", limit)?,
                insights: view.rows("medical_insight", limit)?,
            })
        })
    }

    /// Reads of one stakeholder; the default where there is none.
    fn of<T: Default>(&self, id: StakeholderId, work: impl FnOnce(&View<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.read(|connection| match stakeholder::resolve(connection, id)? {
            Some(id) => work(&View::of(connection, id)?),
            None => Ok(T::default()),
        })
    }
}

/// Everybody whose facts are about one stakeholder.
struct View<'c> {
    connection: &'c Connection,
    subjects: Vec<i64>,
    /// Which tables have facts about which subjects: most have none.
    kinds: HashSet<(i64, i64)>,
}

/// The records of a stakeholder and the identifiers that they state. An NPI is whose the register says it is, where the
/// register is kept; an identifier that is a record of its own is that record's.
fn subjects(connection: &Connection, id: StakeholderId) -> Result<Vec<i64>, Error> {
    let sql = format!(
        "SELECT subject FROM record WHERE stakeholder = ?1
         UNION
         SELECT alias.subject FROM record JOIN alias ON alias.record = record.subject JOIN subject ON subject.id = alias.subject
         WHERE record.stakeholder = ?1
         AND NOT EXISTS (SELECT 1 FROM record AS holder WHERE holder.subject = alias.subject AND holder.stakeholder <> ?1)
         AND NOT (subject.system = '{npi}' AND EXISTS (
             SELECT 1 FROM subject AS own JOIN record AS holder ON holder.subject = own.id
             WHERE own.system = '{register}' AND own.code = subject.code AND holder.stakeholder <> ?1))",
        npi = system::NPI,
        register = system::REGISTER,
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([id.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The tables that have facts about a subject. Each is one step in the index, however many facts there are.
fn kinds(connection: &Connection, subject: i64) -> Result<Vec<i64>, Error> {
    let mut next = connection.prepare_cached("SELECT min(kind) FROM fact WHERE subject = ?1 AND kind > ?2")?;
    let (mut kinds, mut last) = (vec![], 0);
    while let Some(kind) = next.query_row([subject, last], |row| row.get::<_, Option<i64>>(0))? {
        kinds.push(kind);
        last = kind;
    }
    Ok(kinds)
}

impl<'c> View<'c> {
    fn of(connection: &'c Connection, id: StakeholderId) -> Result<View<'c>, Error> {
        let subjects = subjects(connection, id)?;
        let mut all = HashSet::new();
        for subject in &subjects {
            all.extend(kinds(connection, *subject)?.into_iter().map(|kind| (*subject, kind)));
        }
        Ok(View { connection, subjects, kinds: all })
    }

    /// Those who have facts of a table.
    fn having(&self, taken: &Taken) -> impl Iterator<Item = &i64> {
        let number = taken.number;
        self.subjects.iter().filter(move |subject| self.kinds.contains(&(**subject, number)))
    }

    /// Events of some tables from one day to another.
    fn events(&self, which: impl Fn(&Taken) -> bool, from: Date, until: Date, limit: usize) -> Result<Vec<Fact>, Error> {
        let dated = format!(
            "SELECT {} FROM {} WHERE fact.subject = ?1 AND fact.kind = ?2 AND fact.day BETWEEN ?3 AND ?4 AND {}
             ORDER BY fact.day DESC LIMIT ?5",
            fact::COLUMNS,
            fact::FROM,
            fact::NEWEST
        );
        let undated = format!(
            "SELECT {} FROM {} WHERE fact.subject = ?1 AND fact.kind = ?2 AND fact.day IS NULL AND {} LIMIT ?3",
            fact::COLUMNS,
            fact::FROM,
            fact::NEWEST
        );
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut found = vec![];
        for taken in TAKEN.iter().filter(|taken| which(taken)) {
            for subject in self.having(taken) {
                if !taken.day.is_empty() {
                    let days = params![subject, taken.number, fact::days(from), fact::days(until), most];
                    found.extend(self.read(&dated, days)?);
                }
                if taken.within.is_some() {
                    let parts = self.read(&undated, params![subject, taken.number, UNDATED as i64])?;
                    found.extend(parts.into_iter().filter(|part| part.day.is_some_and(|day| (from..=until).contains(&day))));
                }
            }
        }
        Ok(ordered(found, limit))
    }

    /// The facts of one table.
    fn rows(&self, table: &str, limit: usize) -> Result<Vec<Fact>, Error> {
        let Some(taken) = taken::of_table(table) else { return Ok(vec![]) };
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let own = format!(
            "SELECT {} FROM {} WHERE fact.subject = ?1 AND fact.kind = ?2 AND {} ORDER BY fact.day DESC LIMIT ?3",
            fact::COLUMNS,
            fact::FROM,
            fact::NEWEST
        );
        let also = format!(
            "SELECT {} FROM also CROSS JOIN {} WHERE also.subject = ?1 AND fact.id = also.fact AND fact.kind = ?2 AND {} LIMIT ?3",
            fact::COLUMNS,
            fact::FROM,
            fact::NEWEST
        );
        let mut found = vec![];
        for subject in self.having(taken) {
            found.extend(self.read(&own, params![subject, taken.number, most])?);
        }
        for subject in self.subjects.iter().filter(|_| taken.also.is_some()) {
            found.extend(self.read(&also, params![subject, taken.number, most])?);
        }
        Ok(ordered(found, limit))
    }

    fn read(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<Fact>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut found = vec![];
        while let Some(row) = rows.next()? {
            found.push(fact::read(self.connection, row)?);
        }
        Ok(found)
    }
}

/// The latest first, then by what they say: the order of imports does not show.
fn ordered(mut facts: Vec<Fact>, limit: usize) -> Vec<Fact> {
    facts.sort_by_cached_key(|fact| {
        let Fact { table, day, provenance, about, .. } = fact;
        (Reverse(*day), *table, Reverse(provenance.release.clone()), about.clone(), provenance.file.clone(), provenance.line)
    });
    facts.truncate(limit);
    facts
}
