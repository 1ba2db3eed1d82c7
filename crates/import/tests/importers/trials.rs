//! Registered studies in every shape that the registry has offered.

use crate::show::{batch, read};

#[test]
fn a_study_becomes_evidence_with_its_results() {
    insta::assert_snapshot!(batch(&read("study.json")));
}

#[test]
fn a_page_of_odd_studies_is_read_as_far_as_it_goes() {
    insta::assert_snapshot!(batch(&read("studies_ugly.json")));
}

#[test]
fn a_study_in_the_shape_before_2024_is_read_like_today_s() {
    insta::assert_snapshot!(batch(&read("studies_before_2024.json")));
}

#[test]
fn chosen_fields_of_studies_are_enough() {
    insta::assert_snapshot!(batch(&read("study_fields.json")));
}

#[test]
fn a_study_in_xml_becomes_evidence_with_its_results() {
    insta::assert_snapshot!(batch(&read("study.xml")));
}

#[test]
fn odd_studies_in_xml_are_read_as_far_as_they_go() {
    insta::assert_snapshot!(batch(&read("studies_ugly.xml")));
}

#[test]
fn a_long_summary_is_cut_with_a_mark() {
    let file = String::from_utf8(crate::show::fixture("study.json")).expect("UTF-8").replace("Nobody took part", &"word ".repeat(3_000));
    let batch = import::read("study.json", file.as_bytes());
    let summary = batch.drafts[0].fields["abstract_text"].as_str().expect("a text");
    assert!(summary.chars().count() < 8_100);
    assert!(summary.ends_with("… [cut here: 7111 more characters]"), "{}", &summary[summary.len() - 60..]);
}

#[test]
fn a_file_named_for_another_study_says_so() {
    let batch = import::read("NCT09999999.json", &crate::show::fixture("study.json"));
    assert!(batch.about.ends_with("; the file is named for NCT09999999"), "{}", batch.about);
    let batch = import::read("NCT09000001.json", &crate::show::fixture("study.json"));
    assert!(!batch.about.contains("named for"), "{}", batch.about);
}
