//! Before a policy changes: what each function gains and loses. And why somebody does not see something, from policy alone.

use guardrails::{Case, Class, DataKind, Gate, Holding, Jurisdiction, Place, Policy, Spot, Whose, holdings, simulate};
use serde_json::json;
use strategy::{Function, Graph, Kind, record::Stage};

use crate::{
    gate,
    worlds::{DAY, key, now, record, seat},
};

fn with_cells(cells: &[(&str, &str)]) -> Gate {
    let cells = cells.iter().map(|(place, cell)| (Place::parse(place).expect("a place"), cell.parse().expect("a cell")));
    Gate::new(Policy { matrix: Policy::shipped().matrix.with(cells), ..Policy::shipped() }).unwrap_or_else(|wrong| panic!("{wrong:#?}"))
}

fn in_market(name: &str, jurisdiction: Jurisdiction) -> Spot {
    Spot { market: Some(key(name)), stage: Some(Stage::Launched), jurisdiction: Some(jurisdiction) }
}

#[test]
fn gains_and_losses_are_told_in_words_and_counts() {
    let held = |origin, spot, count| Holding { data: DataKind::Activity, whose: Whose::of(Some(origin)), spots: vec![spot], count };
    let held = [
        held(Function::MarketAccess, in_market("MK-1", Jurisdiction::Us), 9),
        held(Function::MarketAccess, in_market("MK-2", Jurisdiction::Jp), 3),
        held(Function::Medical, in_market("MK-1", Jurisdiction::Us), 2),
    ];
    let after = with_cells(&[("approved/activity/sales", "F own, M access")]);
    let told: Vec<String> = simulate(gate(), &after, DAY, &held).iter().map(guardrails::GainLoss::words).collect();
    let sales = "Sales gains the metadata of 12 communication activities in 2 markets; loses the metadata of fewer than 5 communication \
                 activities in 1 market";
    assert_eq!(told, [sales]);
    assert!(simulate(gate(), gate(), DAY, &held).is_empty());
}

#[test]
fn what_a_rule_forbids_is_not_gained() {
    let held = [Holding {
        data: DataKind::BeliefNote,
        whose: Whose::of(Some(Function::Medical)),
        spots: vec![in_market("MK-1", Jurisdiction::Us)],
        count: 7,
    }];
    let after = with_cells(&[("approved/belief-note/sales", "F"), ("approved/belief-note/access", "F")]);
    let told: Vec<String> = simulate(gate(), &after, DAY, &held).iter().map(guardrails::GainLoss::words).collect();
    // GL-08 keeps single notes from Sales whatever a cell says; the aggregate that comes with `F` it does not forbid.
    assert_eq!(
        told,
        [
            "Sales gains the aggregate of 7 notes on what experts believe in 1 market",
            "Market access gains the content of 7 notes on what experts believe in 1 market",
            "HEOR gains the content of 7 notes on what experts believe in 1 market",
        ]
    );
}

#[test]
fn what_a_strategy_holds_is_counted_where_something_is_written() {
    let graph = Graph::of([
        record(Kind::Asset, "A-1", json!({"name": "LX-101"})),
        record(Kind::Market, "MK-1", json!({"name": "m", "jurisdiction": "US", "stage": "launched"})),
        record(Kind::Stakeholder, "S-1", json!({"name": "one", "contracts": "adviser"})),
        record(Kind::Stakeholder, "S-2", json!({"name": "two", "contracts": "speaker"})),
        record(Kind::Insight, "IN-1", json!({"summary": "heard", "heard_by": "medical"})),
    ]);
    let counted: Vec<_> = holdings(&graph, DAY).into_iter().map(|held| (held.data, held.count)).collect();
    assert_eq!(counted, [(DataKind::Insight, 1), (DataKind::Contract, 2)]);
}

#[test]
fn why_not_is_answered_from_policy_and_names_who_can_help() {
    let why = gate().why_not(&seat(Function::Marketing), DAY, Class::BeliefNote, Stage::Filed, &Jurisdiction::Us).expect("it is withheld");
    assert_eq!(
        serde_json::to_value(&why).ok(),
        Some(json!({
            "level": "hidden", "rule": "GL-08",
            "viewer": "you are acting as marketing on 2026-11-24; in US the asset is at stage filed",
            "statement": "Individual notes on beliefs and insights stay in Medical",
            "reason": "What an expert believes or said to Medical stays in Medical. Aggregated themes cross over once they are reviewed.",
            "source": "company policy; EU-15", "mark": "D/S",
            "you_see": "you see nothing of notes on what experts believe that are not your own",
            "ask": ["medical", "medical information"],
            "changes": ["from stage approved you see its aggregate"],
        }))
    );
    let row =
        gate().why_not(&seat(Function::MarketAccess), DAY, Class::Contract, Stage::Launched, &Jurisdiction::Jp).expect("it is withheld");
    assert_eq!(row.rule.as_str(), "matrix:approved/contract/access");
    assert_eq!(row.statement, "Market access sees everything of its own speaker and advisory contracts.");
    let none = gate().why_not(&seat(Function::Medical), DAY, Class::Insight, Stage::Launched, &Jurisdiction::parse("CA")).expect("no pack");
    assert_eq!((none.rule.as_str(), none.statement.as_str()), ("no-pack", "No reviewed pack covers this jurisdiction."));
    assert_eq!(gate().why_not(&seat(Function::Medical), DAY, Class::Insight, Stage::Launched, &Jurisdiction::Us), None);
}

#[test]
fn every_refusal_to_show_has_a_reason_of_its_own() {
    for function in Function::ALL {
        for (data, stage) in DataKind::ALL.iter().flat_map(|data| Stage::ALL.iter().map(move |stage| (data, stage))) {
            for place in Jurisdiction::KNOWN.iter().chain([&Jurisdiction::parse("CA")]) {
                let Some(why) = gate().why_not(&seat(*function), DAY, data.class(), *stage, place) else { continue };
                assert!(!why.statement.is_empty() && !why.reason.is_empty() && !why.source.is_empty(), "{why:#?}");
                assert_ne!(why.statement, "A rule withholds it.", "{why:#?}");
                assert!(!why.ask.contains(function), "{why:#?}");
            }
        }
    }
}

#[test]
fn a_case_is_over_when_its_time_is() {
    let mut compliance = seat(Function::Compliance);
    compliance.cases.push(Case { class: Class::Request, reason: "audit".into(), until: now() });
    assert!(gate().why_not(&compliance, DAY, Class::Request, Stage::Launched, &Jurisdiction::Us).is_some());
    compliance.cases[0].until = now() + jiff::SignedDuration::from_secs(1);
    assert!(gate().why_not(&compliance, DAY, Class::Request, Stage::Launched, &Jurisdiction::Us).is_none());
}
