//! Rows of a file on their way into the transaction: whom each is about, and what of it is kept.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use import::facts::{Batch, Provenance, Summary};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    Error, Import, body, system,
    taken::{self, About, Taken},
};

/// A file whose rows are being taken.
pub(crate) struct Open {
    provenance: Arc<Provenance>,
    system: String,
    range: Range,
    /// Rows of tables that are not kept.
    pub(crate) ignored: BTreeMap<&'static str, u64>,
}

/// The facts of one import: their numbers have no gaps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    pub(crate) import: i64,
    pub(crate) first: i64,
    pub(crate) last: i64,
}

impl Range {
    pub(crate) fn facts(&self) -> u64 {
        u64::try_from(self.last + 1 - self.first).unwrap_or_default()
    }
}

impl Open {
    /// Begins a file. Its import gets its id when the file has been read.
    pub(crate) fn begin(connection: &Connection, import: &Import, provenance: &Arc<Provenance>) -> Result<Open, Error> {
        let Provenance { source, file, release, licence } = &**provenance;
        let mapped = import.system.as_deref().filter(|_| source == "mapping");
        let system = mapped.unwrap_or_else(|| system::of_source(source)).to_owned();
        let sql = "INSERT INTO import (system, source, file, release, licence, acting_as, person, reason, at_us, facts, rejected, ignored,
            first_fact, last_fact) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, '[]', 1, 0)";
        let Import { acting_as, person, reason, at, .. } = import;
        connection.execute(sql, params![system, source, file, release, licence, acting_as, person, reason, at.as_microsecond()])?;
        let import = connection.last_insert_rowid();
        let last: i64 = connection.query_row("SELECT coalesce(max(id), 0) FROM fact", [], |row| row.get(0))?;
        let range = Range { import, first: last + 1, last };
        Ok(Open { provenance: provenance.clone(), system, range, ignored: BTreeMap::new() })
    }

    /// A file that brought nothing.
    pub(crate) fn empty(connection: &Connection, import: &Import, summary: &Summary) -> Result<Open, Error> {
        let Summary { source, file, release, licence, .. } = summary;
        let provenance =
            Provenance { source: (*source).to_owned(), file: file.clone(), release: release.clone(), licence: licence.clone() };
        Open::begin(connection, import, &Arc::new(provenance))
    }

    /// Whether rows with this provenance are of the file. Two files of an archive may have one name.
    pub(crate) fn is_of(&self, provenance: &Arc<Provenance>) -> bool {
        Arc::ptr_eq(&self.provenance, provenance)
    }

    pub(crate) fn is_named(&self, summary: &Summary) -> bool {
        self.provenance.file == summary.file && self.provenance.source == summary.source
    }

    pub(crate) fn file(&self) -> &str {
        &self.provenance.file
    }

    pub(crate) fn range(&self) -> Range {
        self.range
    }
}

/// Writes the rows of a batch.
pub(crate) fn rows(connection: &Connection, open: &mut Open, batch: &Batch) -> Result<(), Error> {
    let Some(taken) = taken::of_table(batch.table.name) else {
        *open.ignored.entry(batch.table.name).or_default() += batch.rows() as u64;
        return Ok(());
    };
    let mut fact = connection
        .prepare_cached("INSERT INTO fact (id, import, kind, subject, day, same, line, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    let mut also = connection.prepare_cached("INSERT OR IGNORE INTO also (subject, fact) VALUES (?1, ?2)")?;
    let mut last = None;
    let mut json = String::new();
    for row in 0..batch.rows() {
        let subject = match named(taken.about, batch, row, &open.system) {
            Some(name) => Some(interned(connection, name, &mut last)?),
            None => None,
        };
        let day = if taken.day.is_empty() { None } else { body::day(batch, taken.day, row) };
        let same = same(taken, batch, row, &open.system);
        body::json(batch, row, &mut json);
        let id = open.range.last + 1;
        let line = i64::try_from(batch.lines[row]).unwrap_or(i64::MAX);
        fact.execute(params![id, open.range.import, taken.number, subject, day, same, line, json])?;
        if let Some(other) = taken.also.and_then(|about| named(about, batch, row, &open.system)) {
            also.execute(params![intern(connection, &other.0, &other.1)?, id])?;
        }
        open.range.last = id;
    }
    Ok(())
}

/// What names the row in every release. A list that gives its entries no ids is named by what it says of whom.
fn same(taken: &Taken, batch: &Batch, row: usize, system: &str) -> i64 {
    let entry: &[&str] = match taken.about {
        About::Entry(columns) => columns,
        _ => batch.table.key,
    };
    let key: Vec<String> = entry.iter().map(|column| batch.words(column, row).unwrap_or_default()).collect();
    body::same(system, taken.table, key.iter().map(String::as_str))
}

/// Whom a row is about: a system and a code in it.
type Named<'a> = (Cow<'a, str>, String);

fn named<'a>(about: About, batch: &Batch, row: usize, system: &'a str) -> Option<Named<'a>> {
    let say = |column: &str| batch.words(column, row).filter(|words| !words.is_empty());
    match about {
        About::Nobody => None,
        About::Record(column) => Some((system.into(), say(column)?)),
        About::Npi(column) => Some((system::NPI.into(), say(column)?)),
        About::NpiOrRecord(npi, record) => match say(npi) {
            Some(npi) => Some((system::NPI.into(), npi)),
            None => Some((system.into(), say(record)?)),
        },
        About::Contract(column) => {
            let of_cms = matches!(system, "part-d" | "ma-contracts");
            Some((if of_cms { system::CONTRACTS } else { system }.into(), say(column)?))
        }
        About::Formulary(column) => Some((formularies(system).into(), say(column)?)),
        About::Author => match say("orcid") {
            Some(orcid) => Some((system::ORCID.into(), orcid)),
            None => Some((system.into(), format!("{}/{}", say("pmid")?, say("position")?))),
        },
        About::Entry(columns) => {
            let parts: Vec<String> = columns.iter().map(|column| say(column).unwrap_or_default()).collect();
            Some((system.into(), parts.join("/")))
        }
    }
}

/// The system of a system's formularies, which have ids of their own.
pub(crate) fn formularies(system: &str) -> String {
    format!("{system}/formulary")
}

/// The number of a subject; rows that follow one another are often about the same.
fn interned<'a>(connection: &Connection, name: Named<'a>, last: &mut Option<(Named<'a>, i64)>) -> Result<i64, Error> {
    if let Some((known, number)) = last
        && *known == name
    {
        return Ok(*number);
    }
    let number = intern(connection, &name.0, &name.1)?;
    *last = Some((name, number));
    Ok(number)
}

/// The number of a subject; a new one gets the next.
pub(crate) fn intern(connection: &Connection, system: &str, code: &str) -> Result<i64, Error> {
    if let Some(known) = subject(connection, system, code)? {
        return Ok(known);
    }
    connection.prepare_cached("INSERT INTO subject (system, code) VALUES (?1, ?2)")?.execute(params![system, code])?;
    Ok(connection.last_insert_rowid())
}

/// The number of a subject that is known.
pub(crate) fn subject(connection: &Connection, system: &str, code: &str) -> Result<Option<i64>, Error> {
    let sql = "SELECT id FROM subject WHERE system = ?1 AND code = ?2";
    Ok(connection.prepare_cached(sql)?.query_row(params![system, code], |row| row.get(0)).optional()?)
}
