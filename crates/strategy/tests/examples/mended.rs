//! The same plan, mended.

use strategy::{Finding, Severity, compare::What};

use crate::folder;

const PLANNED: &str = "heart-failure";
const MENDED: &str = "heart-failure-mended";

#[test]
fn it_can_be_read_without_a_word_of_complaint() {
    let mended = folder::read(MENDED);
    assert!(mended.wrong.is_empty(), "{}", folder::lines(&mended.wrong));
    assert_eq!(folder::files(MENDED), folder::files(PLANNED));
}

#[test]
fn nothing_in_it_must_not_go_out() {
    let findings = folder::read(MENDED).findings();
    let bad = |finding: &Finding| finding.is_open() && matches!(finding.severity, Severity::Blocker | Severity::Major);
    let bad: Vec<Finding> = findings.into_iter().filter(bad).collect();
    assert!(bad.is_empty(), "{}", folder::lines(&bad));
}

#[test]
fn what_is_left_is_known() {
    let findings = folder::read(MENDED).findings();
    assert!(findings.iter().filter(|finding| !finding.is_open()).count() <= 2, "no more than two waivers");
    insta::assert_snapshot!(folder::lines(&findings));
}

/// The comparison is read by people: it must stay a story of one mend after another.
#[test]
fn it_differs_only_where_it_was_mended() {
    let (planned, mended) = (folder::read(PLANNED), folder::read(MENDED));
    let story = strategy::compare::compare(&planned.graph, &mended.graph).into_iter().map(|difference| {
        let what = match difference.what {
            What::Added => "added".into(),
            What::Removed => "removed".into(),
            What::Changed(fields) => fields.into_iter().map(|change| change.field).collect::<Vec<_>>().join(", "),
        };
        format!("{} {}: {what}", difference.kind.label(), difference.key)
    });
    insta::assert_snapshot!(story.collect::<Vec<_>>().join("\n"));
}

/// Disease evidence is real and carries identifiers; what is said of the medicine says that it is fictional.
#[test]
fn what_is_invented_says_so() {
    for folder in [folder::read(PLANNED), folder::read(MENDED)] {
        for evidence in folder.graph.all::<strategy::record::Evidence>() {
            let real = !evidence.body.identifiers.is_empty();
            let fictional = evidence.title().contains("(fictional)");
            assert!(real != fictional, "{} `{}`", evidence.key(), evidence.title());
        }
    }
}
