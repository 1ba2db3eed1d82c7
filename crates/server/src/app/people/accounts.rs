//! What owners do with everybody's accounts. Whether somebody is an owner, and has confirmed it lately, is checked by the
//! ledger in the transaction that acts; only reading is checked here.

use ledger::{
    Refusal,
    people::{Change, Grant, NewPerson, PasswordHash, Person, Role},
    sessions::{Authority, Session as Stands},
};
use strategy::Function;
use uuid::Uuid;

use super::{
    Asked, Session, asked, chance,
    session::{self, LIMITS},
};
use crate::app::App;

/// Somebody with an account, and where they are signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The person.
    pub person: Person,
    /// Their live sessions, the latest first.
    pub sessions: Vec<Stands>,
}

/// Somebody who is to get an account.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// The name as printed beside signatures.
    pub name: String,
    /// The login.
    pub login: String,
    /// The first password, which the person changes.
    pub password: String,
    /// The functions.
    pub functions: Vec<Function>,
    /// Where they hold: keys of markets, or `*`.
    pub markets: String,
}

impl App {
    /// Everybody with an account, by login.
    pub fn people(&self, session: &Session) -> Asked<Vec<Person>> {
        if !session.is_owner() {
            return Ok(Err(Refusal::NotOwner));
        }
        Ok(Ok(self.inner.whole.ledger().people()?))
    }

    /// One account. Whoever is no owner gets the same answer for every id.
    pub fn account(&self, session: &Session, id: Uuid) -> Asked<Account> {
        if !session.is_owner() {
            return Ok(Err(Refusal::NotOwner));
        }
        let ledger = self.inner.whole.ledger();
        let Some(person) = ledger.person(id)? else { return Ok(Err(Refusal::NoPerson)) };
        Ok(Ok(Account { sessions: ledger.sessions_of(id, session.at, &LIMITS)?, person }))
    }

    /// Makes an account. May take a while: not for a request thread.
    pub fn add_person(&self, session: &Session, new: &NewAccount, reason: &str) -> Asked<Person> {
        if let Err(refusal) = self.may_administer(session) {
            return Ok(Err(refusal));
        }
        let grants: Option<Vec<Grant>> = new.functions.iter().map(|function| session::grant(*function, &new.markets)).collect();
        let Some(grants) = grants else { return Ok(Err(Refusal::GrantUnfit)) };
        let password = match asked(PasswordHash::new(&new.password, &new.login, chance::salt()?))? {
            Ok(hash) => hash,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let new = NewPerson {
            id: chance::random_id(),
            login: new.login.clone(),
            name: new.name.clone(),
            password: Some(password),
            grants,
            roles: vec![],
        };
        asked(self.inner.whole.ledger().add_person(&Authority::Session(session.call()), &new, reason))
    }

    /// Lets somebody act as a function in some markets: keys with blanks between them, or `*`.
    pub fn grant(&self, session: &Session, person: Uuid, function: &str, markets: &str, reason: &str) -> Asked<()> {
        let grant = Function::parse(function).and_then(|function| session::grant(function, markets));
        match grant {
            Some(grant) => self.change(session, person, &Change::Grant(grant), reason),
            None => Ok(Err(Refusal::GrantUnfit)),
        }
    }

    /// Takes a function from somebody; sessions that act as it lose it with their next request.
    pub fn revoke(&self, session: &Session, person: Uuid, function: &str, reason: &str) -> Asked<()> {
        let function = Function::parse(function).map_or_else(|| function.to_owned(), |known| known.as_str().to_owned());
        self.change(session, person, &Change::Revoke(function), reason)
    }

    /// Gives somebody a role, or takes it.
    pub fn set_role(&self, session: &Session, person: Uuid, role: &str, held: bool, reason: &str) -> Asked<()> {
        match Role::parse(role) {
            Some(role) => self.change(session, person, &if held { Change::Give(role) } else { Change::Take(role) }, reason),
            None => Ok(Err(Refusal::NoRole)),
        }
    }

    /// Lets somebody sign in no more, or again. Deactivating ends all their sessions.
    pub fn set_active(&self, session: &Session, person: Uuid, active: bool, reason: &str) -> Asked<()> {
        self.change(session, person, &if active { Change::Activate } else { Change::Deactivate }, reason)
    }

    /// Gives somebody a new password and ends their sessions. May take a while: not for a request thread.
    pub fn reset_password(&self, session: &Session, person: Uuid, password: &str, reason: &str) -> Asked<()> {
        if let Err(refusal) = self.may_administer(session) {
            return Ok(Err(refusal));
        }
        let Some(whose) = self.inner.whole.ledger().person(person)? else { return Ok(Err(Refusal::NoPerson)) };
        match asked(PasswordHash::new(password, &whose.login, chance::salt()?))? {
            Ok(hash) => self.change(session, person, &Change::Password(hash), reason),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Ends all sessions of somebody.
    pub fn end_sessions_of(&self, session: &Session, person: Uuid, reason: &str) -> Asked<usize> {
        if !session.is_owner() {
            return Ok(Err(Refusal::NotOwner));
        }
        asked(self.inner.whole.ledger().end_sessions(&Authority::Session(session.call()), person, None, reason))
    }

    fn change(&self, session: &Session, person: Uuid, change: &Change, reason: &str) -> Asked<()> {
        // People change their own password against the present one; this door is for owners.
        if !session.is_owner() {
            return Ok(Err(Refusal::NotOwner));
        }
        let by = Authority::Session(session.call());
        Ok(asked(self.inner.whole.ledger().change_person(&by, person, change, reason))?.map(drop))
    }

    /// Looked at before a password is worked out, so that nobody else can make the server work. The ledger looks again.
    fn may_administer(&self, session: &Session) -> Result<(), Refusal> {
        match (session.is_owner(), session.is_fresh()) {
            (false, _) => Err(Refusal::NotOwner),
            (true, false) => Err(Refusal::StepUpNeeded),
            (true, true) => Ok(()),
        }
    }
}
