//! Simulator and enforcement are one: whatever a plan asks, the finding is what the gate decides on that question.

use guardrails::{
    Outcome,
    check::{self, Desk, Judgement},
};
use jiff::civil::{Date, date};
use strategy::{
    Function, Graph, Key,
    record::{ActivityKind, Audience, Stage},
    toml_form,
};

use crate::pages::gate;

const DAY: Date = date(2026, 12, 1);

fn plan(kind: ActivityKind, by: Function, to: Audience, stage: Stage, place: &str, branded: bool) -> Graph {
    let toml = format!(
        "[market.MK-1]\nname = \"market\"\njurisdiction = \"{place}\"\nstage = \"{stage}\"\n\n[activity.T-1]\ntitle = \"work\"\n\
         kind = \"{kind}\"\nfunction = \"{by}\"\naudience = \"{to}\"\nbranded = {branded}\nstarts = 2026-12-10\nends = 2026-12-11\n"
    );
    let (graph, wrong) = toml_form::read("plan.toml", &toml).into_graph();
    assert!(wrong.is_empty(), "{wrong:#?}");
    graph
}

/// Every kind of work, by every function, to every audience, in every stage and place, with and without the product.
#[test]
fn every_planned_act_is_a_question_and_its_finding_is_the_gates_answer() {
    let gate = gate();
    let key = Key::new("T-1").expect("a key");
    let mut forbidden = 0;
    let mut asked = 0;
    for kind in ActivityKind::ALL {
        for by in Function::ALL {
            for to in Audience::ALL {
                for stage in Stage::ALL {
                    for place in ["US", "DE", "UK", "JP"] {
                        let branded = asked % 2 == 0;
                        let graph = plan(*kind, *by, *to, *stage, place, branded);
                        let desk = Desk::new(&gate, &graph, DAY);
                        let questions = desk.questions(graph.record(&key).expect("the plan"));
                        let of = format!("{kind} by {by} to {to} in {stage}, {place}, branded {branded}");
                        assert!(!questions.is_empty(), "{of}: asks nothing");
                        let outcomes: Vec<Outcome> = questions
                            .iter()
                            .map(|question| {
                                assert_eq!(question.readings.len(), 1, "{of}: everything is stated, so there is one reading");
                                assert_eq!(question.readings[0].stage, *stage, "{of}");
                                gate.decide(&question.readings[0]).outcome
                            })
                            .collect();
                        let refused = outcomes.iter().any(|outcome| !outcome.allows());
                        let found = check::found(&gate, &graph, DAY).into_iter().filter(|finding| finding.code == "G501").count();
                        assert_eq!(found, usize::from(refused), "{of}");
                        forbidden += found;
                        asked += 1;
                    }
                }
            }
        }
    }
    assert!(forbidden > asked / 5 && forbidden < asked * 4 / 5, "{forbidden} of {asked}: both answers are well represented");
}

#[test]
fn the_finding_names_the_rules_of_the_verdict_and_their_sources() {
    let gate = gate();
    let graph = plan(ActivityKind::Promotion, Function::Sales, Audience::Hcp, Stage::Filed, "US", true);
    let desk = Desk::new(&gate, &graph, DAY);
    let question = desk.questions(graph.record(&Key::new("T-1").expect("a key")).expect("the plan")).remove(0);
    let Judgement::Forbidden(ask) = question.judge(&gate) else { panic!("{question:?}") };
    let verdict = gate.decide(&ask);
    let finding = check::found(&gate, &graph, DAY).into_iter().find(|finding| finding.code == "G501").expect("a finding");
    for id in &verdict.rules {
        assert!(finding.message.contains(id.as_str()), "{}", finding.message);
        let source = &gate.rule(id.as_str()).next().expect("a rule").source;
        assert!(finding.facts.iter().any(|fact| fact.value.contains(source.as_str())), "{:#?}", finding.facts);
    }
    let route = verdict.route.expect("a way").words;
    assert!(finding.help.contains(&route), "{} has no {route}", finding.help);
}

/// Which obligations of the packs the strategy can show to be met, and which are met outside it.
#[test]
fn obligations_that_records_can_show() {
    let gate = gate();
    let mut all: Vec<&String> = gate.rules().iter().flat_map(|rule| &rule.obligations).collect();
    all.sort();
    all.dedup();
    let known: Vec<String> =
        all.into_iter().filter_map(|obligation| Some(format!("{:?}: {obligation}", check::Duty::of(obligation)?))).collect();
    insta::assert_snapshot!(known.join("\n"));
}
