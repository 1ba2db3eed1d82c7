//! What a record says of who it is, in the words of identity: from its newest version, its addresses and its affiliations.
//! What is shown, searched and compared follows from this alone, and each record's stays its own.

use rusqlite::{Connection, params};
use serde_json::{Map, Value};
use stakeholders::identity::Field;

use crate::{
    Error, Kind, fact, fold,
    refresh::{Version, affiliations, version},
    system, taken, write,
};

/// Fields and values, each field once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Details(pub(crate) Vec<(Field, String)>);

/// A record made anew.
pub(crate) struct Made {
    pub(crate) kind: Kind,
    pub(crate) is_person: bool,
    /// The day on which the source last changed it, as YYYYMMDD; 0 if that is not known.
    pub(crate) day: i64,
    pub(crate) details: Details,
    /// Other subjects whose facts are about it: system and code.
    pub(crate) aliases: Vec<(String, String)>,
    /// Names, NPI, city and organisations, as they are searched.
    pub(crate) words: [String; 4],
}

impl Details {
    fn add(&mut self, field: Field, value: &str) {
        if !value.trim().is_empty() && self.0.iter().all(|(known, _)| *known != field) {
            self.0.push((field, value.to_owned()));
        }
    }

    pub(crate) fn get(&self, field: Field) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == field).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> String {
        let fields: Map<String, Value> = self.0.iter().map(|(field, value)| (field.word().to_owned(), value.as_str().into())).collect();
        Value::Object(fields).to_string()
    }

    pub(crate) fn read(text: &str) -> Result<Details, Error> {
        let unreadable = || Error::Unreadable { what: "record" };
        let fields: Map<String, Value> = serde_json::from_str(text).map_err(|_| unreadable())?;
        let one = |(word, value): (String, Value)| Some((Field::of_word(&word)?, value.as_str()?.to_owned()));
        fields.into_iter().map(|field| one(field).ok_or_else(unreadable)).collect::<Result<_, _>>().map(Details)
    }
}

/// A row's columns.
struct Said(Map<String, Value>);

impl Said {
    fn read(body: &str) -> Result<Said, Error> {
        serde_json::from_str(body).map(Said).map_err(|_| Error::Unreadable { what: "fact" })
    }

    fn text(&self, column: &str) -> &str {
        self.0.get(column).and_then(Value::as_str).unwrap_or_default()
    }
}

/// Columns of people and of the lists that name people, by the field that they are.
const PERSON: &[(&str, Field)] = &[
    ("npi", Field::Npi),
    ("last_name", Field::Surname),
    ("first_name", Field::GivenName),
    ("middle_name", Field::MiddleName),
    ("suffix", Field::Suffix),
    ("credentials", Field::Credential),
    ("other_last_name", Field::OtherSurname),
    ("other_first_name", Field::OtherGivenName),
    ("sex", Field::Sex),
    ("born_on", Field::BirthDate),
    ("specialty", Field::Specialty),
    ("email", Field::Email),
];

/// Columns of places.
const PLACE: &[(&str, Field)] = &[
    ("address_1", Field::Street),
    ("address_2", Field::Street2),
    ("city", Field::City),
    ("state", Field::State),
    ("postal_code", Field::Postcode),
    ("zip", Field::Postcode),
    ("phone", Field::Phone),
];

/// Makes a record anew from its newest version and what else is said of it.
pub(crate) fn of(connection: &Connection, subject: i64, version: &Version) -> Result<Made, Error> {
    let said = Said::read(&version.body)?;
    let mut made = named(version.taken.table, &said);
    place(&mut made.details, &said);
    if made.details.get(Field::City).is_none() && made.details.get(Field::Street).is_none() {
        address(connection, subject, &mut made.details)?;
    }
    let mut organisations = organisations(connection, subject)?;
    if made.is_person
        && let Some(first) = organisations.first()
    {
        made.details.add(Field::Organisation, first);
    }
    organisations.extend(made.details.get(Field::Organisation).filter(|_| made.is_person).map(str::to_owned));
    let names = made.words[0].clone() + " " + &names(connection, subject)?;
    let found = |field| made.details.get(field).unwrap_or_default().to_owned();
    let place = [Field::City, Field::State, Field::Postcode].map(found).join(" ");
    let words = [names, found(Field::Npi), place, organisations.join(" ")];
    made.words = words.map(|words| fold::folded(&words));
    made.aliases = aliases(connection, subject, version, &made.details)?;
    Ok(made)
}

/// Who the record is, by the table that says it. The first of the words are the names.
fn named(table: &str, said: &Said) -> Made {
    let mut details = Details::default();
    let has_surname = !said.text("last_name").is_empty();
    let is_person = match table {
        "source_person" => true,
        "exclusion" | "authorship" => has_surname,
        "trial_official" => true,
        _ => false,
    };
    let names: Vec<&str>;
    if is_person {
        PERSON.iter().for_each(|(column, field)| details.add(*field, said.text(column)));
        let whole = if table == "trial_official" { said.text("name") } else { "" };
        details.add(Field::FullName, whole);
        let parts = ["first_name", "middle_name", "last_name", "suffix", "other_first_name", "other_last_name"];
        names = parts.into_iter().map(|name| said.text(name)).chain([whole]).collect();
        details.add(Field::Organisation, said.text("affiliation"));
    } else {
        let name =
            ["name", "organisation_name", "contract_name", "plan_name", "collective"].into_iter().find(|name| !said.text(name).is_empty());
        let name = match table {
            // An exclusion's `name` is a key of the list; the organisation has a column of its own.
            "exclusion" => Some("organisation_name"),
            _ => name,
        };
        details.add(Field::Organisation, name.map_or("", |name| said.text(name)));
        details.add(Field::Npi, said.text("npi"));
        details.add(Field::Specialty, said.text("specialty"));
        names = name.into_iter().chain(["other_name", "parent", "parent_name", "plan_name"]).map(|name| said.text(name)).collect();
    }
    let kind = match table {
        "plan" => Kind::Payer,
        _ => Kind::said(said.text("kind"), if is_person { Kind::Hcp } else { Kind::Organisation }),
    };
    let day = said.text("updated_on").replace('-', "").parse().unwrap_or(0);
    let words = [names.join(" "), String::new(), String::new(), String::new()];
    Made { kind, is_person, day, details, aliases: vec![], words }
}

fn place(details: &mut Details, said: &Said) {
    PLACE.iter().for_each(|(column, field)| details.add(*field, said.text(column)));
}

/// The main address of a record whose version has none: the main one, else the first.
fn address(connection: &Connection, subject: i64, details: &mut Details) -> Result<(), Error> {
    let mut addresses = more(connection, subject, "record_address")?;
    addresses.sort_by_key(|said| said.0.get("is_main").and_then(Value::as_bool) != Some(true));
    if let Some(first) = addresses.first() {
        place(details, first);
    }
    Ok(())
}

/// Further names of a record.
fn names(connection: &Connection, subject: i64) -> Result<String, Error> {
    let names = more(connection, subject, "record_name")?;
    Ok(names.iter().map(|said| said.text("name")).collect::<Vec<_>>().join(" "))
}

/// The names of the organisations that a record belongs to, the main one first.
fn organisations(connection: &Connection, subject: i64) -> Result<Vec<String>, Error> {
    let sql = format!(
        "SELECT fact.body, also.subject FROM fact JOIN import ON import.number = fact.import LEFT JOIN also ON also.fact = fact.id
         WHERE fact.subject = ?1 AND fact.kind = ?2 AND {} ORDER BY fact.body",
        fact::NEWEST
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([subject, affiliations()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    let mut found = vec![];
    for row in rows {
        let (body, organisation) = row?;
        let said = Said::read(&body)?;
        let is_main = said.0.get("is_main").and_then(Value::as_bool) == Some(true);
        let name = match (said.text("organisation_name"), organisation) {
            ("", Some(organisation)) => match version(connection, organisation)? {
                Some(version) => {
                    named(version.taken.table, &Said::read(&version.body)?).details.get(Field::Organisation).map(str::to_owned)
                }
                None => None,
            },
            ("", None) => None,
            (name, _) => Some(name.to_owned()),
        };
        found.extend(name.map(|name| (!is_main, name)));
    }
    found.sort();
    found.dedup_by(|one, other| one.1 == other.1);
    Ok(found.into_iter().map(|(_, name)| name).collect())
}

/// Other subjects whose facts are about the record.
fn aliases(connection: &Connection, subject: i64, version: &Version, details: &Details) -> Result<Vec<(String, String)>, Error> {
    let npi = details.get(Field::Npi);
    let mut aliases: Vec<(String, String)> = npi.map(|npi| (system::NPI.to_owned(), npi.to_owned())).into_iter().collect();
    for said in more(connection, subject, "record_identifier")? {
        if said.text("kind").eq_ignore_ascii_case("orcid") {
            aliases.push((system::ORCID.to_owned(), said.text("identifier").to_owned()));
        }
    }
    if version.taken.table == "plan" {
        let sql =
            "SELECT DISTINCT fact.body ->> 'formulary_id' FROM fact WHERE subject = ?1 AND kind = ?2 AND body ->> 'formulary_id' <> ''";
        let mut statement = connection.prepare_cached(sql)?;
        let formularies = statement.query_map(params![subject, version.taken.number], |row| row.get(0))?;
        for formulary in formularies {
            aliases.push((write::formularies(&version.system), formulary?));
        }
    }
    Ok(aliases)
}

/// What one table says more of a record, in an order that does not depend on the imports.
fn more(connection: &Connection, subject: i64, table: &str) -> Result<Vec<Said>, Error> {
    let Some(taken) = taken::of_table(table) else { return Ok(vec![]) };
    let sql = format!(
        "SELECT fact.body FROM fact JOIN import ON import.number = fact.import
         WHERE fact.subject = ?1 AND fact.kind = ?2 AND {} ORDER BY fact.body",
        fact::NEWEST
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([subject, taken.number], |row| row.get::<_, String>(0))?;
    rows.map(|row| Said::read(&row?)).collect()
}
