//! The life of the policy as people live it: drafted, compared, signed by three sides, put in force, taken back; and what
//! somebody with the workspace's file in hand cannot do.

use axum::http::StatusCode;
use guardrails::{POLICY, Place, Policy, Signature};
use ledger::{
    Append, Body, Ledger, Write,
    audit::Filter,
    sessions::{Authority, SessionId},
};
use serde_json::{Value, json};
use server::app::{Seat, Workspace, policy::Stepped};
use strategy::Function;

use crate::harness::{Answer, Server, TODAY, clock, serve, somebody};

const STRATEGY: &str = r#"
[asset.A-1]
name = "LX-101"

[market.MK-US]
name = "United States"
jurisdiction = "US"
stage = "filed"

[need.N-1]
statement = "Patients go home from hospital without a plan"
owner = "medical"

[stakeholder.S-1]
name = "Delta Rivers Cardiology"
kind = "organisation"
level = "local"
contracts = "numbat speaker contract"
preferred_channels = ["in person"]
"#;

const PARTIES: [Function; 3] = [Function::Medical, Function::Marketing, Function::Compliance];

/// The draft's form as a browser sends it, with some of it typed anew.
async fn typed(server: &Server, stage: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = server.get(&format!("/guardrails/draft?stage={stage}")).await;
    let value =
        |piece: &str, name: &str| piece.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let inputs =
        page.main().split("<input ").skip(1).map(|piece| piece.split('>').next().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let sent = inputs.iter().filter(|piece| !piece.contains("type=\"checkbox\"") || piece.contains(" checked"));
    let sent = sent.filter_map(|piece| Some((value(piece, "name")?, value(piece, "value").unwrap_or_default())));
    let known = |name: &str| typed.iter().any(|(typed, _)| *typed == name);
    let mut form: Vec<(String, String)> = sent.filter(|(name, _)| !known(name)).collect();
    form.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    form
}

async fn save(server: &Server, stage: &str, changes: &[(&str, &str)]) -> Answer {
    let form = typed(server, stage, changes).await;
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    server.post_acting(Function::Sales, "/guardrails/draft", &form).await
}

fn drafted(server: &Server) -> String {
    server.app.policies().expect("the policies").draft.expect("a draft").policy.digest()
}

/// The cookie of somebody who signs for a function: three sides are three people.
fn signer(server: &Server, function: Function) -> String {
    let place = Function::ALL.iter().position(|one| *one == function).expect("a function") as u8;
    let id = SessionId::from_random([100 + place; 32]);
    let cookie = format!("lodestar={}", id.cookie());
    if server.app.session(&id.cookie(), "").expect("sessions can be read").is_some() {
        return cookie;
    }
    let by = Authority::Console { name: "test", at: clock() };
    let person = server.ledger.add_person(&by, &somebody(&format!("Signer{place}"), &[function]), "").expect("a new person");
    server.signed_in(&person, &id, Some(function))
}

async fn sign(server: &Server, function: Function) -> Answer {
    let read = drafted(server);
    server.post_with(&signer(server, function), "/guardrails/draft/signature", &[("word", "sign"), ("read", &read)]).await
}

async fn activate(server: &Server) -> Answer {
    let read = drafted(server);
    server
        .post_acting(Function::Compliance, "/guardrails/draft/activation", &[("word", "activate"), ("read", &read), ("reason", "agreed")])
        .await
}

/// What the gate answers Sales about the channels that people prefer.
async fn may_sales(server: &Server) -> String {
    let asked = "/guardrails/simulator?as=sales&act=see&class=channel-preference&audience=internal&stage=filed&region=US";
    let told: Value = serde_json::from_str(&server.get_as(asked, "application/json").await.body).expect("JSON");
    told["verdict"].as_str().expect("a verdict").to_owned()
}

#[tokio::test]
async fn a_changed_cell_counts_once_three_sides_have_signed_and_is_taken_back_in_one_step() {
    let server = serve(STRATEGY);
    assert_eq!(may_sales(&server).await, "forbid");
    let saved = save(&server, "preapproval", &[("preapproval.channel-preference.sales", "F"), ("reason", "asked by the field")]).await;
    assert_eq!(saved.location, "/guardrails/versions?done=drafted", "{}", saved.words());
    let page = server.get("/guardrails/versions").await;
    page.says("Draft of version 1")
        .says("Cell preapproval/channel-preference/sales: - → F")
        .says("Still to sign: Medical, Commercial and Compliance");
    page.says("Nobody gains or loses any of the records that you see").says("May no longer");
    // Medical sees the channels that people prefer, so for Medical they are counted.
    server.get_acting(Function::Medical, "/guardrails/versions").await.says("Sales gains the content of fewer than 5 channel preferences");
    assert_eq!(may_sales(&server).await, "forbid", "a draft decides nothing");
    for function in PARTIES {
        assert_eq!(activate(&server).await.status, StatusCode::FORBIDDEN, "before {function} has signed");
        assert_eq!(sign(&server, function).await.location, "/guardrails/versions?done=signed");
    }
    server.get("/guardrails/versions").await.says("All three have signed it.").says("Signer0");
    assert_eq!(activate(&server).await.location, "/guardrails/versions?done=activated");
    assert_eq!(may_sales(&server).await, "permit", "the next request is decided by it");
    server.get("/guardrails/versions").await.says("In force: version 1").says("policy epoch 2");
    server.get_acting(Function::Sales, "/records/S-1").await.says("in person").says("policy epoch 2");

    let back = [("word", "roll back"), ("reason", "too wide")];
    let back = server.post_acting(Function::Marketing, "/guardrails/versions/0/restoring", &back).await;
    assert_eq!(back.location, "/guardrails/versions?done=rolled-back", "{}", back.words());
    assert_eq!(may_sales(&server).await, "forbid");
    server.get("/guardrails/versions").await.says("In force: as shipped").says("policy epoch 3").says("too wide");
    server.get_acting(Function::Sales, "/records/S-1").await.does_not_say("in person");
    // No page of the strategy tells of it: it is no record of the strategy.
    for path in ["/records", "/changes", "/export.toml", "/search?q=guardrail+policy"] {
        server.get(path).await.does_not_say("guardrails: version").does_not_say("too wide");
    }
}

#[tokio::test]
async fn what_was_not_read_or_meant_is_not_signed() {
    let server = serve(STRATEGY);
    save(&server, "approved", &[("approved.insight.sales", "M")]).await;
    let first = drafted(&server);
    let mistyped = server.post_acting(Function::Medical, "/guardrails/draft/signature", &[("word", "yes"), ("read", &first)]).await;
    assert_eq!(mistyped.status, StatusCode::UNPROCESSABLE_ENTITY);
    mistyped.says("Type sign to confirm");
    assert_eq!(sign(&server, Function::MarketAccess).await.status, StatusCode::FORBIDDEN, "Market access is no party");
    assert_eq!(sign(&server, Function::Medical).await.status, StatusCode::SEE_OTHER);
    assert_eq!(sign(&server, Function::MedicalInformation).await.status, StatusCode::FORBIDDEN, "Medical has signed");
    let read = drafted(&server);
    let form = [("word", "sign"), ("read", read.as_str())];
    assert_eq!(server.post_acting(Function::Marketing, "/guardrails/draft/signature", &form).await.status, StatusCode::SEE_OTHER);
    let unproved = server.post_with(&server.unproved(Function::Compliance), "/guardrails/draft/signature", &form).await;
    assert_eq!(unproved.location, "/step-up?next=/guardrails/draft/signature", "whoever signs proves first who they are");
    let twice = server.post_acting(Function::Compliance, "/guardrails/draft/signature", &form).await;
    assert_eq!(twice.status, StatusCode::FORBIDDEN, "Kim has signed as Marketing and is one person");
    twice.says("three people");
    // A change of the draft asks for every signature again.
    save(&server, "approved", &[("approved.insight.sales", "F own, A")]).await;
    assert!(server.app.policies().expect("the policies").signatures().is_empty());
    let stale = server.post_acting(Function::Medical, "/guardrails/draft/signature", &[("word", "sign"), ("read", &first)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.words());
    // Whoever has not just proved who they are does not sign.
    let seat = Seat::new("Kim", Function::Medical, server.app.now());
    assert!(matches!(server.app.sign_draft(&seat, false, &drafted(&server), "agreed"), Ok(Stepped::Denied(_))));
    let gone =
        server.post_acting(Function::Sales, "/guardrails/draft/discarding", &[("word", "give up"), ("read", &drafted(&server))]).await;
    assert_eq!(gone.location, "/guardrails/versions?done=discarded");
    assert_eq!(server.get("/guardrails/draft/signature").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_policy_that_cannot_stand_is_refused_with_its_place() {
    let server = serve(STRATEGY);
    let house = "// ours\n\npermit(principal, action, resource) when { context.class == \"sample\" ";
    for (changes, says) in [
        ([("house", house)], "Line 3 of the rules of the house"),
        ([("relaxed", "US-08")], "US-08 cannot be relaxed"),
        ([("overlay", "US-O6")], "no rule US-O6"),
        ([("approved.insight.sales", "M maybe")], "maybe` is not a word of a cell"),
    ] {
        let refused = save(&server, "approved", &changes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        refused.says(says);
    }
    let now = server.app.policies().expect("the policies");
    assert!(now.draft.is_none() && now.epoch == 1 && server.gates.current().epoch() == 1);
}

#[tokio::test]
async fn a_pack_is_unreviewed_until_compliance_signs_exactly_its_text() {
    let server = serve(STRATEGY);
    let digest = |server: &Server| server.gates.current().packs().iter().find(|pack| pack.name == "jp").expect("a pack").digest.clone();
    let path = "/guardrails/packs/jp/signature";
    server.get_acting(Function::Compliance, path).await.says("JP-01").says("second-hand");
    let other = server.post_acting(Function::Compliance, path, &[("word", "sign"), ("read", "0000")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    let form = [("word", "sign"), ("read", &*digest(&server))];
    assert_eq!(server.post_acting(Function::Medical, path, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(server.post_acting(Function::Compliance, path, &form).await.location, "/guardrails/versions?done=reviewed");
    server.get("/guardrails/versions").await.says("1 of 5").says("Kim, 1 Mar 2026");
    server.get("/guardrails/rules/JP-01").await.says("by Kim for Compliance");
}

fn seat(person: &str, function: Function) -> Seat {
    Seat::new(person, function, clock())
}

/// A workspace with a signed draft, and the ledger under it.
fn signed_draft() -> (Ledger, Workspace) {
    let ledger = Ledger::in_memory().expect("a ledger in memory");
    let whole = Workspace::open(ledger.clone(), clock, Some(TODAY)).expect("an empty workspace");
    let cell = (Place::parse("approved/insight/sales").expect("a place"), "F".parse().expect("a cell"));
    let proposal = guardrails::Proposal { cells: vec![cell], ..guardrails::Proposal::default() };
    assert!(matches!(whole.propose(&seat("Ada", Function::Sales), None, &proposal, ""), Ok(Stepped::Done)));
    let read = whole.policies().expect("the policies").draft.expect("a draft").policy.digest();
    for (person, function) in [("Ada", Function::Medical), ("Ben", Function::Sales)] {
        assert!(matches!(whole.sign_draft(&seat(person, function), true, &read, "agreed"), Ok(Stepped::Done)));
    }
    (ledger, whole)
}

/// Writes a revision as somebody would who has the file in hand: a step that was never taken.
fn forge(ledger: &Ledger, change: impl FnOnce(&mut Body)) {
    let head = ledger.head("guardrail policy").expect("reads").expect("a policy");
    let mut body = head.body.clone().expect("its fields");
    change(&mut body);
    let write = Write { record_id: head.record, kind: head.kind, key: head.key, base: Some(head.number), body: Some(body) };
    let append = Append {
        author: "Eve".into(),
        acting_as: "compliance".into(),
        at: clock(),
        label: "guardrails: version 1 activated".into(),
        reason: String::new(),
        writes: vec![write],
        idempotency_key: None,
    };
    ledger.append(append).expect("the row is written");
}

fn in_force(body: &mut Body, policy: &Value) {
    for (name, value) in
        [("step", json!("activated")), ("version", json!(1)), ("epoch", json!(9)), ("draft", Value::Null), ("in_force", policy.clone())]
    {
        body.insert(name.into(), value);
    }
}

fn signature(person: &str, function: Function, digest: String) -> Value {
    let signature = Signature {
        function,
        person: person.into(),
        at: clock(),
        meaning: "agreed".into(),
        of: POLICY.into(),
        version: String::new(),
        digest,
    };
    serde_json::to_value(signature).expect("a signature")
}

#[test]
fn what_is_edited_into_the_ledger_does_not_come_into_force() {
    type Forgery = (&'static str, fn(&mut Body));
    let forgeries: [Forgery; 5] = [
        ("not signed by Compliance", |body| {
            let policy = body["draft"]["policy"].clone();
            in_force(body, &policy);
        }),
        ("is not the draft that was signed", |body| {
            // A third signature that nobody wrote, of the right text.
            let mut policy = body["draft"]["policy"].clone();
            let digest = serde_json::from_value::<Policy>(policy.clone()).expect("a policy").digest();
            policy["signatures"].as_array_mut().expect("signatures").push(signature("Eve", Function::Compliance, digest));
            in_force(body, &policy);
        }),
        ("signed another text", |body| {
            body.insert("step".into(), json!("signed"));
            let signatures = body["draft"]["policy"]["signatures"].as_array_mut().expect("signatures");
            signatures.push(signature("Eve", Function::Compliance, "00".into()));
        }),
        ("without a step that may", |body| {
            let policy = body["draft"]["policy"].clone();
            in_force(body, &policy);
            body.insert("step".into(), json!("discarded"));
        }),
        ("was never in force as it says", |body| {
            let draft = body["draft"].clone();
            in_force(body, &draft["policy"]);
            for (name, value) in [("step", json!("rolled-back")), ("version", json!(0)), ("draft", draft)] {
                body.insert(name.into(), value);
            }
        }),
    ];
    for (why, change) in forgeries {
        let (ledger, whole) = signed_draft();
        forge(&ledger, change);
        let now = whole.policies().expect("the policies");
        assert_eq!((now.version, now.epoch), (0, 1), "{why}");
        assert!(now.refused.first().is_some_and(|no| no.why.contains(why)), "{why}: {:?}", now.refused);
        let started = whole.start_gates().expect("starts").unwrap_or_else(|refused| panic!("{refused:#?}"));
        assert_eq!(started.gates.current().policy().digest(), Policy::shipped().digest(), "{why}");
        assert!(started.passed_over.first().is_some_and(|says| says.contains("is not believed")), "{why}");
        // What is sound goes on from where it was: the draft with its two signatures.
        assert_eq!(now.signatures().len(), 2, "{why}");
        assert!(matches!(
            whole.discard_draft(&seat("Ada", Function::Sales), &now.draft.expect("a draft").policy.digest()),
            Ok(Stepped::Done)
        ));
    }
}

#[test]
fn a_workspace_starts_with_the_policy_in_force_and_the_audit_tells_of_it() {
    let (ledger, whole) = signed_draft();
    let read = whole.policies().expect("the policies").draft.expect("a draft").policy.digest();
    let compliance = seat("Cora", Function::Compliance);
    assert!(matches!(whole.sign_draft(&compliance, true, &read, "reviewed"), Ok(Stepped::Done)));
    let gates = whole.start_gates().expect("starts").unwrap_or_else(|refused| panic!("{refused:#?}")).gates;
    // A server that runs beside it follows.
    let beside = Workspace::open(ledger.clone(), clock, Some(TODAY)).expect("opens");
    let theirs = beside.start_gates().expect("starts").unwrap_or_else(|refused| panic!("{refused:#?}")).gates;
    assert!(matches!(whole.activate_draft(&gates, &compliance, true, &read, "agreed"), Ok(Stepped::Done)));
    assert_eq!((gates.current().epoch(), theirs.current().epoch()), (2, 1));
    beside.take_over_policy(&theirs).expect("looks");
    assert_eq!((theirs.current().epoch(), theirs.current().policy().digest()), (2, read.clone()));
    let again = Workspace::open(ledger.clone(), clock, Some(TODAY)).expect("opens");
    let started = again.start_gates().expect("starts").unwrap_or_else(|refused| panic!("{refused:#?}"));
    assert_eq!((started.gates.current().epoch(), started.gates.current().policy().digest()), (2, read.clone()));
    assert!(started.passed_over.is_empty());
    let told = ledger.events(&Filter::default(), 5).expect("the audit");
    assert_eq!(
        (told[0].what.as_str(), told[0].person.as_str(), told[0].epoch, told[0].reason.as_str()),
        ("activated-policy", "Cora", Some(2), "agreed")
    );
    assert_eq!(told[0].after.as_ref().map(|after| after["digest"].clone()), Some(json!(read)));
    // It is rolled back by its own step, not undone like a record.
    let batch = again.batches(1).expect("the changes")[0].id;
    assert!(again.undo(&compliance, batch, "").is_err());
    assert_eq!(ledger.verify(None).expect("verifies").fault, None);
}

#[tokio::test]
async fn an_owner_sees_as_another_function_and_never_more_than_they_see() {
    let server = serve(STRATEGY);
    let denied = server.post_acting(Function::Sales, "/guardrails/see-as", &[("function", "medical")]).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let begun = server.post_acting(Function::Compliance, "/guardrails/see-as", &[("function", "sales")]).await;
    assert_eq!(begun.location, "/", "{}", begun.words());
    let compliance = seat("Kim", Function::Compliance);
    let own = server.app.view(&compliance, guardrails::Purpose::Work).expect("a view");
    for function in Function::ALL {
        let seen = server.app.view_as(&compliance, *function).expect("a view");
        for record in seen.graph().records() {
            let mine = own.graph().record(&record.key).unwrap_or_else(|| panic!("{function} shows {}", record.key)).fields();
            for (name, value) in record.fields() {
                assert_eq!(mine.get(&name), Some(&value), "{function} shows {name} of {}", record.key);
            }
        }
    }
    let page = server.get_with(&format!("{}; see-as=sales", server.acting(Function::Compliance)), "/records/S-1").await;
    page.says("You see the pages as Sales").says("End the preview").does_not_say("numbat");
    server.get_acting(Function::Compliance, "/records/S-1").await.says("numbat").does_not_say("You see the pages as");
    server
        .get_with(&format!("{}; see-as=medical", server.acting(Function::Marketing)), "/records/S-1")
        .await
        .does_not_say("You see the pages as");
    let change =
        server.post_with(&format!("{}; see-as=sales", server.acting(Function::Compliance)), "/records/S-1", &[("name", "x")]).await;
    assert_eq!(change.status, StatusCode::FORBIDDEN);
    change.says("End the preview");
}
