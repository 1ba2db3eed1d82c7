//! T1: every gated field, for every function, at every stage: the page of a record shows it if the gate says so, and only
//! then. The gate's side is held against the table of the design cell by cell in the tests of `guardrails`.

use std::collections::BTreeSet;

use guardrails::{Policy, Purpose};
use serde_json::Value;
use strategy::{Function, Kind};

use crate::{
    harness::{Server, seat, serve},
    unseen::world::marks,
};

/// One record of every kind that is gated, with a mark in each gated field that takes text.
fn strategy(stage: &str, place: &str, owner: &str) -> String {
    format!(
        r#"
        [asset.A-1]
        name = "LX-101"
        [market.MK-1]
        name = "one"
        jurisdiction = "{place}"
        stage = "{stage}"
        [need.N-1]
        statement = "Fewer admissions"
        [stakeholder.S-1]
        name = "Dr One"
        kind = "hcp"
        owner = "{owner}"
        consent = "cnry000000000001"
        contracts = "cnry000000000002"
        trial_role = "cnry000000000003"
        organisation = "cnry000000000004"
        level_because = "cnry000000000005"
        note = "cnry000000000006"
        preferred_channels = ["in person"]
        [stakeholder.S-2]
        name = "Dr cnry000000000007"
        [activity.T-1]
        title = "a visit"
        function = "{owner}"
        stakeholders = ["S-2"]
        [value_agreement.VA-1]
        title = "pay for outcome"
        owner = "{owner}"
        threshold = 0.8125
        payment_rule = "cnry000000000008"
        [evidence.E-1]
        title = "a study"
        owner = "{owner}"
        abstract_text = "cnry000000000009"
        endpoints = [{{ name = "death", results = [{{ measure = "cnry00000000000a", value = 0.7 }}] }}]
        [insight.IN-1]
        summary = "cnry00000000000b"
        themes = ["cnry00000000000c"]
        note = "cnry00000000000d"
        heard_by = "{owner}"
        [request.RQ-1]
        question = "cnry00000000000e"
        note = "cnry00000000000f"
        owner = "{owner}"
        [handoff.H-1]
        reason = "cnry000000000010"
        note = "cnry000000000011"
        from = "{owner}"
        to = "safety"
        [incentive.IC-1]
        title = "cnry000000000012"
        note = "cnry000000000013"
        pays = "{owner}"
        "#
    )
}

/// The gated fields that have a mark, and what else tells of one that takes no free text.
const GATED: &[(Kind, &str)] = &[
    (Kind::Stakeholder, "consent"),
    (Kind::Stakeholder, "contracts"),
    (Kind::Stakeholder, "trial_role"),
    (Kind::Stakeholder, "organisation"),
    (Kind::Stakeholder, "level_because"),
    (Kind::Stakeholder, "note"),
    (Kind::Stakeholder, "preferred_channels"),
    (Kind::Activity, "stakeholders"),
    (Kind::ValueAgreement, "threshold"),
    (Kind::ValueAgreement, "payment_rule"),
    (Kind::Evidence, "abstract_text"),
    (Kind::Evidence, "endpoints"),
];

/// What a page says if it shows a field.
fn traces(field: &str, value: &Value) -> Vec<String> {
    let text = value.to_string();
    match field {
        "preferred_channels" => vec!["in person".into()],
        "stakeholders" => vec!["cnry000000000007".into()],
        "threshold" => vec!["0.8125".into()],
        _ => marks(&text).map(str::to_owned).collect(),
    }
}

/// How many cells were looked at, and how many of them are shown.
async fn check(server: &Server, function: Function, stage: &str) -> (usize, usize) {
    let seat = guardrails::Seat { function, ..seat() };
    let view = server.app.view(&seat, Purpose::Work).expect("a view");
    let (mut cells, mut shown) = (0, 0);
    for record in server.whole.live().graph().records() {
        let page = server.get_acting(function, &format!("/records/{}", record.key)).await;
        let seen = view.graph().record(&record.key);
        assert_eq!(page.status == 200, seen.is_some(), "{} for {function} at {stage}", record.key);
        for (field, value) in record.fields() {
            let told = seen.and_then(|seen| seen.field(&field));
            for trace in traces(&field, &value) {
                let is_seen = told.as_ref().is_some_and(|told| traces(&field, told).contains(&trace));
                let is_on_page = page.status == 200 && page.main().contains(&trace);
                assert_eq!(is_on_page, is_seen, "{trace}, {field} of {} for {function} at {stage}", record.key);
                cells += 1;
                shown += usize::from(is_seen);
            }
        }
    }
    (cells, shown)
}

#[tokio::test]
async fn a_page_shows_a_field_exactly_where_the_gate_says_so() {
    let (mut cells, mut shown) = (0, 0);
    let mut blind = BTreeSet::new();
    // GL-11 keeps results before publication to those who are on the insider list; as shipped it is off.
    let insiders = Policy { overlays: [String::from("GL-11")].into(), ..Policy::shipped() };
    for (stage, place) in [("phase 3", "US"), ("filed", "DE"), ("approved", "UK"), ("launched", "US"), ("loss of exclusivity", "JP")] {
        for owner in ["medical", "sales", "compliance"] {
            let server = serve(&strategy(stage, place, owner));
            if stage == "filed" {
                server.gates.restore(insiders.clone()).expect("the policy is taken");
            }
            for function in Function::ALL {
                let (looked_at, seen) = check(&server, *function, stage).await;
                (cells, shown) = (cells + looked_at, shown + seen);
                let seat = guardrails::Seat { function: *function, ..seat() };
                let view = server.app.view(&seat, Purpose::Work).expect("a view");
                blind.extend(view.blind().iter().filter_map(|blind| Some((blind.kind, blind.field?))));
            }
        }
    }
    // Whatever the gate withholds somewhere has a value in this strategy.
    assert_eq!(blind, GATED.iter().copied().collect(), "a gated field has no mark here");
    assert!(cells > 3_000 && shown > cells / 10 && shown < cells * 9 / 10, "{shown} of {cells} are shown");
}
