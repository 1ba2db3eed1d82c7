//! The pages of rules, as they are executed: each example is a fenced `toml` strategy and the fenced `findings` that it
//! must give. [`faults`] says where a rule and its page disagree; tests of every family of rules ask it.

use jiff::civil::{Date, date};

use super::About;
use crate::{
    change::{Change, Fix},
    finding::Finding,
    graph::Graph,
    impact::Impact,
    toml_form,
};

/// The day of an example that states none.
const FIRST_DAY: Date = date(2026, 3, 1);

/// One example of a page.
#[derive(Clone, Debug)]
pub struct Example {
    /// The rule.
    pub rule: About,
    /// Which example of the page, from 1.
    pub number: usize,
    /// The strategy.
    pub toml: String,
    /// The findings of the rule that the page states, one a line, or `none`.
    pub expected: String,
}

impl Example {
    /// `F201 example 2`.
    pub fn name(&self) -> String {
        format!("{} example {}", self.rule.code, self.number)
    }

    /// The strategy, its day, and what is wrong with how it is written.
    pub fn graph(&self) -> (Graph, Date, Vec<Finding>) {
        let reading = toml_form::read("example.toml", &self.toml);
        let day = reading.day.unwrap_or(FIRST_DAY);
        let (graph, wrong) = reading.into_graph();
        (graph, day, wrong)
    }
}

/// The examples of a rule's page, in their order.
pub fn examples(rule: About) -> Vec<Example> {
    let mut examples: Vec<Example> = vec![];
    let mut fence: Option<(&str, Vec<&str>)> = None;
    for line in rule.page.lines() {
        fence = match (fence, line.strip_prefix("```")) {
            (None, Some("toml")) => Some(("toml", vec![])),
            (None, Some("findings")) => Some(("findings", vec![])),
            (None, _) => None,
            (Some((kind, lines)), Some(_)) => {
                let text = lines.join("\n");
                match (kind, examples.last_mut()) {
                    ("findings", Some(example)) => example.expected = text,
                    _ => examples.push(Example { rule, number: examples.len() + 1, toml: text, expected: String::new() }),
                }
                None
            }
            (Some((kind, mut lines)), None) => {
                lines.push(line);
                Some((kind, lines))
            }
        };
    }
    examples
}

/// A finding as pages write it: `E301 blocker claim C-1.stands_on: message`.
pub fn line(finding: &Finding) -> String {
    let record = finding.record.as_ref().map(|k| k.to_string()).unwrap_or_default();
    let field = finding.field.as_ref().map(|f| format!(".{f}")).unwrap_or_default();
    format!("{} {} {} {record}{field}: {}", finding.code, finding.severity.as_str(), finding.kind.name(), finding.message)
}

/// Where a rule and its page disagree, and what its findings leave unexplained; nothing where all is well. `check` gives
/// all findings of a graph on a day, `impact` what changes would do to it.
pub fn faults(
    rule: About,
    check: impl Fn(&Graph, Date) -> Vec<Finding>,
    impact: impl Fn(&Graph, &[Change], Date) -> Impact,
) -> Vec<String> {
    let mut faults = parts(rule);
    for example in examples(rule) {
        let (graph, day, wrong) = example.graph();
        faults.extend(wrong.iter().map(|finding| format!("{}: it cannot be read: {}", example.name(), line(finding))));
        let found: Vec<Finding> = check(&graph, day).into_iter().filter(Finding::is_open).collect();
        let mine: Vec<String> = found.iter().filter(|finding| finding.code == rule.code).map(line).collect();
        let said = if mine.is_empty() { "none".into() } else { mine.join("\n") };
        if said != example.expected.trim() {
            faults.push(format!("{}\n  the page says:\n{}\n  the check says:\n{said}", example.name(), example.expected));
        }
        faults.extend(found.iter().flat_map(unexplained).map(|says| format!("{}: {says}", example.name())));
        for finding in found.iter().filter(|finding| finding.code == rule.code) {
            for fix in finding.fixes.iter().filter(|fix| !fix.changes.is_empty()) {
                let of = format!("{}: `{}`", example.name(), fix.label);
                let would = impact(&graph, &fix.changes, day);
                faults.extend(would.rejected.iter().map(|finding| format!("{of} cannot be applied: {}", line(finding))));
                if !would.vanish.iter().any(|gone| gone.id == finding.id) {
                    faults.push(format!("{of} does not clear the finding"));
                }
            }
        }
    }
    faults
}

/// What a page lacks: its title, a part, a failing or a mended example.
fn parts(rule: About) -> Vec<String> {
    let mut faults = vec![];
    if !rule.page.starts_with(&format!("# {} {}\n", rule.code, rule.name)) {
        faults.push(format!("{}: the page's title", rule.code));
    }
    let headings = ["## What it finds", "## Why it matters", "## How to resolve", "## Examples"];
    faults.extend(headings.iter().filter(|part| !rule.page.contains(**part)).map(|part| format!("{}: no `{part}`", rule.code)));
    let examples = examples(rule);
    if !examples.iter().any(|example| example.expected.trim() == "none") {
        faults.push(format!("{}: no mended example", rule.code));
    }
    if !examples.iter().any(|example| example.expected.trim() != "none") {
        faults.push(format!("{}: no failing example", rule.code));
    }
    faults
}

/// What a finding leaves unexplained.
fn unexplained(finding: &Finding) -> Vec<String> {
    let lacks = [
        (finding.help.is_empty(), "no help"),
        (finding.unless.is_empty(), "no counterfactual"),
        (finding.facts.is_empty(), "no facts"),
        (finding.message.ends_with('.'), "full stop"),
        (finding.message.lines().count() != 1, "not one line"),
        (!finding.fixes.iter().map(Fix::touches).is_sorted(), "fixes are not ranked"),
    ];
    lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, what)| format!("{}: {what}", line(finding))).collect()
}
