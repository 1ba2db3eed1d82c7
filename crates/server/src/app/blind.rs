//! Which checks are not run for a seat. A rule that reads what a seat is blind to would find holes that are none;
//! so it is left out, and the page says so, by the policy alone: nothing here looks at a record.

use guardrails::{Blind, check};
use strategy::{Finding, Kind, check::About};

/// A rule that is not run for a seat, and what it reads that the seat does not see in full.
#[derive(Clone, Debug, PartialEq)]
pub struct NotRun {
    /// The rule's code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it reads: `insights`, `the stakeholders of activities`.
    pub reads: String,
}

/// Rules that read a kind without declaring it, because they declare none.
const KINDS: &[(Kind, &[&str])] = &[(Kind::Insight, &["payer-learning-unused"])];

/// Rules that rest on a field that may be withheld. `tests::the_table_names_every_rule_that_reads_such_a_field` looks
/// for others in the rules themselves.
const FIELDS: &[(Kind, &str, &[&str])] = &[
    (Kind::Activity, "stakeholders", &["level-uncovered"]),
    // Of endpoints only the results are withheld; whom an endpoint serves, which `endpoint-one-sided` reads, stays.
    (Kind::Evidence, "endpoints", &["claim-beyond-evidence", "value-mismatch"]),
    (Kind::Evidence, "abstract_text", &["value-mismatch"]),
    // No rule reads these so far.
    (Kind::Stakeholder, "contracts", &[]),
    (Kind::Stakeholder, "preferred_channels", &[]),
    (Kind::Stakeholder, "consent", &[]),
    (Kind::Stakeholder, "trial_role", &[]),
    (Kind::Stakeholder, "organisation", &[]),
    (Kind::Stakeholder, "level_because", &[]),
    (Kind::ValueAgreement, "threshold", &[]),
    (Kind::ValueAgreement, "payment_rule", &[]),
];

/// Rules that judge each record of a kind by itself: they say nothing of those that are not seen, so they are run on the others.
const ONE_BY_ONE: &[(&str, Kind)] = &[("not-permitted", Kind::Handoff), ("obligation-open", Kind::Handoff)];

/// The rules that are not run, by code.
pub(super) fn not_run(blind: &[Blind]) -> Vec<NotRun> {
    let reads = |rule: &About, blind: &Blind| match blind.field {
        None if ONE_BY_ONE.contains(&(rule.name, blind.kind)) => None,
        None => {
            let besides = KINDS.iter().any(|(kind, names)| *kind == blind.kind && names.contains(&rule.name));
            (besides || rule.reads.contains(&blind.kind)).then(|| blind.kind.plural().to_owned())
        }
        Some(field) => {
            let rests =
                |(kind, known, names): &&(Kind, &str, &[&str])| *kind == blind.kind && *known == field && names.contains(&rule.name);
            let words = || format!("the {} of {}", crate::words::field(field), blind.kind.plural());
            FIELDS.iter().any(|row| rests(&row)).then(words)
        }
    };
    let one = |rule: About| {
        let reads: std::collections::BTreeSet<String> = blind.iter().filter_map(|blind| reads(&rule, blind)).collect();
        let words: Vec<String> = reads.into_iter().collect();
        (!words.is_empty()).then(|| NotRun { code: rule.code, name: rule.name, reads: crate::words::list(&words) })
    };
    check::all().filter_map(one).collect()
}

/// The findings of the rules that are run. A waiver of a rule that is not run matches nothing, which says nothing.
pub(super) fn of_those_run(not_run: &[NotRun], graph: &strategy::Graph, findings: Vec<Finding>) -> Vec<Finding> {
    let is_left_out = |code: &str| not_run.iter().any(|rule| rule.code.eq_ignore_ascii_case(code));
    let waives_one = |finding: &Finding| {
        let waiver = finding.record.as_ref().and_then(|key| graph.get::<strategy::record::Waiver>(key));
        matches!(finding.code, "R908" | "R909") && waiver.is_some_and(|waiver| is_left_out(waiver.code.trim()))
    };
    findings.into_iter().filter(|finding| !is_left_out(finding.code) && !waives_one(finding)).collect()
}

#[cfg(test)]
mod tests {
    use strategy::check::{Rule, rules};

    use super::*;

    fn codes(blind: &[Blind]) -> Vec<&'static str> {
        not_run(blind).into_iter().map(|rule| rule.name).collect()
    }

    #[test]
    fn a_seat_that_sees_everything_has_every_check() {
        assert_eq!(not_run(&[]), []);
    }

    #[test]
    fn who_does_not_see_insights_is_not_told_about_their_decisions() {
        let names = codes(&[Blind { kind: Kind::Insight, field: None }]);
        assert!(names.contains(&"insight-undecided") && names.contains(&"payer-learning-unused"), "{names:?}");
        assert!(!names.contains(&"no-need"));
    }

    #[test]
    fn a_withheld_field_leaves_out_only_what_rests_on_it() {
        assert_eq!(codes(&[Blind { kind: Kind::Activity, field: Some("stakeholders") }]), ["level-uncovered"]);
        assert_eq!(codes(&[Blind { kind: Kind::Stakeholder, field: Some("contracts") }]), Vec::<&str>::new());
    }

    #[test]
    fn the_table_names_every_rule_that_reads_such_a_field() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../strategy/src/check/rules");
        let file = |rule: &Rule| match rule.name {
            "unsupported" => "claim_unsupported.rs".to_owned(),
            name => format!("{}.rs", name.replace('-', "_")),
        };
        let source = |rule: &Rule| std::fs::read_to_string(folder.join(file(rule))).expect("a rule's source");
        for (kind, field, names) in FIELDS {
            for rule in rules::ALL {
                let reads = source(rule).contains(&format!(".{field}")) && rule.name != "endpoint-one-sided";
                assert!(!reads || names.contains(&rule.name), "{} reads `{field}` of {}", rule.name, kind.plural());
            }
        }
        for (kind, names) in KINDS {
            let word = format!("{kind:?}");
            for rule in rules::ALL.iter().filter(|rule| rule.reads.is_empty()) {
                let reads = source(rule).contains(&format!("<{word}>"));
                assert!(!reads || names.contains(&rule.name), "{} reads {}", rule.name, kind.plural());
            }
        }
        for kind in super::super::keys::PARTLY_SEEN {
            let word = format!("<{kind:?}>");
            for rule in rules::ALL.iter().filter(|rule| rule.reads.is_empty() && source(rule).contains(&word)) {
                assert!(
                    KINDS.iter().any(|(known, names)| *known == kind && names.contains(&rule.name)),
                    "{} reads {}",
                    rule.name,
                    kind.plural()
                );
            }
        }
    }
}
