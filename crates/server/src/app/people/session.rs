//! The session of a request, and what it becomes for the gate: a seat with exactly one function.

use guardrails::{Case, Class, Seat};
use jiff::Timestamp;
use ledger::{
    Ledger,
    people::{Grant, Person},
    sessions::{Call, Limits, SessionId},
};
use strategy::{Function, Key};

use crate::app::{App, Error};

/// How long sessions last.
pub(super) const LIMITS: Limits = Limits::USUAL;

/// What a grant says instead of markets when it holds in all of them, those to come included.
pub const ALL_MARKETS: &str = "*";

/// A live session and the request that presented it. The id that the browser holds never leaves it.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) id: SessionId,
    pub(super) stands: ledger::sessions::Session,
    pub(super) request: String,
    pub(super) at: Timestamp,
}

/// A request that is to be noted on its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due;

impl App {
    /// The live session with an id, as it stands at this instant: what was ended, revoked or deactivated is gone. Notes the
    /// request now and then, for which it may wait for a writer.
    pub fn session(&self, id: &str, request: &str) -> Result<Option<Session>, Error> {
        self.session_by(id, request, |ledger, call| ledger.session(call))
    }

    /// The same without waiting for anybody; `Err(Due)` where the request is to be noted, which takes [`App::session`].
    pub fn session_at_hand(&self, id: &str, request: &str) -> Result<Result<Option<Session>, Due>, Error> {
        let found = self.session_by(id, request, |ledger, call| ledger.look_up(call))?;
        let is_due = found.as_ref().is_some_and(|session| session.stands.is_to_be_noted(&session.call()));
        Ok(if is_due { Err(Due) } else { Ok(found) })
    }

    fn session_by(
        &self,
        id: &str,
        request: &str,
        find: impl FnOnce(&Ledger, &Call<'_>) -> Result<Option<ledger::sessions::Session>, ledger::Error>,
    ) -> Result<Option<Session>, Error> {
        let Some(id) = SessionId::parse(id) else { return Ok(None) };
        let at = self.now();
        let call = Call { id: &id, at, limits: LIMITS, request };
        let stands = find(self.inner.whole.ledger(), &call)?;
        Ok(stands.map(|stands| Session { id, stands, request: request.into(), at }))
    }

    /// Whether there is any account. Until there is, the first to come makes the owner's.
    pub fn has_people(&self) -> Result<bool, Error> {
        Ok(self.inner.whole.ledger().has_people()?)
    }

    /// Whether the person in a seat has confirmed lately who they are, as signatures and changes of policy ask for.
    pub fn step_up_is_fresh(&self, seat: &Seat) -> bool {
        seat.stepped_up_at.is_some_and(|then| then <= seat.at && seat.at.duration_since(then) <= LIMITS.fresh)
    }
}

impl Session {
    /// What stands for the session in the audit and in lists; nobody gets in with it.
    pub fn mark(&self) -> &str {
        &self.stands.mark
    }

    /// The id of the request, as the audit has it.
    pub fn request(&self) -> &str {
        &self.request
    }

    /// The request's instant.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Whose it is, as they are now.
    pub fn person(&self) -> &Person {
        &self.stands.person
    }

    /// Whether the person administers people.
    pub fn is_owner(&self) -> bool {
        self.stands.person.is_owner()
    }

    /// The function acted as, if one is chosen and still granted.
    pub fn function(&self) -> Option<Function> {
        self.stands.acting.as_ref().and_then(|acting| Function::parse(&acting.function))
    }

    /// The functions that may be acted as, in their order.
    pub fn functions(&self) -> Vec<Function> {
        let granted =
            |function: &&Function| self.stands.person.grants.iter().any(|grant| Function::parse(&grant.function) == Some(**function));
        Function::ALL.iter().filter(granted).copied().collect()
    }

    /// Whether the person has confirmed lately who they are.
    pub fn is_fresh(&self) -> bool {
        self.stands.is_fresh(self.at, &LIMITS)
    }

    /// From where the person looks; `None` if they act as nothing.
    pub fn seat(&self) -> Option<Seat> {
        let acting = self.stands.acting.as_ref()?;
        let markets = markets(&acting.markets)?;
        let cases = self
            .stands
            .cases
            .iter()
            .filter_map(|case| Some(Case { class: Class::parse(&case.class)?, reason: case.reason.clone(), until: case.until }));
        Some(Seat {
            markets,
            cases: cases.collect(),
            stepped_up_at: self.stands.stepped_up,
            ..Seat::new(self.stands.person.name.clone(), Function::parse(&acting.function)?, self.at)
        })
    }

    /// The author of an entry of the audit.
    pub fn by(&self) -> ledger::audit::By {
        self.stands.by(&self.request, self.at)
    }

    pub(in crate::app) fn call(&self) -> Call<'_> {
        Call { id: &self.id, at: self.at, limits: LIMITS, request: &self.request }
    }
}

/// The markets of a seat. INVARIANT: for the gate no market means all of them, so a grant whose markets cannot be read
/// gives no seat at all rather than an empty list.
fn markets(granted: &[String]) -> Option<Vec<Key>> {
    if granted.iter().any(|market| market == ALL_MARKETS) {
        return Some(vec![]);
    }
    let keys: Vec<Key> = granted.iter().filter_map(|market| Key::new(market)).collect();
    (!keys.is_empty()).then_some(keys)
}

/// A grant as somebody wrote it: a function, and the markets between blanks or commas, or `*`.
pub fn grant(function: Function, markets: &str) -> Option<Grant> {
    let words: Vec<String> = markets.split([' ', ',', ';', '\n', '\r', '\t']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let fits = words.iter().all(|word| word == ALL_MARKETS || Key::new(word).is_some());
    (fits && !words.is_empty()).then(|| Grant { function: function.as_str().into(), markets: words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_that_names_no_readable_market_opens_none_instead_of_all() {
        let of = |words: &[&str]| markets(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&[ALL_MARKETS]), Some(vec![]));
        assert_eq!(of(&["MK-US", "MK-DE"]).map(|keys| keys.len()), Some(2));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["not a key"]), None);
    }

    #[test]
    fn markets_are_written_with_blanks_or_commas_between_them() {
        let of = |text: &str| grant(Function::Sales, text).map(|grant| grant.markets);
        assert_eq!(of("MK-US, MK-DE"), Some(vec!["MK-US".to_owned(), "MK-DE".to_owned()]));
        assert_eq!(of(" * "), Some(vec!["*".to_owned()]));
        assert_eq!([of(""), of(" , "), of("MK-US ?")], [None, None, None]);
    }
}
