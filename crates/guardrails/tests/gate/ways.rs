//! The ways forward that rules name: each leads somewhere that is open.

use guardrails::{Act, Ask, Audience, Jurisdiction, RuleEffect, RuleInfo};
use jiff::civil::date;
use strategy::record::Stage;

use crate::asking::{ask, shipped};

fn places(rule: &RuleInfo) -> Vec<Jurisdiction> {
    match rule.pack.as_str() {
        "global" => Jurisdiction::KNOWN.to_vec(),
        pack => vec![Jurisdiction::parse(pack)],
    }
}

/// A way may be open at some stages and to some audiences only; nowhere would be a dead end.
#[test]
fn every_way_that_a_rule_names_is_open_somewhere() {
    for rule in shipped().rules() {
        let Some((function, act, class)) = rule.route else { continue };
        for place in places(rule) {
            let open = Stage::ALL.iter().any(|stage| {
                Audience::ALL.iter().any(|audience| {
                    let way = Ask::new(function, act, class, *stage, date(2026, 11, 24)).to(*audience).at(place.clone());
                    shipped().decide(&way).outcome.allows()
                })
            });
            assert!(open, "{} in {place}: {function} {act} {class} is open nowhere", rule.id);
        }
    }
}

#[test]
fn nearly_every_rule_that_forbids_names_a_way() {
    let without: Vec<&str> = shipped()
        .rules()
        .iter()
        .filter(|rule| rule.effect == RuleEffect::Forbid && rule.route.is_none() && rule.pack != "matrix")
        .map(|rule| rule.id.as_str())
        .collect();
    // No gift, no sample before launch, no smaller cell: here the way is what the reason says.
    assert_eq!(without, ["EU-06", "UK-11", "US-39", "US-42", "GL-06"]);
}

#[test]
fn a_representative_with_an_off_label_question_hands_it_to_medical() {
    let verdict = shipped().decide(&ask("sales launched US say off-label-science hcp"));
    let way = verdict.route.expect("a way forward");
    assert_eq!((way.act, way.class.map(|class| class.as_str())), (Some(Act::HandOff), Some("medical-response")), "{}", way.words);
}
