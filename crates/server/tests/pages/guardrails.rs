//! What the guardrails say of a plan, wherever it is looked at: findings, pages, list, previews, slips.

use strategy::Function;

use crate::harness::serve;

const STRATEGY: &str = r#"
day = 2026-03-01

[asset.A-1]
name = "LX-101"

[market.MK-US]
name = "United States"
jurisdiction = "US"
stage = "filed"
approval = { planned = 2026-09-01 }

[milestone.MS-1]
title = "US approval"
kind = "approval"
markets = ["MK-US"]
date = { planned = 2026-09-01 }

[activity.T-1]
title = "Symposium"
kind = "congress"
function = "marketing"
audience = "hcp"
branded = true
starts = 2026-07-01
ends = 2026-07-02

[activity.T-2]
title = "Launch mailing"
kind = "promotion"
function = "marketing"
audience = "hcp"
branded = true
starts = 2026-09-15
ends = 2026-12-15

[kpi.K-1]
name = "market share"

[incentive.IC-1]
title = "scheme for medical affairs"
pays = "medical"
kpi = "K-1"
"#;

#[tokio::test]
async fn a_plan_that_the_gate_forbids_is_a_finding_everywhere() {
    let server = serve(STRATEGY);
    for path in ["/", "/alignment", "/rules/G501", "/records/T-1", "/timeline"] {
        server.get(path).await.says("G501").says("US-01, GL-02");
    }
    server.get("/alignment?rule=G501").await.does_not_say("T-2");
    server.get("/rules").await.says("not-permitted").says("Guardrails");
    let told = server.get_as("/alignment", "application/json").await;
    assert!(told.body.contains("G501") && told.body.contains("G503"), "{}", told.body);
}

#[tokio::test]
async fn an_activity_shows_its_verdict_the_way_that_is_open_and_how_to_ask() {
    let server = serve(STRATEGY);
    let page = server.get("/records/T-1").await;
    page.says("Not allowed").says("Open: medical may say trial-science").says("May I?");
    page.says("/guardrails/simulator?as=marketing&amp;act=say&amp;class=product-claim&amp;audience=hcp&amp;region=US&amp;stage=filed&amp;day=2026-07-01");
    server.get("/records/T-2").await.says("With conditions").does_not_say("Not allowed");
    server.get("/records?kind=activity").await.says("Guardrails say").says("Not allowed").says("With conditions");
    server.get("/records/A-1").await.does_not_say("What the guardrails say");
}

#[tokio::test]
async fn a_fix_is_previewed_with_what_the_guardrails_then_say() {
    let server = serve(STRATEGY);
    let view = server.app.view(&crate::harness::seat(), guardrails::Purpose::Work).expect("a view");
    let finding = view.findings().iter().find(|finding| finding.code == "G501").expect("a finding");
    let fix = finding.fixes.iter().find(|fix| fix.label == "move T-1 to start on 2026-09-01").expect("a move");
    let impact = view.impact(&fix.changes);
    assert!(impact.vanish.iter().any(|gone| gone.id == finding.id), "{impact:#?}");
    let back = strategy::Fix::set(
        "earlier",
        view.graph().record(&strategy::Key::new("T-2").expect("a key")).expect("T-2"),
        "starts",
        "2026-08-01",
    );
    assert!(view.impact(&back.changes).appear.iter().any(|finding| finding.code == "G501"));
}

#[tokio::test]
async fn a_slip_says_what_it_turns() {
    let server = serve(STRATEGY);
    let page = server.get("/timeline?what=MS-1&weeks=6").await;
    page.says("Findings that come (1)").says("on 2026-09-15 in market").says("was with conditions");
}

/// Whoever does not see every scheme of pay is not told about pay; what may not be done is told to everybody.
#[tokio::test]
async fn a_rule_that_reads_what_a_seat_does_not_see_is_not_run_for_it() {
    let server = serve(STRATEGY);
    for function in Function::ALL {
        let seat = server::app::Seat { function: *function, ..crate::harness::seat() };
        let view = server.app.view(&seat, guardrails::Purpose::Work).expect("a view");
        let is_run = !view.not_run().iter().any(|rule| rule.code == "G505");
        assert_eq!(view.findings().iter().any(|finding| finding.code == "G505"), is_run, "{function}");
        assert!(view.findings().iter().any(|finding| finding.code == "G501"), "{function} sees what may not be done");
    }
}
