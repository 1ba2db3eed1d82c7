use std::collections::BTreeSet;

use strategy::check::{page, rules};

use crate::examples;

/// The page is the test: its examples give exactly the findings it states, each explains itself, each fix does what it says.
#[test]
fn every_rule_does_what_its_page_says() {
    let faults: Vec<String> = rules::ALL.iter().flat_map(|rule| page::faults(rule.about(), strategy::check, strategy::impact)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let codes: Vec<&str> = rules::ALL.iter().map(|r| r.code).collect();
    assert_eq!(codes.len(), codes.iter().collect::<BTreeSet<_>>().len());
    assert_eq!(rules::ALL.len(), rules::ALL.iter().map(|r| r.name).collect::<BTreeSet<_>>().len());
}

/// Which rules speak up over which example: a new rule's false positives show here, in other rules' examples.
#[test]
fn every_rule_over_every_example() {
    let lines = examples::all().into_iter().map(|example| {
        let codes: BTreeSet<&str> = examples::findings(&example).iter().map(|f| f.code).collect();
        format!("{}: {}", example.name(), codes.into_iter().collect::<Vec<_>>().join(" "))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}
