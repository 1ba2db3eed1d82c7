//! What people do with their own account: act as another function, see and end their sessions, change the password.

use ledger::{
    Refusal,
    people::{Change, PasswordHash},
    sessions::{Authority, Session as Stands},
};
use strategy::Function;

use super::{Asked, Attempt, Session, aside, asked, chance, session::LIMITS};
use crate::app::{App, Error};

impl App {
    /// Acts as another function from here on; the reason is kept in the audit.
    pub fn switch_function(&self, session: &Session, function: &str, reason: &str) -> Asked<()> {
        let Some(function) = Function::parse(function) else {
            return Ok(Err(Refusal::NotGranted { function: function.into() }));
        };
        Ok(asked(self.inner.whole.ledger().switch_function(&session.call(), function.as_str(), reason.trim()))?.map(drop))
    }

    /// The person's live sessions, the latest first.
    pub fn own_sessions(&self, session: &Session) -> Result<Vec<Stands>, Error> {
        Ok(self.inner.whole.ledger().sessions_of(session.person().id, session.at, &LIMITS)?)
    }

    /// Ends one of the person's own sessions by its mark, or all but this one, and says how many ended.
    pub fn end_own_sessions(&self, session: &Session, mark: Option<&str>) -> Asked<usize> {
        let marks: Vec<String> = match mark {
            Some(mark) => vec![mark.to_owned()],
            None => self.own_sessions(session)?.into_iter().map(|one| one.mark).filter(|mark| mark != session.mark()).collect(),
        };
        let mut ended = 0;
        for mark in marks {
            let by = Authority::Session(session.call());
            match asked(self.inner.whole.ledger().end_sessions(&by, session.person().id, Some(&mark), "by the person"))? {
                Ok(more) => ended += more,
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        Ok(Ok(ended))
    }

    /// Changes the person's password, against the present one. Ends their other sessions and gives this one a new id.
    pub async fn change_password(&self, session: &Session, present: &str, new: &str) -> Asked<Attempt> {
        let Some(_turn) = self.turn(&session.person().login).await else { return Ok(Ok(Attempt::Busy)) };
        let (app, session, present, new) = (self.clone(), session.clone(), present.to_owned(), new.to_owned());
        aside(move || app.change_password_now(&session, &present, &new)).await
    }

    fn change_password_now(&self, session: &Session, present: &str, new: &str) -> Asked<Attempt> {
        let hash = match asked(PasswordHash::new(new, &session.person().login, chance::salt()?))? {
            Ok(hash) => hash,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let id = match self.step_up_now(session, present)? {
            Attempt::Entered(id) => id,
            other => return Ok(Ok(other)),
        };
        let Some(confirmed) = self.session(&id, session.request())? else { return Ok(Ok(Attempt::Over)) };
        let by = Authority::Session(confirmed.call());
        let changed = self.inner.whole.ledger().change_person(&by, session.person().id, &Change::Password(hash), "by the person");
        // The id has changed in any case, so the browser needs the new one even where the change was refused.
        asked(changed).map(|_| Ok(Attempt::Entered(id)))
    }
}
