//! The strategy map: layers and lanes, orphans, contradictions, filters, and one record's chain.

use axum::http::StatusCode;

use crate::harness::{Server, serve};

const STRATEGY: &str = r#"
day = 2026-03-01

[asset.A-1]
name = "LX-101"
sponsor = "leadership / Kim"

[market.MK-US]
name = "US"
jurisdiction = "US"
stage = "filed"

[market.MK-DE]
name = "Germany"
jurisdiction = "DE"
stage = "phase 3"

[need.N-1]
statement = "people leave hospital without the therapies that prevent the next admission"
rank = 1
owner = "medical"

[belief.B-1]
statement = "raising doses can wait"
serves = ["N-1"]

[goal.G-1]
outcome = "patients are at home a year after an admission"
owners = ["medical", "marketing", "market access"]
serves = ["N-1"]

[initiative.P-1]
title = "an app of its own"
owner = "sales"

[claim.C-1]
text = "doses are rarely raised after discharge"
kind = "disease"
owner = "medical / Kim"
serves = ["N-1"]
stands_on = ["E-1"]

[message.M-1]
text = "plan the next dose before discharge"
function = "marketing"
audience = "hcp"
claims = ["C-1"]
markets = ["MK-US"]

[activity.T-1]
title = "discharge education"
function = "medical"
messages = ["M-1"]

[evidence.E-1]
title = "a registry of outpatients"
kind = "real-world"
status = "published"
available_on = 2018-06-01
"#;

fn server() -> Server {
    serve(STRATEGY)
}

#[tokio::test]
async fn the_map_has_every_layer_and_its_twin() {
    insta::assert_snapshot!("map", server().get("/map").await.main());
}

#[tokio::test]
async fn what_reaches_no_need_is_said_to() {
    let answer = server().get("/map?gaps=only").await;
    answer.says("no need linked").says("An app of its own").says("7 years old").does_not_say("Discharge education");
}

#[tokio::test]
async fn a_chain_runs_up_to_the_need_and_says_what_is_behind_it() {
    let answer = server().get("/map?node=T-1").await;
    answer
        .says("T-1 serves need N-1 through M-1, then C-1")
        .says("no evidence behind it is newer than 24 months")
        .does_not_say("An app of its own");
    insta::assert_snapshot!("map_chain", answer.main());
}

#[tokio::test]
async fn filters_are_links_and_keep_the_need() {
    let server = server();
    server
        .get("/map?function=commercial")
        .await
        .says("Plan the next dose")
        .says("People leave hospital")
        .does_not_say("Doses are rarely raised");
    server.get("/map?market=MK-DE").await.says("Doses are rarely raised").does_not_say("Plan the next dose");
    server.get("/map?market=MK-DE").await.says("/map?market=MK-DE&amp;gaps=only");
}

#[tokio::test]
async fn a_word_that_means_nothing_filters_nothing_and_an_unknown_record_is_not_found() {
    let server = server();
    server.get("/map?function=nonsense").await.says("Doses are rarely raised");
    assert_eq!(server.get("/map?node=C-99").await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/map?node=A-1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_full_map_is_cut_by_layer_and_opens_again() {
    let claims: String =
        (10..90).map(|n| format!("[claim.C-{n}]\ntext = \"claim number {n}\"\nowner = \"medical\"\nserves = [\"N-1\"]\n")).collect();
    let server = serve(&format!("{STRATEGY}{claims}"));
    let cards = |body: &str| body.matches("data-node=\"C-").count();
    let cut = server.get("/map").await;
    cut.says("show all 82");
    assert_eq!(cards(&cut.body), 3);
    assert_eq!(cards(&server.get("/map?show=messages").await.body), 81);
}

#[tokio::test]
async fn of_many_needs_the_first_ranks_are_drawn_and_the_others_are_one_link_away() {
    let needs: String = (2..80).map(|n| format!("[need.N-{n}]\nstatement = \"need number {n}\"\nrank = {n}\n")).collect();
    let server = serve(&format!("{STRATEGY}{needs}"));
    let cut = server.get("/map").await;
    cut.says("12 of the first ranks").says("show all 79").says("Need number 12").does_not_say("Need number 13");
    server.get("/map?show=need").await.says("Need number 13").says("Need number 79").does_not_say("show all 79");
}

#[tokio::test]
async fn an_asset_without_a_need_starts_with_one() {
    let answer = serve("day = 2026-03-01\n[asset.A-1]\nname = \"LX-101\"\n").get("/map").await;
    answer.says("Start from the need").says("No objective yet.");
}
