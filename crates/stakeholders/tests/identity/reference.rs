//! Real and well-known records with known answers, where these lie beside the project. The answers only judge.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use stakeholders::identity::{Field, Linked, Linker, Options, Records, RowId};

/// The folder, or `None` where it is absent; that is an error where the project is checked before it goes out.
#[expect(clippy::print_stderr, reason = "a test that skips says so")]
fn reference() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/reference");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "reference data is absent");
    eprintln!("skipped: reference data is absent");
    None
}

/// Reads columns of a file into the records of one source; returns the values of `truth` in the order of the records.
fn read(records: &mut Records, path: &Path, columns: &[(&str, Field)], id: Option<&str>, truth: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(path).expect("a readable file");
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let place = |name: &str| header.iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    let columns: Vec<(usize, Field)> = columns.iter().map(|(name, field)| (place(name), *field)).collect();
    let (id, truth) = (id.map(place), place(truth));
    let source = records.source(&path.file_name().expect("a name").to_string_lossy());
    let mut known = vec![];
    for (number, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        let number = number.to_string();
        records.push(source, id.map_or(&number, |id| &row[id]), columns.iter().map(|(at, field)| (*field, &row[*at])));
        known.push(row[truth].to_owned());
    }
    known
}

/// Precision, recall and their harmonic mean over pairs.
#[derive(Debug)]
#[expect(dead_code, reason = "shown when an assertion fails")]
struct Quality {
    precision: f64,
    recall: f64,
    f1: f64,
}

fn quality(found: &BTreeSet<(u32, u32)>, truth: &BTreeSet<(u32, u32)>) -> Quality {
    let right = found.intersection(truth).count() as f64;
    let (precision, recall) = (right / found.len() as f64, right / truth.len() as f64);
    Quality { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
}

/// The pairs within groups, those that `wanted` takes.
fn pairs<K: Ord>(groups: impl Iterator<Item = (K, u32)>, wanted: impl Fn(u32, u32) -> bool) -> BTreeSet<(u32, u32)> {
    let mut members: BTreeMap<K, Vec<u32>> = BTreeMap::new();
    groups.for_each(|(key, row)| members.entry(key).or_default().push(row));
    let mut pairs = BTreeSet::new();
    for rows in members.values() {
        for (at, one) in rows.iter().enumerate() {
            pairs.extend(rows[at + 1..].iter().map(|other| (*one, *other)).filter(|(one, other)| wanted(*one, *other)));
        }
    }
    pairs
}

fn found(linked: &Linked, wanted: impl Fn(u32, u32) -> bool) -> BTreeSet<(u32, u32)> {
    pairs((0..).zip(&linked.clusters).map(|(row, cluster)| (cluster.0, row)), wanted)
}

const FEBRL: [(&str, Field); 10] = [
    ("given_name", Field::GivenName),
    ("surname", Field::Surname),
    ("street_number", Field::StreetNumber),
    ("address_1", Field::Street),
    ("address_2", Field::Street2),
    ("suburb", Field::City),
    ("postcode", Field::Postcode),
    ("state", Field::State),
    ("date_of_birth", Field::BirthDate),
    ("soc_sec_id", Field::NationalId),
];

fn person(id: &str) -> String {
    id.split('-').nth(1).expect("rec-N-…").to_owned()
}

fn febrl(folder: &Path, files: &[&str], columns: &[(&str, Field)]) -> Quality {
    let mut records = Records::new();
    let truth: Vec<String> = files
        .iter()
        .flat_map(|file| read(&mut records, &folder.join("record_linkage").join(file), columns, Some("rec_id"), "rec_id"))
        .map(|id| person(&id))
        .collect();
    let (linker, linked) = Linker::link(&records, &Options::default());
    let truth = pairs((0..).zip(&truth).map(|(row, person)| (person, row)), |_, _| true);
    let found = found(&linked, |_, _| true);
    show(&records, &linker, &linked, &found, &truth);
    quality(&found, &truth)
}

#[expect(clippy::print_stderr, reason = "for eyes")]
fn show(records: &Records, linker: &Linker<'_>, linked: &Linked, found: &BTreeSet<(u32, u32)>, truth: &BTreeSet<(u32, u32)>) {
    if std::env::var_os("SHOW").is_none() {
        return;
    }
    let bits: HashMap<(u32, u32), f32> = linked.pairs.iter().map(|p| ((p.one.0.min(p.other.0), p.one.0.max(p.other.0)), p.bits)).collect();
    for (name, pairs) in [("missed", truth.difference(found)), ("wrong", found.difference(truth))] {
        for (one, other) in pairs.take(12) {
            let (a, b) = (RowId(*one), RowId(*other));
            let steps: Vec<String> = linker
                .explain(a, b)
                .steps
                .iter()
                .map(|s| format!("{} {} {:.1}", s.name, s.level.map_or("", |l| l.word()), s.bits))
                .collect();
            eprintln!("{name} {} {} {:?}: {}", records.id(a), records.id(b), bits.get(&(*one, *other)), steps.join(" | "));
        }
    }
    eprintln!("{:?}", linked.report);
}

#[test]
fn febrl_4_with_the_personal_number() {
    let Some(folder) = reference() else { return };
    let quality = febrl(&folder, &["febrl4a.csv", "febrl4b.csv"], &FEBRL);
    assert!(quality.f1 >= 0.9995, "{quality:?}");
}

#[test]
fn febrl_4_without_the_personal_number() {
    let Some(folder) = reference() else { return };
    let quality = febrl(&folder, &["febrl4a.csv", "febrl4b.csv"], &FEBRL[..9]);
    assert!(quality.f1 >= 0.998, "{quality:?}");
}

#[test]
fn febrl_3_where_people_stand_several_times_in_one_file() {
    let Some(folder) = reference() else { return };
    let quality = febrl(&folder, &["febrl3.csv"], &FEBRL);
    assert!(quality.f1 >= 0.99, "{quality:?}");
}

#[test]
fn real_providers_with_their_numbers_hidden() {
    let Some(folder) = reference() else { return };
    let folder = folder.join("hcp_identity");
    let mut records = Records::new();
    let mut truth = read(
        &mut records,
        &folder.join("doctors_and_clinicians.csv"),
        &[
            ("Provider Last Name", Field::Surname),
            ("Provider First Name", Field::GivenName),
            ("Provider Middle Name", Field::MiddleName),
            ("suff", Field::Suffix),
            ("gndr", Field::Sex),
            ("Cred", Field::Credential),
            ("pri_spec", Field::Specialty),
            ("City/Town", Field::City),
            ("State", Field::State),
            ("ZIP Code", Field::Postcode),
            ("Full Street Address", Field::Street),
        ],
        None,
        "NPI",
    );
    let clinicians = truth.len() as u32;
    truth.extend(read(
        &mut records,
        &folder.join("nppes.csv"),
        &[
            ("Provider Last Name (Legal Name)", Field::Surname),
            ("Provider First Name", Field::GivenName),
            ("Provider Middle Name", Field::MiddleName),
            ("Provider Name Suffix Text", Field::Suffix),
            ("Provider Sex Code", Field::Sex),
            ("Provider Credential Text", Field::Credential),
            ("Healthcare Provider Taxonomy Code_1", Field::Specialty),
            ("Provider Business Practice Location Address City Name", Field::City),
            ("Provider Business Practice Location Address State Name", Field::State),
            ("Provider Business Practice Location Address Postal Code", Field::Postcode),
            ("Full Street Address", Field::Street),
            ("Provider Other Last Name", Field::OtherSurname),
            ("Provider Other First Name", Field::OtherGivenName),
        ],
        None,
        "NPI",
    ));
    let (linker, linked) = Linker::link(&records, &Options::default());
    let across = |one: u32, other: u32| (one < clinicians) != (other < clinicians);
    let truth = pairs((0..).zip(&truth).map(|(row, npi)| (npi, row)), across);
    let found = found(&linked, across);
    show(&records, &linker, &linked, &found, &truth);
    let quality = quality(&found, &truth);
    assert!(quality.f1 >= 0.99 && quality.precision >= 0.998, "{quality:?}");
}

/// Recall of Splink 5.0.0 at each precision on the same file, the best of the models that its documentation shows for it:
/// names together or each, dates by distance or by parts, blocking on given name, surname, birth date or address.
const SPLINK: [(f64, f64); 9] = [
    (0.5, 0.8124),
    (0.8, 0.8109),
    (0.9, 0.7981),
    (0.95, 0.7883),
    (0.97, 0.7725),
    (0.98, 0.7656),
    (0.99, 0.7440),
    (0.995, 0.7144),
    (1.0, 0.7065),
];

#[test]
fn a_thousand_invented_people_better_than_splink_at_every_precision() {
    let Some(folder) = reference() else { return };
    let columns = [
        ("first_name", Field::GivenName),
        ("surname", Field::Surname),
        ("dob", Field::BirthDate),
        ("city", Field::City),
        ("email", Field::Email),
    ];
    let mut records = Records::new();
    let truth = read(&mut records, &folder.join("record_linkage/fake_1000.csv"), &columns, Some("unique_id"), "cluster");
    let options = Options { review_from: 1e-5, ..Options::default() };
    let (_, linked) = Linker::link(&records, &options);
    let is_right = |one: RowId, other: RowId| truth[one.0 as usize] == truth[other.0 as usize];
    let all = pairs((0..).zip(&truth).map(|(row, person)| (person, row)), |_, _| true).len() as f64;
    let mut best = [0.0_f64; SPLINK.len()];
    let mut right = 0.0;
    for (pairs, pair) in (1..).zip(&linked.pairs) {
        right += f64::from(u8::from(is_right(pair.one, pair.other)));
        for (best, (precision, _)) in best.iter_mut().zip(SPLINK) {
            *best = if right / f64::from(pairs) >= precision { right / all } else { *best };
        }
    }
    for (ours, (precision, theirs)) in best.iter().zip(SPLINK) {
        assert!(*ours > theirs, "at precision {precision}: {ours:.4}, Splink {theirs}; all: {best:.4?}");
    }
}
