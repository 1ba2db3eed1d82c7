//! Questions and answers as lines, so that a test reads like a conversation:
//! `sales phase3 US say product-claim hcp` is answered `forbid US-01 GL-02`.

use std::{collections::BTreeSet, sync::LazyLock};

use guardrails::{Act, Ask, Audience, Class, Column, Gate, Jurisdiction, Policy, Verdict, parse_stage};
use jiff::civil::date;
use strategy::Function;

/// The gate as it is shipped.
pub(crate) fn shipped() -> &'static Gate {
    static GATE: LazyLock<Gate> = LazyLock::new(|| gate(Policy::shipped()));
    &GATE
}

/// The same with every overlay switched on.
pub(crate) fn with_overlays() -> &'static Gate {
    static GATE: LazyLock<Gate> = LazyLock::new(|| {
        let overlays = shipped().rules().iter().filter(|rule| rule.overlay).map(|rule| rule.id.to_string()).collect();
        gate(Policy { overlays, ..Policy::shipped() })
    });
    &GATE
}

fn gate(policy: Policy) -> Gate {
    Gate::new(policy).unwrap_or_else(|refusals| panic!("{}", refusals.iter().map(|r| format!("{r}\n")).collect::<String>()))
}

/// Reads `FUNCTION STAGE REGIONS ACT CLASS [AUDIENCE] [CIRCUMSTANCE …]`; several regions are joined by `+`, and a
/// circumstance is `solicited`, `own`, `calls=3`, `origin=medical`, `day=2024-12-31` and so on.
pub(crate) fn ask(line: &str) -> Ask {
    let mut words = line.split_whitespace();
    let mut next = || words.next().unwrap_or_else(|| panic!("`{line}` is cut short"));
    let function = Function::parse(next()).unwrap_or_else(|| panic!("function of `{line}`"));
    let stage = parse_stage(next()).unwrap_or_else(|| panic!("stage of `{line}`"));
    let regions = next().split('+').map(Jurisdiction::parse).collect();
    let act = Act::parse(next()).unwrap_or_else(|| panic!("act of `{line}`"));
    let class = Class::parse(next()).unwrap_or_else(|| panic!("class of `{line}`"));
    let mut ask = Ask { regions, ..Ask::new(function, act, class, stage, date(2026, 11, 24)) };
    for word in words {
        match Audience::parse(word) {
            Some(audience) => ask.audience = audience,
            None => circumstance(&mut ask, word),
        }
    }
    ask
}

fn circumstance(ask: &mut Ask, word: &str) {
    let (name, value) = word.split_once('=').unwrap_or((word, ""));
    let facts = &mut ask.facts;
    let flag = match name {
        "solicited" => &mut ask.solicited,
        "safe-harbour" => &mut facts.safe_harbour,
        "supported-by-labels" => &mut facts.supported_by_labels,
        "cosigned" => &mut facts.cosigned_by_compliance,
        "consent" => &mut facts.consent,
        "opted-out" => &mut facts.opted_out,
        "committee-member" => &mut facts.committee_member,
        "beside-promotion" => &mut facts.beside_promotion,
        "on-label" => &mut facts.on_label,
        "own" => &mut facts.own,
        "party" => &mut facts.party,
        "for-need" => &mut facts.for_need,
        "promotional" => &mut facts.promotional,
        "calls" => return facts.calls = value.parse().ok(),
        "cell" => return facts.cell = value.parse().ok(),
        "origin" => return facts.origin = Column::parse(value),
        "day" => return ask.day = value.parse().expect("a day"),
        other => panic!("no circumstance `{other}`"),
    };
    *flag = true;
}

/// The ids that decided, each once.
pub(crate) fn ids(verdict: &Verdict) -> BTreeSet<String> {
    verdict.rules.iter().map(|id| id.to_string()).collect()
}

/// Asks the shipped gate and compares with `OUTCOME RULE …`: that outcome, and at least these rules.
pub(crate) fn assert_answer(question: &str, answer: &str) {
    let verdict = shipped().decide(&ask(question));
    let mut words = answer.split_whitespace();
    assert_eq!(Some(verdict.outcome.as_str()), words.next(), "{question}: {verdict:#?}");
    for rule in words {
        assert!(ids(&verdict).contains(rule), "{question}: `{rule}` is not among {:?}", verdict.rules);
    }
}
