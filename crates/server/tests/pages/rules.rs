//! Rules and kinds: the list, a rule's page, the kinds, and what programs read.

use axum::http::StatusCode;
use serde_json::Value;

use crate::harness::{serve, serve_example};

/// An asset in Phase II without a need, and a link that leads nowhere.
const NO_NEED: &str = r#"
day = 2026-03-01

[asset.A-1]
name = "LX-101"
sponsor = "leadership / Dr S."

[market.MK-1]
name = "US heart failure"
jurisdiction = "US"
stage = "phase 2"

[claim.C-1]
text = "symptoms are missed between visits"
stands_on = ["E-9"]
"#;

#[tokio::test]
async fn every_rule_is_listed_with_what_is_open_now() {
    let page = serve(NO_NEED).get("/rules").await;
    for rule in strategy::check::rules::ALL {
        page.says(&format!("href=\"/rules/{}\"", rule.code));
    }
    page.says("href=\"/alignment?rule=A101\"").says("Input: can it be read at all?").says("href=\"/rules/I006#open\"");
}

#[tokio::test]
async fn a_rules_page_shows_its_words_its_examples_and_where_it_is_broken() {
    let server = serve(NO_NEED);
    let page = server.get("/rules/A101").await;
    page.says("What it finds").says("example-1.toml:3:1").says("asset <code>LX-101</code> is in phase 2").says("No finding");
    insta::assert_snapshot!(page.main());
    assert_eq!(server.get("/rules/no-need").await.main(), page.main(), "its name leads there too");
}

#[tokio::test]
async fn alignment_can_be_narrowed_to_a_rule() {
    let server = serve(NO_NEED);
    server.get("/alignment?rule=A101").await.says("Only rule A101").says("has no patient unmet need");
    server.get("/alignment?rule=A102").await.says("No finding matches").does_not_say("has no patient unmet need");
}

#[tokio::test]
async fn an_input_code_has_a_page_with_what_is_wrong_now() {
    let page = serve(NO_NEED).get("/rules/I006").await;
    page.says("dangling-link").says("points at evidence <code>E-9</code>").says("href=\"/records/C-1/edit\"");
}

#[tokio::test]
async fn unknown_rules_and_kinds_say_what_was_probably_meant() {
    let server = serve(NO_NEED);
    let page = server.get("/rules/no-ned").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.says("Did you mean no-need?");
    let page = server.get("/kinds/clam").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.says("Did you mean claim?");
}

#[tokio::test]
async fn every_rule_and_every_kind_has_a_page() {
    let server = serve_example();
    for rule in strategy::check::rules::ALL {
        assert_eq!(server.get(&format!("/rules/{}", rule.code)).await.status, StatusCode::OK, "{}", rule.code);
    }
    for code in strategy::input::CODES {
        assert_eq!(server.get(&format!("/rules/{}", code.code)).await.status, StatusCode::OK, "{}", code.code);
    }
    for kind in strategy::Kind::ALL {
        let page = server.get(&format!("/kinds/{}", kind.name())).await;
        assert_eq!(page.status, StatusCode::OK, "{}", kind.name());
        page.says("Fields of every kind");
        let schema = server.get(&format!("/kinds/{}/schema.json", kind.name())).await;
        let schema: Value = serde_json::from_str(&schema.body).expect("a schema is JSON");
        assert!(schema["properties"]["owner"].is_object(), "{}", kind.name());
    }
}

#[tokio::test]
async fn a_kinds_page_lists_its_fields_with_their_help() {
    let page = serve(NO_NEED).get("/kinds/claim").await;
    page.says("href=\"/kinds/claim/schema.json\"").says("[claim.C-1]").says("stands_on");
    insta::assert_snapshot!(page.main());
}

#[tokio::test]
async fn programs_read_the_rules_and_the_findings_as_json() {
    let server = serve(NO_NEED);
    let rules = server.get_as("/rules", "application/json").await;
    let rules: Value = serde_json::from_str(&rules.body).expect("JSON");
    let first = &rules["rules"][0];
    assert_eq!((first["code"].as_str(), first["open"].as_u64()), (Some("A101"), Some(1)));
    assert_eq!(rules["input"].as_array().map(Vec::len), Some(strategy::input::CODES.len()));

    let alignment = server.get_as("/alignment?rule=A101", "application/json").await;
    let alignment: Value = serde_json::from_str(&alignment.body).expect("JSON");
    assert_eq!(alignment["findings"].as_array().map(Vec::len), Some(1));

    let lines = server.get("/findings.jsonl").await;
    let lines: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let codes: Vec<&str> = lines.iter().filter_map(|line| line["code"].as_str()).collect();
    assert_eq!(codes[0], "I006", "problems of the input come first, as on the command line");
    assert!(codes.contains(&"A101"), "{codes:?}");
    let names: Vec<&str> = lines[0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(names, ["id", "code", "name", "severity", "record", "field", "message", "help", "path", "source"]);
}

#[tokio::test]
async fn a_browser_gets_pages() {
    let page = serve(NO_NEED).get_as("/rules", "text/html,application/xhtml+xml,application/json;q=0.9").await;
    assert!(page.content_type.starts_with("text/html"), "{}", page.content_type);
}
