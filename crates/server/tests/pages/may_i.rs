//! The guardrails as people read them: the matrix, the rules with their marks, and "may I?".

use axum::http::StatusCode;
use guardrails::{Act, Ask, Audience, Class, Jurisdiction, Place, function_word, stage_word};
use serde_json::Value;
use strategy::{Function, record::Stage};

use crate::harness::{TODAY, serve};

const EMPTY: &str = "[asset.A-1]\nname = \"LX-101\"\n";

#[tokio::test]
async fn the_matrix_shows_every_cell_and_each_cell_explains_itself() {
    let server = serve(EMPTY);
    for place in Place::all() {
        let page = server.get(&format!("/guardrails?stage={}", place.stage)).await;
        page.says(&format!("href=\"/guardrails/matrix/{place}\""));
        if place.data.row() == 4 {
            let cell = server.get(&format!("/guardrails/matrix/{place}")).await;
            cell.says(&server.gates.current().policy().matrix.row(place.stage, place.data).reason.replace('&', "&amp;"));
        }
    }
    assert_eq!(server.get("/guardrails/matrix/approved/activity/astrology").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_rule_whose_source_was_not_read_says_so_on_its_page_and_in_the_list() {
    let server = serve(EMPTY);
    let list = server.get("/guardrails/rules").await;
    list.says("Unreviewed: Compliance has not signed this pack.");
    let gate = server.gates.current();
    for rule in gate.rules().iter().filter(|rule| rule.pack != "matrix") {
        list.says(&format!("href=\"/guardrails/rules/{}\"", rule.id));
        if rule.pack == "jp" || rule.id.as_str() == "US-24" || rule.id.as_str() == "US-01" {
            let page = server.get(&format!("/guardrails/rules/{}", rule.id)).await;
            assert_eq!(page.body.contains("not checked in full"), rule.is_unchecked(), "{}", rule.id);
        }
    }
    assert_eq!(server.get("/guardrails/rules/US-99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_simulator_answers_as_the_gate_decides() {
    let server = serve(EMPTY);
    let gate = server.gates.current();
    let mut number = 0_usize;
    for class in Class::ALL {
        for act in Act::ALL {
            // One question for each act and class; who, whom, where and when turn with them.
            number += 1;
            let function = Function::ALL[number % Function::ALL.len()];
            let stage = Stage::ALL[number % Stage::ALL.len()];
            let audience = Audience::ALL[number % Audience::ALL.len()];
            let place = ["US", "DE", "UK", "JP", "CA"][number % 5];
            let ask = Ask::new(function, *act, *class, stage, TODAY).to(audience).at(Jurisdiction::parse(place));
            let address = format!(
                "/guardrails/simulator?as={}&act={act}&class={class}&audience={audience}&stage={}&region={place}&day={TODAY}",
                function_word(function),
                stage_word(stage)
            );
            let told: Value = serde_json::from_str(&server.get_as(&address, "application/json").await.body).expect("JSON");
            assert_eq!(told, serde_json::to_value(gate.decide(&ask)).expect("a verdict"), "{address}");
        }
    }
}

#[tokio::test]
async fn what_is_not_allowed_says_why_and_leads_to_what_is() {
    let server = serve(EMPTY);
    let asked = "/guardrails/simulator?as=sales&act=say&class=product-claim&audience=hcp&stage=phase3&region=US";
    let page = server.get(asked).await;
    page.says("✕ Not allowed").says("href=\"/guardrails/rules/US-01\"").says("Ask about this");
    let way = page.body.split("href=\"/guardrails/simulator?").nth(1).and_then(|rest| rest.split('"').next()).expect("the way forward");
    server.get(&format!("/guardrails/simulator?{}", way.replace("&amp;", "&"))).await.says("Allowed with conditions");
    server.get("/guardrails/simulator?region=CA").await.says("reviewed pack for").says("✕ Not allowed");
}
