//! Linking the people of three generated sources: how much of the truth is found, and how much of what is found is true.

use std::collections::{BTreeMap, HashMap};

use stakeholders::identity::{Field, Linker, Options, Records, SourceId};

use crate::taken::{Taken, taken, world};

/// The columns of people's facts, and what they say of a person.
const FIELDS: [(&str, Field); 14] = [
    ("npi", Field::Npi),
    ("last_name", Field::Surname),
    ("first_name", Field::GivenName),
    ("middle_name", Field::MiddleName),
    ("other_last_name", Field::OtherSurname),
    ("sex", Field::Sex),
    ("credentials", Field::Credential),
    ("address_1", Field::Street),
    ("address_2", Field::Street2),
    ("city", Field::City),
    ("state", Field::State),
    ("zip", Field::Postcode),
    ("phone", Field::Phone),
    ("email", Field::Email),
];

type Truth = HashMap<(String, String), u64>;

/// Puts the people of a source in; `more` gives the cells that stand in another file.
fn push(
    records: &mut Records,
    people: &mut Vec<u64>,
    source: &str,
    of: &Taken,
    truth: &Truth,
    more: &HashMap<String, Vec<(Field, String)>>,
) {
    let number: SourceId = records.source(source);
    of.each("source_person", |cell| {
        let id = cell("record_id");
        let own: Vec<(Field, String)> =
            FIELDS.iter().map(|(column, field)| (*field, cell(column))).filter(|(_, value)| !value.is_empty()).collect();
        let others = more.get(&id).cloned().unwrap_or_default();
        records.push(number, &id, own.iter().chain(&others).map(|(field, value)| (*field, value.as_str())));
        people.push(truth[&(source.to_owned(), id)]);
    });
}

#[test]
#[expect(clippy::print_stdout, reason = "a figure that a person may want to see")]
fn most_people_are_found_again_and_few_are_mixed_up() {
    let world = world(2_000);
    let of = |word: &str| taken(&world, synthetic::file(word).expect("a file"));
    let mut truth_text = vec![];
    synthetic::file("truth").expect("a file").write(&world, &mut truth_text).expect("memory gives no error");
    let truth: Truth = String::from_utf8(truth_text)
        .expect("text")
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',').map(str::to_owned);
            let (source, id, person) = (cells.next(), cells.next(), cells.next());
            ((source.expect("a source"), id.expect("an id")), person.expect("a person").parse().expect("a number"))
        })
        .collect();
    let mut addresses: HashMap<String, Vec<(Field, String)>> = HashMap::new();
    of("addresses").each("record_address", |cell| {
        if cell("is_main") == "true" {
            let parts = [
                ("address_1", Field::Street),
                ("address_2", Field::Street2),
                ("city", Field::City),
                ("state", Field::State),
                ("zip", Field::Postcode),
            ];
            addresses.insert(cell("record_id"), parts.map(|(column, field)| (field, cell(column))).to_vec());
        }
    });
    let (mut records, mut people) = (Records::new(), vec![]);
    let none = HashMap::new();
    push(&mut records, &mut people, "nppes", &of("nppes"), &truth, &none);
    push(&mut records, &mut people, "doctors-clinicians", &of("doctors"), &truth, &none);
    push(&mut records, &mut people, "veeva-account", &of("accounts"), &truth, &addresses);
    let (_, linked) = Linker::link(&records, &Options::default());
    let clusters: Vec<u64> = linked.clusters.iter().map(|row| u64::from(row.0)).collect();
    let both: Vec<(u64, u64)> = clusters.iter().copied().zip(people.iter().copied()).collect();
    let (right, joined, true_pairs) = (pairs(&both), pairs(&clusters), pairs(&people));
    let (precision, recall) = (right / joined, right / true_pairs);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("{} records of {} people: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}", people.len(), world.people);
    assert!(f1 > 0.9, "F1 {f1:.4}: precision {precision:.4}, recall {recall:.4}");
}

/// How many pairs share a value.
fn pairs<T: Ord + Copy>(values: &[T]) -> f64 {
    let mut counts: BTreeMap<T, u64> = BTreeMap::new();
    values.iter().for_each(|value| *counts.entry(*value).or_default() += 1);
    counts.values().map(|count| count * (count - 1) / 2).sum::<u64>() as f64
}
