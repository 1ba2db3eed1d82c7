//! A109: the functions read one need in ways that do not fit together.

use serde_json::Value;

use crate::{
    change::{Change, Fix},
    check::{Context, Findings, Rule, dates::days_between, phrase::list},
    finding::{Finding, Severity},
    function::Function,
    graph::Of,
    record::{Kind, Need, Reading},
    text::similarity,
};

pub(super) const RULE: Rule = Rule {
    code: "A109",
    name: "readings-diverge",
    severity: Severity::Major,
    version: 1,
    summary: "the functions' readings of a need differ in population, problem, timeline or success",
    serves: "S0-10, S0-20, S0-3",
    reads: &[Kind::Need],
    page: include_str!("readings-diverge.md"),
    check,
};

/// Days by which two timelines may differ.
// 180 days: half a year, our own policy; no outside source sets it.
const DAYS_APART: i64 = 180;

/// The least share of words that two sentences on one thing have in common.
// 0.1: two of twenty words, our own policy: below it they hardly share a word.
const ALIKE: f64 = 0.1;

/// What readings are compared in.
const ASPECTS: [Aspect; 4] = [
    Aspect { field: "problem", word: "problem", is_stated: |r| !r.problem.trim().is_empty(), value: |r| text(&r.problem), differ: |a, b| unlike(&a.problem, &b.problem) },
    Aspect { field: "population", word: "patients", is_stated: |r| !r.population.is_everyone(), value: population, differ: |a, b| a.population != b.population },
    Aspect { field: "by", word: "timeline", is_stated: |r| r.by.is_some(), value: by, differ: far_apart },
    Aspect { field: "success", word: "success", is_stated: |r| !r.success.trim().is_empty(), value: |r| text(&r.success), differ: |a, b| unlike(&a.success, &b.success) },
];

/// One aspect: its field and word, whether it is stated and with which value, and whether two readings that state it differ.
struct Aspect {
    field: &'static str,
    word: &'static str,
    is_stated: fn(&Reading) -> bool,
    value: fn(&Reading) -> Option<Value>,
    differ: fn(&Reading, &Reading) -> bool,
}

fn check(cx: &Context<'_>, out: &mut Findings) {
    for need in cx.subjects::<Need>(0) {
        let apart: Vec<&Aspect> = ASPECTS.iter().filter(|aspect| any_differ(&need, aspect)).collect();
        if !apart.is_empty() {
            out.raise(diverge(&need, &apart));
        }
    }
}

fn any_differ(need: &Need, aspect: &Aspect) -> bool {
    let stated = stating(need, aspect);
    stated.iter().enumerate().any(|(i, (_, one))| stated[..i].iter().any(|(_, other)| (aspect.differ)(one, other)))
}

fn stating<'n>(need: &'n Need, aspect: &Aspect) -> Vec<(Function, &'n Reading)> {
    need.readings.iter().filter(|(_, reading)| (aspect.is_stated)(reading)).map(|(f, r)| (*f, r)).collect()
}

fn diverge(need: &Of<'_, Need>, apart: &[&Aspect]) -> Finding {
    let words: Vec<&str> = apart.iter().map(|aspect| aspect.word).collect();
    let message = format!("the readings of need `{}` differ in {}{}", need.key(), list(&words), gap(need, apart));
    let mut finding = Finding::new(need.record, "readings", message)
        .help("put the readings side by side with those who wrote them, and agree one; the facts show them")
        .unless(format!("the readings agreed in {}", list(&words)));
    // Words differ more easily than populations and dates, which are exact.
    if apart.iter().all(|aspect| matches!(aspect.field, "problem" | "success")) {
        finding = finding.severity(Severity::Minor);
    }
    for aspect in apart {
        for (function, reading) in stating(need, aspect) {
            let field = format!("readings.{}.{}", function.as_str(), aspect.field);
            let said = match aspect.field {
                "population" => reading.population.words(),
                _ => (aspect.value)(reading).as_ref().map(crate::finding::value_words).unwrap_or_default(),
            };
            finding = finding.fact_said(need.record, &field, said);
        }
    }
    for (function, model) in &need.body.readings {
        finding = adopt(need, apart, *function, model).into_iter().fold(finding, Finding::fix);
    }
    finding
}

/// The gap between populations in words, where it is the patients that differ.
fn gap(need: &Need, apart: &[&Aspect]) -> String {
    let Some(aspect) = apart.iter().find(|aspect| aspect.field == "population") else { return String::new() };
    let stated = stating(need, aspect);
    let pairs = stated.iter().flat_map(|one| stated.iter().map(move |other| (one, other)));
    let first =
        pairs.map(|(one, other)| (one, other, one.1.population.difference(&other.1.population))).find(|(.., gaps)| !gaps.is_empty());
    let Some((one, other, gaps)) = first else { return String::new() };
    format!(": {} counts patients whom {} leaves out ({})", one.0, other.0, crate::population::gap_words(&gaps))
}

/// One function's reading taken over by all, in the aspects that differ; none where it does not state them all.
fn adopt(need: &Of<'_, Need>, apart: &[&Aspect], function: Function, model: &Reading) -> Option<Fix> {
    let mut changes = vec![];
    for aspect in apart {
        let value = (aspect.value)(model)?;
        for (other, _) in stating(need, aspect).into_iter().filter(|(other, _)| *other != function) {
            let field = format!("readings.{}.{}", other.as_str(), aspect.field);
            changes.push(Change::Set { key: need.key().clone(), field, value: value.clone() });
        }
    }
    let words: Vec<&str> = apart.iter().map(|aspect| aspect.word).collect();
    Some(Fix::of(format!("take {} from the reading of {function}", list(&words)), changes))
}

fn text(text: &str) -> Option<Value> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(Value::from)
}

fn population(reading: &Reading) -> Option<Value> {
    let stated = !reading.population.is_everyone();
    stated.then(|| serde_json::to_value(&reading.population).ok()).flatten()
}

fn by(reading: &Reading) -> Option<Value> {
    reading.by.map(|day| day.to_string().into())
}

fn unlike(one: &str, other: &str) -> bool {
    similarity(one, other) < ALIKE
}

fn far_apart(one: &Reading, other: &Reading) -> bool {
    one.by.zip(other.by).is_some_and(|(one, other)| days_between(one, other).abs() > DAYS_APART)
}
