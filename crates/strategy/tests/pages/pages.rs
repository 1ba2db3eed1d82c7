use std::collections::BTreeSet;

use strategy::check::rules;

use crate::examples;

#[test]
fn every_example_gives_exactly_the_findings_on_its_page() {
    let mut wrong = vec![];
    for example in examples::all() {
        let found = example.findings();
        let mine: Vec<String> = found.iter().filter(|f| f.code == example.rule.code).map(examples::line).collect();
        let found = if mine.is_empty() { "none".into() } else { mine.join("\n") };
        if found != example.expected.trim() {
            wrong.push(format!("{}\n  the page says:\n{}\n  the check says:\n{found}", example.name(), example.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_page_has_its_parts_a_failing_and_a_mended_example() {
    for rule in rules::ALL {
        assert!(rule.page.starts_with(&format!("# {} {}\n", rule.code, rule.name)), "{}: the page's title", rule.code);
        for heading in ["## What it finds", "## Why it matters", "## How to resolve", "## Examples"] {
            assert!(rule.page.contains(heading), "{}: no `{heading}`", rule.code);
        }
        let examples: Vec<_> = examples::all().into_iter().filter(|e| e.rule.code == rule.code).collect();
        assert!(examples.iter().any(|e| e.expected.trim() == "none"), "{}: no mended example", rule.code);
        assert!(examples.iter().any(|e| e.expected.trim() != "none"), "{}: no failing example", rule.code);
    }
}

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let codes: Vec<&str> = rules::ALL.iter().map(|r| r.code).collect();
    assert_eq!(codes.len(), codes.iter().collect::<BTreeSet<_>>().len());
    assert_eq!(rules::ALL.len(), rules::ALL.iter().map(|r| r.name).collect::<BTreeSet<_>>().len());
}

#[test]
fn every_finding_explains_itself() {
    for example in examples::all() {
        for finding in example.findings() {
            let of = format!("{}: {}", example.name(), examples::line(&finding));
            assert!(!finding.help.is_empty(), "{of}: no help");
            assert!(!finding.unless.is_empty(), "{of}: no counterfactual");
            assert!(!finding.facts.is_empty(), "{of}: no facts");
            assert!(!finding.message.ends_with('.'), "{of}: full stop");
            assert!(finding.message.lines().count() == 1, "{of}: one line");
            let touches: Vec<usize> = finding.fixes.iter().map(strategy::Fix::touches).collect();
            assert!(touches.is_sorted(), "{of}: fixes are ranked");
        }
    }
}

/// Which rules speak up over which example: a new rule's false positives show here, in other rules' examples.
#[test]
fn every_rule_over_every_example() {
    let lines = examples::all().into_iter().map(|example| {
        let codes: BTreeSet<&str> = example.findings().iter().map(|f| f.code).collect();
        format!("{}: {}", example.name(), codes.into_iter().collect::<Vec<_>>().join(" "))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn fixes_can_be_previewed_and_the_first_one_clears_its_finding() {
    for example in examples::all() {
        let reading = strategy::toml_form::read("example.toml", &example.toml);
        let day = reading.day.unwrap_or(jiff::civil::date(2026, 3, 1));
        let (graph, _) = reading.into_graph();
        for finding in example.findings().into_iter().filter(|f| f.code == example.rule.code) {
            for fix in finding.fixes.iter().filter(|fix| !fix.changes.is_empty()) {
                let impact = strategy::impact(&graph, &fix.changes, day);
                assert!(impact.rejected.is_empty(), "{}: `{}` cannot be applied: {:#?}", example.name(), fix.label, impact.rejected);
                assert!(impact.vanish.iter().any(|f| f.id == finding.id), "{}: `{}` does not clear the finding", example.name(), fix.label);
            }
        }
    }
}
