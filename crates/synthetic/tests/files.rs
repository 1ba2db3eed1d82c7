//! What holds for every file and every world: the same bytes for the same seed, whole lists of people, no real number.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;
use stakeholders::identity::is_npi;
use synthetic::{FILES, File, World, file};

fn world(people: u32) -> World {
    World { seed: 1, people, day: date(2026, 6, 1) }
}

fn bytes(world: &World, file: &File) -> (u64, Vec<u8>) {
    let mut out = vec![];
    let rows = file.write(world, &mut out).expect("memory gives no error");
    (rows, out)
}

fn text(world: &World, word: &str) -> String {
    String::from_utf8(bytes(world, file(word).expect("a file")).1).expect("text")
}

/// The cells of a column; no cell of the files asked for holds a comma or a quote of its own.
fn column(text: &str, name: &str) -> Vec<String> {
    let cells = |line: &str| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>();
    let at = cells(text.lines().next().expect("a heading")).iter().position(|one| one == name).expect("a column");
    text.lines().skip(1).map(|line| cells(line).swap_remove(at)).collect()
}

#[test]
fn files_have_words_names_and_sources_of_their_own() {
    let world = world(10);
    for of in [|file: &File, _: &World| file.word.to_owned(), |file: &File, world: &World| file.name(world)] {
        assert_eq!(FILES.iter().map(|file| of(file, &world)).collect::<BTreeSet<_>>().len(), FILES.len());
    }
    assert_eq!(file("nppes").map(|file| file.name(&world)).as_deref(), Some("npidata_pfile_20050523-20260601.csv"));
    assert_eq!(file("payments").map(|file| file.name(&world)).as_deref(), Some("OP_DTL_GNRL_PGYR2024_P06302025_06152025.csv"));
    assert_eq!(file("prescribers").map(|file| file.name(&world)).as_deref(), Some("MUP_DPR_RY26_P04_V10_DY24_NPIBN.csv"));
    assert!(file("nobody").is_none());
}

#[test]
fn a_larger_world_has_the_people_of_a_smaller_one() {
    for word in ["doctors", "accounts", "addresses", "calls", "pharmacy-claims", "medical-claims", "payments", "prescribers"] {
        let (small, large) = (text(&world(96), word), text(&world(400), word));
        let large: BTreeSet<&str> = large.lines().collect();
        assert!(small.lines().all(|line| large.contains(line)), "{word}");
    }
}

#[test]
fn everybody_stands_in_the_register_once_with_a_number_that_nobody_has() {
    let register = text(&world(500), "nppes");
    let npis = column(&register, "NPI");
    assert!(npis.iter().all(|npi| is_npi(npi) && npi.starts_with('9')));
    assert_eq!(npis.iter().collect::<BTreeSet<_>>().len(), npis.len());
    let truth = text(&world(500), "truth");
    let people: BTreeSet<String> = column(&truth, "person").into_iter().collect();
    assert!((480..=500).contains(&people.len()), "{}", people.len());
    let registered = column(&truth, "source").iter().filter(|source| *source == "nppes").count();
    let of_people = column(&register, "Entity Type Code").iter().filter(|kind| *kind == "1").count();
    assert_eq!(registered, of_people);
}

#[test]
fn telephones_and_addresses_of_mail_lead_nowhere() {
    let world = world(400);
    for (word, name) in [("doctors", "Telephone Number"), ("accounts", "Phone"), ("addresses", "Phone_vod__c")] {
        let phones = column(&text(&world, word), name);
        assert!(phones.iter().all(|phone| phone.is_empty() || (phone.len() == 10 && &phone[3..8] == "55501")), "{word}");
    }
    let mails = column(&text(&world, "accounts"), "PersonEmail");
    assert!(mails.iter().all(|mail| mail.is_empty() || mail.ends_with("@example.org")));
}

#[test]
fn few_prescribe_much_and_many_a_little() {
    let mut claims: Vec<u32> =
        column(&text(&world(2_000), "prescribers"), "Tot_Clms").iter().map(|count| count.parse().expect("a number")).collect();
    claims.sort_unstable_by(|a, b| b.cmp(a));
    let (all, most): (u32, u32) = (claims.iter().sum(), claims.iter().take(claims.len() / 10).sum());
    assert!(claims.iter().all(|count| *count >= 11));
    assert!(f64::from(most) / f64::from(all) > 0.35, "a tenth of the rows has {most} of {all} claims");
}

#[test]
fn medical_and_sales_meet_the_same_people_within_days() {
    let calls = text(&world(2_000), "calls");
    let (accounts, owners, days) = (column(&calls, "Account_vod__c"), column(&calls, "OwnerId"), column(&calls, "Call_Date_vod__c"));
    let mut met: BTreeMap<&str, Vec<(jiff::civil::Date, bool)>> = BTreeMap::new();
    for ((account, owner), day) in accounts.iter().zip(&owners).zip(&days).filter(|((account, _), _)| !account.is_empty()) {
        met.entry(account).or_default().push((day.parse().expect("a day"), owner.starts_with("005M")));
    }
    let collides = |of: &&Vec<(jiff::civil::Date, bool)>| {
        of.iter().any(|(day, medical)| of.iter().any(|(other, function)| function != medical && (*other - *day).get_days().abs() <= 3))
    };
    let collisions = met.values().filter(collides).count();
    assert!(collisions > 50 && collisions < met.len() / 2, "{collisions} of {}", met.len());
    // A group call is a row of its own, and one for each person in it.
    let parents: BTreeSet<String> = column(&calls, "Parent_Call_vod__c").into_iter().filter(|parent| !parent.is_empty()).collect();
    let ids: BTreeSet<String> = column(&calls, "Id").into_iter().collect();
    assert!(parents.len() > 20 && parents.is_subset(&ids), "{}", parents.len());
}

#[test]
fn inquiries_name_calls_that_were_held() {
    let world = world(1_000);
    let calls: BTreeSet<String> = column(&text(&world, "calls"), "Id").into_iter().collect();
    let inquiries = text(&world, "inquiries");
    let named: Vec<String> = inquiries.lines().skip(1).map(|line| line.split(',').nth(4).expect("a call").to_owned()).collect();
    assert!(named.len() > 50 && named.iter().all(|call| calls.contains(call)), "{}", named.len());
}

#[test]
fn a_world_of_one_has_every_file() {
    for file in FILES {
        let (rows, bytes) = bytes(&world(1), file);
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        assert_eq!(lines, rows + 1, "{}", file.word);
    }
}

#[test]
fn a_writer_that_is_full_is_an_error() {
    let mut full = [0_u8; 100];
    for file in FILES {
        assert!(file.write(&world(400), &mut full.as_mut_slice()).is_err(), "{}", file.word);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_same_seed_and_day_give_the_same_bytes_whatever_else_is_asked_for(seed: u64, people in 1_u32..60, days in 0_i64..9_000) {
        let day = date(2012, 1, 1).checked_add(jiff::Span::new().days(days)).expect("a day");
        let world = World { seed, people, day };
        let forward: Vec<_> = FILES.iter().map(|file| bytes(&world, file)).collect();
        let backward: Vec<_> = FILES.iter().rev().map(|file| bytes(&world, file)).collect();
        prop_assert!(forward.iter().eq(backward.iter().rev()));
        let other = World { seed: seed ^ 1, ..world };
        prop_assert!(bytes(&other, &FILES[0]) != forward[0]);
    }
}
