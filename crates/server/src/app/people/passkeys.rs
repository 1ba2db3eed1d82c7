//! Passkeys: registered by somebody who is signed in; from then on a way in, and a way to confirm who one is, without a
//! password. The library checks what a browser answers and the ledger refuses copies; here is kept what was asked of whom.

mod questions;

use ledger::{
    Body, Refusal,
    audit::{By, Entry, What},
    people::{Change, Passkey as Kept},
    sessions::Authority,
};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, WebauthnError,
};

pub(super) use questions::Questions;

use super::{Arrival, Asked, Attempt, Session, asked};
use crate::app::{App, Error};

/// What the browser is asked, with the id under which it answers.
#[derive(Clone, Debug)]
pub struct Question {
    /// The id.
    pub id: Uuid,
    /// The options for the browser, as the standard writes them in JSON.
    pub options: Value,
}

/// What the browser answered: the id of the question, and the credential as JSON.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The id of the question.
    pub question: String,
    /// The credential.
    pub credential: String,
}

/// What was asked, and of which session.
enum Asking {
    Registration { mark: String, state: PasskeyRegistration },
    Entry(DiscoverableAuthentication),
    Confirmation { mark: String, state: PasskeyAuthentication },
}

impl App {
    /// The person's passkeys, by label.
    pub fn own_passkeys(&self, session: &Session) -> Result<Vec<Kept>, Error> {
        Ok(self.inner.whole.ledger().passkeys(session.person().id)?)
    }

    /// Asks for a new passkey. It must be one that the device can find without a login, so that signing in asks for none.
    pub fn ask_for_new_passkey(&self, session: &Session) -> Asked<Question> {
        if !session.is_fresh() {
            return Ok(Err(Refusal::StepUpNeeded));
        }
        let person = session.person();
        let there = self.own_passkeys(session)?.iter().filter_map(|kept| known(kept).map(|key| key.cred_id().clone())).collect();
        let (options, state) = self
            .questions()
            .library()
            .start_passkey_registration(person.id, &person.login, &person.name, Some(there))
            .map_err(|error| failed(&error))?;
        let mut options = json(&options)?;
        options["publicKey"]["authenticatorSelection"]["residentKey"] = "required".into();
        options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = true.into();
        let id = self.questions().keep(self.now(), Asking::Registration { mark: session.mark().into(), state });
        Ok(Ok(Question { id, options }))
    }

    /// Keeps the passkey that the browser made. `None` if the answer is no answer to what was asked.
    pub fn add_passkey(&self, session: &Session, label: &str, answer: &Answer) -> Asked<Option<()>> {
        let Some(Asking::Registration { mark, state }) = self.questions().take(self.now(), &answer.question) else { return Ok(Ok(None)) };
        let made = serde_json::from_str::<RegisterPublicKeyCredential>(&answer.credential).ok();
        let made = made.filter(|_| mark == session.mark());
        let Some(key) = made.and_then(|made| self.questions().library().finish_passkey_registration(&made, &state).ok()) else {
            return Ok(Ok(None));
        };
        let passkey = kept(&key, label)?;
        self.change_own(session, &Change::AddPasskey(passkey)).map(|changed| changed.map(Some))
    }

    /// The passkey is none any more; other sessions end with it.
    pub fn remove_passkey(&self, session: &Session, id: &str) -> Asked<()> {
        self.change_own(session, &Change::RemovePasskey(id.into()))
    }

    fn change_own(&self, session: &Session, change: &Change) -> Asked<()> {
        let by = Authority::Session(session.call());
        Ok(asked(self.inner.whole.ledger().change_person(&by, session.person().id, change, "by the person"))?.map(drop))
    }

    /// Asks whoever comes for one of the passkeys on their device. Nothing is said of who has an account.
    pub fn ask_for_passkey(&self) -> Result<Question, Error> {
        let (options, state) = self.questions().library().start_discoverable_authentication().map_err(|error| failed(&error))?;
        let mut options = json(&options)?;
        if let Some(options) = options.as_object_mut() {
            // The browser asks at once, not in the list of a text field.
            options.remove("mediation");
        }
        Ok(Question { id: self.questions().keep(self.now(), Asking::Entry(state)), options })
    }

    /// Signs in with a passkey.
    pub fn sign_in_with_passkey(&self, answer: &Answer, arrival: &Arrival) -> Result<Attempt, Error> {
        let person = match self.questions().take(self.now(), &answer.question) {
            Some(Asking::Entry(state)) => self.owner_of(&answer.credential, state)?,
            _ => None,
        };
        if let Some(person) = person
            && let Ok(id) = self.begin(person, "passkey", true, arrival)?
        {
            return Ok(Attempt::Entered(id));
        }
        let about = person.map(|person| format!("person/{person}")).unwrap_or_default();
        self.inner.whole.ledger().audit(&[Entry::new(By::nobody(&arrival.request, self.now()), What::SignInFailed, about)])?;
        Ok(Attempt::Wrong)
    }

    /// Whose passkey answered, if it is theirs, unchanged and no copy.
    fn owner_of(&self, credential: &str, state: DiscoverableAuthentication) -> Result<Option<Uuid>, Error> {
        let Ok(credential) = serde_json::from_str::<PublicKeyCredential>(credential) else { return Ok(None) };
        let library = self.questions().library();
        let Ok((person, _)) = library.identify_discoverable_authentication(&credential) else { return Ok(None) };
        let ledger = self.inner.whole.ledger();
        let Some(key) = ledger.passkeys(person)?.iter().filter_map(known).find(|key| names(&credential, key)) else { return Ok(None) };
        let Ok(proof) = library.finish_discoverable_authentication_v2(&credential, state, &key) else { return Ok(None) };
        let used = asked(ledger.use_passkey(&written(proof.cred_id())?, proof.counter()))?;
        Ok(used.ok().filter(|owner| *owner == person))
    }

    /// Asks somebody who is signed in for one of their passkeys; `None` if they have none.
    pub fn ask_to_confirm(&self, session: &Session) -> Result<Option<Question>, Error> {
        let keys: Vec<Passkey> = self.own_passkeys(session)?.iter().filter_map(known).collect();
        if keys.is_empty() {
            return Ok(None);
        }
        let (options, state) = self.questions().library().start_passkey_authentication(&keys).map_err(|error| failed(&error))?;
        let id = self.questions().keep(self.now(), Asking::Confirmation { mark: session.mark().into(), state });
        Ok(Some(Question { id, options: json(&options)? }))
    }

    /// Confirms with a passkey who one is. The session gets a new id.
    pub fn step_up_with_passkey(&self, session: &Session, answer: &Answer) -> Result<Attempt, Error> {
        let ledger = self.inner.whole.ledger();
        let proof = match self.questions().take(self.now(), &answer.question) {
            Some(Asking::Confirmation { mark, state }) if mark == session.mark() => {
                let credential = serde_json::from_str::<PublicKeyCredential>(&answer.credential).ok();
                credential.and_then(|credential| self.questions().library().finish_passkey_authentication(&credential, &state).ok())
            }
            _ => None,
        };
        let used = match proof {
            Some(proof) => asked(ledger.use_passkey(&written(proof.cred_id())?, proof.counter()))?.ok(),
            None => None,
        };
        if used == Some(session.person().id) {
            return self.confirm(session, "passkey");
        }
        ledger.audit(&[Entry::new(session.stands.by(&session.request, session.at), What::StepUpFailed, "passkey")])?;
        Ok(Attempt::Wrong)
    }

    fn questions(&self) -> &Questions {
        &self.inner.door.questions
    }
}

/// A kept passkey as the library knows it. One that it cannot read any more opens nothing.
fn known(kept: &Kept) -> Option<Passkey> {
    serde_json::from_value(Value::Object(kept.credential.clone())).ok()
}

fn names(credential: &PublicKeyCredential, key: &Passkey) -> bool {
    credential.get_credential_id() == key.cred_id().as_slice()
}

/// A new passkey as the ledger keeps it, with the counter that it begins at.
fn kept(key: &Passkey, label: &str) -> Result<Kept, Error> {
    let credential = match json(key)? {
        Value::Object(credential) => credential,
        _ => Body::new(),
    };
    let counter = credential.get("cred").and_then(|cred| cred.get("counter")).and_then(Value::as_u64).unwrap_or_default();
    let label = match label.trim() {
        "" => "passkey",
        label => label,
    };
    Ok(Kept { id: written(key.cred_id())?, label: label.into(), credential, counter: u32::try_from(counter).unwrap_or(u32::MAX) })
}

/// The id of a credential as browsers write it.
fn written(id: &CredentialID) -> Result<String, Error> {
    Ok(json(id)?.as_str().unwrap_or_default().to_owned())
}

fn json(value: &impl serde::Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Passkey(error.to_string()))
}

fn failed(error: &WebauthnError) -> Error {
    Error::Passkey(error.to_string())
}
