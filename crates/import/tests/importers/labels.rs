//! Drug labels.

use crate::show::{batch, fixture, read};

#[test]
fn a_label_becomes_evidence_and_a_version_for_a_market() {
    insta::assert_snapshot!(batch(&read("label.xml")));
}

#[test]
fn a_label_that_says_little_is_read_as_far_as_it_goes() {
    insta::assert_snapshot!(batch(&read("label_ugly.xml")));
}

#[test]
fn a_label_version_fits_into_a_market() {
    let version = import::spl::label_version(&fixture("label.xml")).expect("a label");
    let read: strategy::record::LabelVersion = serde_json::from_value(version).expect("a label version");
    assert_eq!((read.version.as_str(), read.set_id.as_str()), ("7", "deadbeef-0000-4000-8000-000000000001"));
    assert_eq!(read.from, Some(jiff::civil::date(2024, 9, 30)));
    assert_eq!(import::spl::label_version(&fixture("study.xml")), None);
}
