//! Bad input: what other programs, disks and people do to files.

use import::facts::{End, is_npi};

use crate::gathered::{Gathered, fixture, read};

const HEADING: &str = "Prscrbr_NPI,Brnd_Name,Gnrc_Name,Tot_Clms,Tot_Drug_Cst";

fn read_prescriptions(rows: &str) -> Gathered {
    read("DY24.csv_DY24", format!("{HEADING}\n{rows}").as_bytes())
}

/// An NPI that nobody has: real ones begin with 1 or 2.
fn npi(number: u32) -> String {
    (0..10).map(|check| format!("9{number:08}{check}")).find(|npi| is_npi(npi)).expect("one of ten digits is right")
}

#[test]
fn utf_16_and_a_byte_order_mark_change_nothing_but_the_finding() {
    let plain = fixture("nppes.clean.csv");
    let text = String::from_utf8(plain.clone()).expect("utf-8");
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [b"\xef\xbb\xbf".as_slice(), &plain].concat();
    let (plain, wide, marked) = (read("f", &plain), read("f", &wide), read("f", &marked));
    assert_eq!(plain.by_key(), wide.by_key());
    assert_eq!(plain.by_key(), marked.by_key());
    assert!(wide.summary().findings.iter().any(|finding| finding.message.contains("UTF-16")));
}

#[test]
fn one_row_in_another_encoding_is_read_and_said() {
    let mut bytes = format!("{HEADING}\n{},Mü,x,1,2\n", npi(1)).into_bytes();
    bytes.extend(format!("{},", npi(2)).bytes());
    bytes.extend(b"M\xfc\x80,x,1,2\n");
    let gathered = read("f_DY24", &bytes);
    assert_eq!(gathered.column("prescription", "brand"), [Some("Mü".into()), Some("Mü€".into())]);
    assert!(gathered.summary().findings.iter().any(|finding| finding.message.contains("Windows-1252")));
}

#[test]
fn a_line_of_a_megabyte_is_a_row() {
    let gathered = read_prescriptions(&format!("{},{},x,1,2\n{},b,x,1,2\n", npi(1), "a".repeat(1 << 20), npi(2)));
    assert_eq!((gathered.rows("prescription"), gathered.rejects.len()), (2, 0));
}

#[test]
fn rejects_are_complete_and_exact_and_can_be_mended_and_read_again() {
    let rows = format!("{},a,x,1,2\n{},b\n12,c,x,1,2\n{},d,x,1,2,3\n{},a,x,9,9\n{},\"e,x,1,2\n", npi(1), npi(2), npi(3), npi(1), npi(4));
    let gathered = read_prescriptions(&rows);
    assert_eq!(gathered.rows("prescription"), 1);
    let told: Vec<(u64, &str)> = gathered.rejects.iter().map(|(line, row, _)| (*line, row.as_str())).collect();
    let all: Vec<&str> = rows.lines().collect();
    assert_eq!(told, [(3, all[1]), (4, all[2]), (5, all[3]), (6, all[4]), (7, all[5])]);
    let problems: Vec<&str> = gathered.rejects.iter().map(|(_, _, problem)| problem.as_str()).collect();
    assert_eq!(problems[0], "the row has 2 of 5 cells");
    assert_eq!(problems[1], "`Prscrbr_NPI` `12` is no NPI: not ten digits");
    assert_eq!(problems[2], "the row has 6 cells and the heading 5");
    assert!(problems[3].ends_with("stands in line 2 already"), "{}", problems[3]);
    assert_eq!(problems[4], "a quotation mark is opened and never closed");
    // Somebody mends the second one, and the file of rejects is read like any other.
    let mended = gathered.rejects_file.replace(",12,c,", &format!(",{},c,", npi(5)));
    let again = read("rejects_DY24.csv", mended.as_bytes());
    assert!(again.column("prescription", "brand").contains(&Some("c".into())), "{}", again.show());
    assert_eq!(again.summary().source, "part-d-by-drug");
}

#[test]
fn a_formula_is_inert_among_the_rejects_and_itself_again_when_read() {
    let gathered = read_prescriptions(&format!("12,=cmd|' /C calc'!A0,x,1,2\n{},=2+5,x,1,2\n", npi(1)));
    assert_eq!(gathered.column("prescription", "brand"), [Some("=2+5".into())]);
    assert!(gathered.rejects_file.contains("\"'=cmd|' /C calc'!A0\""), "{}", gathered.rejects_file);
    let mended = gathered.rejects_file.replace("\"12\"", &npi(2));
    assert_eq!(read("r_DY24.csv", mended.as_bytes()).column("prescription", "brand"), [Some("=cmd|' /C calc'!A0".into())]);
}

#[test]
fn a_million_faults_are_one_finding_with_the_first_places() {
    let rows: String = (0..20_000).map(|n| format!("{},b{n},x,many,2\n", npi(1))).collect();
    let gathered = read_prescriptions(&rows);
    let findings = &gathered.summary().findings;
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].message, "`Tot_Clms`, such as `many` is no whole number (20000 times: lines 2, 3, 4, 5, 6, …)");
    assert!(gathered.column("prescription", "claims").iter().all(Option::is_none));
}

#[test]
fn a_heading_in_the_middle_and_blank_lines_are_no_rows() {
    let gathered = read_prescriptions(&format!("{},a,x,1,2\n\n,,,,\n{HEADING}\n{},b,x,1,2\n", npi(1), npi(2)));
    assert_eq!((gathered.rows("prescription"), gathered.rejects.len()), (2, 0));
    assert_eq!(gathered.batches[0].lines, [2, 6]);
}

#[test]
fn a_file_of_no_source_says_what_to_do() {
    for bytes in [&b""[..], b"hello", b"a,b\n1,2\n", b"\0\0\0\0", b"<html></html>", b"{\"a\": 1}"] {
        let gathered = read("f", bytes);
        assert_eq!((gathered.summary().end, gathered.batches.len()), (End::Unread, 0));
        assert!(gathered.summary().findings[0].help.contains("lodestar facts"), "{:?}", gathered.summary());
    }
}

#[test]
fn a_missing_column_that_names_the_rows_is_said() {
    // The period stands in the file's name, and this one has none.
    let gathered = read("prescribers.csv", format!("{HEADING}\n{},a,x,1,2\n", npi(1)).as_bytes());
    assert_eq!(gathered.summary().end, End::Unread);
    assert!(gathered.summary().findings[0].message.contains("prescription.period"), "{:?}", gathered.summary());
}

#[test]
fn damaged_bytes_never_bring_it_down() {
    // A small generator of our own: the same damage every time.
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits")
    };
    for (file, bytes) in crate::gathered::fixtures() {
        for _ in 0..40 {
            let mut damaged = bytes.clone();
            for _ in 0..1 + next() % 6 {
                let at = next() % damaged.len();
                match next() % 4 {
                    0 => damaged.truncate(at.max(1)),
                    1 => damaged[at] = (next() % 256) as u8,
                    2 => damaged.insert(at, b"\",\n\r|;\t\0"[next() % 8]),
                    _ => {
                        damaged.remove(at);
                        if damaged.is_empty() {
                            damaged.push(b'x');
                        }
                    }
                }
            }
            let gathered = read(&file, &damaged);
            let rejected: u64 = gathered.summaries.iter().map(|summary| summary.rejected).sum();
            assert_eq!(rejected, gathered.rejects.len() as u64, "{file}");
        }
    }
}
