//! The ways in and out: password, the first owner, one's own confirmation, and sign-out.
//! Every way in draws a new id and ends the session whose id the browser brought along.

use ledger::{
    Refusal,
    audit::{By, Entry, What},
    people::{Grant, NewPerson, PasswordHash},
    sessions::{SessionId, SignIn},
};
use strategy::Function;
use tokio::sync::SemaphorePermit;
use uuid::Uuid;

use super::{ALL_MARKETS, Asked, Session, aside, asked, chance};
use crate::app::{App, Error};

/// What a request that wants in brings along.
#[derive(Clone, Debug, Default)]
pub struct Arrival {
    /// The id that the browser presented, whatever it is worth; never the id of the session to come.
    pub presented: Option<String>,
    /// What the person will recognise the device by.
    pub device: String,
    /// The request's id.
    pub request: String,
}

/// What came of a password. What was wrong is never said: login and password fail alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// In: the text for the cookie.
    Entered(String),
    /// Login and password do not belong together, or the account is not active.
    Wrong,
    /// Too many are waiting for an answer.
    Busy,
    /// The session that wanted confirmation is over.
    Over,
}

/// Who makes the first account.
#[derive(Clone, PartialEq, Eq)]
pub struct FirstOwner {
    /// The name as printed beside signatures.
    pub name: String,
    /// What the person will type to sign in.
    pub login: String,
    /// The password.
    pub password: String,
    /// The functions the person may act as, in all markets.
    pub functions: Vec<Function>,
}

impl App {
    /// Signs in with a password. The answer waits where there were failures before; no thread does.
    pub async fn sign_in(&self, login: &str, password: &str, arrival: &Arrival) -> Result<Attempt, Error> {
        let Some(_turn) = self.turn(login).await else { return Ok(Attempt::Busy) };
        let (app, login, password, arrival) = (self.clone(), login.to_owned(), password.to_owned(), arrival.clone());
        aside(move || app.sign_in_now(&login, &password, &arrival)).await
    }

    fn sign_in_now(&self, login: &str, password: &str, arrival: &Arrival) -> Result<Attempt, Error> {
        let ledger = self.inner.whole.ledger();
        if let Some(person) = ledger.check_password(login, password)? {
            self.forget_failures(login);
            return match self.begin(person.id, "password", true, arrival)? {
                Ok(id) => Ok(Attempt::Entered(id)),
                // Deactivated in between: as if a moment before.
                Err(_) => Ok(Attempt::Wrong),
            };
        }
        // A login that nobody has is not written down: people type passwords there.
        let about = ledger.person_with_login(login)?.map(|person| format!("person/{}", person.id)).unwrap_or_default();
        ledger.audit(&[Entry::new(By::nobody(&arrival.request, self.now()), What::SignInFailed, about)])?;
        Ok(Attempt::Wrong)
    }

    /// Confirms with the password who one is. The session gets a new id; the old one is worth nothing from here on.
    pub async fn step_up(&self, session: &Session, password: &str) -> Result<Attempt, Error> {
        let Some(_turn) = self.turn(&session.person().login).await else { return Ok(Attempt::Busy) };
        let (app, session, password) = (self.clone(), session.clone(), password.to_owned());
        aside(move || app.step_up_now(&session, &password)).await
    }

    pub(super) fn step_up_now(&self, session: &Session, password: &str) -> Result<Attempt, Error> {
        let ledger = self.inner.whole.ledger();
        let person = session.person();
        if ledger.check_password(&person.login, password)?.is_none_or(|found| found.id != person.id) {
            ledger.audit(&[Entry::new(session.stands.by(&session.request, session.at), What::StepUpFailed, "password")])?;
            return Ok(Attempt::Wrong);
        }
        self.forget_failures(&person.login);
        self.confirm(session, "password")
    }

    pub(super) fn confirm(&self, session: &Session, how: &str) -> Result<Attempt, Error> {
        let id = chance::session_id()?;
        let confirmed = asked(self.inner.whole.ledger().step_up(&session.call(), &id, how))?;
        Ok(confirmed.map_or(Attempt::Over, |_| Attempt::Entered(id.cookie())))
    }

    /// Makes the first account and signs in with it. Works once in a workspace's life, however many try.
    pub async fn create_owner(&self, first: FirstOwner, arrival: &Arrival) -> Asked<String> {
        if self.has_people()? {
            return Ok(Err(Refusal::OwnerExists));
        }
        let _turn = self.inner.door.hashing.acquire().await;
        let (app, arrival) = (self.clone(), arrival.clone());
        aside(move || app.create_owner_now(first, &arrival)).await
    }

    fn create_owner_now(&self, first: FirstOwner, arrival: &Arrival) -> Asked<String> {
        let password = match asked(PasswordHash::new(&first.password, &first.login, chance::salt()?))? {
            Ok(hash) => hash,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let everywhere = |function: &Function| Grant { function: function.as_str().into(), markets: vec![ALL_MARKETS.into()] };
        let new = NewPerson {
            id: chance::random_id(),
            login: first.login,
            name: first.name,
            password: Some(password),
            grants: first.functions.iter().map(everywhere).collect(),
            roles: vec![],
        };
        match asked(self.inner.whole.ledger().create_owner(&new, &arrival.request, self.now()))? {
            Ok(owner) => self.begin(owner.id, "password", true, arrival),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Ends the session of a request. One that is over already has been ended.
    pub fn sign_out(&self, session: &Session) -> Result<(), Error> {
        asked(self.inner.whole.ledger().sign_out(&session.call())).map(drop)
    }

    /// Begins a session and gives the text for its cookie.
    pub(super) fn begin(&self, person: Uuid, how: &str, authenticated: bool, arrival: &Arrival) -> Asked<String> {
        let id = chance::session_id()?;
        let before = arrival.presented.as_deref().and_then(SessionId::parse);
        let sign_in = SignIn {
            person,
            id: &id,
            replaces: before.as_ref(),
            function: None,
            device: &arrival.device,
            how,
            authenticated,
            at: self.now(),
            request: &arrival.request,
        };
        Ok(asked(self.inner.whole.ledger().sign_in(&sign_in))?.map(|_| id.cookie()))
    }

    /// Waits for the turn of a login, and for one of the few places where passwords are worked out.
    pub(super) async fn turn(&self, login: &str) -> Option<SemaphorePermit<'_>> {
        let door = &self.inner.door;
        let wait = door.throttle().attempt(login, self.now());
        if !wait.is_zero() {
            let _waiting = door.waiting.try_acquire().ok()?;
            tokio::time::sleep(wait).await;
        }
        door.hashing.acquire().await.ok()
    }

    pub(super) fn forget_failures(&self, login: &str) {
        self.inner.door.throttle().succeeded(login);
    }
}
