//! Records made anew after facts have come or gone. A record follows from the facts about it alone, so that a file that is
//! kept and taken back leaves no trace.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    Error, details,
    taken::{self, Says},
    write::{self, Range},
};

/// The subjects whose records are to be made anew, and those that may have lost their last fact. They stand in temporary
/// tables, not in memory.
pub(crate) struct Touched;

impl Touched {
    pub(crate) fn begin(connection: &Connection) -> Result<Touched, Error> {
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS touched (subject INTEGER PRIMARY KEY);
             CREATE TEMP TABLE IF NOT EXISTS mentioned (subject INTEGER PRIMARY KEY);
             DELETE FROM touched; DELETE FROM mentioned;",
        )?;
        Ok(Touched)
    }

    /// Adds the records that the facts of an import say something about, and the people of its organisations.
    pub(crate) fn by(&mut self, connection: &Connection, range: &Range) -> Result<(), Error> {
        let changing = taken::numbers(taken::Taken::changes_records);
        let own = format!(
            "INSERT OR IGNORE INTO touched
             SELECT subject FROM fact WHERE id BETWEEN ?1 AND ?2 AND kind IN ({changing}) AND subject IS NOT NULL"
        );
        connection.execute(&own, params![range.first, range.last])?;
        let affiliation = affiliations();
        let members = format!(
            "INSERT OR IGNORE INTO touched
             SELECT member.subject FROM touched CROSS JOIN also ON also.subject = touched.subject
             CROSS JOIN fact AS member ON member.id = also.fact
             WHERE member.kind = {affiliation} AND member.subject IS NOT NULL"
        );
        connection.execute(&members, [])?;
        Ok(())
    }

    /// Adds everybody whom the facts of an import mention.
    pub(crate) fn mentioned(&mut self, connection: &Connection, range: &Range) -> Result<(), Error> {
        let facts = params![range.first, range.last];
        let own = "INSERT OR IGNORE INTO mentioned SELECT subject FROM fact WHERE id BETWEEN ?1 AND ?2 AND subject IS NOT NULL";
        connection.execute(own, facts)?;
        connection.execute("INSERT OR IGNORE INTO mentioned SELECT subject FROM also WHERE fact BETWEEN ?1 AND ?2", facts)?;
        let aliases = "INSERT OR IGNORE INTO mentioned SELECT alias.subject FROM touched JOIN alias ON alias.record = touched.subject";
        connection.execute(aliases, [])?;
        Ok(())
    }
}

/// The number of the table of affiliations.
pub(crate) fn affiliations() -> i64 {
    taken::of_table("affiliation").map_or(0, |taken| taken.number)
}

/// Makes the touched records anew, and lets go who has nothing left.
pub(crate) fn all(connection: &Connection, _touched: Touched) -> Result<(), Error> {
    let mut touched = 0;
    let mut statement = connection.prepare("SELECT subject FROM touched ORDER BY subject")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        one(connection, row.get(0)?)?;
        touched += 1;
    }
    drop(rows);
    let lost = "DELETE FROM subject WHERE id IN (SELECT subject FROM mentioned)
        AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.subject = subject.id)
        AND NOT EXISTS (SELECT 1 FROM also WHERE also.subject = subject.id)
        AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.subject = subject.id)";
    connection.execute(lost, [])?;
    connection.execute_batch("DELETE FROM touched; DELETE FROM mentioned;")?;
    if touched > 0 {
        connection.execute("UPDATE standing SET needs_link = 1 WHERE id = 1", [])?;
    }
    Ok(())
}

/// Makes one record anew.
fn one(connection: &Connection, subject: i64) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM alias WHERE record = ?1")?.execute([subject])?;
    let Some(version) = version(connection, subject)? else {
        return gone(connection, subject);
    };
    let made = details::of(connection, subject, &version)?;
    let known = "DELETE FROM words WHERE rowid = (SELECT subject FROM record WHERE subject = ?1)";
    connection.prepare_cached(known)?.execute([subject])?;
    let sql = "INSERT INTO record (subject, kind, is_person, is_scored, version, day, details, stakeholder, joined)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?1, 0)
        ON CONFLICT (subject) DO UPDATE SET kind = ?2, is_person = ?3, is_scored = ?4, version = ?5, day = ?6, details = ?7";
    connection.prepare_cached(sql)?.execute(params![
        subject,
        made.kind.number(),
        made.is_person,
        version.is_scored(),
        version.fact,
        made.day,
        made.details.json()
    ])?;
    for (system, code) in &made.aliases {
        let alias = write::intern(connection, system, code)?;
        connection.prepare_cached("INSERT OR IGNORE INTO alias (record, subject) VALUES (?1, ?2)")?.execute([subject, alias])?;
    }
    let sql = "INSERT INTO words (rowid, name, npi, city, organisation) VALUES (?1, ?2, ?3, ?4, ?5)";
    let [name, npi, city, organisation] = &made.words;
    connection.prepare_cached(sql)?.execute(params![subject, name, npi, city, organisation])?;
    Ok(())
}

/// Lets a record go; its stakeholder takes the name of the next record heard of.
fn gone(connection: &Connection, subject: i64) -> Result<(), Error> {
    let sql = "DELETE FROM record WHERE subject = ?1 RETURNING stakeholder";
    let stakeholder: Option<i64> = connection.prepare_cached(sql)?.query_row([subject], |row| row.get(0)).optional()?;
    let Some(stakeholder) = stakeholder else { return Ok(()) };
    connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([subject])?;
    connection.prepare_cached("DELETE FROM doubt WHERE one = ?1")?.execute([subject])?;
    connection.prepare_cached("DELETE FROM doubt WHERE other = ?1")?.execute([subject])?;
    let links = "UPDATE record SET linked_to = NULL, why = NULL WHERE stakeholder = ?1 AND linked_to = ?2";
    connection.prepare_cached(links)?.execute([stakeholder, subject])?;
    let left = "SELECT count(*), min(subject) FROM record WHERE stakeholder = ?1";
    let (count, first) =
        connection.prepare_cached(left)?.query_row([stakeholder], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    if let Some(first) = first {
        let renamed = "UPDATE record SET stakeholder = ?2 WHERE stakeholder = ?1";
        connection.prepare_cached(renamed)?.execute([stakeholder, first])?;
        if count == 1 {
            let alone = "UPDATE record SET joined = 0, score = NULL, linked_to = NULL, why = NULL WHERE subject = ?1";
            connection.prepare_cached(alone)?.execute([first])?;
        }
    }
    Ok(())
}

/// What a record says in its newest release.
pub(crate) struct Version {
    pub(crate) fact: i64,
    pub(crate) taken: &'static taken::Taken,
    pub(crate) body: String,
    pub(crate) system: String,
}

impl Version {
    /// Whether scores may join the record. Lists that give little more than names join by identifiers and decisions only:
    /// namesakes are common, and what they would bring along is not theirs.
    fn is_scored(&self) -> bool {
        !matches!(self.taken.table, "authorship" | "trial_official")
    }
}

/// The newest version of a record. The order of releases decides, not that of the imports.
pub(crate) fn version(connection: &Connection, subject: i64) -> Result<Option<Version>, Error> {
    let identities = taken::numbers(|taken| taken.says == Says::Identity);
    let sql = format!(
        "SELECT fact.id, fact.kind, fact.body, import.system FROM fact JOIN import ON import.number = fact.import
         WHERE fact.subject = ?1 AND fact.kind IN ({identities})
         ORDER BY fact.kind, import.release DESC, import.id DESC, fact.body, fact.line LIMIT 1"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([subject], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    let Some((fact, kind, body, system)) = found else { return Ok(None) };
    let taken = taken::of_number(kind).ok_or(Error::Unreadable { what: "table" })?;
    Ok(Some(Version { fact, taken, body, system }))
}
