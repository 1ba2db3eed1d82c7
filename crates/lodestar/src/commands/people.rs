//! `user`: accounts at the machine's own command line, for the first owner, for scripts, and for when nobody can sign in.
//! Whoever can write the workspace's folder may do this; the audit names them as `--as` says.

mod password;
pub(super) mod sessions;

use ledger::{
    Ledger,
    people::{Change, Grant, NewPerson, PasswordHash, Person, Role},
    sessions::Authority,
};
use serde_json::json;
use server::app::people::{ALL_MARKETS, grant, random_id};
use strategy::Function;

use crate::{
    args::{Common, User},
    commands::did_you_mean,
    exit::{Exit, NotFound, Usage},
    render, workspace,
};

pub(super) fn run(common: &Common, step: &User) -> anyhow::Result<Exit> {
    let ledger = workspace::ledger(common)?;
    match step {
        User::List => list(common, &ledger),
        User::Add { login, name, functions, markets, owner, password, why } => {
            let grants = functions.iter().map(|function| granted(function, markets)).collect::<Result<_, _>>()?;
            let hash = PasswordHash::new(&password::read(password)?, login, password::salt()?)?;
            let roles = if *owner { vec![Role::Owner] } else { vec![] };
            let new = NewPerson { id: random_id(), login: login.clone(), name: name.clone(), password: Some(hash), grants, roles };
            add(common, &ledger, &new, &why.reason)
        }
        User::Deactivate { login, why } => change(common, &ledger, login, &Change::Deactivate, &why.reason),
        User::Activate { login, why } => change(common, &ledger, login, &Change::Activate, &why.reason),
        User::Password { login, password, why } => {
            let person = find(&ledger, login)?;
            let hash = PasswordHash::new(&password::read(password)?, &person.login, password::salt()?)?;
            change(common, &ledger, login, &Change::Password(hash), &why.reason)
        }
        User::Grant { login, function, markets, why } => {
            change(common, &ledger, login, &Change::Grant(granted(function, markets)?), &why.reason)
        }
        User::Revoke { login, function, why } => {
            change(common, &ledger, login, &Change::Revoke(known(function)?.as_str().into()), &why.reason)
        }
    }
}

fn add(common: &Common, ledger: &Ledger, new: &NewPerson, reason: &str) -> anyhow::Result<Exit> {
    let person = match ledger.has_people()? {
        true => ledger.add_person(&by(&who(common)?), new, reason)?,
        false => ledger.create_owner(new, "", workspace::now())?,
    };
    let what = if person.is_owner() { "an owner’s account" } else { "an account" };
    render::say(common, &format!("made {what} for `{}`", person.login));
    Ok(Exit::Ok)
}

fn change(common: &Common, ledger: &Ledger, login: &str, change: &Change, reason: &str) -> anyhow::Result<Exit> {
    let person = find(ledger, login)?;
    let changed = ledger.change_person(&by(&who(common)?), person.id, change, reason)?;
    render::say(common, &format!("`{}`: {}", changed.login, standing(&changed)));
    Ok(Exit::Ok)
}

fn list(common: &Common, ledger: &Ledger) -> anyhow::Result<Exit> {
    for person in ledger.people()? {
        let roles: Vec<String> = person.roles.iter().map(ToString::to_string).collect();
        match common.json {
            true => render::line(
                &json!({ "login": person.login, "name": person.name, "active": person.active, "grants": person.grants, "roles": roles })
                    .to_string(),
            ),
            false => render::line(&format!("{}  {}  {}", person.login, person.name, standing(&person))),
        }
    }
    Ok(Exit::Ok)
}

/// What somebody may, in a line.
fn standing(person: &Person) -> String {
    let place = |grant: &Grant| match grant.markets.iter().any(|market| market == ALL_MARKETS) {
        true => grant.function.clone(),
        false => format!("{} in {}", grant.function, grant.markets.join(" and ")),
    };
    let acts = match person.grants.as_slice() {
        [] => "acts as nothing".to_owned(),
        grants => format!("acts as {}", grants.iter().map(place).collect::<Vec<_>>().join(", ")),
    };
    let roles = person.roles.iter().map(|role| format!(", {role}")).collect::<String>();
    let active = if person.active { "" } else { "deactivated, " };
    format!("{active}{acts}{roles}")
}

fn granted(function: &str, markets: &str) -> anyhow::Result<Grant> {
    let function = known(function)?;
    grant(function, markets)
        .ok_or_else(|| Usage(format!("`{markets}` names no markets; write keys such as `MK-US,MK-DE`, or `*` for all")).into())
}

fn known(function: &str) -> anyhow::Result<Function> {
    Function::parse(function).ok_or_else(|| {
        let near = did_you_mean(function, Function::ALL.iter().map(|one| one.as_str()));
        Usage(format!("`{function}` is not a function; functions are {}{near}", Function::list())).into()
    })
}

/// The person with a login.
fn find(ledger: &Ledger, login: &str) -> anyhow::Result<Person> {
    match ledger.person_with_login(login)? {
        Some(person) => Ok(person),
        None => {
            let people = ledger.people()?;
            let near = did_you_mean(login, people.iter().map(|person| person.login.as_str()));
            Err(NotFound(format!("nobody signs in as `{login}`{near}")).into())
        }
    }
}

/// Whom the audit names.
fn who(common: &Common) -> anyhow::Result<String> {
    Ok(workspace::seat(common)?.person)
}

fn by(name: &str) -> Authority<'_> {
    Authority::Console { name, at: workspace::now() }
}
