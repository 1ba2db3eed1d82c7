//! Rows of people, and the summary of a person that the audit keeps.

use uuid::Uuid;

use crate::hash::{Hash, seal};
use crate::people::Person;
use crate::store::{Connection, Param, Row};
use crate::{Body, Error};

/// The columns [`read`] reads, from `person AS p`.
macro_rules! columns {
    () => {
        "p.id, p.login, p.name, p.active, p.grants, p.roles, p.preferences"
    };
}
pub(super) use columns;

/// The columns [`read`] reads, from `person AS p`.
pub(crate) const COLUMNS: &str = columns!();

/// Reads one person.
pub(crate) fn read(row: &mut Row) -> Result<Person, Error> {
    Ok(Person {
        id: row.uuid()?,
        login: row.text()?,
        name: row.text()?,
        active: row.integer()? == 1,
        grants: row.json("grant")?,
        roles: row.json("role")?,
        preferences: row.json("preference")?,
    })
}

/// Everybody, by login.
pub(crate) fn everybody(connection: &Connection) -> Result<Vec<Person>, Error> {
    connection.all(concat!("SELECT ", columns!(), " FROM person AS p ORDER BY p.login"), &[], read)
}

/// The person with this id.
pub(crate) fn find(connection: &Connection, id: Uuid) -> Result<Option<Person>, Error> {
    let sql = concat!("SELECT ", columns!(), " FROM person AS p WHERE p.id = $1");
    connection.one(sql, &[Param::Text(&id.to_string())], read)
}

/// Writes a new person.
pub(super) fn insert(connection: &Connection, person: &Person, password: Option<&str>) -> Result<(), Error> {
    let [grants, roles, preferences] = json(person)?;
    connection.execute(
        "INSERT INTO person (id, login, name, active, password, grants, roles, preferences) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            Param::Text(&person.id.to_string()),
            Param::Text(&person.login),
            Param::Text(&person.name),
            Param::Integer(i64::from(person.active)),
            Param::from(password),
            Param::Text(&grants),
            Param::Text(&roles),
            Param::Text(&preferences),
        ],
    )?;
    Ok(())
}

/// Writes a person again; the password is kept.
pub(super) fn update(connection: &Connection, person: &Person) -> Result<(), Error> {
    let [grants, roles, preferences] = json(person)?;
    connection.execute(
        "UPDATE person SET login = $1, name = $2, active = $3, grants = $4, roles = $5, preferences = $6 WHERE id = $7",
        &[
            Param::Text(&person.login),
            Param::Text(&person.name),
            Param::Integer(i64::from(person.active)),
            Param::Text(&grants),
            Param::Text(&roles),
            Param::Text(&preferences),
            Param::Text(&person.id.to_string()),
        ],
    )?;
    Ok(())
}

fn json(person: &Person) -> Result<[String; 3], Error> {
    let unreadable = |_| Error::Unreadable { what: "person" };
    Ok([
        serde_json::to_string(&person.grants).map_err(unreadable)?,
        serde_json::to_string(&person.roles).map_err(unreadable)?,
        serde_json::to_string(&person.preferences).map_err(unreadable)?,
    ])
}

/// What the audit keeps of a person: all but preferences, and a hash over what they can sign in with. Verification
/// compares it with the person as stored, so that an account changed behind the audit's back is found out.
pub(crate) fn summary(connection: &Connection, person: &Person) -> Result<Body, Error> {
    let value = serde_json::to_value(person).map_err(|_| Error::Unreadable { what: "person" })?;
    let serde_json::Value::Object(mut body) = value else { return Err(Error::Unreadable { what: "person" }) };
    body.remove("preferences");
    body.insert("credentials".into(), credentials(connection, person.id)?.to_string().into());
    Ok(body)
}

fn credentials(connection: &Connection, person: Uuid) -> Result<Hash, Error> {
    let person = person.to_string();
    let sql = "SELECT password FROM person WHERE id = $1";
    let mut parts = vec![connection.one(sql, &[Param::Text(&person)], |row| row.optional_text())?.flatten()];
    let sql = "SELECT id, label, credential FROM passkey WHERE person = $1 ORDER BY id";
    for [id, label, credential] in connection.all(sql, &[Param::Text(&person)], |row| Ok([row.text()?, row.text()?, row.text()?]))? {
        parts.extend([Some(id), Some(label), Some(credential)]);
    }
    let params: Vec<Param<'_>> = parts.iter().map(|part| Param::from(part.as_deref())).collect();
    Ok(seal("ledger credentials 1", &params))
}
