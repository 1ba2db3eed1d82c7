//! The examples of the pages of all rules here.

use strategy::{
    Finding,
    check::page::{self, Example},
};

/// Every example of every page.
pub(crate) fn all() -> Vec<Example> {
    strategy::check::rules::ALL.iter().flat_map(|rule| page::examples(rule.about())).collect()
}

/// All open findings of all rules over an example.
pub(crate) fn findings(example: &Example) -> Vec<Finding> {
    let (graph, day, wrong) = example.graph();
    assert!(wrong.is_empty(), "{}: the example itself cannot be read: {wrong:#?}", example.name());
    strategy::check(&graph, day).into_iter().filter(Finding::is_open).collect()
}
