//! Timeline: what is drawn, what a slip would move, and the slip as one change.

use axum::http::StatusCode;
use strategy::Key;

use crate::harness::{Server, serve};

const SMALL: &str = r#"
day = 2026-03-01

[asset.A-1]
name = "LX-101"

[market.MK-US]
name = "United States"
region = "US"
stage = "filed"
approval = { planned = 2026-09-01 }

[market.MK-DE]
name = "Germany"
region = "DE"
stage = "phase 3"

[need.N-1]
statement = "Patients go home from hospital without a plan"

[milestone.MS-1]
title = "US approval"
owner = "regulatory"
kind = "approval"
markets = ["MK-US"]
date = { planned = 2026-09-01, uncertainty_weeks = 4 }
starts = ["T-2"]
relay_to = "sales"
hand_over = "the approved label"

[milestone.MS-2]
title = "Readout"
kind = "readout"
date = { planned = 2026-01-15, actual = 2026-01-20 }

[activity.T-1]
title = "Disease education"
function = "medical"
kind = "unbranded education"
serves = ["N-1"]
starts = 2026-02-01
ends = 2026-12-31

[activity.T-2]
title = "Launch wave"
function = "sales"
kind = "promotion"
branded = true
markets = ["MK-US"]
serves = ["N-1"]
starts = 2026-09-15
ends = 2026-12-15

[activity.T-3]
title = "Dossier for payers"
function = "heor"
kind = "payer engagement"
markets = ["MK-DE"]
serves = ["N-1"]
starts = 2026-04-01
ends = 2026-06-30

[activity.T-4]
title = "Follow-up of the launch"
function = "marketing"
depends_on = ["T-2"]
markets = ["MK-US"]
starts = 2026-12-20
ends = 2027-02-15

[activity.T-5]
title = "Some day"
function = "medical"
"#;

fn starts(server: &Server, key: &str, field: &str) -> String {
    let found = server.whole.live().graph().record(&Key::new(key).expect("a key")).and_then(|record| record.field(field));
    found.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The value of a hidden input of a page.
fn hidden(page: &str, name: &str) -> String {
    let from = page.find(&format!("name=\"{name}\" value=\"")).expect("the input") + name.len() + 15;
    page[from..from + page[from..].find('"').expect("its end")].to_owned()
}

#[tokio::test]
async fn the_picture_has_lanes_milestones_guardrails_and_its_table() {
    let page = serve(SMALL).get("/timeline").await;
    assert_eq!(page.status, StatusCode::OK);
    page.says("Permitted in United States").says("Not allowed").says("US-01").says("MS-1 US approval ± 4 wk").says("the approved label");
    page.says("class=\"bar hollow\"").says("class=\"bar solid\"").says("class=\"bar hatched\"");
    page.says("Without a date").says("Some day");
    insta::assert_snapshot!(page.main());
}

#[tokio::test]
async fn a_market_or_one_chain_can_be_looked_at_alone() {
    let server = serve(SMALL);
    server.get("/timeline?market=MK-DE").await.says("T-3 Dossier").does_not_say("T-2 Launch wave").says("T-1 Disease");
    let chain = server.get("/timeline?item=T-2").await;
    chain.says("MS-1 US approval").says("T-4 Follow-up").does_not_say("T-1 Disease").says("Show everything");
    server.get("/timeline?market=MK-DE&item=T-2").await.says("Nothing dated matches");
}

#[tokio::test]
async fn a_slip_is_tried_without_saving_anything() {
    let server = serve(SMALL);
    let page = server.get("/timeline?what=MS-1&weeks=6").await;
    page.says("nothing is saved").says("was with conditions").says("class=\"ghost\"").says("13 Oct 2026").says("waits for");
    assert_eq!(starts(&server, "T-2", "starts"), "2026-09-15");
    server.get("/timeline?what=MS-1&weeks=-1").await.says("Coming earlier moves nothing else").does_not_say("waits for");
}

#[tokio::test]
async fn what_cannot_be_tried_is_said() {
    let server = serve(SMALL);
    for (what, weeks, says) in [
        ("MS-2", "6", "has been reached"),
        ("MS-1", "many", "Say by how many weeks"),
        ("MS-1", "0", "Say by how many weeks"),
        ("MS-1", "999999999999", "Say by how many weeks"),
        ("MS-9", "6", "There is no record"),
        ("T-5", "6", "has no date"),
    ] {
        server.get(&format!("/timeline?what={what}&weeks={weeks}")).await.says(says);
    }
}

#[tokio::test]
async fn a_slip_is_applied_as_one_change_if_it_is_still_the_one_that_was_seen() {
    let server = serve(SMALL);
    let seen = hidden(&server.get("/timeline?what=MS-1&weeks=6").await.body, "seen");
    let stale = server.post("/timeline/slips", &[("what", "MS-1"), ("weeks", "7"), ("seen", &seen)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    stale.says("The plan has changed");

    let saved = server.post("/timeline/slips", &[("what", "MS-1"), ("weeks", "6"), ("seen", &seen)]).await;
    assert!(saved.location.starts_with("/timeline?changed="), "{}", saved.words());
    let moved = [("MS-1", "date.planned"), ("T-2", "starts"), ("T-4", "starts")].map(|(key, field)| starts(&server, key, field));
    assert_eq!(moved, ["2026-10-13", "2026-10-13", "2027-01-12"]);
    server.get(&saved.location).await.says("Saved").says("slip of MS-1");
}

#[tokio::test]
async fn without_a_date_the_page_says_what_to_do() {
    serve("[asset.A-1]\nname = \"LX-101\"\n").get("/timeline").await.says("Nothing has a date yet").says("/records/new/milestone");
}

#[tokio::test]
async fn a_plan_too_large_for_one_picture_shows_what_matters_first_and_all_of_it_when_asked() {
    let activities: String = (100..200)
        .map(|n| {
            format!(
                "[activity.T-{n}]\ntitle = \"Visit {n}\"\nfunction = \"medical\"\nserves = [\"N-1\"]\nstarts = 2026-0{}-01\n",
                n % 9 + 1
            )
        })
        .collect();
    let late = "[activity.T-99]\ntitle = \"Far away\"\nfunction = \"medical\"\nserves = [\"N-1\"]\nstarts = 2028-06-01\n";
    let server = serve(&format!("{SMALL}{activities}{late}"));
    server
        .get("/timeline")
        .await
        .says("Shown are 60 of 105 activities and initiatives, first what moves or clashes, then what is nearest to today.")
        .does_not_say("/timeline?item=T-99");
    server.get("/timeline?show=all").await.says("/timeline?item=T-99").does_not_say("Shown are");
    // What a slip moves is drawn, wherever it is.
    server.get("/timeline?what=T-99&weeks=4").await.says("/timeline?item=T-99").says("Shown are 60 of 105");
}
