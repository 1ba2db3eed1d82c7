//! `session`: who is signed in, and the end of it. A session is named by its mark, with which nobody gets in.

use ledger::{
    people::Person,
    sessions::{Limits, Session as Stands},
};
use serde_json::json;

use super::{by, find, who};
use crate::{
    args::{Common, Session},
    exit::{Exit, NotFound},
    render, workspace,
};

pub(in crate::commands) fn run(common: &Common, step: &Session) -> anyhow::Result<Exit> {
    let ledger = workspace::ledger(common)?;
    match step {
        Session::List { login } => {
            let people = match login {
                Some(login) => vec![find(&ledger, login)?],
                None => ledger.people()?,
            };
            for person in people {
                for session in ledger.sessions_of(person.id, workspace::now(), &Limits::USUAL)? {
                    render::line(&told(common, &person, &session));
                }
            }
            Ok(Exit::Ok)
        }
        Session::End { login, mark, why } => {
            let person = find(&ledger, login)?;
            let ended = ledger.end_sessions(&by(&who(common)?), person.id, mark.as_deref(), &why.reason)?;
            match (ended, mark) {
                (0, Some(mark)) => Err(NotFound(format!("`{}` has no session `{mark}`", person.login)).into()),
                (ended, _) => {
                    render::say(common, &format!("ended {ended} of `{}`", person.login));
                    Ok(Exit::Ok)
                }
            }
        }
    }
}

fn told(common: &Common, person: &Person, session: &Stands) -> String {
    let acting = session.acting.as_ref().map_or("nothing", |acting| acting.function.as_str());
    let (started, seen) = (session.started.to_string(), session.seen.to_string());
    match common.json {
        true => json!({ "mark": session.mark, "login": person.login, "acting_as": acting, "device": session.device, "started": started, "seen": seen })
            .to_string(),
        false => format!("{}  {}  as {acting}, {}, since {started}, last used {seen}", session.mark, person.login, session.device),
    }
}
