//! The gate against the reference: the same outcome and the same rules, on questions drawn at random.
//! `cargo test -p guardrails --release -- --ignored a_million` draws a million.

use guardrails::{Act, Ask, Audience, Circumstances, Class, Column, Gate, Jurisdiction, Policy, Sources};
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

/// What a run found.
#[derive(Default)]
struct Run {
    /// The questions that are answered differently.
    differences: usize,
    /// The first few of them.
    first: Vec<String>,
    /// The questions that some rule decided; a default decided the others.
    ruled: usize,
    /// The questions that were not forbidden.
    allowed: usize,
}

/// Asks both. `gates` are the one without overlays and the one with all.
fn run(cases: usize, seed: u64, gates: [&Gate; 2]) -> Run {
    let mut dice = Dice(seed);
    let mut run = Run::default();
    for _ in 0..cases {
        let ask = random(&mut dice);
        let overlays = dice.yes(2);
        let verdict = gates[usize::from(overlays)].decide(&ask);
        let expected = reference::decide(&ask, overlays);
        run.ruled += usize::from(!verdict.rules.is_empty());
        run.allowed += usize::from(verdict.outcome.allows());
        if (verdict.outcome, ids(&verdict)) != expected {
            run.differences += 1;
            if run.first.len() < 5 {
                run.first.push(format!(
                    "{ask:?}\n  gate      {} {:?}\n  reference {} {:?}",
                    verdict.outcome,
                    ids(&verdict),
                    expected.0,
                    expected.1
                ));
            }
        }
    }
    run
}

#[test]
fn the_gate_and_the_reference_agree() {
    let run = run(20_000, 0x00c0_ffee, [shipped(), with_overlays()]);
    assert_eq!(run.differences, 0, "of 20,000\n{}", run.first.join("\n"));
}

/// One word of a pack changed, and the reference notices.
#[test]
fn a_rule_that_says_something_else_is_noticed() {
    let changes = [
        (
            "packs/us.cedar",
            "principal.function == \"medical\" &&\n    context.class == \"off-label-science\"",
            "context.class == \"off-label-science\"",
        ),
        ("packs/eu.cedar", "!context.cosigned_by_compliance", "context.cosigned_by_compliance"),
        ("packs/uk.cedar", "context.calls >= 3", "context.calls >= 4"),
        ("packs/global.cedar", "context.cell < 11", "context.cell < 10"),
        ("packs/jp.cedar", "@from(\"2019-04-01\")", "@from(\"2019-04-02\")"),
    ];
    for (file, old, new) in changes {
        let sources = Sources::shipped();
        let text = &sources.packs[file];
        assert!(text.contains(old), "{file} no longer says `{old}`");
        let text = text.replace(old, new);
        let gate = Gate::with(Policy::shipped(), &sources.with_pack(file, &text)).expect("it loads");
        let run = run(5_000, 0xbad, [&gate, with_overlays()]);
        assert!(run.differences > 0, "{file}: `{old}` could say `{new}`");
    }
}

#[test]
#[ignore = "a million questions: minutes; run in release"]
#[expect(clippy::print_stdout, reason = "a measurement says what it measured")]
fn a_million_answers_agree() {
    let run = run(1_000_000, 0x5eed, [shipped(), with_overlays()]);
    println!("1,000,000 random questions, {} decided by a rule, {} allowed: {} differences", run.ruled, run.allowed, run.differences);
    assert_eq!(run.differences, 0, "{}", run.first.join("\n"));
}
