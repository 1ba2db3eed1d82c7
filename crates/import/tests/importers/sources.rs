//! Each file finds its source, whatever it is called.

use import::{SOURCES, detect};

use crate::show::{batch, fixture, read};

#[test]
fn every_fixture_is_recognised_by_one_source_only() {
    let expected = [
        ("study.json", "clinicaltrials-json"),
        ("studies_ugly.json", "clinicaltrials-json"),
        ("studies_before_2024.json", "clinicaltrials-json"),
        ("study_fields.json", "clinicaltrials-json"),
        ("study.xml", "clinicaltrials-xml"),
        ("studies_ugly.xml", "clinicaltrials-xml"),
        ("citations.xml", "medline"),
        ("citations_ugly.xml", "medline"),
        ("label.xml", "spl"),
        ("label_ugly.xml", "spl"),
        ("strategy_ugly.toml", "strategy"),
    ];
    for (file, source) in expected {
        let bytes = fixture(file);
        let sniffed: Vec<&str> = SOURCES.iter().filter(|source| (source.sniff)(&bytes, "upload")).map(|source| source.name).collect();
        assert_eq!(sniffed, [source], "{file}");
        assert_eq!(detect("upload", &bytes).map(|source| source.name), Some(source), "{file}");
    }
}

#[test]
fn what_nobody_recognises_is_said_to_be_unknown() {
    for bytes in [&b""[..], b"hello", b"{\"a\": 1}", b"<html></html>", b"\x1f\x8b", b"PK\x03\x04"] {
        assert!(detect("upload.bin", bytes).is_none());
        let batch = import::read("upload.bin", bytes);
        assert!(batch.drafts.is_empty() && batch.findings.len() == 1, "{batch:?}");
    }
}

#[test]
fn a_strategy_s_own_text_is_a_source_too() {
    insta::assert_snapshot!(batch(&read("strategy_ugly.toml")));
}

#[test]
fn what_a_source_writes_is_a_record_without_complaint() {
    for file in ["study.json", "studies_before_2024.json", "study_fields.json", "study.xml", "citations.xml", "label.xml", "label_ugly.xml"]
    {
        for draft in read(file).drafts {
            let (record, wrong) = draft.clone().into_record();
            assert!(wrong.is_empty(), "{file}: {wrong:?}");
            // Nothing is lost on the way into the record.
            assert_eq!(record.fields().len(), draft.fields.len(), "{file}: {:?}", record.fields());
        }
    }
}

#[test]
fn reading_twice_gives_the_same() {
    for file in ["study.json", "studies_ugly.xml", "citations_ugly.xml", "label.xml"] {
        assert_eq!(read(file), read(file));
    }
}
