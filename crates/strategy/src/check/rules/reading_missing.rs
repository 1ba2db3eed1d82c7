//! A108: a function has not said how it reads the need.

use std::collections::BTreeSet;

use crate::{
    change::Fix,
    check::{
        Context, Findings, Rule,
        parties::{Party, phrase},
    },
    finding::{Finding, Severity},
    graph::Of,
    record::{Kind, Need, Reading},
};

pub(super) const RULE: Rule = Rule {
    code: "A108",
    name: "reading-missing",
    severity: Severity::Minor,
    version: 1,
    summary: "a function has not stated its reading of a need",
    serves: "S0-20, S0-10",
    reads: &[Kind::Need],
    page: include_str!("reading-missing.md"),
    check,
};

fn check(cx: &Context<'_>, out: &mut Findings) {
    for need in cx.subjects::<Need>(0) {
        let stated = need.readings.iter().filter(|(_, reading)| says_something(reading));
        let stated: BTreeSet<Party> = stated.filter_map(|(function, _)| Party::of(*function)).collect();
        let missing: Vec<Party> = Party::PLANNERS.into_iter().filter(|party| !stated.contains(party)).collect();
        if !missing.is_empty() {
            out.raise(missing_reading(&need, &missing));
        }
    }
}

fn says_something(reading: &Reading) -> bool {
    !reading.problem.trim().is_empty() || !reading.success.trim().is_empty()
}

fn missing_reading(need: &Of<'_, Need>, missing: &[Party]) -> Finding {
    let who = phrase(missing, "and");
    let have = if missing.len() == 1 { "has not stated its reading" } else { "have not stated their readings" };
    let finding = Finding::new(need.record, "readings", format!("{who} {have} of need `{}`", need.key()))
        .help("ask each of them for the problem, the patients, the date and the success as they see it, in their own words")
        .fact(need.record, "statement")
        .fact(need.record, "readings")
        .unless(format!("{who} had stated the problem or success in a reading of their own"))
        .fix(Fix::of(format!("ask {who} for a reading of {}", need.key()), vec![]));
    match missing {
        [only] => finding.owner(only.function()),
        _ => finding,
    }
}
