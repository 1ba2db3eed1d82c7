//! Packed files are read as they are.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use import::facts::End;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::gathered::{fixture, read};

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(vec![], Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn packed_or_not_it_is_one_import() {
    let plain = fixture("nppes.clean.csv");
    let (open, gz, zip) =
        (read("n.csv", &plain), read("n.csv.gz", &gzipped(&plain)), read("n.zip", &zipped(&[("n.csv", &plain), ("readme.pdf", b"%PDF")])));
    assert_eq!(open.by_key(), gz.by_key());
    assert_eq!(open.by_key(), zip.by_key());
    assert_eq!(open.summary().import, gz.summary().import);
    assert_eq!(open.summary().import, zip.summaries[0].import);
    assert_eq!((zip.summaries[0].file.as_str(), zip.summaries[1].end), ("n.zip/n.csv", End::Unread));
}

#[test]
fn an_archive_of_archives_is_read_through() {
    let (drugs, plans) = (fixture("part-d-drugs.clean.txt"), fixture("part-d-plans.clean.txt"));
    let inner = |name: &str, bytes: &[u8]| zipped(&[(name, bytes)]);
    let (drugs, plans) = (inner("basic drugs formulary file 20260131.txt", &drugs), inner("plan information 20260131.txt", &plans));
    let gathered = read("2026_20260131.zip", &zipped(&[("drugs.zip", &drugs), ("plans.zip", &plans)]));
    assert_eq!((gathered.rows("coverage"), gathered.rows("plan")), (1, 1));
    assert_eq!(gathered.summaries[0].release, "2026-01-31");
    // Leading zeros live, so that the two join.
    assert_eq!(gathered.column("coverage", "formulary_id"), gathered.column("plan", "formulary_id"));
}

#[test]
fn what_is_damaged_or_out_of_proportion_is_not_whole() {
    let plain = fixture("nppes.clean.csv").repeat(50);
    let packed = gzipped(&plain);
    let cut = read("n.csv.gz", &packed[..packed.len() / 2]);
    assert_ne!(cut.summary().end, End::Whole);
    assert!(cut.summary().findings[0].message.contains("damaged or ends early"), "{:?}", cut.summary().findings);
    let bomb = read("n.csv.gz", &gzipped(&[b"a,b\n".as_slice(), &vec![b'0'; 64 << 20]].concat()));
    assert!(bomb.batches.is_empty() && bomb.summary().end != End::Whole, "{:?}", bomb.summary());
    assert!(!read("n.zip", b"PK\x03\x04nothing").summary().findings.is_empty());
}
