//! One fact as it is shown: what one row of one release of one source says.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};

use crate::{Error, RecordName, body, taken};

/// What one row says, of whom, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The table of facts: `payment`.
    pub table: &'static str,
    /// Whom the row is about as it names them: a record of a system, or an identifier such as `npi:…`.
    pub about: RecordName,
    /// The day, for events; of a part such as an attendance the day of the whole where it has none of its own.
    pub day: Option<Date>,
    /// The known columns. Exact numbers and days are texts.
    pub fields: Map<String, Value>,
    /// The row that it is a part of: the interaction of an attendance, the publication of an authorship, the trial of an
    /// official. `None` where that row is not kept.
    pub within: Option<Box<Fact>>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The import's id.
    pub import: String,
    /// The function that brought it.
    pub acting_as: String,
    /// The system whose records the file speaks of.
    pub system: String,
    /// The source.
    pub source: String,
    /// The file's name.
    pub file: String,
    /// The line, or the number of the entry, from 1.
    pub line: u64,
    /// The release.
    pub release: String,
    /// The terms of the source.
    pub licence: String,
}

/// What reading a fact takes.
pub(crate) const COLUMNS: &str = "fact.kind, fact.day, fact.line, fact.body, coalesce(subject.system, '') AS about_system,
    coalesce(subject.code, '') AS about_code, import.id AS import_id, import.acting_as, import.system, import.source, import.file,
    import.release, import.licence";

/// Where the columns come from.
pub(crate) const FROM: &str = "fact JOIN import ON import.number = fact.import LEFT JOIN subject ON subject.id = fact.subject";

/// That no newer release of the same system has the same row. The order of releases decides, not that of the imports.
pub(crate) const NEWEST: &str = "NOT EXISTS (
    SELECT 1 FROM fact AS newer JOIN import AS later ON later.number = newer.import
    WHERE newer.same = fact.same AND newer.kind = fact.kind AND newer.id <> fact.id
    AND (later.release, later.id, newer.line) > (import.release, import.id, fact.line))";

/// Reads a row of [`COLUMNS`], and the row that it is a part of.
pub(crate) fn read(connection: &Connection, row: &Row<'_>) -> Result<Fact, Error> {
    let mut fact = own(row)?;
    let Some(taken) = taken::of_table(fact.table) else { return Ok(fact) };
    if let Some((whole, key)) = taken.within {
        fact.within = within(connection, &fact, whole, key)?.map(Box::new);
        fact.day = fact.day.or(fact.within.as_ref().and_then(|whole| whole.day));
    }
    Ok(fact)
}

fn own(row: &Row<'_>) -> Result<Fact, Error> {
    let taken = taken::of_number(row.get("kind")?).ok_or(Error::Unreadable { what: "table" })?;
    let text: String = row.get("body")?;
    let line: i64 = row.get("line")?;
    Ok(Fact {
        table: taken.table,
        about: RecordName { system: row.get("about_system")?, id: row.get("about_code")? },
        day: row.get::<_, Option<i64>>("day")?.map(date).transpose()?,
        fields: serde_json::from_str(&text).map_err(|_| Error::Unreadable { what: "fact" })?,
        within: None,
        provenance: Provenance {
            import: row.get("import_id")?,
            acting_as: row.get("acting_as")?,
            system: row.get("system")?,
            source: row.get("source")?,
            file: row.get("file")?,
            line: u64::try_from(line).unwrap_or_default(),
            release: row.get("release")?,
            licence: row.get("licence")?,
        },
    })
}

fn within(connection: &Connection, part: &Fact, whole: &'static str, key: &[&str]) -> Result<Option<Fact>, Error> {
    let Some(taken) = taken::of_table(whole) else { return Ok(None) };
    let values: Vec<&str> = key.iter().map(|column| part.fields.get(*column).and_then(Value::as_str).unwrap_or_default()).collect();
    let same = body::same(&part.provenance.system, whole, values.iter().copied());
    let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE fact.same = ?1 AND fact.kind = ?2 AND {NEWEST} LIMIT 1");
    let found = connection.prepare_cached(&sql)?.query_row(params![same, taken.number], |row| Ok(own(row))).optional()?.transpose()?;
    Ok(found.filter(|whole| key.iter().all(|column| whole.fields.get(*column) == part.fields.get(*column))))
}

/// A day of the file: days since 1970-01-01.
pub(crate) fn date(days: i64) -> Result<Date, Error> {
    let unreadable = || Error::Unreadable { what: "day" };
    let start = jiff::civil::date(1970, 1, 1);
    let span = jiff::Span::new().try_days(days).map_err(|_| unreadable())?;
    start.checked_add(span).map_err(|_| unreadable())
}

/// Days since 1970-01-01.
pub(crate) fn days(date: Date) -> i64 {
    let start = jiff::civil::date(1970, 1, 1);
    date.since(start).map_or(0, |span| i64::from(span.get_days()))
}
