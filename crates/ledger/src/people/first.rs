//! New people, and the very first one.

use jiff::Timestamp;
use uuid::Uuid;

use crate::audit::{self, By, Entry, What};
use crate::people::{Grant, PasswordHash, Person, Role, person, store};
use crate::refusal::Refusal;
use crate::sessions::Authority;
use crate::store::{Connection, Param};
use crate::{Body, Error, Ledger};

/// Somebody about to get an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// A new random id.
    pub id: Uuid,
    /// What the person will type to sign in.
    pub login: String,
    /// The name as printed beside signatures.
    pub name: String,
    /// The password, or none until one is set or a passkey is registered.
    pub password: Option<PasswordHash>,
    /// As which functions the person may act, and where.
    pub grants: Vec<Grant>,
    /// What the person administers.
    pub roles: Vec<Role>,
}

impl Ledger {
    /// Makes the first account, which administers people. Works exactly once in a ledger's life, however many try.
    pub fn create_owner(&self, new: &NewPerson, request: &str, at: Timestamp) -> Result<Person, Error> {
        let mut new = new.clone();
        if !new.roles.contains(&Role::Owner) {
            new.roles.push(Role::Owner);
        }
        let by = By { person: new.id.to_string(), ..By::nobody(request, at) };
        self.write(|connection| {
            if connection.one("SELECT id FROM person LIMIT 1", &[], |row| row.text())?.is_some() {
                return Err(Refusal::OwnerExists.into());
            }
            Ok((add(connection, &new, by, "the first account")?, 1))
        })
    }

    /// Makes an account. Only an owner may, or the machine's own command line.
    pub fn add_person(&self, authority: &Authority<'_>, new: &NewPerson, reason: &str) -> Result<Person, Error> {
        self.write(|connection| {
            let by = authority.as_owner(connection)?;
            Ok((add(connection, new, by, reason)?, 1))
        })
    }
}

fn add(connection: &Connection, new: &NewPerson, by: By, reason: &str) -> Result<Person, Error> {
    let mut person = Person {
        id: new.id,
        login: login_must_be_free(connection, &new.login)?,
        name: name_must_be_free(connection, &new.name, new.id)?,
        active: true,
        grants: Vec::new(),
        roles: new.roles.clone(),
        preferences: Body::new(),
    };
    for grant in &new.grants {
        give(&mut person, grant)?;
    }
    store::insert(connection, &person, new.password.as_ref().map(|hash| hash.0.as_str()))?;
    let after = store::summary(connection, &person)?;
    let event = Entry { reason: reason.into(), after: Some(after), ..Entry::new(by, What::ChangedPeople, about(person.id)) };
    audit::add(connection, &[event])?;
    Ok(person)
}

/// What an event about a person is about.
pub(crate) fn about(person: Uuid) -> String {
    format!("person/{person}")
}

/// The login as it is stored, if it can be one and nobody has it.
pub(super) fn login_must_be_free(connection: &Connection, text: &str) -> Result<String, Error> {
    let login = person::login(text);
    let fits = (1..=254).contains(&login.len()) && !login.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    if !fits {
        return Err(Refusal::LoginUnfit { login }.into());
    }
    let taken = connection.one("SELECT id FROM person WHERE login = $1", &[Param::Text(&login)], |row| row.text())?;
    if taken.is_some() {
        return Err(Refusal::LoginTaken { login }.into());
    }
    Ok(login)
}

/// The name, if it can stand beside a signature and nobody else's would be mistaken for it.
pub(super) fn name_must_be_free(connection: &Connection, text: &str, person: Uuid) -> Result<String, Error> {
    let name = text.trim();
    let fits = (1..=200).contains(&name.len()) && !name.contains(char::is_control);
    if !fits {
        return Err(Refusal::NameUnfit.into());
    }
    let alike = |other: &Person| other.id != person && person::login(&other.name) == person::login(name);
    if store::everybody(connection)?.iter().any(alike) {
        return Err(Refusal::NameTaken { name: name.into() }.into());
    }
    Ok(name.to_owned())
}

/// Gives a person a grant; one for the same function is replaced.
pub(super) fn give(person: &mut Person, grant: &Grant) -> Result<(), Error> {
    let mut grant = grant.clone();
    grant.markets.sort();
    grant.markets.dedup();
    if grant.function.trim().is_empty() || grant.markets.is_empty() {
        return Err(Refusal::GrantUnfit.into());
    }
    match person.grants.iter_mut().find(|held| held.function == grant.function) {
        Some(held) => *held = grant,
        None => person.grants.push(grant),
    }
    Ok(())
}
