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
    list.says("(unreviewed)").says("See what has to be signed");
    let gate = server.gates.current();
    for rule in gate.rules().iter().filter(|rule| rule.pack != "matrix") {
        list.says(&format!("href=\"/guardrails/rules/{}\"", rule.id));
        let badge = if rule.mark().contains('K') { "not checked" } else { "second-hand" };
        let badge = format!("<span class=\"chip unchecked\">{badge}</span>");
        let row = list.body.split(&format!("href=\"/guardrails/rules/{}\"", rule.id)).nth(1).and_then(|rest| rest.split("</tr>").next());
        assert_eq!(row.is_some_and(|row| row.contains(&badge)), rule.is_unchecked(), "{} in the list", rule.id);
        if rule.pack == "jp" || rule.id.as_str() == "US-24" || rule.id.as_str() == "US-01" {
            let page = server.get(&format!("/guardrails/rules/{}", rule.id)).await;
            assert_eq!(page.body.contains(&badge), rule.is_unchecked(), "{}", rule.id);
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
            let fact = ["consent", "on-label", "own", "origin=medical", "for-need", "opted-out"][number % 6];
            let (calls, prompted) = (u32::try_from(number % 5).unwrap_or(0), number.is_multiple_of(3));
            let mut ask = Ask::new(function, *act, *class, stage, TODAY).to(audience).at(Jurisdiction::parse(place));
            ask.solicited = prompted;
            ask.facts.calls = Some(calls);
            match fact {
                "consent" => ask.facts.consent = true,
                "on-label" => ask.facts.on_label = true,
                "own" => ask.facts.own = true,
                "for-need" => ask.facts.for_need = true,
                "opted-out" => ask.facts.opted_out = true,
                _ => ask.facts.origin = Some(guardrails::Column::Medical),
            }
            let address = format!(
                "/guardrails/simulator?as={}&act={act}&class={class}&audience={audience}&stage={}&region={place}&day={TODAY}&given={fact}&calls={calls}&solicited={prompted}",
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
    page.says("Not allowed</span>").says("href=\"/guardrails/rules/US-01\"").says("What is open instead").says("When the answer changes");
    let way = page.body.split("href=\"/guardrails/simulator?").nth(1).and_then(|rest| rest.split('"').next()).expect("the way forward");
    server.get(&format!("/guardrails/simulator?{}", way.replace("&amp;", "&"))).await.says("Allowed with conditions</span>");
    // A rule that permits in one statement and forbids in another gives the reason of the one that decided.
    let fourth = "/guardrails/simulator?as=sales&act=initiate&class=call&audience=hcp&stage=launched&region=UK&calls=3";
    server.get(fourth).await.says("Three unsolicited calls have been made").does_not_say("Calls may be made as long as");
    server.get("/guardrails/simulator?region=CA").await.says("reviewed pack for").says("Not allowed</span>");
}

#[tokio::test]
async fn what_no_rule_knows_is_answered_with_no_and_what_is_no_word_is_said_to_be_none() {
    let server = serve(EMPTY);
    for (pairs, says) in [
        ("as=astrology", "no reviewed pack for function `astrology`: not allowed"),
        ("stage=phase9", "no reviewed pack for stage `phase9`: not allowed; did you mean `phase1`?"),
        ("region=BR", "no reviewed pack for `BR`: not allowed"),
    ] {
        let told = server.get_as(&format!("/guardrails/simulator?act=say&class=call&{pairs}"), "application/json").await;
        let told: Value = serde_json::from_str(&told.body).expect("JSON");
        assert_eq!((told["verdict"].as_str(), told["default"].as_str()), (Some("forbid"), Some(says)));
    }
    let wrong = server.get("/guardrails/simulator?act=say&class=product-clam").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("did you mean product-claim?");
    let wrong = server.get_as("/guardrails/simulator?act=say&class=product-clam", "application/json").await;
    assert_eq!((wrong.status, wrong.content_type.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "application/problem+json"));
}

#[tokio::test]
async fn the_pages_read_well() {
    let server = serve(EMPTY);
    for (name, path) in [
        ("matrix", "/guardrails?stage=preapproval"),
        ("cell", "/guardrails/matrix/approved/activity/sales"),
        ("rule", "/guardrails/rules/UK-07"),
        ("answer", "/guardrails/simulator?as=sales&act=initiate&class=call&audience=hcp&stage=launched&region=UK&calls=3"),
        ("versions", "/guardrails/versions"),
        ("draft", "/guardrails/draft?stage=loe"),
    ] {
        let page = server.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        insta::assert_snapshot!(format!("guardrails_{name}"), page.main());
    }
}
