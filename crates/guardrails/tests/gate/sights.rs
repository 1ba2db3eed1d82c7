//! What a seat sees of a strategy: the stories.

use guardrails::{Class, Column, Depth, Level, Place, Policy, Purpose, Seat, Sight, Visible};
use serde_json::json;
use strategy::{Function, Graph, Kind, Record};

use crate::{
    gate,
    worlds::{DAY, key, record, seat, with, with_case},
};

/// One medicine in one market at a stage.
fn frame(stage: &str, jurisdiction: &str) -> Vec<Record> {
    vec![
        record(Kind::Asset, "A-1", json!({"name": "LX-101"})),
        record(Kind::Market, "MK-1", json!({"name": "heart failure", "jurisdiction": jurisdiction, "stage": stage})),
        record(Kind::Need, "N-1", json!({"statement": "fewer admissions"})),
    ]
}

fn look(seat: &Seat, records: &[Record]) -> Visible<Sight> {
    gate().project(seat, Purpose::Work, DAY, &Graph::of(records.iter().cloned()))
}

fn keys(sight: &Sight, kind: Kind) -> Vec<String> {
    sight.graph.nodes(kind).map(|node| sight.graph.key(node).to_string()).collect()
}

fn professor() -> Record {
    record(
        Kind::Stakeholder,
        "S-1",
        json!({"name": "Prof. Ada Ley", "kind": "hcp", "region": "US", "organisation": "Lakeside", "preferred_channels": ["video"],
               "consent": "e-mail", "contracts": "adviser 2026", "trial_role": "steering committee"}),
    )
}

#[test]
fn sales_sees_who_the_professor_is_and_not_what_she_does_for_medical() {
    let mut records = frame("phase 3", "US");
    records.push(professor());
    let sight = look(&seat(Function::Sales), &records);
    let seen = sight.graph.record(&key("S-1")).expect("she is there").fields();
    assert_eq!(serde_json::to_value(seen).ok(), serde_json::to_value(json!({"name": "Prof. Ada Ley", "kind": "hcp", "region": "US"})).ok());
    let told: Vec<_> = sight.withheld_of(&key("S-1")).iter().map(|w| (w.field, w.level.as_str(), w.exists, w.rule.as_str())).collect();
    assert_eq!(
        told,
        [
            ("consent", "hidden", None, "matrix:preapproval/channel-preference/sales"),
            ("contracts", "hidden", None, "matrix:preapproval/contract/sales"),
            ("level_because", "existence", Some(false), "matrix:preapproval/organisational-status/sales"),
            ("note", "existence", Some(false), "matrix:preapproval/organisational-status/sales"),
            ("organisation", "existence", Some(true), "matrix:preapproval/organisational-status/sales"),
            ("preferred_channels", "hidden", None, "matrix:preapproval/channel-preference/sales"),
            ("trial_role", "existence", Some(true), "GL-10"),
        ]
    );
    // After approval her preference is Sales' to honour, and her organisation everybody's.
    let mut launched = frame("launched", "US");
    launched.push(professor());
    let sight = look(&seat(Function::Sales), &launched);
    let seen = sight.graph.record(&key("S-1")).expect("she is there").fields();
    assert_eq!((seen.get("consent"), seen.get("organisation")), (Some(&json!("e-mail")), Some(&json!("Lakeside"))));
    assert_eq!((seen.get("contracts"), seen.get("trial_role")), (None, None));
    // Medical is not kept from any of it, but for the contracts of others.
    let sight = look(&seat(Function::Medical), &launched);
    assert_eq!(sight.withheld_of(&key("S-1")).iter().map(|w| w.field).collect::<Vec<_>>(), ["contracts"]);
}

#[test]
fn an_insight_of_medical_is_not_there_for_sales_and_nothing_points_at_it() {
    let mut records = frame("launched", "DE");
    records.push(record(Kind::Insight, "IN-1", json!({"summary": "doubts about dosing", "heard_by": "medical", "serves": ["N-1"]})));
    records.push(record(Kind::Decision, "D-1", json!({"question": "a dosing card?", "see_also": ["IN-1", "N-1"]})));
    let medical = look(&seat(Function::MedicalInformation), &records);
    assert_eq!(keys(&medical, Kind::Insight), ["IN-1"]);
    let sales = look(&seat(Function::Sales), &records);
    assert_eq!(keys(&sales, Kind::Insight), [""; 0]);
    assert_eq!(sales.graph.node(&key("IN-1")), None);
    let decision = sales.graph.record(&key("D-1")).expect("decisions are everybody's");
    assert_eq!(decision.field("see_also"), Some(json!(["N-1"])));
    assert!(sales.graph.problems().is_empty(), "a cut link is not a dangling one");
    assert!(sales.existences.is_empty() && sales.withheld_of(&key("IN-1")).is_empty());
    assert!(!sales.sees_all_of(Kind::Insight), "but that such records may be withheld is known from the policy");
    assert!(medical.sees_all_of(Kind::Insight));
}

#[test]
fn two_hats_never_unite() {
    // Jana Kim works for Medical and for Marketing. As one of them she sees what anybody in it sees, and no more.
    let mut records = frame("phase 3", "UK");
    records.push(record(Kind::Insight, "IN-1", json!({"summary": "heard", "heard_by": "medical", "serves": ["N-1"]})));
    records.push(record(Kind::Incentive, "IC-1", json!({"title": "launch pot", "pays": "marketing"})));
    let both = |function| look(&seat(function), &records);
    assert_eq!((keys(&both(Function::Medical), Kind::Insight).len(), keys(&both(Function::Medical), Kind::Incentive).len()), (1, 0));
    assert_eq!((keys(&both(Function::Marketing), Kind::Insight).len(), keys(&both(Function::Marketing), Kind::Incentive).len()), (0, 1));
    for function in Function::ALL {
        let somebody_else = Seat { person: "Tom Ito".into(), ..seat(*function) };
        assert!(*both(*function) == *look(&somebody_else, &records), "{function}: the person decides nothing");
    }
}

#[test]
fn a_record_in_several_markets_takes_the_strictest() {
    let mut records = frame("launched", "US");
    records.push(record(Kind::Market, "MK-2", json!({"name": "second", "jurisdiction": "DE", "stage": "phase 3"})));
    let consent = |markets: serde_json::Value| {
        let mut all = records.clone();
        all.push(with(&professor(), json!({"markets": markets})));
        look(&seat(Function::Sales), &all).graph.record(&key("S-1")).and_then(|record| record.field("consent"))
    };
    assert!(consent(json!(["MK-1"])).is_some());
    assert_eq!(consent(json!(["MK-1", "MK-2"])), None, "before approval in Germany");
    assert_eq!(consent(json!(null)), None, "no market named is all of them");
}

#[test]
fn where_no_pack_is_reviewed_only_ones_own_is_seen() {
    for (jurisdiction, stage) in [("CA", "launched"), ("", "launched")] {
        let mut records = frame(stage, jurisdiction);
        records.push(record(Kind::Insight, "IN-1", json!({"summary": "heard", "heard_by": "medical", "serves": ["N-1"]})));
        records.push(record(Kind::Insight, "IN-2", json!({"summary": "heard", "heard_by": "market access", "serves": ["N-1"]})));
        let sight = look(&seat(Function::Medical), &records);
        assert_eq!(keys(&sight, Kind::Insight), ["IN-1"], "{jurisdiction}");
        // What Sales heard itself it may read again.
        records.push(record(Kind::Insight, "IN-3", json!({"summary": "heard", "heard_by": "sales", "serves": ["N-1"]})));
        assert_eq!(keys(&look(&seat(Function::Sales), &records), Kind::Insight), ["IN-3"]);
    }
}

#[test]
fn a_seat_for_one_market_sees_nothing_gated_of_another() {
    let mut records = frame("launched", "US");
    records.push(record(Kind::Market, "MK-2", json!({"name": "second", "jurisdiction": "JP", "stage": "launched"})));
    for (name, market) in [("IN-1", "MK-1"), ("IN-2", "MK-2")] {
        records.push(record(Kind::Insight, name, json!({"summary": "heard", "heard_by": "medical", "markets": [market]})));
    }
    let in_japan = Seat { markets: vec![key("MK-2")], ..seat(Function::Medical) };
    let sight = look(&in_japan, &records);
    assert_eq!(keys(&sight, Kind::Insight), ["IN-2"]);
    assert!(!sight.sees_all_of(Kind::Insight));
}

#[test]
fn a_case_opens_its_class_for_its_time_and_for_reading_only() {
    let mut records = frame("launched", "US");
    records.push(professor());
    records.push(record(Kind::Insight, "IN-1", json!({"summary": "heard", "heard_by": "medical", "serves": ["N-1"]})));
    let graph = Graph::of(records);
    let sees = |seat: &Seat, purpose| !keys(&gate().project(seat, purpose, DAY, &graph), Kind::Insight).is_empty();
    let closed = seat(Function::Compliance);
    let open = with_case(seat(Function::Compliance), Class::Insight);
    assert!(!sees(&closed, Purpose::Work));
    assert!(sees(&open, Purpose::Work));
    assert!(!sees(&open, Purpose::Export) && !sees(&open, Purpose::Preview));
    let late = Seat { at: open.cases[0].until, ..open.clone() };
    assert!(!sees(&late, Purpose::Work), "it closes at its instant");
    let mut silent = open.clone();
    silent.cases[0].reason = " ".into();
    assert!(!sees(&silent, Purpose::Work), "no case without a reason");
    let other = with_case(seat(Function::Compliance), Class::Request);
    assert!(!sees(&other, Purpose::Work), "a case opens its class and no other");
}

#[test]
fn sales_follows_what_it_passed_on_and_does_not_read_the_question() {
    let mut records = frame("launched", "US");
    records.push(professor());
    records.push(record(
        Kind::Request,
        "RQ-1",
        json!({"question": "what of children?", "stakeholder": "S-1", "status": "handed over", "received_on": "2026-11-02"}),
    ));
    records.push(record(Kind::Request, "RQ-2", json!({"question": "another", "status": "open"})));
    let handoff =
        json!({"reason": "off-label", "from": "sales", "to": "medical information", "request": "RQ-1", "raised_on": "2026-11-02"});
    records.push(record(Kind::Handoff, "H-1", handoff));
    let sight = look(&seat(Function::Sales), &records);
    assert_eq!(keys(&sight, Kind::Request), ["RQ-1"]);
    let seen = sight.graph.record(&key("RQ-1")).expect("its own").fields();
    assert_eq!(serde_json::Value::Object(seen), json!({"status": "handed over", "received_on": "2026-11-02"}));
    assert!(sight.graph.record(&key("H-1")).is_some_and(|handoff| handoff.field("request").is_none() && handoff.field("to").is_some()));
    // Once it is closed, Sales is no longer party to it.
    records.pop();
    let closed = json!({"reason": "off-label", "from": "sales", "to": "medical information", "request": "RQ-1", "closed_on": "2026-11-20"});
    records.push(record(Kind::Handoff, "H-1", closed));
    assert_eq!(keys(&look(&seat(Function::Sales), &records), Kind::Request), [""; 0]);
}

#[test]
fn whom_medical_engages_is_known_by_quarter_and_not_by_activity() {
    let mut records = frame("launched", "US");
    records.push(professor());
    for number in 1..=2 {
        let talk = json!({"title": "talk on phenotypes", "kind": "scientific exchange", "function": "medical", "starts": "2026-08-11",
                          "channels": ["video"], "stakeholders": ["S-1"], "serves": ["N-1"]});
        records.push(record(Kind::Activity, &format!("T-{number}"), talk));
    }
    records.push(record(
        Kind::Activity,
        "T-3",
        json!({"title": "call", "kind": "promotion", "function": "sales", "stakeholders": ["S-1"], "starts": "2026-12-01"}),
    ));
    let sight = look(&seat(Function::Sales), &records);
    let named = |name: &str| sight.graph.record(&key(name)).and_then(|record| record.field("stakeholders"));
    assert_eq!((named("T-1"), named("T-3")), (None, Some(json!(["S-1"]))), "its own calls it sees");
    assert_eq!(
        serde_json::to_value(&sight.existences).ok(),
        Some(json!([{"data": "engagement-status", "about": "S-1", "function": "medical", "channels": ["video"], "quarter": "Q3 2026",
                     "rule": "matrix:approved/engagement-status/sales"}])),
        "two talks in a quarter are told once"
    );
    assert_eq!(sight.why_empty(&key("T-1"), "stakeholders").map(|w| (w.level, w.exists)), Some((Level::Partial, Some(true))));
    let early: Vec<Record> = frame("phase 3", "US").into_iter().chain(records[3..].iter().cloned()).collect();
    let before = look(&seat(Function::Sales), &early);
    assert!(before.existences.is_empty(), "before approval Sales need not know");
}

#[test]
fn price_terms_stay_with_access_medical_knows_that_there_are_some() {
    let mut records = frame("launched", "UK");
    records.push(record(
        Kind::ValueAgreement,
        "VA-1",
        json!({"title": "pay for fewer admissions", "threshold": "0.8", "payment_rule": "12 % back", "serves": ["N-1"]}),
    ));
    let rule = |function| {
        let sight = look(&seat(function), &records);
        let written = sight.graph.record(&key("VA-1")).and_then(|record| record.field("payment_rule"));
        let why = sight.why_empty(&key("VA-1"), "payment_rule").map(|w| (w.level, w.exists, w.rule.to_string()));
        (written.is_some(), why)
    };
    assert_eq!(rule(Function::MarketAccess), (true, None));
    assert_eq!(rule(Function::Leadership), (true, None));
    assert_eq!(rule(Function::Medical), (false, Some((Level::Existence, Some(true), "LD-01".into()))));
    assert_eq!(rule(Function::Sales), (false, Some((Level::Hidden, None, "LD-01".into()))));
}

#[test]
fn results_before_publication_are_for_the_insider_list_where_the_overlay_is_on() {
    let mut records = frame("phase 3", "US");
    let endpoints = json!([{"name": "death", "results": [{"measure": "hazard ratio", "value": "0.8"}]}]);
    records.push(record(
        Kind::Evidence,
        "E-1",
        json!({"title": "pivotal", "owner": "clinical", "available_on": "2027-03-01", "endpoints": endpoints}),
    ));
    records.push(record(
        Kind::Evidence,
        "E-2",
        json!({"title": "published", "owner": "clinical", "available_on": "2026-03-01", "endpoints": endpoints}),
    ));
    let graph = Graph::of(records);
    let on = guardrails::Gate::new(Policy { overlays: ["GL-11".to_owned()].into(), ..Policy::shipped() }).expect("the shipped rules");
    let results = |gate: &guardrails::Gate, function, name: &str| {
        let sight = gate.project(&seat(function), Purpose::Work, DAY, &graph);
        let endpoints =
            sight.graph.record(&key(name)).and_then(|record| record.field("endpoints")).expect("what is studied is planned together");
        endpoints[0].get("results").is_some()
    };
    assert!(results(gate(), Function::Sales, "E-1"), "the overlay is shipped switched off");
    assert!(!results(&on, Function::Sales, "E-1"));
    assert!(!results(&on, Function::Medical, "E-1"));
    assert!(results(&on, Function::Clinical, "E-1"));
    assert!(results(&on, Function::Sales, "E-2"));
}

#[test]
fn themes_are_told_where_five_people_at_three_institutions_stand_behind_them() {
    let heard = |people: &[(usize, usize)]| {
        let mut records = frame("launched", "US");
        for (number, institution) in people {
            let name = format!("S-{number}");
            records.push(record(
                Kind::Stakeholder,
                &name,
                json!({"name": name, "kind": "hcp", "organisation": format!("Hospital {institution}")}),
            ));
            let insight =
                json!({"summary": "heard", "themes": ["Dosing  in the elderly", "rare"], "heard_by": "medical", "see_also": [name]});
            records.push(record(Kind::Insight, &format!("IN-{number}"), if *number > 1 { with_theme(insight) } else { insight }));
        }
        serde_json::to_value(&look(&seat(Function::Marketing), &records).aggregates).expect("plain data")
    };
    let told = |people: u32| json!([{"data": "insight", "theme": "dosing in the elderly", "people": people, "rule": "matrix:approved/insight/marketing"}]);
    assert_eq!(heard(&[(1, 1), (2, 2), (3, 3), (4, 3)]), json!([]), "four people are too few");
    assert_eq!(heard(&[(1, 1), (2, 2), (3, 1), (4, 2), (5, 1)]), json!([]), "two institutions are too few");
    assert_eq!(heard(&[(1, 1), (2, 2), (3, 3), (4, 3), (5, 3)]), told(5));
    assert_eq!(heard(&[(1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (6, 1)]), told(5), "one person more does not show");
}

fn with_theme(mut insight: serde_json::Value) -> serde_json::Value {
    insight["themes"] = json!(["dosing in the elderly"]);
    insight
}

#[test]
fn an_earlier_revision_shows_no_more_than_the_present_one() {
    let mut records = frame("phase 3", "US");
    let past = with(&professor(), json!({"contracts": "adviser 2025", "level_because": "chair"}));
    records.push(Record { revision: 2, ..professor() });
    records.push(record(Kind::Activity, "T-1", json!({"title": "call", "kind": "promotion", "function": "sales", "see_also": ["S-1@1"]})));
    let mut graph = Graph::of(records);
    graph.remember(past);
    let sight = gate().project(&seat(Function::Sales), Purpose::Work, DAY, &graph);
    let earlier = sight.graph.past(&key("S-1"), 1).expect("it is pointed at").fields();
    assert_eq!((earlier.get("name").is_some(), earlier.get("contracts"), earlier.get("level_because")), (true, None, None));
    let medical = gate().project(&seat(Function::Medical), Purpose::Work, DAY, &graph);
    assert_eq!(medical.graph.past(&key("S-1"), 1).and_then(|past| past.field("level_because")), Some(json!("chair")));
}

#[test]
fn what_a_seat_is_blind_to_follows_from_policy_and_stages_alone() {
    let blind = |function, records: &[Record]| serde_json::to_value(&look(&seat(function), records).blind).expect("plain data");
    let bare = frame("phase 3", "US");
    let mut full = bare.clone();
    full.push(professor());
    full.push(record(Kind::Insight, "IN-1", json!({"summary": "heard", "heard_by": "medical"})));
    for function in Function::ALL {
        assert_eq!(blind(*function, &bare), blind(*function, &full), "{function}");
    }
    assert_eq!(
        blind(Function::Medical, &bare),
        json!([
            {"kind": "value_agreement", "field": "payment_rule"}, {"kind": "value_agreement", "field": "threshold"},
            {"kind": "stakeholder", "field": "contracts"}, {"kind": "incentive", "field": null},
        ])
    );
}

#[test]
fn who_can_see_a_record_is_told_function_by_function() {
    let mut records = frame("launched", "US");
    records.push(professor());
    records.push(record(Kind::Insight, "IN-1", json!({"summary": "heard", "heard_by": "medical"})));
    let sight = look(&seat(Function::Medical), &records);
    let told = |name: &str| {
        let watchers = gate().who_can_see(&sight, &key(name), DAY).expect("it is seen");
        watchers.iter().map(|watcher| watcher.words.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told("N-1")[2], "Sales sees all of it");
    let insight = told("IN-1");
    assert_eq!(insight[0], "Medical sees all of it");
    assert_eq!(insight[2], "Sales sees it only counted with others (matrix:approved/insight/sales)");
    assert_eq!(insight[6], "Clinical does not see it (matrix:no-column)");
    assert_eq!(told("S-1")[2], "Sales sees it without contracts, trial role (matrix:approved/contract/sales, GL-10)");
    let sales = look(&seat(Function::Sales), &records);
    assert!(gate().who_can_see(&sales, &key("IN-1"), DAY).is_none(), "nobody asks about what is not there");
}

#[test]
fn a_policy_that_gives_more_shows_more() {
    let place = Place { stage: guardrails::StageGroup::Approved, data: guardrails::DataKind::Insight, column: Column::Marketing };
    let mut records = frame("launched", "US");
    records.push(record(Kind::Insight, "IN-1", json!({"summary": "heard", "heard_by": "medical", "heard_on": "2026-05-01"})));
    let sees = |cell: &str| {
        let matrix = Policy::shipped().matrix.with([(place, cell.parse().expect("a cell"))]);
        let gate = guardrails::Gate::new(Policy { matrix, ..Policy::shipped() }).expect("a policy");
        let sight = gate.project(&seat(Function::Marketing), Purpose::Work, DAY, &Graph::of(records.iter().cloned()));
        sight.graph.record(&key("IN-1")).map(|record| serde_json::Value::Object(record.fields()))
    };
    assert_eq!(sees("A"), None);
    assert_eq!(sees("M"), Some(json!({"heard_by": "medical", "heard_on": "2026-05-01"})));
    assert_eq!(sees("F sales"), None);
    assert_eq!(sees("F medical").and_then(|fields| fields.get("summary").cloned()), Some(json!("heard")));
    assert_eq!(Depth::ALL.len(), 5);
}
