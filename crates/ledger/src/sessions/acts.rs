//! What a person does to their own session: authenticate again, act as another function, open and close a case.

use crate::audit::{self, Entry, What};
use crate::refusal::Refusal;
use crate::sessions::{Call, Case, Session, SessionId, live, sign_in};
use crate::store::{Connection, Param};
use crate::{Body, Error, Ledger};

impl Ledger {
    /// Notes that the person has authenticated again, and gives the session a new id: the old one is worth nothing from
    /// here on. `how` is `password` or `passkey`.
    pub fn step_up(&self, call: &Call<'_>, new: &SessionId, how: &str) -> Result<Session, Error> {
        self.write(|connection| {
            let before = live(connection, call)?;
            sign_in::must_be_new(connection, new)?;
            let at = Param::Integer(call.at.as_microsecond());
            connection.execute(
                "UPDATE session SET token = $1, stepped_up_us = $2, seen_us = $2 WHERE token = $3",
                &[Param::Bytes(&new.token().0), at, Param::Bytes(&call.id.token().0)],
            )?;
            let session = live(connection, &Call { id: new, ..*call })?;
            let said = Body::from_iter([("session".to_owned(), before.mark.into())]);
            let entry = Entry { before: Some(said), ..Entry::new(session.by(call.request, call.at), What::SteppedUp, how) };
            audit::add(connection, &[entry])?;
            Ok((session, 1))
        })
    }

    /// Acts as another function from here on. The reason is kept; open cases end, because they were opened for the
    /// function before.
    pub fn switch_function(&self, call: &Call<'_>, function: &str, reason: &str) -> Result<Session, Error> {
        if reason.trim().is_empty() {
            return Err(Refusal::NoReason.into());
        }
        self.write(|connection| {
            let before = live(connection, call)?;
            if before.person.grant(function).is_none() {
                return Err(Refusal::NotGranted { function: function.into() }.into());
            }
            let sql = "UPDATE session SET acting_as = $1, cases = '[]' WHERE token = $2";
            connection.execute(sql, &[Param::Text(function), Param::Bytes(&call.id.token().0)])?;
            let session = live(connection, call)?;
            let by = before.by(call.request, call.at);
            let entry = Entry { reason: reason.into(), ..Entry::new(by, What::SwitchedFunction, format!("function/{function}")) };
            audit::add(connection, &[entry])?;
            Ok((session, 1))
        })
    }

    /// Opens a compliance case in the session; one of the same class is replaced. Who may open one is for the gate to say.
    pub fn open_case(&self, call: &Call<'_>, case: &Case) -> Result<Session, Error> {
        if case.class.trim().is_empty() || case.reason.trim().is_empty() || case.until <= call.at {
            return Err(Refusal::CaseUnfit.into());
        }
        self.write(|connection| {
            let mut session = live(connection, call)?;
            session.cases.retain(|open| open.class != case.class);
            session.cases.push(case.clone());
            keep_cases(connection, call, &session)?;
            let after = Body::from_iter([("until".to_owned(), case.until.to_string().into())]);
            let by = session.by(call.request, call.at);
            let entry = Entry { reason: case.reason.clone(), after: Some(after), ..Entry::new(by, What::OpenedCase, &case.class) };
            audit::add(connection, &[entry])?;
            Ok((session, 1))
        })
    }

    /// Closes a case before its time; nothing happens if none of the class is open.
    pub fn close_case(&self, call: &Call<'_>, class: &str) -> Result<Session, Error> {
        self.write(|connection| {
            let mut session = live(connection, call)?;
            let open = session.cases.len();
            session.cases.retain(|case| case.class != class);
            if session.cases.len() == open {
                return Ok((session, 0));
            }
            keep_cases(connection, call, &session)?;
            audit::add(connection, &[Entry::new(session.by(call.request, call.at), What::ClosedCase, class)])?;
            Ok((session, 1))
        })
    }
}

fn keep_cases(connection: &Connection, call: &Call<'_>, session: &Session) -> Result<(), Error> {
    let cases = serde_json::to_string(&session.cases).map_err(|_| Error::Unreadable { what: "case" })?;
    let sql = "UPDATE session SET cases = $1 WHERE token = $2";
    connection.execute(sql, &[Param::Text(&cases), Param::Bytes(&call.id.token().0)])?;
    Ok(())
}
