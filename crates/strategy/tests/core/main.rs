//! The core as a whole: what is read from files, what is written back, and what holds for every strategy and edit.
//! What each single rule finds is told by the rule pages, not here.

mod filled;
mod input;
mod properties;
mod sequence;
mod shapes;
mod text_form;

use jiff::civil::{Date, date};
use strategy::{Finding, Graph, Key, toml_form};

/// The day of all stories.
const DAY: Date = date(2026, 3, 1);

fn key(text: &str) -> Key {
    Key::new(text).unwrap_or_else(|| panic!("`{text}` is no key"))
}

/// A strategy in TOML, and what is wrong with it as input.
fn read(text: &str) -> (Graph, Vec<Finding>) {
    toml_form::read("strategy.toml", text).into_graph()
}

/// A strategy in TOML that is fine as input.
fn graph(text: &str) -> Graph {
    let (graph, wrong) = read(text);
    assert!(wrong.is_empty(), "{wrong:#?}");
    graph
}

/// One line per finding: `I003 strategy.toml line 3: message | help`.
fn lines(findings: &[Finding]) -> Vec<String> {
    let place = |finding: &Finding| match &finding.source {
        Some((file, Some(place))) => format!("{file} {}", place.words()),
        Some((file, None)) => file.clone(),
        None => "nowhere".into(),
    };
    findings.iter().map(|f| format!("{} {}: {} | {}", f.code, place(f), f.message, f.help)).collect()
}
