//! Each of the 96 rules decides one question and not its neighbour. A line is the rule, a question that it decides with the
//! answer, and the neighbour with its answer; a neighbour differs in as little as may be.

mod everywhere;
mod japan;
mod kingdom;
mod states;
mod union;

use std::collections::BTreeSet;

use guardrails::Verdict;

use crate::asking::{ask, ids, shipped, with_overlays};

struct Pair<'a> {
    rule: &'a str,
    decides: (&'a str, &'a str),
    neighbour: (&'a str, &'a str),
}

fn pairs() -> Vec<Pair<'static>> {
    let tables = [states::PAIRS, union::PAIRS, kingdom::PAIRS, japan::PAIRS, everywhere::PAIRS];
    let lines = tables.into_iter().flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| read(line).unwrap_or_else(|| panic!("not a pair: {line}"))).collect()
}

fn read(line: &str) -> Option<Pair<'_>> {
    let mut parts = line.split('|').map(str::trim);
    let (rule, decides, neighbour) = (parts.next()?, parts.next()?, parts.next()?);
    let split = |text| -> Option<(&str, &str)> { str::split_once(text, " = ") };
    parts.next().is_none().then_some(Pair { rule, decides: split(decides)?, neighbour: split(neighbour)? })
}

fn answer(question: &str, overlay: bool) -> Verdict {
    let gate = if overlay { with_overlays() } else { shipped() };
    gate.decide(&ask(question))
}

#[test]
fn every_rule_decides_one_question_and_not_its_neighbour() {
    let mut wrong = Vec::new();
    for Pair { rule, decides, neighbour } in pairs() {
        let overlay = shipped().rule(rule).any(|info| info.overlay);
        for ((question, outcome), decided) in [(decides, true), (neighbour, false)] {
            let verdict = answer(question, overlay);
            if verdict.outcome.as_str() != outcome || ids(&verdict).contains(rule) != decided {
                wrong.push(format!("{rule}: {question}: {} {:?}", verdict.outcome, ids(&verdict)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_overlay_decides_nothing_until_it_is_switched_on() {
    let overlays = pairs().into_iter().filter(|pair| shipped().rule(pair.rule).any(|info| info.overlay));
    let mut seen = 0;
    for Pair { rule, decides: (question, _), .. } in overlays {
        assert!(!ids(&answer(question, false)).contains(rule), "{rule} decides though it is off: {question}");
        seen += 1;
    }
    assert_eq!(seen, 16);
}

#[test]
fn every_rule_has_its_pair() {
    let paired: BTreeSet<&str> = pairs().iter().map(|pair| pair.rule).collect();
    let rules: BTreeSet<&str> = crate::coverage::IDS.split_whitespace().collect();
    assert_eq!(paired, rules);
}
