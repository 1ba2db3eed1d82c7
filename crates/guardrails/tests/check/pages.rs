//! The pages of family G are its tests, as those of all rules are.

use std::collections::BTreeSet;

use guardrails::{Gate, Policy, Signature, check};
use strategy::{
    Finding,
    check::{page, rules},
};

pub(crate) fn gate() -> Gate {
    Gate::new(Policy::shipped()).expect("the shipped packs load")
}

#[test]
fn every_rule_does_what_its_page_says() {
    let gate = gate();
    let of = |rule: &check::Rule| {
        page::faults(
            rule.about(),
            |graph, day| check::check(&gate, graph, day),
            |graph, changes, day| check::impact(&gate, graph, changes, day),
        )
    };
    let faults: Vec<String> = check::RULES.iter().flat_map(of).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// On a server Compliance signs in the policy, where the signature binds the exact text.
#[test]
fn packs_signed_in_the_policy_are_reviewed_everywhere() {
    let mut policy = Policy::shipped();
    let signature = |pack: &guardrails::PackInfo| Signature {
        function: strategy::Function::Compliance,
        person: "Ann Fictive".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        meaning: "reviewed".into(),
        of: pack.name.clone(),
        version: pack.version.clone(),
        digest: pack.digest.clone(),
    };
    policy.signatures = gate().packs().iter().map(signature).collect();
    let signed = Gate::new(policy).expect("the shipped packs load");
    let rule = check::find("G503").expect("the rule");
    let example = page::examples(rule).remove(0);
    let (graph, day, _) = example.graph();
    let open = |gate: &Gate| check::found(gate, &graph, day).into_iter().filter(|finding| finding.code == "G503").count();
    assert_eq!((open(&gate()), open(&signed)), (3, 2), "only the markets without a pack are left");
}

#[test]
fn no_two_rules_share_a_code_or_name() {
    let all: Vec<_> = check::all().collect();
    assert_eq!(all.len(), rules::ALL.len() + 5);
    assert_eq!(all.len(), all.iter().map(|rule| rule.code).collect::<BTreeSet<_>>().len());
    assert_eq!(all.len(), all.iter().map(|rule| rule.name).collect::<BTreeSet<_>>().len());
    assert_eq!(check::find("G501").map(|rule| rule.name), Some("not-permitted"));
    assert_eq!(check::find("claim-beyond-evidence").map(|rule| rule.code), Some("F202"));
}

/// What the guardrails say over the examples of every rule, and what all rules say over theirs.
#[test]
fn every_rule_over_every_example() {
    let gate = gate();
    let line = |example: page::Example| {
        let (graph, day, _) = example.graph();
        let found: Vec<Finding> = check::check(&gate, &graph, day).into_iter().filter(Finding::is_open).collect();
        let told = if example.rule.code.starts_with('G') { found } else { found.into_iter().filter(|f| f.code.starts_with('G')).collect() };
        let codes: BTreeSet<String> = told.iter().map(|finding| format!("{}/{}", finding.code, finding.severity)).collect();
        format!("{}: {}", example.name(), codes.into_iter().collect::<Vec<_>>().join(" "))
    };
    let lines: Vec<String> = check::all().flat_map(page::examples).map(line).filter(|line| !line.ends_with(": ")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}
