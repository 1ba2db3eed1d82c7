//! Accounts: the first owner, grants and roles, passwords and passkeys, and what the audit says of each change.

use ledger::audit::{Filter, What};
use ledger::people::{Change, Grant, NewPerson, Passkey, PasswordHash, Role};
use ledger::sessions::Authority;
use ledger::{Ledger, Refusal};
use serde_json::json;

use crate::given::*;

fn grant(function: &str, markets: &[&str]) -> Change {
    Change::Grant(Grant { function: function.into(), markets: markets.iter().map(|&market| market.into()).collect() })
}

#[test]
fn the_first_account_owns_the_workspace_and_there_is_no_second_first() {
    let ledger = Ledger::in_memory().unwrap();
    assert!(!ledger.has_people().unwrap());
    let olga = ledger.create_owner(&person("Olga@Example.org ", &["leadership"]), "r-0", minute(0)).unwrap();
    assert_eq!((olga.login.as_str(), olga.active, olga.is_owner()), ("olga@example.org", true, true));
    assert!(ledger.has_people().unwrap());
    assert_eq!(refusal(ledger.create_owner(&person("eve", &[]), "r-1", minute(1))), Refusal::OwnerExists);
    assert_eq!(ledger.people().unwrap(), std::slice::from_ref(&olga));
    assert_eq!(ledger.person_with_login("OLGA@example.org").unwrap(), Some(olga));
}

#[test]
fn every_change_of_an_account_says_what_was_before_and_after() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    ledger.change_person(&console(), ana.id, &grant("heor", &["UK", "DE", "UK"]), "covers for Ben").unwrap();
    let event = &ledger.events(&Filter::default(), 1).unwrap()[0];
    assert_eq!((event.what, event.about.clone()), (What::ChangedPeople, format!("person/{}", ana.id)));
    assert_eq!((event.person.as_str(), event.reason.as_str()), ("setup", "covers for Ben"));
    let grants = |body: &Option<ledger::Body>| body.as_ref().unwrap()["grants"].as_array().unwrap().len();
    assert_eq!((grants(&event.before), grants(&event.after)), (2, 3));
    assert_eq!(event.after.as_ref().unwrap()["grants"][2], json!({ "function": "heor", "markets": ["DE", "UK"] }));

    let end = ledger.audit_end().unwrap();
    ledger.change_person(&console(), ana.id, &grant("heor", &["DE", "UK"]), "again").unwrap();
    assert_eq!(ledger.audit_end().unwrap(), end, "a change that changes nothing leaves no event");
}

#[test]
fn the_audit_never_holds_a_password_or_its_hash() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let hash = PasswordHash::new("correct horse battery", "ana", [1; 16]).unwrap();
    ledger.change_person(&console(), ana.id, &Change::Password(hash), "first password").unwrap();
    let event = ledger.events(&Filter::default(), 1).unwrap().remove(0);
    let before_and_after = json!([event.before, event.after]).to_string();
    assert!(!before_and_after.contains("argon2") && !before_and_after.contains("horse"), "{before_and_after}");
    assert_ne!(event.before.unwrap()["credentials"], event.after.unwrap()["credentials"], "that it changed is seen");
}

#[test]
fn a_password_lets_its_person_in_and_nobody_else() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    assert_eq!(ledger.check_password("ana", "correct horse battery").unwrap(), None, "no password is set yet");
    let hash = PasswordHash::new("correct horse battery", "ana", [1; 16]).unwrap();
    ledger.change_person(&console(), ana.id, &Change::Password(hash), "first password").unwrap();
    assert_eq!(ledger.check_password(" ANA", "correct horse battery").unwrap(), ledger.person(ana.id).unwrap());
    for (login, password) in [("ana", "correct horse"), ("ana", ""), ("olga", "correct horse battery"), ("nobody", "correct horse battery")]
    {
        assert_eq!(ledger.check_password(login, password).unwrap(), None, "{login} {password}");
    }
    ledger.change_person(&console(), ana.id, &Change::Deactivate, "leaves").unwrap();
    assert_eq!(ledger.check_password("ana", "correct horse battery").unwrap(), None);
}

#[test]
fn what_cannot_be_is_refused_and_leaves_no_trace() {
    let ledger = Ledger::in_memory().unwrap();
    let (olga, ana) = with_people(&ledger);
    let end = ledger.audit_end().unwrap();
    let change = |person, change: Change| refusal(ledger.change_person(&console(), person, &change, ""));
    assert_eq!(change(olga.id, Change::Deactivate), Refusal::LastOwner);
    assert_eq!(change(olga.id, Change::Take(Role::Owner)), Refusal::LastOwner);
    assert_eq!(change(ana.id, Change::Login("OLGA".into())), Refusal::LoginTaken { login: "olga".into() });
    assert_eq!(change(ana.id, Change::Login("a b".into())), Refusal::LoginUnfit { login: "a b".into() });
    assert_eq!(change(ana.id, Change::Name(" ".into())), Refusal::NameUnfit);
    assert_eq!(change(ana.id, Change::Name("Olga".into())), Refusal::NameTaken { name: "Olga".into() });
    assert_eq!(change(ana.id, grant("heor", &[])), Refusal::GrantUnfit);
    assert_eq!(change(ana.id, Change::RemovePasskey("k-1".into())), Refusal::NoPasskey);
    assert_eq!(change(id("nobody"), Change::Activate), Refusal::NoPerson);
    let twice = NewPerson { id: id("other"), name: "Another".into(), ..person("Ana", &[]) };
    assert_eq!(refusal(ledger.add_person(&console(), &twice, "")), Refusal::LoginTaken { login: "ana".into() });
    assert_eq!(ledger.audit_end().unwrap(), end);
    assert_eq!(ledger.people().unwrap(), [ana, olga]);
}

#[test]
fn only_an_owner_who_authenticated_lately_changes_others() {
    let ledger = Ledger::in_memory().unwrap();
    let (olga, ana) = with_people(&ledger);
    let [owner, other] = [sid(1), sid(2)];
    sign_in(&ledger, &olga, &owner, 0);
    sign_in(&ledger, &ana, &other, 0);
    let by = |id, at| Authority::Session(call(id, at));
    let hers = grant("heor", &["US"]);
    assert_eq!(refusal(ledger.change_person(&by(&other, 1), ana.id, &hers, "wants to")), Refusal::NotOwner);
    assert_eq!(refusal(ledger.change_person(&by(&other, 1), olga.id, &Change::Name("Eve".into()), "")), Refusal::NotOwner);
    assert_eq!(refusal(ledger.add_person(&by(&other, 1), &person("eve", &[]), "")), Refusal::NotOwner);
    assert_eq!(refusal(ledger.change_person(&by(&owner, 6), ana.id, &hers, "")), Refusal::StepUpNeeded);
    ledger.change_person(&by(&owner, 5), ana.id, &hers, "covers").unwrap();
    ledger.change_person(&by(&other, 1), ana.id, &Change::Name("Ana Kim".into()), "married").unwrap();
    let event =
        ledger.events(&Filter { person: Some(olga.id.to_string()), what: vec![What::ChangedPeople], ..Filter::default() }, 9).unwrap();
    assert_eq!((event.len(), event[0].acting_as.as_str(), event[0].session.clone()), (2, "leadership", owner.mark()));
}

#[test]
fn a_passkey_that_was_copied_is_found_out_by_its_counter() {
    let ledger = Ledger::in_memory().unwrap();
    let (olga, ana) = with_people(&ledger);
    let passkey = |id: &str, counter| Passkey { id: id.into(), label: "laptop".into(), credential: body(json!({ "key": id })), counter };
    let add = |who: &ledger::people::Person, key| ledger.change_person(&console(), who.id, &Change::AddPasskey(key), "");
    add(&ana, passkey("k-1", 5)).unwrap();
    add(&ana, passkey("k-2", 0)).unwrap();
    assert_eq!(refusal(add(&olga, passkey("k-1", 0))), Refusal::PasskeyTaken);
    assert_eq!(ledger.passkeys(ana.id).unwrap(), [passkey("k-1", 5), passkey("k-2", 0)]);

    assert_eq!(ledger.use_passkey("k-1", 6).unwrap(), ana.id);
    for old in [6, 5, 0] {
        assert_eq!(refusal(ledger.use_passkey("k-1", old)), Refusal::CopiedPasskey);
    }
    assert_eq!(ledger.use_passkey("k-2", 0).unwrap(), ana.id, "some passkeys never count");
    assert_eq!(ledger.use_passkey("k-2", 0).unwrap(), ana.id);
    assert_eq!(refusal(ledger.use_passkey("k-9", 1)), Refusal::NoPasskey);
}

#[test]
fn settings_are_kept_and_are_nobodys_business() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let end = ledger.audit_end().unwrap();
    let settings = body(json!({ "theme": "dark", "asset": "A-1" }));
    ledger.set_preferences(ana.id, &settings).unwrap();
    assert_eq!(ledger.person(ana.id).unwrap().unwrap().preferences, settings);
    assert_eq!(ledger.audit_end().unwrap(), end);
}
