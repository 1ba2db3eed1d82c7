//! The gate against the reference: the same outcome and the same rules, on questions drawn at random.
//! `cargo test -p guardrails --release -- --ignored a_million` draws a million.

use guardrails::{Act, Ask, Audience, Circumstances, Class, Column, Gate, Jurisdiction};
use jiff::civil::{Date, date};
use strategy::{Function, record::Stage};

use crate::{
    asking::{ids, shipped, with_overlays},
    reference,
};

/// A small generator of our own (xorshift*), so that a seed means the same questions for ever.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())].clone()
    }

    fn yes(&mut self, one_in: usize) -> bool {
        self.roll(one_in) == 0
    }
}

/// The days around which some rule begins.
const DAYS: [Date; 7] =
    [date(2019, 3, 31), date(2019, 4, 1), date(2020, 11, 16), date(2022, 12, 28), date(2025, 1, 6), date(2025, 1, 7), date(2026, 11, 24)];

fn random(dice: &mut Dice) -> Ask {
    let mut regions = vec![place(dice)];
    while dice.yes(4) {
        regions.push(place(dice));
    }
    if dice.yes(50) {
        regions.clear();
    }
    let mut ask = Ask {
        function: dice.pick(Function::ALL),
        act: dice.pick(Act::ALL),
        class: dice.pick(Class::ALL),
        audience: dice.pick(Audience::ALL),
        stage: dice.pick(Stage::ALL),
        regions,
        day: if dice.yes(2) { DAYS[6] } else { dice.pick(&DAYS) },
        solicited: dice.yes(4),
        channel: dice.yes(8).then(|| "e-mail".to_owned()),
        facts: facts(dice),
    };
    // Of all questions few meet a rule; three in four are therefore drawn towards one.
    if !dice.yes(4) {
        towards_a_rule(&mut ask, dice);
    }
    ask
}

fn towards_a_rule(ask: &mut Ask, dice: &mut Dice) {
    let Some(place) = ask.regions.first() else { return };
    let Some(rules) = reference::rules_of(place) else { return };
    let reference::Rule(_, _, who, acts, what, whom, (first, last), _) = dice.pick(&rules);
    if !who.is_empty() && !dice.yes(6) {
        ask.function = dice.pick(who);
    }
    if !acts.is_empty() && !dice.yes(6) {
        ask.act = dice.pick(acts);
    }
    if !what.is_empty() {
        ask.class = dice.pick(what);
    }
    if !whom.is_empty() && !dice.yes(6) {
        ask.audience = dice.pick(whom);
    }
    if !dice.yes(6) {
        let stages: Vec<Stage> = Stage::ALL.iter().copied().filter(|stage| (first..=last).contains(&stage)).collect();
        ask.stage = dice.pick(&stages);
    }
}

fn place(dice: &mut Dice) -> Jurisdiction {
    if dice.yes(40) { Jurisdiction::parse("BR") } else { dice.pick(&Jurisdiction::KNOWN) }
}

fn facts(dice: &mut Dice) -> Circumstances {
    let mut one = || dice.yes(3);
    let mut facts = Circumstances {
        trained_siuu: one(),
        safe_harbour: one(),
        supported_by_labels: one(),
        cosigned_by_compliance: one(),
        consent: one(),
        opted_out: one(),
        committee_member: one(),
        beside_promotion: one(),
        on_label: one(),
        own: one(),
        party: one(),
        case: one(),
        for_need: one(),
        promotional: one(),
        ..Circumstances::default()
    };
    facts.calls = [None, Some(0), Some(2), Some(3), Some(4)][dice.roll(5)];
    facts.cell = [None, Some(0), Some(1), Some(10), Some(11), Some(500)][dice.roll(6)];
    facts.origin = if dice.yes(3) { None } else { Some(dice.pick(Column::ALL)) };
    facts
}

/// How many of the questions are answered differently, with the first few.
fn differences(cases: usize, seed: u64) -> (usize, Vec<String>) {
    let mut dice = Dice(seed);
    let mut count = 0;
    let mut first = Vec::new();
    for _ in 0..cases {
        let ask = random(&mut dice);
        let overlays = dice.yes(2);
        let gate: &Gate = if overlays { with_overlays() } else { shipped() };
        let verdict = gate.decide(&ask);
        let expected = reference::decide(&ask, overlays);
        if (verdict.outcome, ids(&verdict)) != expected {
            count += 1;
            if first.len() < 5 {
                first.push(format!(
                    "{ask:?}\n  gate      {} {:?}\n  reference {} {:?}",
                    verdict.outcome,
                    ids(&verdict),
                    expected.0,
                    expected.1
                ));
            }
        }
    }
    (count, first)
}

#[test]
fn the_gate_and_the_reference_agree() {
    let (count, first) = differences(20_000, 0x00c0_ffee);
    assert_eq!(count, 0, "of 20,000\n{}", first.join("\n"));
}

#[test]
#[ignore = "a million questions: minutes; run in release"]
#[expect(clippy::print_stdout, reason = "a measurement says what it measured")]
fn a_million_answers_agree() {
    let (count, first) = differences(1_000_000, 0x5eed);
    println!("1,000,000 random questions, {count} differences");
    assert_eq!(count, 0, "{}", first.join("\n"));
}
