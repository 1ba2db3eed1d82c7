//! All 96 rules of the table are there, with the norm, the mark and the effect that the table gives them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use guardrails::{RuleEffect, RuleInfo};

use crate::{asking::shipped, reference::OVERLAYS};

/// The 96 ids.
pub(crate) const IDS: &str = "
US-01 US-02 US-03 US-04 US-05 US-06 US-07 US-08 US-09 US-10 US-11 US-12 US-13 US-14 US-15 US-16 US-17 US-18 US-19 US-20 US-21 US-22
US-23 US-24 US-25 US-26 US-27 US-28 US-29 US-30 US-31 US-32 US-33 US-34 US-35 US-36 US-37 US-38 US-39 US-40 US-41 US-42 US-43 US-44
EU-01 EU-02 EU-03 EU-04 EU-05 EU-06 EU-07 EU-08 EU-09 EU-10 EU-11 EU-12 EU-13 EU-14 EU-15 EU-16
UK-01 UK-02 UK-03 UK-04 UK-05 UK-06 UK-07 UK-08 UK-09 UK-10 UK-11
JP-01 JP-02 JP-03 JP-04 JP-05
GL-01 GL-02 GL-03 GL-04 GL-05 GL-06 GL-07 GL-08 GL-09 GL-10 GL-11 GL-12 GL-13 GL-14 GL-15 GL-16 GL-17 GL-18 GL-19 GL-20
";

/// The rules of the packs by id; the matrix is not among them.
fn packs() -> BTreeMap<&'static str, Vec<&'static RuleInfo>> {
    let mut found: BTreeMap<&str, Vec<&RuleInfo>> = BTreeMap::new();
    for rule in shipped().rules().iter().filter(|rule| rule.pack != "matrix") {
        found.entry(rule.id.as_str()).or_default().push(rule);
    }
    found
}

#[test]
fn all_ninety_six_rules_are_there_and_no_other() {
    let rules = packs();
    let ids: BTreeSet<&str> = IDS.split_whitespace().collect();
    assert_eq!(ids.len(), 96);
    assert_eq!(rules.keys().copied().collect::<BTreeSet<_>>(), ids);
    let overlays: BTreeSet<&str> = rules.iter().filter(|(_, rules)| rules[0].overlay).map(|(id, _)| *id).collect();
    assert_eq!(overlays, BTreeSet::from(OVERLAYS));
}

#[test]
fn every_reason_is_short_and_every_rule_says_all_of_itself() {
    for rule in packs().into_values().flatten() {
        let sentences = rule.reason.split_inclusive(['.', '!', '?']).filter(|part| part.trim().len() > 1).count();
        assert!((1..=2).contains(&sentences), "{}: {}", rule.id, rule.reason);
        assert!(rule.reason.ends_with('.'), "{}: {}", rule.id, rule.reason);
        assert!(!rule.statement.is_empty() && !rule.source.is_empty(), "{}", rule.id);
        let asks = matches!(rule.effect, RuleEffect::PermitWithObligations | RuleEffect::Oblige);
        assert!(!asks || !rule.obligations.is_empty(), "{} asks for something and does not say what", rule.id);
        assert_eq!(rule.review.to_string(), "2027-05-31", "{}", rule.id);
    }
}

/// Whoever relies on a rule must see where it was not checked.
#[test]
fn a_mark_that_holds_only_in_part_says_in_which() {
    for rule in packs().into_values().flatten().filter(|rule| rule.marks.len() > 1) {
        let plain = ["US-19", "US-33", "US-38", "GL-08", "GL-12"].contains(&rule.id.as_str());
        assert!(plain || !rule.mark_note.is_empty(), "{}: {}", rule.id, rule.mark());
    }
}

/// The table, or `None` where it does not lie beside the project; that is an error where the project is checked before it
/// goes out.
#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn table() -> Option<Vec<csv::StringRecord>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/guardrail_rules.csv");
    if !path.is_file() {
        assert!(std::env::var_os("CI").is_none(), "the table of rules is absent");
        eprintln!("skipped: the table of rules is absent");
        return None;
    }
    let mut reader = csv::Reader::from_path(path).expect("a readable table");
    Some(reader.records().map(|row| row.expect("a row")).collect())
}

#[test]
fn norm_mark_effect_and_pack_are_those_of_the_table() {
    let Some(rows) = table() else { return };
    let rules = packs();
    assert_eq!(rows.len(), 96);
    for row in &rows {
        let (id, effect, norm, mark, pack) = (&row[0], &row[5], &row[8], &row[9], &row[10]);
        for rule in &rules[id] {
            assert_eq!(norms(rule), norms_of(norm), "norm of {id}");
            assert_eq!(rule.mark(), marks_of(mark), "mark of {id}");
            assert_eq!(if rule.overlay { "overlay" } else { "core" }, pack, "pack of {id}");
        }
        assert_effect(id, effect, &rules[id]);
    }
}

fn norms(rule: &RuleInfo) -> String {
    rule.norms.iter().map(|norm| norm.as_str()).collect::<Vec<_>>().join("/")
}

/// `LAW (15/90 d), POL (24 h)` is `law/policy`; what was withdrawn counts as draft.
fn norms_of(column: &str) -> String {
    let words = [
        ("LAW", "law"),
        ("GUID (withdrawn)", "draft guidance"),
        ("GUID-D", "draft guidance"),
        ("GUID-F", "guidance"),
        ("GUID", "guidance"),
        ("CODE", "code"),
        ("SETT", "settlement"),
        ("POL", "policy"),
    ];
    let mut rest = column.to_owned();
    let mut found = Vec::new();
    for (word, norm) in words {
        if let Some(at) = rest.find(word) {
            found.push((column.find(word).expect("it was found"), norm));
            rest.replace_range(at..at + word.len(), &" ".repeat(word.len()));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, norm)| norm).collect::<Vec<_>>().join("/")
}

/// `[P] header, [S]; factor wording [K]` is `P/S/K`.
fn marks_of(column: &str) -> String {
    let mut found: Vec<&str> = Vec::new();
    for part in column.split('[').skip(1) {
        let mark = &part[..1];
        if !found.contains(&mark) {
            found.push(mark);
        }
    }
    found.join("/")
}

/// What the table calls F some policy of the rule forbids; PO some policy asks for; P some policy permits.
fn assert_effect(id: &str, column: &str, rules: &[&RuleInfo]) {
    let has = |effects: &[RuleEffect]| rules.iter().any(|rule| effects.contains(&rule.effect));
    let words: Vec<&str> = column.split(|c: char| !c.is_ascii_alphabetic()).collect();
    if words.contains(&"F") && !column.starts_with("PO (default F") {
        assert!(has(&[RuleEffect::Forbid]), "{id}: {column}");
    }
    if words.contains(&"PO") {
        assert!(has(&[RuleEffect::PermitWithObligations, RuleEffect::Oblige]), "{id}: {column}");
    }
    if words.contains(&"P") {
        assert!(has(&[RuleEffect::Permit]), "{id}: {column}");
    }
    let forbids_alone = words.first() == Some(&"F") && !words.contains(&"PO");
    let permits = [RuleEffect::Permit, RuleEffect::PermitWithObligations];
    // The table forbids these two "unless supported" and "outside the list": what is supported or inside is permitted.
    assert!(!forbids_alone || !has(&permits) || ["EU-13", "GL-11"].contains(&id), "{id} permits though the table forbids: {column}");
}
