//! Every source has a clean file, which is read without a word, and an ugly one, which is read as far as it goes. The files
//! are named for their sources.

use std::collections::BTreeSet;

use import::facts::{self, Asked, End};

use crate::gathered::{RELEASE, ask, fixtures};

fn source_of(file: &str) -> &str {
    file.split('.').next().expect("a name")
}

fn read(file: &str, bytes: &[u8]) -> crate::gathered::Gathered {
    ask(&Asked { file, release: RELEASE, ..Asked::default() }, bytes)
}

#[test]
fn every_source_has_both_files_and_names_of_its_own() {
    let files: BTreeSet<String> = fixtures().iter().map(|(file, _)| file.split('.').take(2).collect::<Vec<_>>().join(".")).collect();
    let mut names = BTreeSet::new();
    for source in facts::sources() {
        assert!(names.insert(source.name), "{} twice", source.name);
        assert!(!source.licence.is_empty() && !source.about.is_empty() && !source.title.is_empty(), "{}", source.name);
        for kind in ["clean", "ugly"] {
            assert!(files.contains(&format!("{}.{kind}", source.name)), "{} has no {kind} file", source.name);
        }
    }
    assert_eq!(files.len(), 2 * names.len());
}

#[test]
fn every_file_is_of_its_source_and_only_of_that() {
    for (file, bytes) in fixtures() {
        assert_eq!(facts::detect(&bytes).map(|source| source.name), Some(source_of(&file)), "{file}");
    }
}

#[test]
fn a_clean_file_is_read_without_a_word() {
    for (file, bytes) in fixtures().into_iter().filter(|(file, _)| file.contains(".clean.")) {
        let gathered = read(&file, &bytes);
        let summary = gathered.summary();
        assert!(summary.findings.is_empty(), "{file}: {:#?}", summary.findings);
        assert!(gathered.rejects.is_empty(), "{file}: {:?}", gathered.rejects);
        assert!(!gathered.batches.is_empty() && summary.end == End::Whole, "{file}");
        insta::assert_snapshot!(format!("clean {}", source_of(&file)), gathered.show());
    }
}

#[test]
fn an_ugly_file_is_read_as_far_as_it_goes() {
    for (file, bytes) in fixtures().into_iter().filter(|(file, _)| file.contains(".ugly.")) {
        let gathered = read(&file, &bytes);
        assert_eq!(gathered.summary().end, End::Whole, "{file}");
        assert_eq!(gathered.summary().rejected, gathered.rejects.len() as u64, "{file}");
        insta::assert_snapshot!(format!("ugly {}", source_of(&file)), gathered.show());
    }
}

#[test]
fn twice_is_once() {
    for (file, bytes) in fixtures() {
        let (once, again) = (read(&file, &bytes), read(&file, &bytes));
        assert_eq!(once, again, "{file}");
        assert_eq!(once.summary().import.len(), 64);
        // What a lake would hold after the second time is what it held after the first.
        let mut kept = once.by_key();
        kept.extend(again.by_key());
        assert_eq!(kept, once.by_key(), "{file}");
    }
}

#[test]
fn another_release_or_content_is_another_import() {
    let (file, bytes) = fixtures().into_iter().find(|(file, _)| file == "nppes.clean.csv").expect("the fixture");
    let of = |release: &str, bytes: &[u8]| {
        ask(&Asked { file: &file, release: Some(release), ..Asked::default() }, bytes).summary().import.clone()
    };
    assert_ne!(of("2024", &bytes), of("2025", &bytes));
    assert_ne!(of("2024", &bytes), of("2024", &bytes[..bytes.len() - 1]));
}

#[test]
fn every_row_knows_its_source_release_and_licence() {
    for (file, bytes) in fixtures() {
        for batch in read(&file, &bytes).batches {
            let provenance = &batch.provenance;
            assert_eq!((provenance.source.as_str(), provenance.release.as_str()), (source_of(&file), "2024"), "{file}");
            assert_eq!(provenance.file, file);
            assert!(!provenance.licence.is_empty());
            assert!(batch.lines.len() == batch.rows() && batch.columns.iter().all(|column| column.len() == batch.rows()), "{file}");
        }
    }
}
