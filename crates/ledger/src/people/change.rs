//! Changes of an account: one at a time, each with its event, in the transaction that also checks who may.

use uuid::Uuid;

use crate::audit::{self, By, Entry, What};
use crate::people::{Grant, Passkey, PasswordHash, Person, Role, find, first, passkey, store};
use crate::refusal::Refusal;
use crate::sessions::{Authority, end_all};
use crate::store::{Connection, Param};
use crate::{Error, Ledger};

/// One change of an account.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Another login.
    Login(String),
    /// Another name.
    Name(String),
    /// Another password. Ends the person's other sessions.
    Password(PasswordHash),
    /// The person may act as this function in these markets; replaces what held for the function.
    Grant(Grant),
    /// The person may no longer act as this function. Sessions that do lose it with their next request.
    Revoke(String),
    /// The person administers this too.
    Give(Role),
    /// The person no longer administers this.
    Take(Role),
    /// The person may no longer sign in. Ends all their sessions.
    Deactivate,
    /// The person may sign in again.
    Activate,
    /// A passkey to sign in with.
    AddPasskey(Passkey),
    /// The passkey with this id is no longer one. Ends the person's other sessions.
    RemovePasskey(String),
}

impl Ledger {
    /// Changes an account, with the event that says what was before and after. Owners may change everybody, others only
    /// their own name, password and passkeys; both must have authenticated lately. A change that changes nothing
    /// leaves no event.
    pub fn change_person(&self, authority: &Authority<'_>, person: Uuid, change: &Change, reason: &str) -> Result<Person, Error> {
        self.write(|connection| {
            let by = if change.is_own_affair() { authority.as_owner_or(connection, person)? } else { authority.as_owner(connection)? };
            let (person, changed) = apply(connection, person, change, by, reason)?;
            Ok((person, changed))
        })
    }
}

impl Change {
    /// What people may change of themselves.
    fn is_own_affair(&self) -> bool {
        matches!(self, Change::Name(_) | Change::Password(_) | Change::AddPasskey(_) | Change::RemovePasskey(_))
    }

    /// Which sessions end with it.
    fn ends(&self) -> Ends {
        match self {
            Change::Deactivate => Ends::All,
            Change::Password(_) | Change::RemovePasskey(_) => Ends::Others,
            _ => Ends::None,
        }
    }
}

enum Ends {
    None,
    Others,
    All,
}

fn apply(connection: &Connection, id: Uuid, change: &Change, by: By, reason: &str) -> Result<(Person, usize), Error> {
    let mut person = find(connection, id)?.ok_or(Refusal::NoPerson)?;
    let before = store::summary(connection, &person)?;
    carry_out(connection, &mut person, change)?;
    store::update(connection, &person)?;
    owner_must_remain(connection)?;
    let after = store::summary(connection, &person)?;
    if before == after {
        return Ok((person, 0));
    }
    match change.ends() {
        Ends::None => 0,
        Ends::Others => end_all(connection, id, Some(&by.session))?,
        Ends::All => end_all(connection, id, None)?,
    };
    let event =
        Entry { reason: reason.into(), before: Some(before), after: Some(after), ..Entry::new(by, What::ChangedPeople, first::about(id)) };
    audit::add(connection, &[event])?;
    Ok((person, 1))
}

fn carry_out(connection: &Connection, person: &mut Person, change: &Change) -> Result<(), Error> {
    match change {
        Change::Login(login) if super::person::login(login) == person.login => {}
        Change::Login(login) => person.login = first::login_must_be_free(connection, login)?,
        Change::Name(name) => person.name = first::name_must_be_free(connection, name, person.id)?,
        Change::Password(hash) => {
            let sql = "UPDATE person SET password = $1 WHERE id = $2";
            connection.execute(sql, &[Param::Text(&hash.0), Param::Text(&person.id.to_string())])?;
        }
        Change::Grant(grant) => first::give(person, grant)?,
        Change::Revoke(function) => person.grants.retain(|grant| grant.function != *function),
        Change::Give(role) => {
            person.roles.push(role.clone());
            person.roles.sort();
            person.roles.dedup();
        }
        Change::Take(role) => person.roles.retain(|held| held != role),
        Change::Deactivate => person.active = false,
        Change::Activate => person.active = true,
        Change::AddPasskey(passkey) => passkey::add(connection, person.id, passkey)?,
        Change::RemovePasskey(passkey) => passkey::remove(connection, person.id, passkey)?,
    }
    Ok(())
}

/// Nobody could give anybody anything any more.
fn owner_must_remain(connection: &Connection) -> Result<(), Error> {
    let roles = connection.all("SELECT roles FROM person WHERE active = 1", &[], |row| row.json::<Vec<Role>>("role"))?;
    let remains = roles.iter().any(|roles| roles.contains(&Role::Owner));
    if remains { Ok(()) } else { Err(Refusal::LastOwner.into()) }
}
