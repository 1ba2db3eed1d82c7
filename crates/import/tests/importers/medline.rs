//! Citations, clean and as odd as the library's files can be.

use crate::show::{batch, read};

#[test]
fn a_citation_becomes_evidence_with_authors_and_abstract() {
    insta::assert_snapshot!(batch(&read("citations.xml")));
}

#[test]
fn odd_citations_are_read_as_far_as_they_go() {
    insta::assert_snapshot!(batch(&read("citations_ugly.xml")));
}

#[test]
fn two_authors_of_one_name_are_two() {
    let batch = read("citations_ugly.xml");
    assert_eq!(batch.drafts[0].fields["authors"], serde_json::json!(["Solo", "Solo"]));
}
