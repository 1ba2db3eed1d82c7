//! Records: seen, written, changed by two people at once, looked back at, taken back.

use axum::http::StatusCode;
use serde_json::Value;
use server::pages::records::{
    GROUPS,
    edit::{CONTROLS, input_names},
};
use strategy::{Key, Kind};

use crate::harness::{Server, seat, serve};

const SMALL: &str = r#"
day = 2026-03-01

[asset.A-1]
name = "LX-101"
owner = "leadership / Ada Roe"

[market.MK-US]
name = "United States"
region = "US"
stage = "filed"

[need.N-1]
statement = "Patients go home from hospital without a plan"
owner = "medical / Jana Kim"
population = { disease = "heart failure", age = "18.." }
rank = 1
burden = [{ measure = "readmissions", unit = "per 100", today = 25, wanted = 15 }]
readings.medical = { problem = "decompensation is seen late", success = "fewer readmissions" }
readings."market access" = { problem = "readmissions cost too much" }

[evidence.E-1]
title = "Outcome trial"
kind = "trial"
serves = ["N-1"]
endpoints = [{ name = "readmission", primary = true, serves = "both", results = [{ measure = "hazard ratio", value = 0.80, low = 0.73, high = 0.87 }] }]

[claim.C-1]
text = "Fewer patients come back to hospital"
owner = "marketing"
serves = ["N-1"]
stands_on = ["E-1"]
markets = ["MK-US"]
"#;

/// The form of a record as a browser would send it back untouched, with some inputs filled otherwise.
async fn form_of(server: &Server, address: &str, with: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = server.get(address).await.body;
    let from = page.find("id=\"record-form\"").expect("the form");
    let form = &page[from..page.find("</main>").expect("the end")];
    let mut pairs = sent_by(form);
    for (name, value) in with {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

/// What a browser sends of a form: hidden and text inputs, ticked boxes, text areas, chosen options.
fn sent_by(form: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(plain(&tag[from..from + tag[from..].find('"')?]))
    };
    let mut pairs = vec![];
    let mut select = String::new();
    for piece in form.split('<') {
        let Some((tag, text)) = piece.split_once('>') else { continue };
        let name = attribute(tag, "name").unwrap_or_default();
        if tag.starts_with("input") {
            let is_box = tag.contains("type=\"checkbox\"");
            if !is_box || tag.contains(" checked") {
                pairs.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            pairs.push((name, plain(text.strip_prefix('\n').unwrap_or(text))));
        } else if tag.starts_with("select") {
            select = name;
        } else if tag.starts_with("option") && tag.contains(" selected") {
            pairs.push((select.clone(), attribute(tag, "value").unwrap_or_default()));
        }
    }
    pairs
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

async fn post(server: &Server, address: &str, pairs: &[(String, String)]) -> crate::harness::Answer {
    let borrowed: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    server.post(address, &borrowed).await
}

fn field(server: &Server, key: &str, path: &str) -> Option<Value> {
    server.whole.live().graph().record(&Key::new(key).expect("a key")).and_then(|record| record.field(path))
}

#[test]
fn every_kind_is_in_one_group_of_the_list() {
    let mut listed: Vec<Kind> = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter().copied()).collect();
    listed.sort_unstable();
    assert_eq!(listed, Kind::ALL);
}

#[test]
fn no_control_of_the_form_takes_the_name_of_a_field() {
    for kind in Kind::ALL {
        for name in input_names(*kind) {
            assert!(!CONTROLS.contains(&name.as_str()), "{} has a field {name}", kind.name());
        }
    }
}

#[tokio::test]
async fn the_list_counts_filters_and_searches() {
    let server = serve(SMALL);
    insta::assert_snapshot!(server.get("/records").await.main());
    server.get("/records?kind=claim").await.says("Fewer patients come back").says("New claim").does_not_say("Outcome trial");
    server.get("/records?q=Decompensation").await.says("N-1").does_not_say("C-1 ");
    server.get("/records?q=nonsense").await.says("No record matches");
    server.get("/records?kind=lesson").await.says("No lesson yet").says("/records/new/lesson");
}

#[tokio::test]
async fn a_record_shows_what_it_says_what_it_rests_on_and_who_depends_on_it() {
    let server = serve(SMALL);
    insta::assert_snapshot!(server.get("/records/N-1").await.main());
    let trial = server.get("/records/E-1").await;
    trial.says("hazard ratio 0.80 (0.73 to 0.87)").says("1 record becomes suspect");
    assert_eq!(server.get("/records/N-9").await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/records/%20").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn programs_read_the_same_record_as_json() {
    let server = serve(SMALL);
    let answer = server.get_as("/records/C-1", "application/json").await;
    assert_eq!(answer.content_type, "application/json");
    let read: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!((&read["kind"], &read["key"], &read["revision"]), (&"claim".into(), &"C-1".into(), &1.into()));
    assert_eq!(read["fields"]["text"], "Fewer patients come back to hospital");
    let missing = server.get_as("/records/C-9", "application/json").await;
    assert_eq!((missing.status, missing.content_type.as_str()), (StatusCode::NOT_FOUND, "application/problem+json"));
}

#[tokio::test]
async fn a_form_sent_back_untouched_changes_nothing() {
    let server = serve(SMALL);
    for key in ["A-1", "MK-US", "N-1", "E-1", "C-1"] {
        let address = format!("/records/{key}");
        // The first saving confirms the links of the record; after that there is nothing left to write.
        for _ in 0..2 {
            let pairs = form_of(&server, &format!("{address}/edit"), &[("change_reason", "none"), ("step", "save")]).await;
            assert_eq!(post(&server, &address, &pairs).await.status, StatusCode::SEE_OTHER);
        }
        let history = server.whole.history(&Key::new(key).expect("a key")).expect("its history");
        let (latest, written) = (&history[0], &history[history.len() - 1]);
        let without_revisions =
            |fields: serde_json::Map<String, Value>| Value::from(fields).to_string().replace("@1\"", "\"").replace("@2\"", "\"");
        let [latest, written] = [latest, written].map(|told| without_revisions(told.record.as_ref().expect("it stands").fields()));
        assert_eq!(latest, written);
        assert!(history.len() <= 2, "{key} got a revision that changes nothing");
    }
}

#[tokio::test]
async fn an_edit_is_previewed_then_saved_and_can_be_undone() {
    let server = serve(SMALL);
    // Saving the claim confirms its link to the need as the need stands.
    let pairs = form_of(&server, "/records/C-1/edit", &[("note", "looked at"), ("change_reason", "confirmed"), ("step", "save")]).await;
    post(&server, "/records/C-1", &pairs).await;
    let with =
        [("statement", "Patients leave hospital without a plan"), ("readings.medical.problem", "seen late"), ("change_reason", "plainer")];
    let pairs = form_of(&server, "/records/N-1/edit", &[&with[..], &[("step", "preview")]].concat()).await;
    let preview = post(&server, "/records/N-1", &pairs).await;
    preview.says("nothing is saved yet").says("Patients leave hospital without a plan").says("value=\"plainer\"");
    assert_eq!(field(&server, "N-1", "statement"), Some("Patients go home from hospital without a plan".into()));

    let pairs = form_of(&server, "/records/N-1/edit", &[&with[..], &[("step", "save")]].concat()).await;
    let saved = post(&server, "/records/N-1", &pairs).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(field(&server, "N-1", "readings.medical.problem"), Some("seen late".into()));
    assert_eq!(field(&server, "N-1", "readings.market access.problem"), Some("readmissions cost too much".into()));
    server.get(&saved.location).await.says("Saved").says("Undo");
    server.get("/records/C-1").await.says("changed since, confirm");

    let batch = saved.location.split_once("changed=").expect("the batch").1;
    server.post(&format!("/changes/{batch}/undoing"), &[]).await;
    assert_eq!(field(&server, "N-1", "readings.medical.problem"), Some("decompensation is seen late".into()));
}

#[tokio::test]
async fn what_cannot_be_read_is_said_beside_its_input_and_kept_as_typed() {
    let server = serve(SMALL);
    let pairs = form_of(&server, "/records/N-1/edit", &[("rank", "first"), ("change_reason", "rank"), ("step", "save")]).await;
    let answer = post(&server, "/records/N-1", &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("There is a problem").says("href=\"#f-rank\"").says("value=\"first\"");
    let pairs = form_of(&server, "/records/N-1/edit", &[("step", "save")]).await;
    let answer = post(&server, "/records/N-1", &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("href=\"#f-change_reason\"");
}

#[tokio::test]
async fn a_new_record_gets_a_free_key_and_no_other_ones() {
    let server = serve(SMALL);
    server.get("/records/new/claim").await.says("value=\"C-2\"");
    let with = [("text", "It <b>works</b>"), ("serves", "N-1"), ("change_reason", "asked for"), ("step", "save")];
    let pairs = form_of(&server, "/records/new/claim", &with).await;
    let saved = post(&server, "/records", &pairs).await;
    assert!(saved.location.starts_with("/records/C-2?changed="), "{}", saved.words());
    assert_eq!(field(&server, "C-2", "serves"), Some(serde_json::json!(["N-1@1"])));
    server.get("/records/C-2").await.says("It &lt;b&gt;works&lt;/b&gt;");

    let pairs = form_of(&server, "/records/new/claim", &[&with[..], &[("record_key", "C-1")]].concat()).await;
    let taken = post(&server, "/records", &pairs).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    taken.says("C-1 is taken");
    assert_eq!(server.get("/records/new/unicorn").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_two_edits_at_once_the_later_sees_both_and_saves_on_top() {
    let server = serve(SMALL);
    let mine = form_of(
        &server,
        "/records/C-1/edit",
        &[("text", "Mine"), ("endpoint", "readmission"), ("change_reason", "mine"), ("step", "save")],
    )
    .await;
    let theirs =
        form_of(&server, "/records/C-1/edit", &[("text", "Theirs"), ("note", "looked at"), ("change_reason", "theirs"), ("step", "save")])
            .await;
    assert_eq!(post(&server, "/records/C-1", &theirs).await.status, StatusCode::SEE_OTHER);

    let answer = post(&server, "/records/C-1", &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Somebody was faster").says("both changed it").says("You wrote: Mine");
    assert_eq!(field(&server, "C-1", "text"), Some("Theirs".into()), "nothing is overwritten");

    let from = answer.body.find("id=\"record-form\"").expect("the form");
    let mut merged = sent_by(&answer.body[from..answer.body.find("</main>").expect("the end")]);
    merged.push(("step".into(), "save".into()));
    assert_eq!(post(&server, "/records/C-1", &merged).await.status, StatusCode::SEE_OTHER);
    let all = ["text", "endpoint", "note"].map(|path| field(&server, "C-1", path));
    assert_eq!(all, ["Theirs", "readmission", "looked at"].map(|text| Some(text.into())));
}

#[tokio::test]
async fn history_tells_who_changed_what_and_compares_any_two_revisions() {
    let server = serve(SMALL);
    for (text, why) in [("Second", "first try"), ("Third", "second try")] {
        let pairs = form_of(&server, "/records/C-1/edit", &[("text", text), ("change_reason", why), ("step", "save")]).await;
        post(&server, "/records/C-1", &pairs).await;
    }
    let history = server.get("/records/C-1/history").await;
    history.says("Revision 3").says("because second try").says("Undo this change").says("/records/C-1/revisions/2");
    server.get("/records/C-1/revisions/2").await.says("Second").says("An earlier revision");
    assert_eq!(server.get("/records/C-1/revisions/3").await.location, "/records/C-1");
    assert_eq!(server.get("/records/C-1/revisions/9").await.status, StatusCode::NOT_FOUND);
    let compared = server.get("/records/C-1/compare?from=1&to=3").await;
    compared.says("<del>Fewer patients come back to hospital</del>").says("<ins>Third</ins>").does_not_say("<ins>Second</ins>");
    server.get("/records/C-1/compare?from=2&to=2").await.says("They say the same");
    server.get("/changes").await.says("second try").says("/records/C-1");
    server.get("/compare?from=2026-02-01&to=2026-03-01").await.says("Needs (1)").says("added");
    server.get("/compare?from=yesterday").await.says("could not be read");
}

#[tokio::test]
async fn a_withdrawn_record_is_kept_and_can_be_brought_back() {
    let server = serve(SMALL);
    server.get("/records/C-1/withdrawal").await.says("Checks ignore a withdrawn record");
    let refused = server.post("/records/C-1/withdrawal", &[("base", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = server.post("/records/C-1/withdrawal", &[("base", "0"), ("reason", "old")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    server.post("/records/C-1/withdrawal", &[("base", "1"), ("reason", "old")]).await;
    server.get("/records/C-1").await.says("Withdrawn").says("Bring back");
    server.post("/records/C-1/withdrawal", &[("base", "2"), ("reason", "still true")]).await;
    assert_eq!(field(&server, "C-1", "state"), None);
}

#[tokio::test]
async fn records_of_another_asset_are_not_shown() {
    let two = format!("{SMALL}\n[asset.A-2]\nname = \"Other\"\n\n[need.N-2]\nasset = \"A-2\"\nstatement = \"Another need\"\n");
    let server = serve(&two.replace("[need.N-1]", "[need.N-1]\nasset = \"A-1\""));
    assert_eq!(server.get("/records/N-2").await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/records/N-2/history").await.status, StatusCode::NOT_FOUND);
    server.get("/records?q=need").await.does_not_say("Another need");
    assert_eq!(seat().person, "Kim");
}
