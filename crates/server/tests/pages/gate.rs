//! The gate as people meet it: what a seat may not see is in no page, file, list, count or answer of ours, and what it
//! does not see it cannot spoil.

use axum::http::StatusCode;
use serde_json::Value;
use strategy::{Function, Key};

use crate::harness::{Answer, Server, serve};

/// A word that stands only in what Medical heard.
const HEARD: &str = "quokka";

pub(crate) const STRATEGY: &str = r#"
day = 2026-03-01

[asset.A-1]
name = "LX-101"

[market.MK-US]
name = "United States"
jurisdiction = "US"
stage = "filed"

[need.N-1]
statement = "Patients go home from hospital without a plan"
owner = "medical"

[claim.C-1]
text = "Fewer patients come back"
owner = "marketing"
serves = ["N-1"]

[stakeholder.S-1]
name = "Delta Rivers Cardiology"
kind = "organisation"
level = "local"
contracts = "numbat speaker contract"
preferred_channels = ["in person"]

[insight.IN-71]
summary = "a quokka was heard in the ward"
heard_by = "medical"
serves = ["N-1"]
themes = ["quokka"]
status = "accepted"
accepted_on = 2025-01-10

[insight.IN-72]
summary = "what a representative heard"
heard_by = "sales"
serves = ["N-1"]

[decision.D-1]
question = "Who raises the dose?"
about = ["IN-71", "C-1"]
"#;

async fn sales(server: &Server, path: &str) -> Answer {
    server.get_acting(Function::Sales, path).await
}

async fn medical(server: &Server, path: &str) -> Answer {
    server.get_acting(Function::Medical, path).await
}

async fn compliance(server: &Server, path: &str) -> Answer {
    server.get_acting(Function::Compliance, path).await
}

/// An answer without the random ids of records, which differ from one start to the next.
fn without_ids(answer: &Answer) -> String {
    answer.body.lines().filter(|line| !line.starts_with("id = ")).collect::<Vec<_>>().join("\n")
}

fn stored(server: &Server, key: &str, path: &str) -> Option<Value> {
    server.whole.live().graph().record(&Key::new(key).expect("a key")).and_then(|record| record.field(path))
}

/// Every page that lists, counts, finds or exports.
pub(crate) const EVERYWHERE: &[&str] = &[
    "/",
    "/alignment",
    "/alignment?standing=waived",
    "/findings.jsonl",
    "/need/N-1",
    "/map",
    "/map?node=N-1",
    "/timeline",
    "/records",
    "/records?kind=insight",
    "/records?q=quokka",
    "/records?q=numbat",
    "/records/N-1",
    "/records/C-1",
    "/records/D-1",
    "/records/S-1",
    "/records/S-1/edit",
    "/records/S-1/history",
    "/records/D-1/history",
    "/records/D-1/edit",
    "/records/new/message",
    "/changes",
    "/compare",
    "/rules",
    "/kinds",
    "/kinds/insight",
    "/palette?q=quokka",
    "/palette?q=IN-71",
    "/search?q=quokka",
    "/export.toml",
    "/import",
    "/why?class=insight",
];

#[tokio::test]
async fn sales_finds_nothing_of_what_medical_heard() {
    let server = serve(STRATEGY);
    for path in EVERYWHERE {
        let answer = sales(&server, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        // What was asked for is said again where somebody searches.
        let body = answer.body.replace("q=quokka", "").replace("“quokka”", "").replace("value=\"quokka\"", "").replace("for quokka in", "");
        let body = body.replace("q=numbat", "").replace("value=\"numbat\"", "").replace("for numbat in", "").replace("q=IN-71", "");
        for hidden in [HEARD, "numbat", "IN-71"] {
            assert!(!body.contains(hidden), "{path} says `{hidden}` to Sales:\n{}", answer.words());
        }
    }
    medical(&server, "/records?q=quokka").await.says("IN-71");
    medical(&server, "/export.toml").await.says(HEARD);
    compliance(&server, "/export.toml").await.says("numbat");
    medical(&server, "/palette?q=quokka").await.says("/records/IN-71");
}

#[tokio::test]
async fn what_is_hidden_answers_like_what_never_was() {
    let server = serve(STRATEGY);
    for address in ["", "/edit", "/history", "/withdrawal", "/compare", "/revisions/1"] {
        let [hidden, none] = ["IN-71", "IN-79"].map(|key| (key, format!("/records/{key}{address}")));
        let (hidden, none) = ((hidden.0, sales(&server, &hidden.1).await), (none.0, sales(&server, &none.1).await));
        assert_eq!((hidden.1.status, none.1.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{address}");
        assert_eq!(hidden.1.body.replace(hidden.0, "KEY"), none.1.body.replace(none.0, "KEY"), "{address}");
    }
    for (key, with) in [("IN-71", "save"), ("IN-79", "save")] {
        let form = [("summary", "x"), ("base_revision", "1"), ("change_reason", "x"), ("step", with)];
        assert_eq!(server.post_acting(Function::Sales, &format!("/records/{key}"), &form).await.status, StatusCode::NOT_FOUND);
    }
    let hidden = server.get_acting_as(Function::Sales, "/records/IN-71", "application/json").await;
    let none = server.get_acting_as(Function::Sales, "/records/IN-79", "application/json").await;
    assert_eq!(hidden.body.replace("IN-71", "KEY"), none.body.replace("IN-79", "KEY"));
    assert_eq!(server.get_acting_as(Function::Medical, "/records/IN-71", "application/json").await.status, StatusCode::OK);
}

#[tokio::test]
async fn counts_are_those_of_what_is_seen() {
    let server = serve(STRATEGY);
    sales(&server, "/records?kind=insight").await.says("IN-72").says("you see 1 item").says("Not all insights are shown to Sales");
    medical(&server, "/records?kind=insight").await.says("IN-71").says("IN-72").says("you see 2 items");
    // The same strategy without what Medical heard looks the same, byte by byte.
    let from = STRATEGY.find("[insight.IN-71]").expect("it is there");
    let until = STRATEGY.find("[insight.IN-72]").expect("it is there");
    let without = serve(&format!("{}{}", &STRATEGY[..from], &STRATEGY[until..]).replace("\"IN-71\", ", ""));
    for path in EVERYWHERE.iter().filter(|path| !path.starts_with("/changes") && !path.contains("history")) {
        let (one, other) = (sales(&server, path).await, sales(&without, path).await);
        assert_eq!(without_ids(&one), without_ids(&other), "{path} differs");
    }
}

#[tokio::test]
async fn a_withheld_field_shows_a_block_with_its_rule_whether_or_not_it_is_filled() {
    let server = serve(STRATEGY);
    sales(&server, "/records/S-1").await.says("withheld <span class=\"mono\">").says("/why?class=contract").does_not_say("numbat");
    let empty = serve(&STRATEGY.replace("contracts = \"numbat speaker contract\"\n", ""));
    assert_eq!(sales(&server, "/records/S-1").await.body, sales(&empty, "/records/S-1").await.body);
    sales(&server, "/why?class=contract").await.says("You act as Sales").says("What you can do");
    sales(&server, "/records/S-1").await.says("Who can see this?");
    sales(&server, "/").await.says("policy epoch 1").says("Rule packs are unreviewed</a> until Compliance signs them");
}

#[tokio::test]
async fn an_edit_by_sales_keeps_the_contract_that_it_does_not_see() {
    let server = serve(STRATEGY);
    let form = |name: &'static str, base: &'static str| {
        let fields = [("name", name), ("kind", "organisation"), ("level", "local"), ("state", "active"), ("base_revision", base)];
        [&fields[..], &[("contracts", "overwritten"), ("change_reason", "renamed"), ("step", "save")]].concat()
    };
    let saved = server.post_acting(Function::Sales, "/records/S-1", &form("Delta Rivers", "1")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    assert_eq!(stored(&server, "S-1", "name"), Some("Delta Rivers".into()));
    assert_eq!(stored(&server, "S-1", "contracts"), Some("numbat speaker contract".into()));
    assert_eq!(stored(&server, "S-1", "preferred_channels.0"), Some("in person".into()));
    // An empty field cannot be told from a full one by writing over it.
    let empty = serve(&STRATEGY.replace("contracts = \"numbat speaker contract\"\n", ""));
    let other = empty.post_acting(Function::Sales, "/records/S-1", &form("Delta Rivers", "1")).await;
    assert_eq!(other.status, saved.status);
    assert_eq!(stored(&empty, "S-1", "contracts"), None);
}

#[tokio::test]
async fn a_change_of_what_is_hidden_is_no_revision() {
    let server = serve(STRATEGY);
    let compliance_writes = |contracts: &'static str, base: &'static str| {
        let fields = [("name", "Delta Rivers Cardiology"), ("kind", "organisation"), ("level", "local"), ("state", "active")];
        let channels = [("preferred_channels", "in person"), ("contracts", contracts), ("base_revision", base)];
        [&fields[..], &channels, &[("change_reason", "a wombat reason"), ("step", "save")]].concat()
    };
    let before = sales(&server, "/records/S-1").await.body;
    let (list, history) = (sales(&server, "/changes").await.body, sales(&server, "/records/S-1/history").await.body);
    let saved = server.post_acting(Function::Compliance, "/records/S-1", &compliance_writes("wombat contract", "1")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    assert_eq!(sales(&server, "/records/S-1").await.body, before, "neither the revision nor anything else moves");
    assert_eq!(sales(&server, "/changes").await.body, list);
    assert_eq!(sales(&server, "/records/S-1/history").await.body, history);
    let other = saved.location.split_once("changed=").expect("the batch").1;
    sales(&server, &format!("/?changed={other}")).await.does_not_say("Saved");
    assert_eq!(server.post_acting(Function::Sales, &format!("/changes/{other}/undoing"), &[]).await.status, StatusCode::NOT_FOUND);

    // An edit that was begun before goes through: nothing that it can see has changed.
    let form = [("name", "Renamed"), ("kind", "organisation"), ("level", "local"), ("state", "active"), ("base_revision", "1")];
    let form = [&form[..], &[("change_reason", "renamed"), ("step", "save")]].concat();
    let renamed = server.post_acting(Function::Sales, "/records/S-1", &form).await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER, "{}", renamed.words());
    assert_eq!(stored(&server, "S-1", "contracts"), Some("wombat contract".into()));
    sales(&server, "/records/S-1/history").await.says("Revision 2").does_not_say("Revision 3").does_not_say("wombat");
    compliance(&server, "/records/S-1/history").await.says("Revision 3").says("wombat");

    // Taken back after another hidden change, it leaves that change alone.
    let mut form = compliance_writes("bilby contract", "3");
    form[0] = ("name", "Renamed");
    let again = server.post_acting(Function::Compliance, "/records/S-1", &form);
    assert_eq!(again.await.status, StatusCode::SEE_OTHER);
    let batch = renamed.location.split_once("changed=").expect("the batch").1.to_owned();
    let undone = server.post_acting(Function::Sales, &format!("/changes/{batch}/undoing"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.words());
    assert_eq!(stored(&server, "S-1", "name"), Some("Delta Rivers Cardiology".into()));
    assert_eq!(stored(&server, "S-1", "contracts"), Some("bilby contract".into()));
}

/// The batch of the address to which saving led.
fn batch_of(saved: &Answer) -> String {
    saved.location.split_once("changed=").expect("the batch").1.to_owned()
}

#[tokio::test]
async fn the_list_of_changes_does_not_begin_at_one_that_is_hidden() {
    let server = serve(STRATEGY);
    let form = [("summary", "heard again"), ("heard_by", "medical"), ("state", "active"), ("base_revision", "1")];
    let form = [&form[..], &[("change_reason", "x"), ("step", "save")]].concat();
    let hidden = batch_of(&server.post_acting(Function::Medical, "/records/IN-71", &form).await);
    let form = [("question", "Who?"), ("about", "C-1"), ("state", "active"), ("base_revision", "1"), ("change_reason", "seen")];
    server.post_acting(Function::Sales, "/records/D-1", &[&form[..], &[("step", "save")]].concat()).await;
    let [hidden, none] = [hidden.as_str(), "0b5c1a34-7d6e-4f21-9c58-2f6e1d3a4b5c"].map(|id| (id, format!("/changes?before={id}")));
    let (at_hidden, at_none) = (sales(&server, &hidden.1).await, sales(&server, &none.1).await);
    assert_eq!(at_hidden.body.replace(hidden.0, "ID"), at_none.body.replace(none.0, "ID"));
}

#[tokio::test]
async fn what_a_function_takes_back_does_not_tell_of_hidden_changes() {
    // Sales brought in a decision, and an incentive of nobody's, which it does not see.
    let file = b"[decision.D-5]\nquestion = \"whom to pay?\"\n\n[incentive.IC-5]\ntitle = \"more\"\n";
    let mut answers = vec![];
    for hidden_moves in [false, true] {
        let server = serve(STRATEGY);
        let wrote = server.whole.plan("plan.toml", import::read("plan.toml", file));
        let seat = guardrails::Seat { function: Function::Sales, ..crate::harness::seat() };
        server.whole.apply_plan(&seat, &wrote, "").expect("it is written");
        assert_eq!(sales(&server, "/records/IC-5").await.status, StatusCode::NOT_FOUND, "it is hidden from Sales");
        if hidden_moves {
            let more = server.whole.plan("more.toml", import::read("more.toml", b"[incentive.IC-5]\ntitle = \"less\"\n"));
            server.whole.apply_plan(&crate::harness::seat(), &more, "").expect("it is written");
        }
        let batch = server.app.written(&seat, None, 1).expect("the changes").0[0].id;
        let undone = server.post_acting(Function::Sales, &format!("/changes/{batch}/undoing"), &[]).await;
        answers.push((undone.status, stored(&server, "D-5", "question")));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], (StatusCode::SEE_OTHER, None));
}

#[tokio::test]
async fn links_to_what_is_hidden_are_cut_and_kept() {
    let server = serve(STRATEGY);
    sales(&server, "/records/D-1").await.says("C-1").does_not_say("IN-71").does_not_say("no such record");
    let form = [("question", "Who raises the dose, and when?"), ("about", "C-1"), ("state", "active"), ("base_revision", "1")];
    let form = [&form[..], &[("change_reason", "clearer"), ("step", "save")]].concat();
    let saved = server.post_acting(Function::Sales, "/records/D-1", &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.words());
    let about = stored(&server, "D-1", "about").expect("what it is about").to_string();
    assert!(about.contains("IN-71") && about.contains("C-1"), "{about}");
    // A link typed to a hidden record is refused like one to none.
    for key in ["IN-71", "IN-79"] {
        let linked = format!("C-1\n{key}");
        let form = [
            ("question", "Who?"),
            ("about", linked.as_str()),
            ("state", "active"),
            ("base_revision", "2"),
            ("change_reason", "x"),
            ("step", "save"),
        ];
        let refused = server.post_acting(Function::Sales, "/records/D-1", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}: {}", refused.words());
        refused.says(&format!("There is no record {key}"));
    }
}

#[tokio::test]
async fn no_key_that_somebody_chooses_meets_a_hidden_record() {
    let server = serve(STRATEGY);
    // A kept key is refused for another kind, whether or not it is taken.
    let mut said = vec![];
    for key in ["IN-71", "IN-79"] {
        let form = [("record_kind", "claim"), ("record_key", key), ("text", "x"), ("change_reason", "x"), ("step", "save")];
        let answer = server.post_acting(Function::Sales, "/records", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        said.push(answer.says("kept for insights").body.replace(key, "KEY"));
    }
    assert_eq!(said[0], said[1]);
    // A new insight gets its key from the server, whatever is sent.
    let form = [
        ("record_kind", "insight"),
        ("record_key", "IN-71"),
        ("summary", "heard"),
        ("heard_by", "sales"),
        ("change_reason", "x"),
        ("step", "save"),
    ];
    let created = server.post_acting(Function::Sales, "/records", &form).await;
    assert_eq!(created.status, StatusCode::SEE_OTHER, "{}", created.words());
    assert!(created.location.starts_with("/records/IN-") && !created.location.starts_with("/records/IN-71?"), "{}", created.location);
    sales(&server, created.location.split('?').next().expect("a path")).await.says("heard");
}

#[tokio::test]
async fn an_import_plan_does_not_show_what_is_hidden() {
    let file = |key: &str| {
        format!("[insight.{key}]\nsummary = \"mine\"\nheard_by = \"sales\"\n\n[claim.C-9]\ntext = \"new\"\nowner = \"sales\"\n")
    };
    let server = serve(STRATEGY);
    let mut plans = vec![];
    for key in ["IN-71", "IN-79"] {
        let sent = server.upload_acting(Function::Sales, "/import", &[("plan.toml", file(key).as_bytes())]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let plan = sales(&server, &sent.location).await;
        plan.says("not yours to choose").does_not_say(HEARD);
        plans.push(plan.main().replace(&sent.location, "/import/PLAN").replace(key, "KEY"));
        // Another seat does not find the files of this one.
        assert_eq!(medical(&server, &sent.location).await.status, StatusCode::NOT_FOUND);
        let written = server.post_acting(Function::Sales, &format!("{}/application", sent.location), &[("reason", "x")]).await;
        assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.words());
    }
    let until = |plan: &str| plan.split("C-9").next().map(str::to_owned);
    assert_eq!(until(&plans[0]).map(|p| p.len()), until(&plans[0]).map(|p| p.len()));
    assert_eq!(stored(&server, "IN-71", "summary"), Some("a quokka was heard in the ward".into()));
    assert_eq!(stored(&server, "C-9", "text"), Some("new".into()));
}

#[tokio::test]
async fn who_may_not_change_is_told_why_and_what_to_do() {
    let server = serve(STRATEGY);
    let form = [
        ("statement", "Another need"),
        ("owner", "medical"),
        ("state", "active"),
        ("base_revision", "1"),
        ("change_reason", "x"),
        ("step", "save"),
    ];
    let refused = server.post_acting(Function::Sales, "/records/N-1", &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.words());
    refused.says("Need N-1 is Medical’s to change").says("Ask Medical");
    assert_eq!(stored(&server, "N-1", "statement"), Some("Patients go home from hospital without a plan".into()));
    // The stage decides what everybody sees: it is not set by whom it would open something to.
    let form = [
        ("name", "United States"),
        ("jurisdiction", "US"),
        ("stage", "approved"),
        ("state", "active"),
        ("base_revision", "1"),
        ("change_reason", "x"),
        ("step", "save"),
    ];
    let refused = server.post_acting(Function::Sales, "/records/MK-US", &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.words());
    assert_eq!(stored(&server, "MK-US", "stage"), Some("filed".into()));
    // Nobody makes a withheld record their own to see it.
    let form =
        [("name", "Delta"), ("owner", "sales"), ("state", "active"), ("base_revision", "1"), ("change_reason", "x"), ("step", "save")];
    assert_eq!(server.post_acting(Function::Sales, "/records/S-1", &form).await.status, StatusCode::FORBIDDEN);
    // What Medical wrote, Medical takes back.
    let changes = sales(&server, "/changes").await;
    changes.says("by medical only").does_not_say("/undoing\"");
}

#[tokio::test]
async fn checks_that_a_seat_is_blind_to_are_not_run_and_named_by_what_they_read() {
    let server = serve(STRATEGY);
    sales(&server, "/alignment").await.says("not run for Sales").says("insight-undecided").says("reads insights").does_not_say("IN-71");
    medical(&server, "/alignment").await.says("IN-71");
    sales(&server, "/findings.jsonl").await.does_not_say("IN-71");
}

#[tokio::test]
async fn a_new_policy_holds_from_the_next_request_on() {
    let server = serve(STRATEGY);
    sales(&server, "/records/S-1").await.says("policy epoch 1");
    server.gates.restore(guardrails::Policy::shipped()).expect("the policy is taken");
    sales(&server, "/records/S-1").await.says("policy epoch 2").does_not_say("policy epoch 1");
}

#[tokio::test]
async fn two_hats_never_unite() {
    let server = serve(STRATEGY);
    // One person, one page after the other: what was seen in one seat is not seen in the next.
    medical(&server, "/records/IN-71").await.says(HEARD);
    assert_eq!(sales(&server, "/records/IN-71").await.status, StatusCode::NOT_FOUND);
    medical(&server, "/records/IN-71").await.says(HEARD);
}
