//! The plan as it was made, with its flaws.

use std::collections::BTreeSet;

use strategy::{Finding, Severity};

use crate::folder::{self, Folder};

const PLANNED: &str = "heart-failure";

fn open(folder: &Folder) -> Vec<Finding> {
    folder.findings().into_iter().filter(Finding::is_open).collect()
}

#[test]
fn it_can_be_read_without_a_word_of_complaint() {
    let planned = folder::read(PLANNED);
    assert!(planned.wrong.is_empty(), "{}", folder::lines(&planned.wrong));
    assert!(planned.graph.len() >= 120, "{} records", planned.graph.len());
}

#[test]
fn it_holds_the_flaws_that_it_is_known_for() {
    insta::assert_snapshot!(folder::lines(&folder::read(PLANNED).findings()));
}

#[test]
fn its_readme_names_every_flaw_and_no_other() {
    let readme = std::fs::read_to_string(folder::path("README.md")).expect("the example has a readme");
    let rows = readme.lines().filter(|line| line.starts_with("| `") && line.matches(" | ").count() == 3);
    let code = |row: &str| row.split('`').nth(1).map(str::to_owned);
    let told: BTreeSet<String> = rows.filter_map(code).collect();
    let found: BTreeSet<String> = open(&folder::read(PLANNED)).iter().map(|finding| finding.code.to_owned()).collect();
    assert_eq!(told, found);
}

#[test]
fn a_newcomer_can_take_it_in() {
    let open = open(&folder::read(PLANNED));
    let blockers = open.iter().filter(|finding| finding.severity == Severity::Blocker).count();
    assert!(open.len() <= 26, "{} open findings", open.len());
    assert!((4..=6).contains(&blockers), "{blockers} blockers");
}

#[test]
fn every_fix_applies_cleanly_and_clears_its_finding() {
    let planned = folder::read(PLANNED);
    let mut wrong = vec![];
    for finding in open(&planned) {
        for fix in finding.fixes.iter().filter(|fix| !fix.changes.is_empty()) {
            let impact = strategy::impact(&planned.graph, &fix.changes, planned.day);
            let of = format!("{} on {:?}: `{}`", finding.code, finding.record, fix.label);
            if !impact.rejected.is_empty() {
                wrong.push(format!("{of} cannot be applied: {}", folder::lines(&impact.rejected)));
            }
            if !impact.vanish.iter().any(|gone| gone.id == finding.id) {
                wrong.push(format!("{of} does not clear its finding"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_do_not_depend_on_the_order_of_records() {
    let planned = folder::read(PLANNED);
    let mut records: Vec<_> = planned.graph.records().cloned().collect();
    records.reverse();
    let mut turned = strategy::Graph::of(records);
    // What a record was before is remembered beside the records, not among them.
    for (key, revision) in planned.graph.stale_links().collect::<BTreeSet<_>>() {
        planned.graph.past(&key, revision).cloned().into_iter().for_each(|past| turned.remember(past));
    }
    let ids = |findings: &[Finding]| findings.iter().map(|finding| (finding.id.clone(), finding.message.clone())).collect::<Vec<_>>();
    assert_eq!(ids(&planned.findings()), ids(&strategy::check(&turned, planned.day)));
}
