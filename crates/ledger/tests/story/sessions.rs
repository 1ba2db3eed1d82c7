//! Sessions: fixation, replay, theft of the database, expiry, acting as one function, and the end of each.

use jiff::SignedDuration;
use ledger::people::{Change, Grant};
use ledger::sessions::{Authority, Case, Limits, SessionId, SignIn};
use ledger::{Ledger, Refusal};

use crate::given::*;

fn is_live(ledger: &Ledger, id: &SessionId, at: i64) -> bool {
    ledger.session(&call(id, at)).unwrap().is_some()
}

#[test]
fn signing_in_gives_a_new_id_and_ends_the_one_that_the_browser_brought() {
    let ledger = Ledger::in_memory().unwrap();
    let (olga, ana) = with_people(&ledger);
    let [planted, fresh] = [sid(1), sid(2)];
    sign_in(&ledger, &olga, &planted, 0);
    // Somebody made Ana's browser bring their own session's id. Her sign-in neither keeps nor takes over that session.
    let attempt = SignIn { replaces: Some(&planted), ..signing_in(&ana, &fresh, 1) };
    assert_eq!(ledger.sign_in(&attempt).unwrap().person.id, ana.id);
    assert!(!is_live(&ledger, &planted, 1));
    assert_eq!(refusal(ledger.sign_in(&signing_in(&ana, &fresh, 2))), Refusal::SessionIdUsed, "an id is never taken twice");
}

#[test]
fn an_old_id_is_worth_nothing_after_step_up_sign_out_and_deactivation() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let ids: Vec<SessionId> = (1..=4).map(sid).collect();
    sign_in(&ledger, &ana, &ids[0], 0);
    ledger.step_up(&call(&ids[0], 1), &ids[1], "password").unwrap();
    assert!(!is_live(&ledger, &ids[0], 1) && is_live(&ledger, &ids[1], 1));
    assert_eq!(refusal(ledger.step_up(&call(&ids[0], 1), &ids[2], "password")), Refusal::NoSession);

    ledger.sign_out(&call(&ids[1], 2)).unwrap();
    assert!(!is_live(&ledger, &ids[1], 2));
    assert_eq!(refusal(ledger.sign_out(&call(&ids[1], 2))), Refusal::NoSession);

    sign_in(&ledger, &ana, &ids[3], 3);
    ledger.change_person(&console(), ana.id, &Change::Deactivate, "leaves").unwrap();
    assert!(!is_live(&ledger, &ids[3], 3));
    assert_eq!(refusal(ledger.switch_function(&call(&ids[3], 3), "compliance", "audit")), Refusal::NoSession);
    assert_eq!(refusal(ledger.sign_in(&signing_in(&ana, &ids[2], 4))), Refusal::NotActive);
    ledger.change_person(&console(), ana.id, &Change::Activate, "is back").unwrap();
    assert!(!is_live(&ledger, &ids[3], 3), "an ended session does not come back with its person");
}

#[test]
fn a_stolen_database_yields_no_session() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::open(&path).unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    let session = sign_in(&ledger, &ana, &id, 0);
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let stolen = std::fs::read(&path).unwrap();
    let holds = |needle: &[u8]| stolen.windows(needle.len()).any(|window| window == needle);
    let secret = id.cookie();
    let bytes: Vec<u8> = (0..32).map(|place| u8::from_str_radix(&secret[2 * place..2 * place + 2], 16).unwrap()).collect();
    assert!(!holds(secret.as_bytes()) && !holds(&bytes), "the id is nowhere in the file");
    assert!(holds(session.mark.as_bytes()), "the mark is, in the audit");

    let token: Vec<u8> = raw.query_row("SELECT token FROM session", [], |row| row.get(0)).unwrap();
    let replayed = SessionId::from_random(token.try_into().unwrap());
    assert!(!is_live(&ledger, &replayed, 0), "what is stored is not what lets in");
    assert_eq!(SessionId::parse(&id.cookie()), Some(id.clone()));
    assert_eq!(SessionId::parse(&session.mark), None);
    assert!(!format!("{id:?}").contains(&secret[..20]), "nor does it get into a log");
}

#[test]
fn a_session_ends_after_half_an_hour_without_a_request_and_after_twelve_hours_in_any_case() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let [idle, busy] = [sid(1), sid(2)];
    sign_in(&ledger, &ana, &idle, 0);
    assert!(is_live(&ledger, &idle, 29));
    assert!(is_live(&ledger, &idle, 29 + 29), "each request begins the half hour again");
    assert!(!is_live(&ledger, &idle, 58 + 30));
    assert!(!is_live(&ledger, &idle, 58 + 31));
    assert_eq!(refusal(ledger.step_up(&call(&idle, 90), &sid(3), "password")), Refusal::NoSession);

    sign_in(&ledger, &ana, &busy, 0);
    for at in (0..720).step_by(10) {
        assert!(is_live(&ledger, &busy, at), "minute {at}");
    }
    assert!(!is_live(&ledger, &busy, 720));
    let stepped_up = sign_in(&ledger, &ana, &sid(4), 0);
    ledger.step_up(&call(&sid(4), 20), &sid(5), "password").unwrap();
    assert_eq!(ledger.session(&call(&sid(5), 40)).unwrap().unwrap().started, stepped_up.started, "stepping up is no new start");
}

#[test]
fn a_clock_that_goes_back_neither_ends_nor_prolongs_nor_freshens() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    sign_in(&ledger, &ana, &id, 100);
    let session = ledger.session(&call(&id, 90)).unwrap().unwrap();
    assert!(!session.is_fresh(minute(90), &Limits::USUAL));
    assert!(is_live(&ledger, &id, 129));
    assert!(is_live(&ledger, &id, 100), "an earlier request is not written down");
    assert!(!is_live(&ledger, &id, 129 + 30));
}

#[test]
fn requests_within_a_minute_write_nothing() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    sign_in(&ledger, &ana, &id, 0);
    let at = |seconds| minute(0) + SignedDuration::from_secs(seconds);
    let seen = |seconds| ledger.session(&ledger::sessions::Call { at: at(seconds), ..call(&id, 0) }).unwrap().unwrap().seen;
    assert_eq!([seen(30), seen(59), seen(60), seen(61)], [at(0), at(0), at(0), at(60)]);
}

#[test]
fn a_session_acts_as_one_function_and_every_switch_is_in_the_audit() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    let acting = |session: ledger::sessions::Session| session.acting.unwrap().function;
    assert_eq!(acting(sign_in(&ledger, &ana, &id, 0)), "medical");
    assert_eq!(acting(ledger.switch_function(&call(&id, 1), "compliance", "reviews the packs").unwrap()), "compliance");
    assert_eq!(refusal(ledger.switch_function(&call(&id, 2), "sales", "curious")), Refusal::NotGranted { function: "sales".into() });
    assert_eq!(refusal(ledger.switch_function(&call(&id, 2), "medical", " ")), Refusal::NoReason);
    assert_eq!(acting(ledger.session(&call(&id, 3)).unwrap().unwrap()), "compliance");
    let event = ledger.events(&ledger::audit::Filter::default(), 1).unwrap().remove(0);
    assert_eq!((event.what.as_str(), event.about.as_str()), ("switched-function", "function/compliance"));
    assert_eq!((event.acting_as.as_str(), event.reason.as_str(), event.session), ("medical", "reviews the packs", id.mark()));
}

#[test]
fn a_revoked_grant_is_gone_with_the_next_request() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    sign_in(&ledger, &ana, &id, 0);
    let narrowed = Change::Grant(Grant { function: "medical".into(), markets: vec!["DE".into()] });
    ledger.change_person(&console(), ana.id, &narrowed, "moves").unwrap();
    assert_eq!(ledger.session(&call(&id, 0)).unwrap().unwrap().acting.unwrap().markets, ["DE"]);
    ledger.change_person(&console(), ana.id, &Change::Revoke("medical".into()), "moves on").unwrap();
    let session = ledger.session(&call(&id, 0)).unwrap().unwrap();
    assert_eq!(session.acting, None, "still signed in, acting as nothing");
    ledger.switch_function(&call(&id, 1), "compliance", "the only one left").unwrap();
}

#[test]
fn a_case_is_open_until_its_end_and_ends_with_the_function_it_was_opened_for() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    sign_in(&ledger, &ana, &id, 0);
    let case = |class: &str, until| Case { class: class.into(), reason: "complaint 17".into(), until: minute(until) };
    ledger.open_case(&call(&id, 1), &case("request", 10)).unwrap();
    ledger.open_case(&call(&id, 1), &case("insight", 20)).unwrap();
    let open = |at| ledger.session(&call(&id, at)).unwrap().unwrap().cases.into_iter().map(|case| case.class).collect::<Vec<_>>();
    assert_eq!(open(9), ["request", "insight"]);
    assert_eq!(open(10), ["insight"]);
    assert_eq!(refusal(ledger.open_case(&call(&id, 10), &case("request", 10))), Refusal::CaseUnfit);
    ledger.close_case(&call(&id, 11), "insight").unwrap();
    assert_eq!(open(11), [""; 0]);
    ledger.open_case(&call(&id, 12), &case("request", 30)).unwrap();
    ledger.switch_function(&call(&id, 13), "compliance", "done here").unwrap();
    assert_eq!(open(13), [""; 0]);
    let whats: Vec<String> = told(&ledger).into_iter().map(|(what, _)| what).collect();
    assert_eq!(whats[3..], ["opened-case", "opened-case", "closed-case", "opened-case", "switched-function"]);
}

#[test]
fn people_see_their_devices_and_end_one_or_all() {
    let ledger = Ledger::in_memory().unwrap();
    let (olga, ana) = with_people(&ledger);
    let [laptop, phone, tablet, hers] = [sid(1), sid(2), sid(3), sid(4)];
    sign_in(&ledger, &ana, &laptop, 0);
    sign_in(&ledger, &ana, &phone, 1);
    sign_in(&ledger, &ana, &tablet, 2);
    sign_in(&ledger, &olga, &hers, 2);
    let marks = |at| ledger.sessions_of(ana.id, minute(at), &Limits::USUAL).unwrap().into_iter().map(|one| one.mark).collect::<Vec<_>>();
    assert_eq!(marks(2), [tablet.mark(), phone.mark(), laptop.mark()]);
    let by = Authority::Session(call(&laptop, 3));
    assert_eq!(ledger.end_sessions(&by, ana.id, Some(&phone.mark()), "lost").unwrap(), 1);
    assert_eq!(ledger.end_sessions(&by, ana.id, Some(&hers.mark()), "not hers").unwrap(), 0);
    assert_eq!(refusal(ledger.end_sessions(&by, olga.id, None, "not hers")), Refusal::NotOwner);
    assert_eq!(marks(3), [tablet.mark(), laptop.mark()]);
    assert!(is_live(&ledger, &hers, 3));

    let new = ledger::people::PasswordHash::new("a new password, longer", "ana", [2; 16]).unwrap();
    ledger.change_person(&by, ana.id, &Change::Password(new), "lost phone").unwrap();
    assert_eq!(marks(3), [laptop.mark()], "a new password ends the other sessions");
    let owner = Authority::Session(call(&hers, 4));
    assert_eq!(ledger.end_sessions(&owner, ana.id, None, "gone home").unwrap(), 1);
    assert_eq!(marks(4), [""; 0]);
}

#[test]
fn sessions_that_are_over_are_forgotten_and_no_others() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    sign_in(&ledger, &ana, &sid(1), 0);
    sign_in(&ledger, &ana, &sid(2), 1);
    assert_eq!(ledger.forget_sessions(minute(30), &Limits::USUAL).unwrap(), 1);
    assert!(is_live(&ledger, &sid(2), 30));
    assert_eq!(ledger.forget_sessions(minute(721), &Limits::USUAL).unwrap(), 1);
}

#[test]
fn who_came_in_without_authenticating_is_never_fresh() {
    let ledger = Ledger::in_memory().unwrap();
    let (_, ana) = with_people(&ledger);
    let id = sid(1);
    let demo = SignIn { authenticated: false, how: "demo", function: Some("compliance"), ..signing_in(&ana, &id, 0) };
    let session = ledger.sign_in(&demo).unwrap();
    assert!(!session.is_fresh(minute(0), &Limits::USUAL));
    assert_eq!(session.acting.unwrap().function, "compliance");
    let unfit = SignIn { function: Some("sales"), ..signing_in(&ana, &id, 0) };
    assert_eq!(refusal(ledger.sign_in(&SignIn { id: &sid(9), ..unfit })), Refusal::NotGranted { function: "sales".into() });
}
