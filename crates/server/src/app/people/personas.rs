//! The people of the demo: invented, one for each function and one with two hats. Anybody may be any of them, and every
//! session that begins so says `demo` in the audit. A workspace that is served for real never offers them.

use jiff::Timestamp;
use ledger::{
    Ledger, Refusal,
    people::{Grant, NewPerson, Role},
    sessions::Authority,
};
use strategy::Function;
use uuid::Uuid;

use super::{ALL_MARKETS, Arrival, Asked, Attempt, Session};
use crate::app::{App, Error};

/// Somebody of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Persona {
    /// The login, which is also what the button sends.
    pub login: &'static str,
    /// The name; made up so that nobody takes it for a real one.
    pub name: &'static str,
    /// The functions.
    pub functions: &'static [Function],
    /// What the person comes for.
    pub comes_for: &'static str,
}

const fn persona(login: &'static str, name: &'static str, functions: &'static [Function], comes_for: &'static str) -> Persona {
    Persona { login, name, functions, comes_for }
}

/// Everybody, the owner first.
const PERSONAS: &[Persona] = &[
    persona(
        "leadership",
        "Lea Leadership",
        &[Function::Leadership],
        "sees whether the one vision holds, decides, and looks after accounts",
    ),
    persona("medical", "Mina Medical", &[Function::Medical], "writes the need and the science, and signs for Medical"),
    persona("medical-information", "Ines Inquiry", &[Function::MedicalInformation], "answers questions that nobody asked us to raise"),
    persona("sales", "Sandro Sales", &[Function::Sales], "plans visits, and sees what may be said where"),
    persona("marketing", "Marla Marketing", &[Function::Marketing], "writes messages on claims that can be defended"),
    persona("market-access", "Axel Access", &[Function::MarketAccess], "plans for payers, barriers and coverage"),
    persona("heor", "Hedda Heor", &[Function::Heor], "brings the economics of the need"),
    persona("clinical", "Clio Clinical", &[Function::Clinical], "runs the trials that the claims wait for"),
    persona("regulatory", "Reggie Regulatory", &[Function::Regulatory], "keeps stages and labels of the markets true"),
    persona("safety", "Sefa Safety", &[Function::Safety], "looks after what patients report"),
    persona("compliance", "Conrad Compliance", &[Function::Compliance], "reviews the rules, and sees who may see what"),
    persona("two-hats", "Toni Twohats", &[Function::Medical, Function::Marketing], "holds two functions, and acts as one at a time"),
];

impl Persona {
    fn id(&self) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("demo/{}", self.login).as_bytes())
    }

    fn account(&self) -> NewPerson {
        let everywhere = |function: &Function| Grant { function: function.as_str().into(), markets: vec![ALL_MARKETS.into()] };
        let signs = match self.login {
            "medical" => Some("medical"),
            "marketing" => Some("commercial"),
            "compliance" => Some("compliance"),
            _ => None,
        };
        NewPerson {
            id: self.id(),
            login: self.login.into(),
            name: self.name.into(),
            password: None,
            grants: self.functions.iter().map(everywhere).collect(),
            roles: signs.map(|party| Role::PolicyOwner(party.into())).into_iter().collect(),
        }
    }
}

/// Makes the people of the demo in a ledger that has none.
pub fn make_personas(ledger: &Ledger, at: Timestamp) -> Result<(), Error> {
    let [first, others @ ..] = PERSONAS else { return Ok(()) };
    ledger.create_owner(&first.account(), "", at)?;
    for one in others {
        ledger.add_person(&Authority::Console { name: "demo", at }, &one.account(), "the demo's own people")?;
    }
    Ok(())
}

impl App {
    /// Those whom anybody may be here; nobody unless this is the demo.
    pub fn personas(&self) -> &'static [Persona] {
        if self.inner.is_demo { PERSONAS } else { &[] }
    }

    /// Signs in as somebody of the demo, without asking for anything. Not authenticated: nothing counts as confirmed.
    pub fn enter_as(&self, login: &str, arrival: &Arrival) -> Asked<String> {
        match self.personas().iter().find(|one| one.login == login) {
            Some(one) => self.begin(one.id(), "demo", false, arrival),
            None => Ok(Err(Refusal::NoPerson)),
        }
    }

    /// Confirms who one is in the demo, where there is nothing to confirm it with; the audit says `demo`.
    pub fn step_up_in_demo(&self, session: &Session) -> Result<Attempt, Error> {
        if self.inner.is_demo { self.confirm(session, "demo") } else { Ok(Attempt::Wrong) }
    }
}
