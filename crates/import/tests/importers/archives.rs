//! Packed files: read like unpacked ones, and refused when they would not end.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::show::{findings, fixture, read};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(vec![], Compression::best());
    packer.write_all(bytes).expect("memory takes everything");
    packer.finish().expect("memory takes everything")
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a name");
        archive.write_all(bytes).expect("memory takes everything");
    }
    archive.finish().expect("memory takes everything").into_inner()
}

#[test]
fn a_gzip_file_reads_like_what_it_holds() {
    let plain = read("citations.xml");
    let packed = import::read("citations.xml.gz", &gzip(&fixture("citations.xml")));
    assert_eq!(packed.drafts.len(), 1);
    assert_eq!((packed.drafts[0].fields.clone(), packed.about), (plain.drafts[0].fields.clone(), plain.about));
    assert_eq!(import::detect("x", &gzip(&fixture("citations.xml"))).map(|source| source.name), Some("medline"));
}

#[test]
fn a_zip_file_is_read_file_by_file() {
    let (study, label) = (fixture("study.xml"), fixture("label.xml"));
    let archive = zipped(&[
        ("a/study.xml", &study),
        ("a/picture.jpg", b"\xff\xd8"),
        ("label.xml", &label),
        ("broken.xml", b"<clinical_study><id_info>"),
    ]);
    assert_eq!(import::detect("all.zip", &archive).map(|source| source.name), Some("clinicaltrials-xml"));
    let batch = import::read("all.zip", &archive);
    let keys: Vec<&str> = batch.drafts.iter().map(|draft| draft.key.as_str()).collect();
    assert_eq!(keys, ["E-NCT09000011", "E-SPL-deadbeef"]);
    assert_eq!(batch.labels.len(), 1);
    assert!(batch.about.starts_with("2 records from 3 files, the first: 1 study ("), "{}", batch.about);
    assert!(batch.about.ends_with("1 file in the archive is of no known source and passed over"), "{}", batch.about);
    insta::assert_snapshot!(findings(&batch.findings));
}

#[test]
fn a_file_that_inflates_out_of_all_proportion_is_refused() {
    let blanks = [b"<clinical_study>".as_slice(), &vec![b' '; 40 << 20]].concat();
    let told = [
        findings(&import::read("bomb.xml.gz", &gzip(&blanks)).findings),
        findings(&import::read("bomb.zip", &zipped(&[("a.xml", &blanks)])).findings),
    ];
    insta::assert_snapshot!(told.concat());
}

#[test]
fn an_archive_of_too_many_files_is_refused() {
    let names: Vec<String> = (0..201).map(|number| format!("{number}.xml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    insta::assert_snapshot!(findings(&import::read("many.zip", &zipped(&files)).findings));
}

#[test]
fn a_packed_file_that_ends_early_is_damaged() {
    let packed = gzip(&fixture("citations.xml"));
    let archive = zipped(&[("study.xml", &fixture("study.xml"))]);
    let told = [
        findings(&import::read("cut.xml.gz", &packed[..packed.len() / 2]).findings),
        findings(&import::read("cut.zip", &archive[..archive.len() / 2]).findings),
    ];
    insta::assert_snapshot!(told.concat());
}
