//! Reading the audit, newest first, page by page.

use jiff::Timestamp;

use crate::audit::{Event, What, sealed_event};
use crate::store::{Connection, Param, Row};
use crate::{Body, Error, Ledger};

/// Which events to read; what is `None` or empty does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// One of these.
    pub what: Vec<What>,
    /// By this person: an id, or a name of the command line.
    pub person: Option<String>,
    /// By somebody acting as this function.
    pub acting_as: Option<String>,
    /// About exactly this.
    pub about: Option<String>,
    /// In the session with this mark.
    pub session: Option<String>,
    /// In this request.
    pub request: Option<String>,
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Earlier in the audit than this place: for the next page, the `seq` of the last event of this one.
    pub before: Option<u64>,
}

impl Ledger {
    /// Events that pass the filter, newest first, at most `limit`.
    pub fn events(&self, filter: &Filter, limit: u32) -> Result<Vec<Event>, Error> {
        self.read(|connection| events(connection, filter, limit))
    }

    /// The event at a place of the audit.
    pub fn event(&self, seq: u64) -> Result<Option<Event>, Error> {
        self.read(|connection| at(connection, seq))
    }

    /// Hands every event to `each`, oldest first; for exports of any length.
    pub fn each_event(&self, mut each: impl FnMut(Event)) -> Result<(), Error> {
        let sql = concat!("SELECT ", sealed_event!(), ", e.hash FROM event AS e ORDER BY e.seq");
        self.read(|connection| {
            connection.each(sql, &[], |row| {
                each(event(row)?);
                Ok(std::ops::ControlFlow::Continue(()))
            })
        })
    }
}

/// The event at a place of the audit.
pub(crate) fn at(connection: &Connection, seq: u64) -> Result<Option<Event>, Error> {
    let sql = concat!("SELECT ", sealed_event!(), ", e.hash FROM event AS e WHERE e.seq = $1");
    connection.one(sql, &[Param::from(seq)], event)
}

fn events(connection: &Connection, filter: &Filter, limit: u32) -> Result<Vec<Event>, Error> {
    let mut conditions = Conditions::default();
    let exact = [
        ("e.person =", &filter.person),
        ("e.acting_as =", &filter.acting_as),
        ("e.about =", &filter.about),
        ("e.session =", &filter.session),
        ("e.request =", &filter.request),
    ];
    for (column, value) in exact {
        if let Some(value) = value {
            conditions.add(column, Param::Text(value));
        }
    }
    if let Some(from) = filter.from {
        conditions.add("e.at_us >=", Param::Integer(from.as_microsecond()));
    }
    if let Some(until) = filter.until {
        conditions.add("e.at_us <", Param::Integer(until.as_microsecond()));
    }
    if let Some(before) = filter.before {
        conditions.add("e.seq <", Param::from(before));
    }
    conditions.one_of("e.what", filter.what.iter().map(|what| what.as_str()));
    let (clause, mut params) = conditions.finish();
    params.push(Param::from(u64::from(limit)));
    let place = params.len();
    let sql = format!("SELECT {}, e.hash FROM event AS e{clause} ORDER BY e.seq DESC LIMIT ${place}", sealed_event!());
    connection.all(&sql, &params, event)
}

/// A growing `WHERE` with its parameters. Columns are constants of ours; values are always parameters.
#[derive(Default)]
struct Conditions<'a> {
    parts: Vec<String>,
    params: Vec<Param<'a>>,
}

impl<'a> Conditions<'a> {
    fn add(&mut self, column: &'static str, value: Param<'a>) {
        self.params.push(value);
        self.parts.push(format!("{column} ${}", self.params.len()));
    }

    fn one_of(&mut self, column: &'static str, values: impl Iterator<Item = &'a str>) {
        let places: Vec<String> = values
            .map(|value| {
                self.params.push(Param::Text(value));
                format!("${}", self.params.len())
            })
            .collect();
        if !places.is_empty() {
            self.parts.push(format!("{column} IN ({})", places.join(", ")));
        }
    }

    fn finish(self) -> (String, Vec<Param<'a>>) {
        let clause = if self.parts.is_empty() { String::new() } else { format!(" WHERE {}", self.parts.join(" AND ")) };
        (clause, self.params)
    }
}

/// Reads the sealed columns and the hash.
fn event(row: &mut Row) -> Result<Event, Error> {
    Ok(Event {
        seq: row.natural()?,
        at: row.instant()?,
        person: row.text()?,
        acting_as: row.text()?,
        session: row.text()?,
        what: What::parse(&row.text()?).ok_or(Error::Unreadable { what: "event" })?,
        about: row.text()?,
        rules: serde_json::from_str(&row.text()?).map_err(|_| Error::Unreadable { what: "event" })?,
        epoch: row.optional_natural()?,
        request: row.text()?,
        reason: row.text()?,
        before: body(row)?,
        after: body(row)?,
        previous: row.hash()?,
        hash: row.hash()?,
    })
}

fn body(row: &mut Row) -> Result<Option<Body>, Error> {
    let text = row.optional_text()?;
    text.map(|text| serde_json::from_str(&text)).transpose().map_err(|_| Error::Unreadable { what: "event" })
}
