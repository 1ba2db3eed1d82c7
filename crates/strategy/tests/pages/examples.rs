//! Reads the examples out of a rule page: a fenced `toml` strategy, then the fenced `findings` it must give.

use jiff::civil::{Date, date};
use strategy::{Finding, check::Rule, toml_form};

pub(crate) struct Example {
    pub(crate) rule: &'static Rule,
    pub(crate) number: usize,
    pub(crate) toml: String,
    pub(crate) expected: String,
}

impl Example {
    pub(crate) fn name(&self) -> String {
        format!("{} example {}", self.rule.code, self.number)
    }

    /// All open findings of all rules over this example.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let reading = toml_form::read("example.toml", &self.toml);
        let day = reading.day.unwrap_or(FIRST_DAY);
        let (graph, wrong) = reading.into_graph();
        assert!(wrong.is_empty(), "{}: the example itself cannot be read: {wrong:#?}", self.name());
        strategy::check(&graph, day).into_iter().filter(Finding::is_open).collect()
    }
}

const FIRST_DAY: Date = date(2026, 3, 1);

/// One line per finding: `E301 blocker claim C-1.stands_on: message`.
pub(crate) fn line(finding: &Finding) -> String {
    let record = finding.record.as_ref().map(|k| k.to_string()).unwrap_or_default();
    let field = finding.field.as_ref().map(|f| format!(".{f}")).unwrap_or_default();
    format!("{} {} {} {record}{field}: {}", finding.code, finding.severity.as_str(), finding.kind.name(), finding.message)
}

pub(crate) fn all() -> Vec<Example> {
    strategy::check::rules::ALL.iter().flat_map(of).collect()
}

fn of(rule: &'static Rule) -> Vec<Example> {
    let mut examples: Vec<Example> = vec![];
    let mut fence: Option<(&str, Vec<&str>)> = None;
    for line in rule.page.lines() {
        fence = match (fence, line.strip_prefix("```")) {
            (None, Some("toml")) => Some(("toml", vec![])),
            (None, Some("findings")) => Some(("findings", vec![])),
            (None, _) => None,
            (Some((kind, lines)), Some(_)) => {
                let text = lines.join("\n");
                match kind {
                    "toml" => examples.push(Example { rule, number: examples.len() + 1, toml: text, expected: String::new() }),
                    _ => examples.last_mut().expect("findings follow a strategy").expected = text,
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
